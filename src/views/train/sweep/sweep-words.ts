// A sweep in words and figures: what it has found so far, its combinations as rows, and how far its prices agree.

import {
  bandOf,
  bestCombination,
  combinationsOf,
  metricOf,
  priceAgreement,
  type BandPoint,
  type Combination,
  type ProductAgreement,
  type Spread,
  type SweepMetric,
} from '../../../core/run/sweep-result.ts';
import type { SettingName } from '../../../core/run/settings.ts';
import { formatAmount, formatCountOf, formatPercent, lowerFirst } from '../../../core/text/format.ts';
import { median } from '../../../core/statistics/summary.ts';
import type { ShownSweep, ShownSweepRun, SweepState } from '../../../store/features/sweep-feature.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { formatReturn } from '../../charts/captions.ts';
import type { ChartData } from '../../../core/export/charts/chart-data.ts';
import { formatSetting, settingNamed } from '../settings/setting-lists.ts';

export type ShownCombination = Combination<ShownSweepRun>;

export const metricWords: Readonly<Record<SweepMetric, { readonly label: string; readonly unit: string }>> = {
  profit: { label: 'Profit an episode', unit: 'currency an episode' },
  evaluation: { label: 'Evaluation return', unit: 'reward an episode' },
  gap: { label: 'Gap closed', unit: 'share' },
};

export function formatMetric(metric: SweepMetric, value: number): string {
  return metric === 'gap'
    ? formatPercent(value, 0)
    : metric === 'profit'
      ? formatAmount(value)
      : formatReturn(value);
}

/** `412 (398 to 430)`; one seed is its own figure. */
export function spreadWords(metric: SweepMetric, spread: Spread | null, seeds: number): string {
  if (!spread) return '–';
  const middle = formatMetric(metric, spread.median);
  return seeds < 2
    ? middle
    : `${middle} (${formatMetric(metric, spread.low)} to ${formatMetric(metric, spread.high)})`;
}

export interface SweepView {
  readonly combinations: readonly ShownCombination[];
  readonly metric: SweepMetric;
  readonly best: ShownCombination | null;
  readonly done: number;
  readonly failed: number;
  readonly agreement: readonly ProductAgreement[];
}

/** `prices` by run id. Prices are compared within the best combination: other settings may want other prices. */
export function sweepView(sweep: ShownSweep, prices: SweepState['sweepPrices']): SweepView {
  const combinations = combinationsOf(sweep.runs, sweep.over);
  const metric = metricOf(combinations);
  const best = bestCombination(combinations, metric);
  const priced = (best?.runs ?? []).flatMap(({ runId }) =>
    Object.hasOwn(prices, runId) ? [prices[runId]!] : [],
  );
  return {
    combinations,
    metric,
    best,
    done: sweep.runs.filter(({ state }) => state === 'finished').length,
    failed: sweep.runs.filter(({ state }) => state === 'failed').length,
    agreement: priceAgreement(priced),
  };
}

export function combinationWords(
  over: readonly SettingName[],
  { values }: Pick<ShownCombination, 'values'>,
): string {
  if (over.length === 0) return 'all seeds';
  return over
    .map((name, i) => `${settingNamed(name).label} ${formatSetting(settingNamed(name), values[i]!)}`)
    .join(', ');
}

/** What has been found, in one or two sentences; never more than the seeds can say. */
export function sweepSentence(sweep: ShownSweep, view: SweepView): string {
  const { best, metric, combinations, done, failed } = view;
  const of = `${done} of ${formatCountOf(sweep.runs.length, 'run')} finished${failed > 0 ? `, ${failed} failed` : ''}.`;
  if (!best) return `${of} None has been evaluated yet.`;
  const { label } = metricWords[metric];
  if (sweep.over.length === 0)
    return `${of} ${label}: median ${spreadWords(metric, best[metric], best.judged)} over ${formatCountOf(best.judged, 'seed')}.`;
  const others = combinations.filter((each) => each !== best && each[metric] !== null);
  const isClear = others.every((each) => each[metric]!.high < best[metric]!.low) && best.judged > 1;
  const care =
    others.length === 0
      ? ''
      : isClear
        ? ' Its worst seed beats the best seed of every other.'
        : ' Its seeds overlap with those of another: the order may be chance.';
  return `${of} Best: ${combinationWords(sweep.over, best)}, ${lowerFirst(label)} ${spreadWords(metric, best[metric], best.judged)}.${care}`;
}

/** How far the agents’ prices agree, as a sentence; null before two seeds are priced. */
export function agreementSentence(agreement: readonly ProductAgreement[]): string | null {
  if (agreement.length === 0) return null;
  const seeds = Math.max(...agreement.map((each) => each.seeds));
  const agreed = agreement.filter(({ sameWay }) => sameWay === 1).length;
  const range = formatPercent(median(agreement.map((each) => each.range)));
  if (agreement.length === 1) {
    const way = agreed === 1 ? 'move it the same way' : 'do not all move it the same way';
    return `The ${seeds} seeds ${way}; their prices lie within ${range} of one another.`;
  }
  return `For ${agreed} of ${formatCountOf(agreement.length, 'product')} all ${seeds} seeds move the price the same way; for the median product the agents’ prices lie within ${range} of one another.`;
}

export interface Band {
  readonly name: string;
  readonly points: readonly BandPoint[];
}

/** More bands cannot be told apart. */
const mostBands = 4;

/** The learning curves of the best combinations, best first; without swept settings the one there is. */
export function sweepBands(
  sweep: ShownSweep,
  { combinations, metric }: SweepView,
  drawn: SweepMetric,
): readonly Band[] {
  const worth = (each: ShownCombination) => each[metric]?.median ?? Number.NEGATIVE_INFINITY;
  return combinations
    .toSorted((a, b) => worth(b) - worth(a))
    .slice(0, mostBands)
    .map((each) => ({
      name: combinationWords(sweep.over, each),
      points: bandOf(each.runs.map((run) => curveOf(run, drawn))),
    }));
}

function curveOf({ evaluations }: ShownSweepRun, metric: SweepMetric) {
  return evaluations.map((each) => ({
    step: each.step,
    value:
      (metric === 'profit' ? each.profit?.mean : metric === 'gap' ? each.gapClosed : each.meanReturn) ??
      Number.NaN,
  }));
}

export function bandTable(bands: readonly Band[], metric: SweepMetric): ChartData {
  const { label } = metricWords[metric];
  return {
    columns: ['runs', 'market steps', 'seeds', `${label}, median`, 'lowest', 'highest'],
    rows: bands.flatMap(({ name, points }) =>
      points.map(({ step, seeds, median: middle, low, high }) => [name, step, seeds, middle, low, high]),
    ),
  };
}

/** The sweeps that can be shown, newest first: that of this visit and those kept. */
export function sweepChoices(
  sweep: SweepState['sweep'],
  storedRuns: readonly RunSummary[] | null,
): readonly { readonly value: string; readonly label: string }[] {
  const choices = new Map<string, string>();
  if (sweep) choices.set(sweep.id, sweep.title);
  for (const { sweep: member, productNames } of storedRuns ?? []) {
    if (!member || choices.has(member.id)) continue;
    const subject = productNames.length === 1 ? productNames[0]! : `${productNames.length} products`;
    choices.set(member.id, `${member.title} (${subject})`);
  }
  return [...choices].map(([value, label]) => ({ value, label }));
}
