// Facts of a file that its card says in words.

import type { Dataset } from '../../core/table/dataset.ts';
import { formatPercent } from '../format.ts';

/** First and last day of the table, in days since 1970; null where it has no rows. */
export function daySpan(dataset: Dataset): { readonly first: number; readonly last: number } | null {
  const { day } = dataset.table;
  if (day.length === 0) return null;
  let first = day[0]!;
  let last = first;
  for (let i = 1; i < day.length; i++) {
    const value = day[i]!;
    if (value < first) first = value;
    if (value > last) last = value;
  }
  return { first, last };
}

/** Share of selling days on which sales / price is a whole number, averaged over the products by their days. */
export function wholeNumberShare(dataset: Dataset): number {
  let days = 0;
  let sum = 0;
  for (const { days: own, report } of dataset.histories) {
    if (!Number.isFinite(report.salesIsRevenueShare)) continue;
    days += own.length;
    sum += own.length * report.salesIsRevenueShare;
  }
  return days === 0 ? NaN : sum / days;
}

/** Why Total Sales is read as money or as units. */
export function salesMeaningSentence(dataset: Dataset): string {
  const share = wholeNumberShare(dataset);
  const evidence = Number.isFinite(share)
    ? `sales / price is a whole number on ${formatPercent(share, 0)} of the selling days`
    : 'there are no selling days with a price to tell it from';
  const meaning = dataset.salesMeaning === 'money' ? 'money' : 'units';
  if (dataset.salesMeaningOverruled) return `Read as ${meaning} because you said so; ${evidence}.`;
  const rule = dataset.salesMeaning === 'money' ? 'at least 95 % means money' : 'below 95 % means units';
  return Number.isFinite(share)
    ? `Read as ${meaning}: ${evidence} (${rule}).`
    : `Read as ${meaning}: ${evidence}.`;
}
