// From the policy's price to one that keeps every rule, in the order of `guardrailList`.
//
// Each rule is an interval of allowed prices and narrows what the rules before it left; the price is the allowed one
// nearest to the policy's, to the whole cent where a rule holds it, and the ending picks the nearest price of its grid
// in there. Intervals on a line meet whenever every two of them do, so rules that leave nothing always hold two that
// contradict each other: those two are named.

import { ceilToCent, floorToCent } from '../../market/price-from-action.ts';
import { formatMoney, lowerFirst } from '../../text/format.ts';
import type { ForbiddingRule, Infeasible, TrailStep } from './trail.ts';
import { gridBetween, gridFor, gridWords, nearestWithEnding, type PriceGrid } from './ending.ts';
import { halfCent, noWords, off, type GuardrailFacts, type RuleBounds } from './guardrail.ts';
import {
  boundRules,
  guardrailNamed,
  type BoundRuleName,
  type GuardrailName,
  type GuardrailSet,
} from './guardrail-list.ts';

export interface GuardedPrice {
  readonly price: number | null;
  readonly trail: readonly TrailStep[];
  readonly bindingRule: GuardrailName | null;
  readonly infeasible: Infeasible | null;
}

/** A bound and the rule that set it. */
interface Bound {
  readonly at: number;
  readonly rule: BoundRuleName;
  readonly words: () => string;
}

/** Prices nearer than this are the same. */
const dust = 1e-9;

/**
 * The price after every rule, with the whole trail; or the two rules that contradict each other.
 *
 * Two named rules without the ending allow no common price. Where the ending is named, no price with that ending lies
 * between the bounds, and the other name is a rule that sets one of them.
 *
 * @throws Error where the lowest price of the set lies above its highest: that is one rule, not two.
 */
export function applyGuardrails(policyPrice: number, facts: GuardrailFacts, set: GuardrailSet): GuardedPrice {
  const trail: TrailStep[] = [];
  let bindingRule: GuardrailName | null = null;
  let price = policyPrice;
  const pass = (rule: GuardrailName, after: number, note: string, binds: boolean) => {
    if (binds && Math.abs(after - price) > dust) bindingRule = rule;
    trail.push({ rule, label: labelOf(rule), before: price, after, note });
    price = after;
  };
  const contradiction = (infeasible: Infeasible): GuardedPrice => ({
    price: null,
    trail,
    bindingRule: null,
    infeasible,
  });

  let low: Bound | null = null;
  let high: Bound | null = null;
  for (const each of boundRules) {
    const problem = each.problemOf?.(set);
    if (problem != null) throw new Error(`${each.label}: ${problem}.`);
    const rule = each.name;
    const bounds = each.bounds(facts, set);
    if ('silent' in bounds) {
      pass(rule, price, bounds.silent, true);
      continue;
    }
    const lowest: Bound = { at: bounds.lowest, rule, words: bounds.lowestWords };
    const highest: Bound = { at: bounds.highest, rule, words: bounds.highestWords };
    if (high && lowest.at > high.at + dust) return contradiction(contradictionOf(high, lowest));
    if (low && highest.at < low.at - dust) return contradiction(contradictionOf(low, highest));
    if (lowest.at > (low?.at ?? 0)) low = lowest;
    if (highest.at < (high?.at ?? Infinity)) high = highest;
    const after = heldIn(lowest.at, highest.at, price);
    const note: string =
      Math.abs(after - price) <= dust
        ? `Kept: ${sideWords(lowest, highest, price)}.`
        : `Held at ${formatMoney(after)}: ${(after > price ? lowest : highest).words()}.`;
    pass(rule, after, note, true);
  }

  const [from, to] = [low?.at ?? 0, high?.at ?? Infinity];
  const ending = gridBetween(from, to, gridFor(set.ending, facts.pastEnding));
  const ended = nearestWithEnding(price, from, to, ending);
  if (ended === null) return contradiction(endingContradiction(low, high, facts, set));
  const isKept = Math.abs(ended - price) <= dust;
  const words = gridWords(ending);
  pass(
    'ending',
    ended,
    isKept
      ? `Already a ${words}.`
      : `${ending.kind === 'cent' ? 'Rounded' : 'Moved'} to ${formatMoney(ended)}, the nearest ${words} that keeps the rules.`,
    isAsked(ending),
  );
  return { price: ended, trail, bindingRule, infeasible: null };
}

