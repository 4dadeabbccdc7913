// A suggestion's reasons and warnings in plain words: short sentences a person can check.
//
// Where the data cannot tell, that is said first: whatever follows rests on what was assumed.

import { elasticityPrior } from '../demand/prior.ts';
import type { GuardrailSet } from './guardrail-rules.ts';
import type { Suggestion } from './suggestion.ts';
import { money, quantity } from './words.ts';

/** The figures the words are made of. */
export type SuggestionFacts = Omit<
  Suggestion,
  'productId' | 'productName' | 'category' | 'reasons' | 'warnings'
>;

/** Fewer past days than this near a price are too few to lean on. */
const fewDays = 5;

export function reasonsFor(facts: SuggestionFacts): string[] {
  const { policyPrice, currentPrice, price, infeasible, verdict, verdictSentence, experiment } = facts;
  const isOpen = verdict === 'cannotTell' || verdict === 'suspicious';
  const reasons: string[] = [];
  if (isOpen) reasons.push(verdictSentence);
  if (experiment && !verdictSentence.includes(experiment.sentence)) reasons.push(experiment.sentence);
  reasons.push(
    `The policy asks for ${money(policyPrice)}, ${compared(policyPrice, currentPrice)} today's ${money(currentPrice)}.`,
  );
  if (price === null) return [...reasons, infeasible?.sentence ?? 'No price keeps every rule.'];
  const bound = facts.trail.findLast((step) => step.rule === facts.bindingRule);
  if (bound) reasons.push(`${bound.label}: ${bound.note}`);
  reasons.push(expectation(facts));
  const odds = confidenceWords(facts);
  if (odds) reasons.push(odds);
  if (!isOpen) reasons.push(verdictSentence);
  if (facts.expectedFrom === 'demandFit' && facts.supportDays >= fewDays)
    reasons.push(`${facts.supportDays} past days had a price near this one.`);
  return reasons;
}

/** `past` is the range of past prices, or null where there is no history. */
export function warningsFor(
  facts: SuggestionFacts,
  set: GuardrailSet,
  past: { readonly lowest: number; readonly highest: number } | null,
): string[] {
  const warnings: string[] = [];
  const { price, unitCost, currentPrice } = facts;
  const { minMarginPercent } = set;
  if (unitCost === null)
    warnings.push(
      'The unit cost is unknown: the margin floor was not applied and profit cannot be told. Add a Cost or Total Profit column.',
    );
  else if (
    minMarginPercent !== null &&
    currentPrice > 0 &&
    (currentPrice - unitCost) / currentPrice < minMarginPercent / 100
  )
    warnings.push(
      `Today's price leaves a margin below ${minMarginPercent} % over the cost of ${money(unitCost)}.`,
    );
  if (price === null) return warnings;
  if (facts.verdict === 'suspicious' && facts.expectedFrom === 'demandFit')
    warnings.push(
      'More was sold at higher prices, which is no answer to price: intervals and confidence rest on the usual ' +
        `elasticity of ${elasticityPrior.mean} ± ${elasticityPrior.standardDeviation}, not on this product's past.`,
    );
  if (facts.confidence !== null && facts.confidence < 0.5 && price !== currentPrice)
    warnings.push(
      `${facts.confidenceIn === 'profit' ? 'Profit' : 'Revenue'} is more likely to fall than to rise at ${money(price)}: ` +
        "the policy follows its reward, which may pay for units or stock. Compare the reward's weights in Train.",
    );
  if (past === null)
    warnings.push('There is no sales history behind this price: it rests on the demand market alone.');
  else if (price < past.lowest || price > past.highest)
    warnings.push(
      `${money(price)} was never tried: past prices went from ${money(past.lowest)} to ${money(past.highest)}.`,
    );
  else if (facts.supportDays < fewDays)
    warnings.push(
      facts.supportDays === 0
        ? `No past day had a price near ${money(price)}: the expectation comes from the demand curve alone.`
        : `Only ${facts.supportDays} past ${facts.supportDays === 1 ? 'day' : 'days'} had a price near ${money(price)}.`,
    );
  return warnings;
}

function expectation(facts: SuggestionFacts): string {
  const { outlookAtCurrent: now, outlookAtSuggested: then, expectedFrom } = facts;
  if (!then) throw new Error('internal: a suggestion with a price has an outlook');
  const source = expectedFrom === 'demandFit' ? 'The fitted demand curve' : "The demand market's curve";
  const [low, high] = then.units.interval;
  const units = `${quantity(then.units.value)} units (${quantity(low)} to ${quantity(high)}) instead of ${quantity(now.units.value)}`;
  const [name, before, after] =
    then.profit !== null && now.profit !== null
      ? (['profit', now.profit.value, then.profit.value] as const)
      : (['revenue', now.revenue.value, then.revenue.value] as const);
  return `${source} gives ${units}, and ${name} of ${money(after)} instead of ${money(before)}.`;
}

function confidenceWords({ confidence, confidenceIn, price, currentPrice }: SuggestionFacts): string | null {
  if (confidence === null || price === currentPrice) return null;
  const percent = Math.round(100 * confidence);
  return `${confidenceIn === 'profit' ? 'Profit' : 'Revenue'} rises on ${percent} of 100 curves that fit what is known.`;
}

/** `8 % above`, `3 % below`, `the same as`. */
function compared(value: number, base: number): string {
  const percent = base > 0 ? 100 * (value / base - 1) : 0;
  if (Math.abs(percent) < 0.05) return 'the same as';
  const digits = Math.abs(percent) < 9.95 ? 1 : 0;
  return `${Math.abs(percent).toFixed(digits)} % ${percent > 0 ? 'above' : 'below'}`;
}
