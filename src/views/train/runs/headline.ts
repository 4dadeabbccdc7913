// What may be said of a run: only what was measured, on how many start states, and beside which simple policies.

import { agents } from '../../../core/agents/agents.ts';
import { superlatives } from '../../../core/market/market-check.ts';
import type { Baselines, EvaluationRecord, RunProgress } from '../../../core/run/events.ts';
import { besideFixedPrice } from '../../../core/run/beside-fixed-price.ts';
import { besideKeptPrice, keptEvaluation, keptGap, type ToldOfPolicy } from '../../../core/run/kept-gap.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import { isActive } from '../../../store/run-view.ts';
import type { RunView } from '../../../store/run-view.ts';
import { formatReturn } from '../../charts/captions.ts';
import { earnsRevenue, type Paying } from './run-verdict.ts';
import {
  formatCount,
  formatCountOf,
  formatEnds,
  formatMoney,
  formatPercent,
  formatRough,
} from '../../../core/text/format.ts';

export interface Headline {
  /** Share of the way from keeping the price to the optimum; null where it is unknown. */
  readonly gapClosed: number | null;
  /** Whether it is that of a portfolio's median product. */
  readonly isMedian: boolean;
  /** Its 95 % interval over the start states; null where it cannot be told. */
  readonly gapInterval: readonly [number, number] | null;
  /** Of a portfolio: between these lies half of its products. */
  readonly middleHalf: readonly [number, number] | null;
  readonly bestReturn: number;
  readonly keepPrice: number | null;
  readonly bestFixed: number | null;
  readonly optimum: number | null;
  /** Profit an episode, currency; null where no cost is known, the run is for revenue, or of before it was measured. */
  readonly profit: number | null;
  /** The same of keeping the price, on the same start states. */
  readonly keepProfit: number | null;
  readonly sentence: string;
}

/** The best evaluation, so far or of the whole run, beside the simple policies; null before the first evaluation. */
export function headlineOf(
  run: ToldOfPolicy & Pick<RunView, 'state' | 'baselines' | 'settings'> & Paying,
  /** Whether what did best in its market may be called best (`mayCallOptimal`). */
  mayCallBest = true,
): Headline | null {
  const best = keptEvaluation(run);
  const closed = keptGap(run);
  if (!best || !closed) return null;
  const { baselines } = run;
  const { share: gap, isMedian, middleHalf } = closed;
  const told = earnsRevenue(run) ? { ...best, profit: null } : best;
  const { meanReturn: keepPrice } = besideKeptPrice(best, baselines);
  return {
    gapClosed: gap,
    isMedian,
    bestReturn: best.meanReturn,
    keepPrice,
    bestFixed: baselines?.bestFixedPrice?.meanReturn ?? null,
    optimum: baselines?.optimum ?? null,
    profit: told.profit?.mean ?? null,
    keepProfit: besideKeptPrice(best, baselines).profit,
    gapInterval: best.gapInterval,
    middleHalf,
    sentence: [
      `${superlatives(mayCallBest).policy}${isActive(run) ? ' so far' : ''}, after ${formatCountOf(best.step, 'step')}, returned ${formatReturn(best.meanReturn)} on average over ${playedWords(best)}`,
      keepPrice === null ? '' : `; keeping the price returned ${formatReturn(keepPrice)} there`,
      gap === null || (keepPrice !== null && best.meanReturn < keepPrice)
        ? ''
        : isMedian
          ? `. The median product closes ${formatPercent(gap, 0)} of the gap to its optimum`
          : `, so ${formatPercent(gap, 0)} of the gap to the optimum is closed`,
      `. ${fixedPriceWords(best, baselines, mayCallBest)}${profitWords(told, baselines, mayCallBest)}${comparison(told, mayCallBest ? '' : ' in this market')}`,
      `One run with one seed${madeWith(run.settings)}: results may not carry over to other start states.`,
    ].join(''),
  };
}

/** What tells the run from one of the form, which may have moved on since. */
function madeWith(settings: RunSettings | null): string {
  if (!settings) return '';
  return ` (${agents[settings.agent].title}, seed ${settings.seed}, ${settings.hiddenUnits} hidden units)`;
}

