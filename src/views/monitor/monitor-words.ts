// Words and rows of the monitor, apart from how they are laid out.

import type { Alert } from '../../core/monitor/alerts.ts';
import type { DriftEstimate } from '../../core/monitor/drift.ts';
import type { SimulatedDrift } from '../../core/monitor/simulated-newer.ts';
import type { ProductWatch, SalesWatch, Totals } from '../../core/monitor/watch.ts';
import { driverWords } from '../../core/demand/drivers.ts';
import {
  formatCount,
  formatCountOf,
  formatDay,
  formatPercent,
  formatQuantity,
} from '../../core/text/format.ts';
import type { Tone } from '../ui/mark.tsx';

export const urgencyWords: Readonly<
  Record<Alert['urgency'], { readonly word: string; readonly tone: Tone }>
> = {
  now: { word: 'act now', tone: 'bad' },
  soon: { word: 'check soon', tone: 'warn' },
  watch: { word: 'keep an eye on', tone: 'info' },
};

/** `2 alerts: 1 to act on now` */
export function alertsSentence(alerts: readonly Alert[]): string {
  if (alerts.length === 0)
    return 'No alert: sales match what was expected, and margins hold. No action is needed.';
  const now = alerts.filter(({ urgency }) => urgency === 'now').length;
  return now === 0
    ? `${formatCountOf(alerts.length, 'alert')}, none of them urgent.`
    : `${formatCountOf(alerts.length, 'alert')}, ${formatCount(now)} to act on now.`;
}

/** `+12.3 %`: units against expected; a dash where nothing was expected. */
export function differenceText(totals: Totals | null): string {
  if (!totals || !(totals.expected > 0)) return '–';
  const share = totals.units / totals.expected - 1;
  return `${share > 0 ? '+' : ''}${formatPercent(share)}`;
}

/** What the chart of one product shows, in a sentence. */
export function watchSentence(
  { days, totals, drivers, problem, meanPrice }: ProductWatch,
  period: string,
): string {
  if (!totals) return `No forecast for this product: ${problem ?? 'no newer day has a price'}.`;
  const open = days.filter(({ expected }) => !Number.isNaN(expected));
  const outside = open.filter(({ units, low, high }) => units < low || units > high).length;
  return (
    `${formatQuantity(totals.units)} units in ${formatCountOf(open.length, period)} at ${meanPrice.toFixed(2)} on average, where ` +
    `${formatQuantity(totals.expected)} were expected (95 % interval ${formatQuantity(totals.interval[0])} to ${formatQuantity(totals.interval[1])}); ` +
    `${outside === 0 ? `no ${period} lies` : formatCountOf(outside, `${period} lies`, `${period}s lie`)} outside the band, which should hold 95 in 100.${driversSentence(drivers, period)}`
  );
}

/** What beside the price was expected with; nothing where the price is all. */
function driversSentence(drivers: ProductWatch['drivers'], period: string): string {
  if (drivers.length === 0) return '';
  const what = new Intl.ListFormat('en-GB').format(drivers.map((role) => driverWords[role]));
  return ` The expectation counts with ${what} as they were in these ${period}s.`;
}

/** How the level of demand differs from before, at the same price; for a finite change. */
export function levelSentence({ change, interval, pValue }: DriftEstimate): string {
  const share = (log: number) => Math.exp(log) - 1;
  const signed = (log: number) => `${log > 0 ? '+' : ''}${formatPercent(share(log))}`;
  const p = pValue < 0.001 ? 'p below 0.001' : `p = ${pValue.toFixed(3)}`;
  return (
    `At the same price, ${formatPercent(Math.abs(share(change)))} ${change < 0 ? 'less' : 'more'} is sold than before ` +
    `(95 % interval ${signed(interval[0])} to ${signed(interval[1])}, ${p}).`
  );
}

const driftKinds = [
  ['lessDemand', 'sells less', 'sell less'],
  ['moreDemand', 'sells more', 'sell more'],
  ['dearerCost', 'costs more to buy', 'cost more to buy'],
] as const satisfies readonly (readonly [SimulatedDrift['kind'], string, string])[];

/** What was made to drift in a simulated file: `Of the products, 6 sell less, 6 sell more`. */
export function driftWords(drifts: readonly SimulatedDrift[]): string {
  const words = driftKinds.flatMap(([kind, one, many]) => {
    const count = drifts.filter((drift) => drift.kind === kind).length;
    return count === 0 ? [] : [formatCountOf(count, one, many)];
  });
  return words.length === 0 ? 'No product changes' : `Of the products, ${words.join(', ')}`;
}

/** What the monitor compared, in a sentence. */
export function comparedSentence({
  fileName,
  firstDay,
  lastDay,
  products,
  absent,
  fresh,
  replacedRows,
}: SalesWatch): string {
  const parts = [
    `"${fileName}" covers ${formatDay(firstDay)} to ${formatDay(lastDay)} for ${formatCountOf(products.length, 'product')}.`,
  ];
  if (absent.length > 0)
    parts.push(
      `${formatCountOf(absent.length, 'product')} of the loaded file ${absent.length === 1 ? 'is' : 'are'} not in it.`,
    );
  if (fresh.length > 0)
    parts.push(`${formatCountOf(fresh.length, 'product is', 'products are')} new and cannot be compared.`);
  if (replacedRows > 0)
    parts.push(
      `${formatCountOf(replacedRows, 'row')} of days that both files have will be taken from the newer one.`,
    );
  return parts.join(' ');
}
