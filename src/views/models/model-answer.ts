// Which model is live and whether another one kept here is better, in a sentence or two. Pure.

import { cardObjective } from '../../core/model/card-objective.ts';
import { returnsCompare } from '../../core/model/compare-cards.ts';
import { besideKeptPrice } from '../../core/run/kept-gap.ts';
import { formatPercent, formatRough } from '../../core/text/format.ts';
import type { ModelEntryView } from '../../store/features/models-feature.ts';
import type { RunSummary } from '../../worker/protocol/run-protocol.ts';
import { formatReturn } from '../charts/captions.ts';

type Runs = readonly Pick<RunSummary, 'runId' | 'best' | 'baselines'>[];

/** Profit an episode of the run that made a model, currency; null where it is for revenue, not kept, or no cost is known. */
export function profitOf({ runId, card }: Pick<ModelEntryView, 'runId' | 'card'>, runs: Runs): number | null {
  if (cardObjective(card) === 'revenue') return null;
  return runs.find((run) => runId !== null && run.runId === runId)?.best?.profit?.mean ?? null;
}

export function modelAnswer(models: readonly ModelEntryView[], inUse: string | null, runs: Runs): string {
  const used = models.find(({ id }) => id === inUse);
  if (!used) return 'No model is in use: press Use to price with one of them.';
  const profit = profitOf(used, runs);
  const run = runs.find(({ runId }) => runId === used.runId);
  const kept = run?.best ? besideKeptPrice(run.best, run.baselines).profit : null;
  const { bestReturn, gapClosed } = used.card.training;
  const gap = gapClosed == null ? '' : `, ${formatPercent(gapClosed, 0)} of the gap to the optimum`;
  const revenue = cardObjective(used.card) === 'revenue' ? ', trained for revenue' : '';
  const figure =
    profit !== null
      ? `${formatRough(profit)} profit an episode${kept === null ? '' : ` where today’s prices earn ${formatRough(kept)}`}${gap}`
      : bestReturn === null
        ? 'never evaluated'
        : `an evaluation return of ${formatReturn(bestReturn)}${revenue}${gap}`;
  return `Prices come from ${used.name}: ${figure}. ${better(used, models, runs)}`.trim();
}

/** Only models of the same market, data and evaluation stand on one scale. */
function better(used: ModelEntryView, models: readonly ModelEntryView[], runs: Runs): string {
  const peers = models.filter((each) => each.id !== used.id && returnsCompare([used.card, each.card]));
  if (peers.length === 0) return '';
  const inMoney = profitOf(used, runs) !== null;
  const worth = (model: ModelEntryView) =>
    inMoney ? profitOf(model, runs) : (model.card.training.bestReturn ?? null);
  const own = worth(used);
  const known = peers.flatMap((model) => {
    const value = worth(model);
    return value === null ? [] : [{ model, value }];
  });
  if (own === null || known.length === 0) return '';
  const top = known.reduce((a, b) => (b.value > a.value ? b : a));
  const figure = inMoney ? formatRough(top.value) : formatReturn(top.value);
  return top.value > own
    ? `${top.model.name} did better in the same market: ${figure}.`
    : known.length === 1
      ? `${top.model.name} did no better in the same market.`
      : `None of the ${known.length} others in the same market did better.`;
}