/** Whether somebody asked for the ending: a habit binds nobody. */
function isAsked({ kind }: PriceGrid): boolean {
  return kind !== 'cent' && kind !== 'habit';
}

/** Of the product that was asked about last: its rules are asked for again and again before the next one comes. */
const latest: { facts: GuardrailFacts | null; set: GuardrailSet | null; bounds: RuleBounds[] } = {
  facts: null,
  set: null,
  bounds: [],
};

/** In the order of `boundRules`; nobody writes into facts or set. */
function boundsFor(facts: GuardrailFacts, set: GuardrailSet): readonly RuleBounds[] {
  if (latest.facts === facts && latest.set === set) return latest.bounds;
  latest.facts = null;
  for (let i = 0; i < boundRules.length; i++) latest.bounds[i] = boundRules[i]!.bounds(facts, set);
  latest.facts = facts;
  latest.set = set;
  return latest.bounds;
}

/** The prices that the rules allow from a given price of today, as numbers: for searches that try many prices. */
export interface AllowedPrices {
  /** Currency; 0 and Infinity where no rule bounds that side. `lowest` may exceed `highest`: then no price is allowed. */
  readonly lowest: number;
  readonly highest: number;
}

/** What all rules but the ending allow. The same bounds as `applyGuardrails`, without its words. */
export function allowedPrices(facts: GuardrailFacts, set: GuardrailSet): AllowedPrices {
  let lowest = 0;
  let highest = Infinity;
  const all = boundsFor(facts, set);
  for (let i = 0; i < all.length; i++) {
    const bounds = all[i]!;
    if ('silent' in bounds) continue;
    lowest = Math.max(lowest, bounds.lowest);
    highest = Math.min(highest, bounds.highest);
  }
  return { lowest, highest };
}

/** Of the rules that do not allow `price` the one whose limit lies furthest from it; null where all allow it. Without the ending. */
export function forbiddingRule(
  price: number,
  facts: GuardrailFacts,
  set: GuardrailSet,
): ForbiddingRule | null {
  let furthest = halfCent;
  let found: ForbiddingRule | null = null;
  boundsFor(facts, set).forEach((bounds, i) => {
    if ('silent' in bounds) return;
    const isLow = price < bounds.lowest;
    const distance = isLow ? bounds.lowest - price : price - bounds.highest;
    if (!(distance > furthest)) return;
    furthest = distance;
    const { name, label } = boundRules[i]!;
    found = { rule: name, label, limit: isLow ? bounds.lowestWords() : bounds.highestWords() };
  });
  return found;
}

/**
 * The price that the rules make of `wish`, as `applyGuardrails` has it; null where they allow none.
 *
 * For days of a season that are played by the thousand: no trail, no words.
 */
export function settledPrice(
  wish: number,
  { lowest, highest }: AllowedPrices,
  ending: PriceGrid,
): number | null {
  if (lowest > highest + dust) return null;
  const grid = gridBetween(lowest, highest, ending);
  return nearestWithEnding(heldIn(lowest, highest, wish), lowest, highest, grid);
}

/** A price that keeps every rule, without the way to it. */
type HeldPrice = Pick<GuardedPrice, 'bindingRule'> & { readonly price: number };

