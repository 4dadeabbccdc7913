// Figures of the report as people read them.

import type { Estimate } from '../../decisions/estimate.ts';
import { percent as wordedPercent } from '../../decisions/recommendation-words.ts';

const moneyFormat = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const wholeFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const smallFormat = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const dash = '–';
const msPerDay = 86_400_000;

export function money(value: number): string {
  return Number.isFinite(value) ? moneyFormat.format(value) : dash;
}

/** Whole from 1,000 up, three significant figures below; a whole number as it is. */
export function amount(value: number): string {
  if (!Number.isFinite(value)) return dash;
  return Number.isInteger(value) || Math.abs(value) >= 1000
    ? wholeFormat.format(value)
    : smallFormat.format(value);
}

/** `1 product`, `60 products` */
export function counted(count: number, word: string): string {
  return `${amount(count)} ${word}${count === 1 ? '' : 's'}`;
}

/** `14.1 to 16.3` */
export function interval({ interval: [low, high] }: Estimate): string {
  return `${amount(low)} to ${amount(high)}`;
}

/** An amount with its sign: `+12.5`. */
export function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${amount(value)}`;
}

/** A change: `+12.5 %`; `0.0 %` where that is what it rounds to. */
export function percent(change: number): string {
  if (!Number.isFinite(change)) return dash;
  const rounded = (change * 100).toFixed(1);
  return Number(rounded) === 0 ? '0.0 %' : `${change > 0 ? '+' : ''}${rounded} %`;
}

/** A share of 1 in whole percent: `87 %`. */
export function share(part: number): string {
  return Number.isFinite(part) ? `${(part * 100).toFixed(0)} %` : dash;
}

/** A chance, which draws never know to be certain: `87 %`, `over 99 %`, `under 1 %`. */
export function chance(probability: number): string {
  return Number.isFinite(probability) ? wordedPercent(probability) : dash;
}

/** A day from an ISO time or from days since 1970-01-01: `22 Nov 2026`, as on the page. */
export function day(when: string | number): string {
  const date = new Date(typeof when === 'number' ? when * msPerDay : when);
  return Number.isNaN(date.getTime())
    ? dash
    : `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
