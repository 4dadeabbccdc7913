// From the policy's price to one that keeps every rule, in the order of `guardrailNames`.
//
// Each rule is an interval of allowed prices and narrows what the rules before it left; the price is the allowed one
// nearest to the policy's, to the whole cent where a rule holds it, and the ending picks the nearest price of its grid
// in there. Intervals on a line meet whenever every two of them do, so rules that leave nothing always hold two that
// contradict each other: those two are named.

import { ceilToCent, floorToCent } from '../market/price-from-action.ts';
import {
  guardrailLabels,
  type GuardrailName,
  type GuardrailSet,
  type PriceEnding,
} from './guardrail-rules.ts';
import type { Infeasible, TrailStep } from './suggestion.ts';
import { money } from './words.ts';

/** What the rules need to know of a product. Prices in currency. */
export interface GuardrailFacts {
  readonly currentPrice: number;
  /** null where unknown: the floor from cost is then not applied. */
  readonly unitCost: number | null;
  /** The competitor's last price; null without one. */
  readonly competitorPrice: number | null;
  /** Price changes in the last seven days of the history, accepted ones counted. */
  readonly changesLastWeek: number;
}

export interface GuardedPrice {
  readonly price: number | null;
  readonly trail: readonly TrailStep[];
  readonly bindingRule: GuardrailName | null;
  readonly infeasible: Infeasible | null;
}

type BoundRule = Exclude<GuardrailName, 'ending'>;

/** What one rule allows, or why it is silent. */
type RuleBounds =
  | {
      readonly lowest: number;
      readonly highest: number;
      /** The bound in words: `at most 11.50 is within 15 % of today's price`. */
      readonly lowestWords: string;
      readonly highestWords: string;
    }
  | { readonly silent: string };

/** A bound and the rule that set it. */
interface Bound {
  readonly at: number;
  readonly rule: BoundRule;
  readonly words: string;
}

/** Prices nearer than this are the same. */
const dust = 1e-9;
/** The note of a rule that is off: charts leave it out. */
export const switchedOff = 'Switched off.';
const off: RuleBounds = { silent: switchedOff };

/** The lowest price with at least the smallest margin, `cost / (1 - margin)`; null where the rule is silent. */
export function marginFloor(
  unitCost: number | null,
  set: Pick<GuardrailSet, 'minMarginPercent'>,
): number | null {
  const { minMarginPercent } = set;
  return unitCost === null || minMarginPercent === null ? null : unitCost / (1 - minMarginPercent / 100);
}

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
    trail.push({ rule, label: guardrailLabels[rule], before: price, after, note });
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
  for (const [rule, boundsOf] of boundRules) {
    const bounds = boundsOf(facts, set);
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
        : `${after > price ? 'Raised' : 'Lowered'} to ${money(after)}: ${after > price ? lowest.words : highest.words}.`;
    pass(rule, after, note, true);
  }

  const { ending } = set;
  const ended = nearestWithEnding(price, low?.at ?? 0, high?.at ?? Infinity, ending);
  if (ended === null) return contradiction(endingContradiction(low, high, facts, set));
  const isKept = Math.abs(ended - price) <= dust;
  const words = endingWords(ending);
  pass(
    'ending',
    ended,
    isKept
      ? `Already a ${words}.`
      : `${ending.kind === 'cent' ? 'Rounded' : 'Moved'} to ${money(ended)}, the nearest ${words} that keeps the rules.`,
    ending.kind !== 'cent',
  );
  return { price: ended, trail, bindingRule, infeasible: null };
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
  for (const [, boundsOf] of boundRules) {
    const bounds = boundsOf(facts, set);
    if ('silent' in bounds) continue;
    lowest = Math.max(lowest, bounds.lowest);
    highest = Math.min(highest, bounds.highest);
  }
  return { lowest, highest };
}