/** Price and binding rule as `applyGuardrails` has them; null where rules contradict each other. For rows by the million. */
export function heldPrice(wish: number, facts: GuardrailFacts, set: GuardrailSet): HeldPrice | null {
  let bindingRule: GuardrailName | null = null;
  let price = wish;
  let low = 0;
  let high = Infinity;
  const all = boundsFor(facts, set);
  for (let i = 0; i < all.length; i++) {
    const bounds = all[i]!;
    if ('silent' in bounds) continue;
    const { lowest, highest } = bounds;
    if (lowest > high + dust || highest < low - dust) return null;
    low = Math.max(low, lowest);
    high = Math.min(high, highest);
    const after = heldIn(lowest, highest, price);
    if (Math.abs(after - price) > dust) bindingRule = boundRules[i]!.name;
    price = after;
  }
  const ending = gridBetween(low, high, gridFor(set.ending, facts.pastEnding));
  const ended = nearestWithEnding(price, low, high, ending);
  if (ended === null) return null;
  if (isAsked(ending) && Math.abs(ended - price) > dust) bindingRule = 'ending';
  return { price: ended, bindingRule };
}

/** The nearest price to `price` in the interval: where a bound holds it, the last whole cent inside. */
function heldIn(lowest: number, highest: number, price: number): number {
  if (price < lowest - dust) return inside(ceilToCent(lowest), lowest, highest);
  if (price > highest + dust) return inside(floorToCent(highest), lowest, highest);
  return price;
}

/** `cent`, or the nearer bound where no whole cent lies between the two. */
function inside(cent: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(highest, cent));
}

/** The side of the interval that stands nearer. */
function sideWords(lowest: Bound, highest: Bound, price: number): string {
  if (!(highest.at < Infinity)) return lowest.words();
  if (lowest.words === noWords) return highest.words();
  return (price - lowest.at < highest.at - price ? lowest : highest).words();
}

/** In the order the rules act. */
function contradictionOf(earlier: Bound, later: Bound): Infeasible {
  return {
    rules: [earlier.rule, later.rule],
    sentence:
      `${labelOf(earlier.rule)} and ${lowerFirst(labelOf(later.rule))} contradict each other: ` +
      `${earlier.words()}, and ${later.words()}.`,
  };
}

function endingContradiction(
  low: Bound | null,
  high: Bound | null,
  facts: GuardrailFacts,
  set: GuardrailSet,
): Infeasible {
  const bounds = [low, high].filter((bound) => bound !== null);
  const rules = [...new Set(bounds.map((bound) => bound.rule))];
  // Best a rule that leaves no such price by itself; else one without which there is such a price.
  const rule =
    rules.find((each) => !leavesEnding([each], facts, set)) ??
    rules.find((each) =>
      leavesEnding(
        boundRules.map(({ name }) => name).filter((name) => name !== each),
        facts,
        set,
      ),
    ) ??
    rules[0];
  if (rule === undefined)
    throw new Error('internal: applyGuardrails found no price though nothing bounds it');
  const where =
    low && high
      ? `lies between ${low.at.toFixed(4)} (${lowerFirst(labelOf(low.rule))}) and ` +
        `${high.at.toFixed(4)} (${lowerFirst(labelOf(high.rule))})`
      : `is at most ${(high?.at ?? 0).toFixed(4)}`;
  return {
    rules: [rule, 'ending'],
    sentence:
      `${labelOf(rule)} and price ending contradict each other: ` +
      `no ${gridWords(gridFor(set.ending, facts.pastEnding))} ${where}.`,
  };
}

/** Whether `rules` together leave a price with the set's ending. */
function leavesEnding(rules: readonly BoundRuleName[], facts: GuardrailFacts, set: GuardrailSet): boolean {
  let low = 0;
  let high = Infinity;
  for (const rule of boundRules) {
    const bounds = rules.includes(rule.name) ? rule.bounds(facts, set) : off;
    if ('silent' in bounds) continue;
    low = Math.max(low, bounds.lowest);
    high = Math.min(high, bounds.highest);
  }
  return nearestWithEnding(low, low, high, gridFor(set.ending, facts.pastEnding)) !== null;
}

function labelOf(rule: GuardrailName): string {
  return guardrailNamed(rule).label;
}
