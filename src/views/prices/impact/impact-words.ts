// The impact of new prices in figures and sentences. Pure.

import type { Estimate } from '../../../core/decisions/gain-estimate.ts';
import type { Impact, ImpactFigure, ImpactMeasure } from '../../../core/decisions/impact.ts';
import {
  formatCount,
  formatCountOf,
  formatMoney,
  formatPercent,
  formatRough,
  formatSignedRough,
} from '../../../core/text/format.ts';
import { formatChange } from '../price-words.ts';

/** One value of a measure: `15.3 %`, `1,204.50`, `6.2`. */
export function formatMeasure({ unit }: ImpactMeasure, value: number): string {
  if (unit === 'share') return formatPercent(value);
  return unit === 'times a year' ? value.toFixed(1) : formatRough(value);
}

/** How far a measure moves: `+2.1 points`, `+120.00`, `-12.3 %`. */
export function formatMeasureChange({ unit, change }: ImpactMeasure, value: number): string {
  if (change === 'ratio') return formatChange(value);
  if (unit !== 'share') return formatSignedRough(value);
  const points = (Math.abs(value) * 100).toFixed(1);
  return `${Number(points) === 0 ? '±' : value > 0 ? '+' : '-'}${points} points`;
}

/** `a margin of 15 to 22 %`, `23 to 38 % more`, `40 % less`. */
export function targetWords({ target, better }: ImpactMeasure): string | null {
  if (target === null) return null;
  const { from, to } = target;
  const percent = (share: number) => String(Math.round(Math.abs(share) * 100));
  const range = from === to ? `${percent(from)} %` : `${percent(from)} to ${percent(to)} %`;
  if (target.of === 'after') return range;
  return `${range} ${better}`;
}

/** Whether the goal is reached by the best guess, and by the whole interval; `beyond` where the guess lies past a range. */
export function goalReached(
  measure: ImpactMeasure,
  figure: ImpactFigure,
): 'beyond' | 'surely' | 'likely' | 'possible' | 'no' | null {
  const { target, better } = measure;
  const estimate = target === null ? null : target.of === 'after' ? figure.after : figure.change;
  if (target === null || estimate === null) return null;
  const least = better === 'more' ? Math.min(target.from, target.to) : Math.max(target.from, target.to);
  const most = target.from + target.to - least;
  const passes = (value: number) => (better === 'more' ? value > most : value < most);
  const reaches = (value: number) => (better === 'more' ? value >= least : value <= least);
  const [low, high] = estimate.interval;
  const [worst, best] = better === 'more' ? [low, high] : [high, low];
  // One figure is a least to reach; only a range can be passed.
  if (most !== least && passes(estimate.value)) return 'beyond';
  if (reaches(worst)) return 'surely';
  if (reaches(estimate.value)) return 'likely';
  return reaches(best) ? 'possible' : 'no';
}

const goalWords = {
  surely: 'reached across the whole interval',
  likely: 'reached at the estimate, but not across the whole interval',
  possible: 'missed at the estimate, but possible within the interval',
  no: 'not reached',
} as const;

function goalSaid({ better }: ImpactMeasure, goal: NonNullable<ReturnType<typeof goalReached>>): string {
  if (goal === 'beyond') return better === 'more' ? 'above the goal' : 'below the goal';
  return goalWords[goal];
}

/** What a measure's chart shows, with its goal. */
export function measureSentence(measure: ImpactMeasure, figure: ImpactFigure): string {
  const { before, after, change } = figure;
  const moved =
    change === null
      ? 'there is no earlier figure to compare with'
      : `${formatMeasureChange(measure, shownChange(measure, before.value, after.value, change.value))}, 95 % interval ${changeInterval(measure, change)}`;
  const goal = goalReached(measure, figure);
  const target = targetWords(measure);
  const [from, to] = endWords(measure, before.value, after.value);
  return (
    `From ${from} to ${to}: ${moved}.` +
    (goal === null || target === null ? '' : ` Goal ${target}: ${goalSaid(measure, goal)}.`)
  );
}

/** Amounts up to here are said to the last figure beside their difference, which three figures of each would contradict. */
const mostExact = 999_500;

/** Both ends as exactly as each other: cents where one is small, whole otherwise. */
function endWords(measure: ImpactMeasure, before: number, after: number): readonly [string, string] {
  if (!isExactAmount(measure, before, after))
    return [formatMeasure(measure, before), formatMeasure(measure, after)];
  const format = amountStep(before, after) === 1 ? formatCount : formatMoney;
  return [format(before), format(after)];
}

/** The difference of the ends as they are written, so that a reader who subtracts finds the same. */
function shownChange(measure: ImpactMeasure, before: number, after: number, change: number): number {
  if (measure.change === 'ratio') return change;
  if (measure.unit !== 'share' && !isExactAmount(measure, before, after)) return change;
  const step = measure.unit === 'share' ? 0.001 : amountStep(before, after);
  return (Math.round(after / step) - Math.round(before / step)) * step;
}

function isExactAmount({ unit }: ImpactMeasure, before: number, after: number): boolean {
  return (
    unit !== 'share' && unit !== 'times a year' && Math.max(Math.abs(before), Math.abs(after)) < mostExact
  );
}

function amountStep(before: number, after: number): number {
  return Math.min(Math.abs(before), Math.abs(after)) < 100 ? 0.01 : 1;
}

function changeInterval(measure: ImpactMeasure, { interval: [low, high] }: Estimate): string {
  return `${formatMeasureChange(measure, low)} to ${formatMeasureChange(measure, high)}`;
}

/** What the figures are about: which products, and which could not be counted. */
export function impactCaption(
  impact: Impact,
  of: 'suggested' | 'decided',
  draws: number,
  /** Recommendations that are a calendar of prices. */
  calendars: number,
): string {
  const { products, productsWithCost, productsWithStock, productsThatMove } = impact;
  const who =
    of === 'suggested'
      ? 'If you accept every recommendation and keep the overrides'
      : 'If only accepted and overridden prices are charged';
  const without =
    productsWithCost < products
      ? ` ${formatCountOf(products - productsWithCost, 'product')} without a known cost ${products - productsWithCost === 1 ? 'counts' : 'count'} in revenue only.`
      : '';
  const stock =
    productsWithStock < productsWithCost
      ? ` ${formatCountOf(productsWithCost - productsWithStock, 'product')} without a known stock ${productsWithCost - productsWithStock === 1 ? 'is' : 'are'} left out of turnover and excess.`
      : '';
  return (
    `${who}: ${productsThatMove} of ${formatCountOf(products, 'price')} ${productsThatMove === 1 ? 'moves' : 'move'}. ` +
    `Simulated on ${draws} demand curves per product, with stock kept at its present level.${without}${stock}${otherTotalWords(of, productsThatMove, calendars)}`
  );
}

/** Why these figures are not those of the total that the recommendations add up to. */
function otherTotalWords(of: 'suggested' | 'decided', moves: number, calendars: number): string {
  if (calendars === 0)
    return of === 'decided' || moves < 2
      ? ''
      : ' These intervals take all products together, draw by draw; the total above combines each product’s own, so they differ slightly.';
  const follow = formatCountOf(calendars, 'product follows a calendar', 'products follow a calendar');
  return ` ${follow} of prices; only the first price counts here, so the gain differs from the total above.`;
}
