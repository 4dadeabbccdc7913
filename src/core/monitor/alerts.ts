// What of a watch deserves attention, in words, most urgent first.
//
// Every product asks two questions (has the level, has the elasticity drifted?) and all together one; with sixty
// products some answer wrongly by chance. Holm's procedure keeps the chance of any false alarm in a check at the
// setting. Margins are what they are and need no test.
//
// Source: Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6(2), 1979.

import { formatDay, formatQuantity } from '../text/format.ts';
import type { DriftEstimate } from './drift.ts';
import type { MonitorSettings } from './monitor-settings.ts';
import type { Margins, ProductWatch, SalesWatch } from './watch.ts';

const alertKinds = ['overall', 'belowCost', 'lessDemand', 'margin', 'elasticity', 'moreDemand'] as const;
type AlertKind = (typeof alertKinds)[number];

export interface Alert {
  readonly kind: AlertKind;
  readonly urgency: 'now' | 'soon' | 'watch';
  /** null: all products together. */
  readonly productId: string | null;
  readonly title: string;
  readonly sentence: string;
  /** Currency a day at stake, as far as it can be told; the order within an urgency. */
  readonly stakePerDay: number;
}

interface Question {
  readonly pValue: number;
  readonly alert: () => Alert | null;
}

const urgencies = ['now', 'soon', 'watch'] as const;

/** The alerts of a watch under `settings`, most urgent first. */
export function salesAlerts(watch: SalesWatch, settings: MonitorSettings): Alert[] {
  const questions = [
    ...overallQuestion(watch),
    ...watch.products.flatMap((product) => driftQuestions(product, settings)),
  ];
  const drifts = proven(questions, settings.falseAlarmPercent / 100).flatMap(({ alert }) => alert() ?? []);
  const margins = watch.products.flatMap((product) => marginAlert(product, settings) ?? []);
  return [...drifts, ...margins].sort(
    (a, b) =>
      urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency) ||
      alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) ||
      b.stakePerDay - a.stakePerDay,
  );
}

/** Holm: the k-th smallest p value counts while it is at most alpha / (questions - k + 1). */
function proven(questions: readonly Question[], alpha: number): Question[] {
  const sorted = [...questions].sort((a, b) => a.pValue - b.pValue);
  const end = sorted.findIndex(({ pValue }, k) => pValue > alpha / (sorted.length - k));
  return end < 0 ? sorted : sorted.slice(0, end);
}

function overallQuestion({ overall, firstDay }: SalesWatch): Question[] {
  if (!overall) return [];
  const { units, expected, interval } = overall.totals;
  const share = units / expected - 1;
  return [
    {
      pValue: overall.pValue,
      alert: () => ({
        kind: 'overall',
        urgency: share < 0 ? 'now' : 'watch',
        productId: null,
        title: `All products together sell ${percent(share)} than expected`,
        sentence:
          `Since ${formatDay(firstDay)} ${formatQuantity(units)} units were sold where ${formatQuantity(expected)} were expected ` +
          `(95 % interval ${formatQuantity(interval[0])} to ${formatQuantity(interval[1])}). ` +
          'A change of all products at once points to season, traffic or the market rather than to prices.',
        stakePerDay: Infinity,
      }),
    },
  ];
}

function driftQuestions(watch: ProductWatch, settings: MonitorSettings): Question[] {
  const { level, elasticity } = watch.drift ?? { level: null, elasticity: null };
  const questions: Question[] = [];
  if (level) questions.push({ pValue: level.pValue, alert: () => levelAlert(watch, level, settings) });
  if (elasticity) questions.push({ pValue: elasticity.pValue, alert: () => bendAlert(watch, elasticity) });
  return questions;
}

function levelAlert(watch: ProductWatch, level: DriftEstimate, settings: MonitorSettings): Alert | null {
  const { product, totals, drift, days, unitWorth } = watch;
  const share = Math.exp(level.change) - 1;
  if (Math.abs(share) * 100 < settings.smallestDriftPercent) return null;
  const { units, expected, interval } = totals!;
  const open = days.filter(({ expected: mean }) => !Number.isNaN(mean));
  const since = formatDay(open[drift!.since!]!.day);
  const stakePerDay = (Math.abs(units - expected) / open.length) * unitWorth;
  const figures =
    `${formatQuantity(units)} units where ${formatQuantity(expected)} were expected at the prices charged ` +
    `(95 % interval ${formatQuantity(interval[0])} to ${formatQuantity(interval[1])}), most likely since ${since}.`;
  return share < 0
    ? {
        kind: 'lessDemand',
        urgency: share < -0.3 ? 'now' : 'soon',
        productId: product.id,
        title: Number.isFinite(level.change)
          ? `Sells ${percent(share)} at the same price`
          : 'No longer sells',
        sentence: `${figures} Check stock, listing and rivals first, then retrain on the new data.`,
        stakePerDay,
      }
    : {
        kind: 'moreDemand',
        urgency: 'watch',
        productId: product.id,
        title: `Sells ${percent(share)} at the same price`,
        sentence: `${figures} The price may be too low now: retrain on the new data.`,
        stakePerDay,
      };
}

function bendAlert(watch: ProductWatch, bend: DriftEstimate): Alert {
  const direction = bend.change < 0 ? 'more' : 'less';
  return {
    kind: 'elasticity',
    urgency: 'soon',
    productId: watch.product.id,
    title: `Responds ${direction} to price than before`,
    sentence:
      `The elasticity differs by ${signed(bend.change)} from the one the prices rest on ` +
      `(95 % interval ${signed(bend.interval[0])} to ${signed(bend.interval[1])}). Retrain on the new data.`,
    stakePerDay: watch.revenuePerDay * Math.abs(bend.change) * 0.01,
  };
}

function marginAlert(watch: ProductWatch, settings: MonitorSettings): Alert | null {
  const { margin, product, revenuePerDay } = watch;
  const { now, before } = margin;
  if (now === null) return null;
  if (now < 0)
    return {
      kind: 'belowCost',
      urgency: 'now',
      productId: product.id,
      title: 'Sells below cost',
      sentence: `The newer days lost ${(-100 * now).toFixed(1)} % of sales${beforeWords(margin)}. Raise the price or check the cost.`,
      stakePerDay: -now * revenuePerDay,
    };
  const floor = settings.minMarginPercent / 100;
  const drop = before === null ? 0 : before - now;
  if (now >= floor && drop * 100 <= settings.marginDropPoints) return null;
  return {
    kind: 'margin',
    urgency: 'soon',
    productId: product.id,
    title:
      now < floor
        ? `Margin below ${settings.minMarginPercent} %`
        : `Margin down by ${(100 * drop).toFixed(1)} points`,
    sentence: `The newer days earned ${(100 * now).toFixed(1)} % of sales${beforeWords(margin)}. Check cost and discounts.`,
    stakePerDay: Math.max(floor - now, drop) * revenuePerDay,
  };
}

function beforeWords({ before }: Margins): string {
  return before === null ? '' : ` (margin before: ${(100 * before).toFixed(1)} %)`;
}

function percent(share: number): string {
  return `${Math.abs(100 * share).toFixed(0)} % ${share < 0 ? 'less' : 'more'}`;
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(2)}`;
}
