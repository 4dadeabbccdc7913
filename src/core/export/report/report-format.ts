// Figures of the report as people read them, under the short names that its templates use.

import type { Estimate } from '../../decisions/estimate.ts';
import { formatAmount, formatCountOf, formatDay, formatPercent } from '../../text/format.ts';

export {
  formatAmount as amount,
  formatChance as chance,
  formatChange as percent,
  formatMoney as money,
  formatSigned as signed,
} from '../../text/format.ts';

/** `1 product`, `60 products` */
export function counted(count: number, word: string): string {
  return formatCountOf(count, word);
}

/** `14.1 to 16.3` */
export function interval({ interval: [low, high] }: Estimate): string {
  return `${formatAmount(low)} to ${formatAmount(high)}`;
}

/** A share of 1 in whole percent: `87 %`. */
export function share(part: number): string {
  return formatPercent(part, 0);
}

const msPerDay = 86_400_000;

/** A day from an ISO time or from days since 1970-01-01: `22 Nov 2026`, as on the page. */
export function day(when: string | number): string {
  return formatDay(typeof when === 'number' ? when : Math.floor(Date.parse(when) / msPerDay));
}
