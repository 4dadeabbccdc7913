// The rules a suggested price must keep, in their order: largest change, floor from cost, to the cent.
//
// Each rule narrows the interval of allowed prices; the price is the allowed cent nearest to the policy's. Rules
// that leave nothing between them contradict each other, and then there is no price but the two rules' names.

import { ceilToCent, floorToCent, roundToCent } from '../market/price-from-action.ts';
import type { GuardrailName, Guardrails, TrailStep } from './suggestion.ts';
import { money } from './words.ts';

export interface GuardedPrice {
  readonly price: number | null;
  readonly trail: readonly TrailStep[];
  readonly bindingRule: GuardrailName | null;
  readonly infeasible: string | null;
}

const guardrailLabels: Readonly<Record<GuardrailName, string>> = {
  largestChange: 'Largest change',
  costFloor: 'Floor from cost',
  toTheCent: 'To the cent',
};

const smallestPrice = 0.01;
/** Prices nearer than this are the same. */
const dust = 1e-9;

/** The lowest price with at least the smallest margin, `cost / (1 - margin)`; null where the cost is unknown. */
export function costFloor(unitCost: number | null, guardrails: Guardrails): number | null {
  return unitCost === null ? null : unitCost / (1 - guardrails.minMarginPercent / 100);
}

/** The policy's price after every rule, with the whole trail. Prices in currency, `unitCost` null where unknown. */
export function applyGuardrails(
  policyPrice: number,
  currentPrice: number,
  unitCost: number | null,
  guardrails: Guardrails,
): GuardedPrice {
  const trail: TrailStep[] = [];
  let bindingRule: GuardrailName | null = null;
  let price = policyPrice;
  const pass = (rule: GuardrailName, after: number, note: string) => {
    if (rule !== 'toTheCent' && Math.abs(after - price) > dust) bindingRule = rule;
    trail.push({ rule, label: guardrailLabels[rule], before: price, after, note });
    price = after;
  };
  const contradiction = (infeasible: string): GuardedPrice => ({
    price: null,
    trail,
    bindingRule: null,
    infeasible,
  });

  const { largestChangePercent, minMarginPercent } = guardrails;
  const change = largestChangePercent / 100;
  const bounded = largestChangePercent > 0;
  let lowest = bounded ? currentPrice * (1 - change) : smallestPrice;
  const highest = bounded ? currentPrice * (1 + change) : Infinity;
  const changed = Math.min(highest, Math.max(lowest, price));
  const changeNote = !bounded
    ? 'Switched off.'
    : changed === price
      ? `Within ${largestChangePercent} % of today's ${money(currentPrice)}.`
      : `More than ${largestChangePercent} % from today's ${money(currentPrice)}: stopped at ${money(changed)}.`;
  pass('largestChange', changed, changeNote);

  const floor = costFloor(unitCost, guardrails);
  if (floor === null) pass('costFloor', price, 'Not applied: the cost is unknown.');
  else {
    const what =
      minMarginPercent > 0
        ? `a margin of ${minMarginPercent} % above the cost of ${money(unitCost!)}`
        : `the cost of ${money(unitCost!)}`;
    if (floor > highest + dust)
      return contradiction(
        `Largest change and floor from cost contradict each other: at most ${money(floorToCent(highest))} is within ` +
          `${largestChangePercent} % of today's price, and ${what} needs at least ${money(ceilToCent(floor))}.`,
      );
    lowest = Math.max(lowest, floor);
    const raised = Math.max(price, floor);
    pass(
      'costFloor',
      raised,
      raised === price ? `Above ${what}.` : `Below ${what}: raised to ${money(raised)}.`,
    );
  }

  const lowestCent = Math.max(smallestPrice, ceilToCent(lowest));
  const highestCent = floorToCent(highest);
  if (lowestCent > highestCent + dust)
    return contradiction(
      `${floor !== null && floor >= lowest - dust ? 'Floor from cost' : 'Largest change'} and to the cent contradict ` +
        `each other: no whole cent lies between ${lowest.toFixed(4)} and ${highest.toFixed(4)}.`,
    );
  const rounded = Math.min(highestCent, Math.max(lowestCent, roundToCent(price)));
  pass(
    'toTheCent',
    rounded,
    Math.abs(rounded - price) <= dust ? 'Already a whole cent.' : `Rounded to ${money(rounded)}.`,
  );
  return { price: rounded, trail, bindingRule, infeasible: null };
}