/**
 * The price that the rules make of `wish`, as `applyGuardrails` has it; null where they allow none.
 *
 * For days of a season that are played by the thousand: no trail, no words.
 */
export function settledPrice(
  wish: number,
  { lowest, highest }: AllowedPrices,
  ending: PriceEnding,
): number | null {
  if (lowest > highest + dust) return null;
  return nearestWithEnding(heldIn(lowest, highest, wish), lowest, highest, ending);
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

/** Each rule's interval, in order. Always lowest <= highest. */
const boundRules: readonly (readonly [
  BoundRule,
  (facts: GuardrailFacts, set: GuardrailSet) => RuleBounds,
])[] = [
  [
    'largestChange',
    ({ currentPrice }, { largestChangePercent: percent }) => {
      if (percent === null) return off;
      const words = `within ${percent} % of today's ${money(currentPrice)}`;
      const lowest = currentPrice * Math.max(0, 1 - percent / 100);
      const highest = currentPrice * (1 + percent / 100);
      return {
        lowest,
        highest,
        lowestWords: `at least ${money(ceilToCent(lowest))} is ${words}`,
        highestWords: `at most ${money(floorToCent(highest))} is ${words}`,
      };
    },
  ],
  [
    'marginFloor',
    ({ unitCost }, set) => {
      const { minMarginPercent } = set;
      if (minMarginPercent === null) return off;
      const floor = marginFloor(unitCost, set);
      if (floor === null) return { silent: 'Not applied: the cost is unknown.' };
      const what = minMarginPercent > 0 ? `a margin of ${minMarginPercent} % above the cost` : 'the cost';
      return {
        lowest: floor,
        highest: Infinity,
        lowestWords: `${what} of ${money(unitCost!)} needs at least ${money(ceilToCent(floor))}`,
        highestWords: '',
      };
    },
  ],
  [
    'priceRange',
    (_, { minPrice, maxPrice }) => {
      if (minPrice === null && maxPrice === null) return off;
      if (minPrice !== null && maxPrice !== null && minPrice > maxPrice)
        throw new Error(
          `Price range: the lowest price ${money(minPrice)} lies above the highest ${money(maxPrice)}; exchange them.`,
        );
      return {
        lowest: minPrice ?? 0,
        highest: maxPrice ?? Infinity,
        lowestWords: minPrice === null ? '' : `the lowest price is ${money(minPrice)}`,
        highestWords: maxPrice === null ? '' : `the highest price is ${money(maxPrice)}`,
      };
    },
  ],
  [
    'competitorBand',
    ({ competitorPrice }, { competitorBand }) => {
      if (competitorBand === null) return off;
      if (competitorPrice === null) return { silent: "Not applied: the competitor's price is unknown." };
      const { belowPercent, abovePercent } = competitorBand;
      const lowest = competitorPrice * Math.max(0, 1 - belowPercent / 100);
      const highest = competitorPrice * (1 + abovePercent / 100);
      const its = `the competitor's ${money(competitorPrice)}`;
      return {
        lowest,
        highest,
        lowestWords: `at most ${belowPercent} % below ${its} is at least ${money(ceilToCent(lowest))}`,
        highestWords: `at most ${abovePercent} % above ${its} is at most ${money(floorToCent(highest))}`,
      };
    },
  ],
  [
    'changesPerWeek',
    ({ currentPrice, changesLastWeek }, { maxChangesPerWeek: most }) => {
      if (most === null) return off;
      const changed = `${changesLastWeek} ${changesLastWeek === 1 ? 'change' : 'changes'} in seven days`;
      if (changesLastWeek < most) return { silent: `Kept: ${changed}, and ${most} are allowed.` };
      // A day's price in a file can be a mean over orders; what is charged is a whole cent.
      const stay = Math.max(0.01, Math.round(currentPrice * 100) / 100);
      const words = `${changed} of ${most} allowed, so the price stays at ${money(stay)}`;
      return { lowest: stay, highest: stay, lowestWords: words, highestWords: words };
    },
  ],
  [
    'minAdvertisedPrice',
    (_, { minAdvertisedPrice: least }) =>
      least === null
        ? off
        : {
            lowest: least,
            highest: Infinity,
            lowestWords: `at least ${money(least)} may be advertised`,
            highestWords: '',
          },
  ],
];

/** The side of the interval that stands nearer. */
function sideWords(lowest: Bound, highest: Bound, price: number): string {
  if (!(highest.at < Infinity)) return lowest.words;
  if (lowest.words === '') return highest.words;
  return price - lowest.at < highest.at - price ? lowest.words : highest.words;
}

/** In the order the rules act. */
function contradictionOf(earlier: Bound, later: Bound): Infeasible {
  return {
    rules: [earlier.rule, later.rule],
    sentence:
      `${guardrailLabels[earlier.rule]} and ${lowerFirst(guardrailLabels[later.rule])} contradict each other: ` +
      `${earlier.words}, and ${later.words}.`,
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
        boundRules.map(([name]) => name).filter((name) => name !== each),
        facts,
        set,
      ),
    ) ??
    rules[0];
  if (rule === undefined)
    throw new Error('internal: applyGuardrails found no price though nothing bounds it');
  const where =
    low && high
      ? `lies between ${low.at.toFixed(4)} (${lowerFirst(guardrailLabels[low.rule])}) and ` +
        `${high.at.toFixed(4)} (${lowerFirst(guardrailLabels[high.rule])})`
      : `is at most ${(high?.at ?? 0).toFixed(4)}`;
  return {
    rules: [rule, 'ending'],
    sentence:
      `${guardrailLabels[rule]} and price ending contradict each other: ` +
      `no ${endingWords(set.ending)} ${where}.`,
  };
}

