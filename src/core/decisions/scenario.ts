// A scenario: rules, goal, level of certainty and typed prices under a name, with the price list they gave; several laid beside
// each other.

import { freeName, longestName } from '../run/kept-name.ts';
import { shortText, wellFormed } from '../text/short-text.ts';
import type { ChargedPrices } from './list-difference.ts';
import { relationKinds } from './relations/relation-list.ts';
import { guardrailList, relationsOf, scopedRules, type Guardrails } from './guardrails/guardrail-list.ts';
import { recommendedCalendar, usualLevel, type Lean, type ObjectiveChoice } from './recommendation.ts';
import { summarizeTotal, type RecommendationTotal } from './recommendation-total.ts';
import type { ScheduleStep } from './schedule-steps.ts';
import type { Suggestion } from './suggestion.ts';

/** What a person chooses about all recommendations. */
export interface ScenarioAdvice {
  /** Probability of gain that a change must reach, 0 to 1. */
  readonly level: number;
  /** `auto` follows the settings of the run. */
  readonly objective: ObjectiveChoice;
  /** A point between the objective and more revenue or units; null for the objective alone. */
  readonly lean: Lean | null;
  /** At most so many prices change; null for any number. */
  readonly mostChanges: number | null;
  /** Prices to value, by product id, which a product may call `constructor`. Currency. */
  readonly typedPrices: Readonly<Record<string, number>>;
}

export const usualAdvice: ScenarioAdvice = {
  level: usualLevel,
  objective: 'auto',
  lean: null,
  mostChanges: null,
  typedPrices: {},
};

/** What is done about one product. */
export interface ScenarioPrice {
  readonly productId: string;
  readonly productName: string;
  /** Currency. */
  readonly currentPrice: number;
  /** Today's where it stays; null where the rules allow none. */
  readonly price: number | null;
  /** Currency of the objective; 0 where the price stays. */
  readonly gainPerDay: number;
  /** Where it follows a calendar of prices; `price` is then its first. */
  readonly calendar?: readonly ScheduleStep[] | undefined;
}

/** The price list at the moment a scenario was kept. */
export interface ScenarioResult {
  readonly total: RecommendationTotal;
  readonly prices: readonly ScenarioPrice[];
}

export interface Scenario {
  readonly name: string;
  /** When it was kept, as an ISO time. */
  readonly keptAt: string;
  readonly guardrails: Guardrails;
  readonly advice: ScenarioAdvice;
  readonly result: ScenarioResult;
}

/** A project and a browser bear so many, each with a price a product. */
export const mostScenarios = 12;

/** What a scenario keeps of its suggestions: the total, and price and gain a day of each product. */
export function resultOf(suggestions: readonly Suggestion[]): ScenarioResult {
  return {
    total: summarizeTotal(suggestions),
    prices: suggestions.map(({ productId, productName, currentPrice, price, recommendation }) => {
      const changes = recommendation.action === 'change' && price !== null;
      const calendar = changes ? recommendedCalendar(recommendation) : null;
      return {
        productId,
        productName,
        currentPrice,
        price,
        gainPerDay: changes ? recommendation.gainPerDay.value : 0,
        ...(calendar ? { calendar: calendar.steps } : {}),
      };
    }),
  };
}

/** What a scenario charges for each product, to be valued again. */
export function chargedBy({ prices }: ScenarioResult): ChargedPrices {
  return new Map(
    prices.map(({ productId, price, calendar }) => [productId, calendar ? { price, calendar } : { price }]),
  );
}

/**
 * The scenarios with one more at their end; null where there are as many as can be.
 *
 * It keeps the name it was given, trimmed and cut, with a number behind it where that is taken; without one it is numbered.
 */
export function withScenario(scenarios: readonly Scenario[], kept: Scenario): readonly Scenario[] | null {
  if (scenarios.length >= mostScenarios) return null;
  const given = wellFormed(shortText(kept.name.trim(), longestName));
  const taken = new Set(scenarios.map(({ name }) => name));
  return [...scenarios, { ...kept, name: freeName(given === '' ? numbered(taken) : given, taken) }];
}

function numbered(taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(`Scenario ${number}`)) number++;
  return `Scenario ${number}`;
}

export interface PriceDifference {
  readonly productId: string;
  readonly productName: string;
  /** Of each result, in their order; null where it has not priced the product. */
  readonly prices: readonly (ScenarioPrice | null)[];
  /** Between the most and the least gain, currency of the objective a day. */
  readonly gainBetween: number;
}

/**
 * The products whose prices differ between the results, those first whose gains are furthest apart; where gains are counted
 * in different things, those whose prices are, as a share of today's.
 */
export function priceDifferences(results: readonly ScenarioResult[]): readonly PriceDifference[] {
  const byId = results.map(({ prices }) => new Map(prices.map((each) => [each.productId, each])));
  const ids = new Set(byId.flatMap((prices) => [...prices.keys()]));
  const inOneThing = new Set(results.map(({ total }) => total.objective)).size === 1;
  const found: (PriceDifference & { readonly by: number })[] = [];
  for (const productId of ids) {
    const prices = byId.map((of) => of.get(productId) ?? null);
    const known = prices.filter((each) => each !== null);
    if (new Set(prices.map((each) => each && each.price)).size === 1) continue;
    const gains = known.map(({ gainPerDay }) => gainPerDay);
    const shares = known.map(({ price, currentPrice }) => (price ?? currentPrice) / currentPrice);
    const gainBetween = Math.max(...gains) - Math.min(...gains);
    const by = inOneThing ? gainBetween : Math.max(...shares) - Math.min(...shares);
    found.push({ productId, productName: known[0]!.productName, prices, gainBetween, by });
  }
  return found
    .sort((a, b) => b.by - a.by)
    .map(({ productId, productName, prices, gainBetween }) => ({
      productId,
      productName,
      prices,
      gainBetween,
    }));
}

export interface RuleDifference {
  readonly label: string;
  /** Of each, in their order. */
  readonly words: readonly string[];
}

/** The rules in which several sets differ: for all products, of single categories or products, and between products. */
export function ruleDifferences(sets: readonly Guardrails[]): readonly RuleDifference[] {
  const rows: RuleDifference[] = scopedRules.map((rule) => ({
    label: rule.label,
    words: sets.map(({ all }) => rule.words(all)),
  }));
  const count = (part: 'categories' | 'products') => sets.map((set) => String(Object.keys(set[part]).length));
  const same = (of: (set: Guardrails) => unknown) =>
    new Set(sets.map((set) => JSON.stringify(of(set)))).size === 1;
  const differing = rows.filter(({ words }) => new Set(words).size > 1);
  if (!same(({ categories }) => categories))
    differing.push({ label: 'Categories with rules of their own', words: count('categories') });
  if (!same(({ products }) => products))
    differing.push({ label: 'Products with rules of their own', words: count('products') });
  for (const { name } of relationKinds) {
    const { label } = guardrailList.find((rule) => rule.name === name)!;
    const { usual } = relationKinds.find((kind) => kind.name === name)!;
    const keys = Object.keys(usual);
    const part = (set: Guardrails) =>
      keys.map((key) => (relationsOf(set) as Readonly<Record<string, unknown>>)[key]);
    const isOff = (set: Guardrails) =>
      JSON.stringify(part(set)) === JSON.stringify(keys.map((key) => usual[key as keyof typeof usual]));
    if (!same(part)) differing.push({ label, words: sets.map((set) => (isOff(set) ? 'off' : 'set')) });
  }
  return differing;
}
