// A suggestion's reasons and warnings in plain words: two to four short sentences each a person can check.

import type { Guardrails, Suggestion } from './suggestion.ts';
import { money } from './words.ts';

/** The figures the words are made of. */
export type SuggestionFacts = Pick<
  Suggestion,
  | 'currentPrice'
  | 'policyPrice'
  | 'price'
  | 'bindingRule'
  | 'infeasible'
  | 'trail'
  | 'unitCost'
  | 'expectedAtCurrent'
  | 'expectedAtSuggested'
  | 'expectedFrom'
  | 'supportDays'
>;

/** Fewer past days than this near a price are too few to lean on. */
const fewDays = 5;

export function reasonsFor(facts: SuggestionFacts): string[] {
  const { policyPrice, currentPrice, price, infeasible, expectedAtSuggested } = facts;
  const asked = `The policy asks for ${money(policyPrice)}, ${compared(policyPrice, currentPrice)} today's ${money(currentPrice)}.`;
  if (price === null || expectedAtSuggested === null)
    return [asked, infeasible ?? 'No price keeps every rule.'];
  const reasons = [asked];
  const bound = facts.trail.findLast((step) => step.rule === facts.bindingRule);
  if (bound) reasons.push(`${bound.label}: ${bound.note}`);
  reasons.push(expectation(facts, expectedAtSuggested));
  if (facts.expectedFrom === 'historyMarket' && facts.supportDays >= fewDays)
    reasons.push(`${facts.supportDays} past days had a price near this one.`);
  return reasons;
}

/** `past` is the range of past prices, or null where there is no history. */
export function warningsFor(
  facts: SuggestionFacts,
  guardrails: Guardrails,
  past: { readonly lowest: number; readonly highest: number } | null,
): string[] {
  const warnings: string[] = [];
  const { price, unitCost, currentPrice } = facts;
  if (unitCost === null)
    warnings.push(
      'The unit cost is unknown: the margin floor was not applied and profit cannot be told. Add a Cost or Total Profit column.',
    );
  else if (currentPrice > 0 && (currentPrice - unitCost) / currentPrice < guardrails.minMarginPercent / 100)
    warnings.push(
      `Today's price leaves a margin below ${guardrails.minMarginPercent} % over the cost of ${money(unitCost)}.`,
    );
  if (price === null) return warnings;
  if (past === null)
    warnings.push('There is no sales history behind this price: it rests on the demand market alone.');
  else if (price < past.lowest || price > past.highest)
    warnings.push(
      `${money(price)} was never tried: past prices went from ${money(past.lowest)} to ${money(past.highest)}.`,
    );
  else if (facts.supportDays < fewDays)
    warnings.push(
      facts.supportDays === 0
        ? `No past day had a price near ${money(price)}: the expectation comes from the nearest days.`
        : `Only ${facts.supportDays} past ${facts.supportDays === 1 ? 'day' : 'days'} had a price near ${money(price)}.`,
    );
  return warnings;
}

function expectation(
  facts: SuggestionFacts,
  suggested: NonNullable<Suggestion['expectedAtSuggested']>,
): string {
  const { expectedAtCurrent: current, expectedFrom } = facts;
  const source = expectedFrom === 'historyMarket' ? 'Similar past days suggest' : 'The demand curve gives';
  const units = `${quantity(suggested.units)} units instead of ${quantity(current.units)}`;
  const [name, before, after] =
    suggested.profit !== null && current.profit !== null
      ? (['profit', current.profit, suggested.profit] as const)
      : (['sales', current.sales, suggested.sales] as const);
  return `${source} ${units}, and ${name} of ${money(after)} instead of ${money(before)}.`;
}

/** `8 % above`, `3 % below`, `the same as`. */
function compared(value: number, base: number): string {
  const percent = base > 0 ? 100 * (value / base - 1) : 0;
  if (Math.abs(percent) < 0.05) return 'the same as';
  const digits = Math.abs(percent) < 9.95 ? 1 : 0;
  return `${Math.abs(percent).toFixed(digits)} % ${percent > 0 ? 'above' : 'below'}`;
}

function quantity(value: number): string {
  return value < 99.95
    ? value.toLocaleString('en', { maximumSignificantDigits: 3 })
    : value.toLocaleString('en', { maximumFractionDigits: 0 });
}
