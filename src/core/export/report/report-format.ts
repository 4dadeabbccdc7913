// Figures of the report as people read them, under the short names that its templates use.

import type { Estimate } from '../../decisions/gain-estimate.ts';
import { dayOfMoment } from '../../table/day-numbers.ts';
import {
  formatAmount,
  formatCountOf,
  formatDay,
  formatPercent,
  formatSignificant,
} from '../../text/format.ts';

export {
  formatAmount as amount,
  formatChance as chance,
  formatChange as percent,
  formatMoney as money,
  formatSigned as signed,
  formatSignedRough as signedRough,
} from '../../text/format.ts';

/** `1 product`, `60 products` */
export function counted(count: number, word: string): string {
  return formatCountOf(count, word);
}

/** `14.1 to 16.3` */
export function interval({ interval: [low, high] }: Estimate): string {
  return `${formatAmount(low)} to ${formatAmount(high)}`;
}

/** What a year brings, from a day's figure, which is known to three figures at most: `+561,000`. */
export function yearly(value: number): string {
  return `${value > 0 ? '+' : ''}${rounded(value)}`;
}

/** `480,000 to 640,000` */
export function roundedInterval({ interval: [low, high] }: Estimate): string {
  return `${rounded(low)} to ${rounded(high)}`;
}

/** To three figures, millions as such: `561,000`, `16.4 M`. */
export function rounded(value: number): string {
  return Math.abs(value) >= 999_500
    ? `${formatSignificant(value / 1e6)} M`
    : formatAmount(Number(value.toPrecision(3)));
}

/** A share of 1 in whole percent: `87 %`. */
export function share(part: number): string {
  return formatPercent(part, 0);
}

/** A day from an ISO time or from days since 1970-01-01: `22 Nov 2026`, as on the page. */
export function day(when: string | number): string {
  return formatDay(typeof when === 'number' ? when : dayOfMoment(Date.parse(when)));
}
