// What the frontier panel says, and what a point of it is next to today. Pure.

import type {
  Frontier,
  FrontierPoint,
  Goal,
  ListTotals,
  TotalName,
} from '../../../core/decisions/frontier.ts';
import type { Leaning, ObjectiveName } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import {
  formatCountOf,
  formatMoney,
  formatQuantity,
  formatRough,
  formatSignedRough,
  withSign,
} from '../../../core/text/format.ts';

export const leaningLabels: Readonly<Record<Leaning, string>> = {
  revenue: 'Revenue',
  units: 'Units',
};
export const totalLabels: Readonly<Record<TotalName, string>> = {
  profit: 'Profit',
  revenue: 'Revenue',
  units: 'Units',
};

/** What can be traded for the objective: revenue is no other end where gains are counted in it already. */
export function leaningsFrom(objective: ObjectiveName): readonly Leaning[] {
  return objective === 'revenue' ? ['units'] : ['revenue', 'units'];
}

/** What lies on the upright axis: the objective, or revenue where no cost is known. */
export function worthOf({ profit, revenue }: ListTotals, objective: ObjectiveName): number {
  return objective === 'profit' ? (profit ?? revenue) : revenue;
}

/** As a share of what both bring: totals of two lists that are the same differ by less. */
const sameTotal = 1e-9;

/** The other lists that bring at least as much of both totals and more of one; such a point is no choice. */
export function beatenBy(
  point: FrontierPoint,
  points: readonly FrontierPoint[],
  towards: Leaning,
  objective: ObjectiveName,
): readonly FrontierPoint[] {
  const both = ({ totals }: FrontierPoint) => [totals[towards], worthOf(totals, objective)] as const;
  const own = both(point);
  const isMore = (value: number, than: number) => value - than > sameTotal * Math.abs(than);
  return points.filter((other) => {
    const its = both(other);
    return its.some((value, k) => isMore(value, own[k]!)) && !own.some((value, k) => isMore(value, its[k]!));
  });
}

/** `12 prices change: profit 310 a day (+12.40), revenue 1,204 a day (+33.10), 402 units (+18).` */
export function pointWords({ totals, changes }: FrontierPoint, today: ListTotals): string {
  const money = (name: 'profit' | 'revenue') =>
    totals[name] === null || today[name] === null
      ? []
      : [`${name} ${formatRough(totals[name])} a day (${formatSignedRough(totals[name] - today[name])})`];
  const units = `${formatQuantity(totals.units)} units (${withSign(totals.units - today.units, formatQuantity)})`;
  const what = [...money('profit'), ...money('revenue'), units].join(', ');
  return `${formatCountOf(changes, 'price')} ${changes === 1 ? 'changes' : 'change'}: ${what}.`;
}

/** Why no point of the frontier is the goal's. */
export function beyondWords({ total, atLeast }: Goal, { points }: Frontier): string {
  const most = Math.max(...points.map(({ totals }) => totals[total] ?? -Infinity));
  const [amount, roughly] = total === 'units' ? [formatQuantity, formatQuantity] : [formatMoney, formatRough];
  return Number.isFinite(most)
    ? `${amount(atLeast)} ${total} a day is out of reach: at this level of certainty and with these rules no price list brings more than ${roughly(most)}.`
    : `No cost is known, so profit cannot be computed.`;
}

export interface ListRow {
  readonly id: string;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Prices that change at a point, the largest moves first. */
export function listRows(suggestions: readonly Suggestion[], { prices }: FrontierPoint): ListRow[] {
  return suggestions
    .map(({ productId, productName, currentPrice }, i) => ({
      id: productId,
      name: productName,
      before: currentPrice,
      after: prices[i] ?? currentPrice,
    }))
    .filter(({ before, after }) => Math.abs(after - before) >= 0.005)
    .sort((a, b) => Math.abs(Math.log(b.after / b.before)) - Math.abs(Math.log(a.after / a.before)));
}