/** What its return is the mean of. */
function playedWords({ secondLook, returns }: EvaluationRecord): string {
  if (!secondLook) return formatCountOf(returns.length, 'fixed start state');
  const { episodes, finalists } = secondLook;
  const among =
    finalists > 1 ? `, which chose it among the ${formatCount(finalists)} highest evaluations` : '';
  return `${formatCountOf(episodes, 'fresh start state')}${among}`;
}

/** Where a price that never moves does better, or may do, it is said. */
function fixedPriceWords(kept: EvaluationRecord, baselines: Baselines | null, mayCallBest: boolean): string {
  const beside = besideFixedPrice(kept, baselines);
  if (!beside || beside.standing === 'above') return '';
  const { price, fixedPrice, difference, standing } = beside;
  const name = `${superlatives(mayCallBest).fixedPrice.toLowerCase()}${price === null ? '' : ` (${formatMoney(price)})`}`;
  if (standing === 'unclear')
    return `It is unclear whether it returns more than the ${name}, which returned ${formatReturn(fixedPrice)} there. `;
  const by = difference
    ? `, by ${formatEnds(-difference[1], -difference[0], formatReturn)} an episode ${paired}: it needs no agent`
    : '';
  return `The ${name} returns more: ${formatReturn(fixedPrice)}${by}. `;
}

/** The profit beside the reward, where it is known. */
function profitWords(
  evaluation: EvaluationRecord,
  baselines: Baselines | null,
  mayCallBest: boolean,
): string {
  const { profit } = evaluation;
  if (!profit) return '';
  const beside = besideKeptPrice(evaluation, baselines).profit;
  const kept = beside === null ? '' : `, keeping the price ${formatRough(beside)}`;
  const fixedProfit = besideFixedPrice(evaluation, baselines)?.profit?.fixedPrice ?? null;
  const fixed =
    fixedProfit === null
      ? ''
      : ` and the ${superlatives(mayCallBest).fixedPrice.toLowerCase()} ${formatRough(fixedProfit)}${fixedProfit > profit.mean ? ', which is more' : ''}`;
  return `In profit an episode it earned ${formatRough(profit.mean)}${kept}${fixed}. `;
}

/**
 * "Beats your current price" is said of profit, and only where the whole interval says so; of a reward that it scores
 * higher. Else what is missing.
 */
function comparison({ againstKeep, profit }: EvaluationRecord, where: string): string {
  const scores = againstKeep && againstKeep.low > 0;
  const higher = `scores higher on the training reward than keeping the price${where}`;
  if (profit?.againstKeep) {
    const { low, high } = profit.againstKeep;
    const interval = `${formatEnds(low, high, formatRough)} profit an episode ${paired}`;
    if (low > 0) return `It beats your current price${where}: by ${interval}. `;
    const score = scores ? `It ${higher}. ` : '';
    if (high < 0)
      return `${score}It earns less than your current price${where}: the difference is ${interval}. `;
    return `${score}Inconclusive against your current price${where}: the difference is ${interval}; ${more}. `;
  }
  if (!againstKeep) return '';
  const { low, high } = againstKeep;
  const interval = `${formatEnds(low, high, formatReturn)} of reward an episode ${paired}`;
  if (low > 0) return `It ${higher}: by ${interval}. `;
  if (high < 0)
    return `It scores lower on the training reward than keeping the price${where}: the difference is ${interval}. `;
  return `Inconclusive whether it ${higher}: the difference is ${interval}; ${more}. `;
}

const paired = '(95 % interval over paired start states)';
const more = 'train longer or evaluate on more start states';

/** What is computed before the first step of a portfolio's run, and how far it is; null at any other time. */
export function preparingWords({ step, preparing }: Pick<RunProgress, 'step' | 'preparing'>): string | null {
  if (preparing === undefined || step > 0) return null;
  return `Computing what each product could earn: ${formatPercent(preparing, 0)} …`;
}