/** Whether `rules` together leave a price with the set's ending. */
function leavesEnding(rules: readonly BoundRule[], facts: GuardrailFacts, set: GuardrailSet): boolean {
  let low = 0;
  let high = Infinity;
  for (const [rule, boundsOf] of boundRules) {
    const bounds = rules.includes(rule) ? boundsOf(facts, set) : off;
    if ('silent' in bounds) continue;
    low = Math.max(low, bounds.lowest);
    high = Math.min(high, bounds.highest);
  }
  return nearestWithEnding(low, low, high, set.ending) !== null;
}

/** The price of the ending's grid in [low, high] that is nearest to `price`, at least a cent; null where there is none. */
function nearestWithEnding(price: number, low: number, high: number, ending: PriceEnding): number | null {
  const { every, from } = gridOf(ending);
  const onGrid = (cents: number, round: (value: number) => number) =>
    from + every * round((cents - from) / every);
  const first = onGrid(Math.max(1, Math.round(ceilToCent(low) * 100)), Math.ceil);
  const last = high < Infinity ? onGrid(Math.round(floorToCent(high) * 100), Math.floor) : Infinity;
  if (first > last) return null;
  return Math.max(first, Math.min(last, onGrid(price * 100, Math.round))) / 100;
}

/** The allowed prices in whole cents: `from`, and every `every` cents up and down. */
function gridOf(ending: PriceEnding): { readonly every: number; readonly from: number } {
  switch (ending.kind) {
    case 'cent':
      return { every: 1, from: 0 };
    case 'ending':
      return { every: 100, from: ending.cents };
    case 'step':
      return { every: Math.max(1, Math.round(ending.step * 100)), from: 0 };
    default:
      return ending satisfies never;
  }
}

function endingWords(ending: PriceEnding): string {
  switch (ending.kind) {
    case 'cent':
      return 'whole cent';
    case 'ending':
      return `price ending in .${String(ending.cents).padStart(2, '0')}`;
    case 'step':
      return `multiple of ${money(ending.step)}`;
    default:
      return ending satisfies never;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
