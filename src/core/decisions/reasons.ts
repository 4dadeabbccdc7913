// A suggestion's reasons and warnings in plain words: short sentences a person can check.
//
// What is advised stands first, with what it brings and how sure that is; then the rule that held it, the agent's opinion
// where it differs, and what the data can tell at all.

import { elasticityPrior } from '../demand/prior.ts';
import type { GuardrailSet } from './guardrails/guardrail-list.ts';
import { isSamePrice } from './recommendation.ts';
import { agentSentence } from './recommendation-words.ts';
import type { Suggestion } from './suggestion.ts';
import type { periodWord } from '../table/period-word.ts';
import { formatCountOf, formatMoney, formatQuantity, formatRough } from '../text/format.ts';

type Period = ReturnType<typeof periodWord>;

/** The figures the words are made of. */
export type SuggestionFacts = Omit<
  Suggestion,
  'productId' | 'productName' | 'category' | 'reasons' | 'warnings'
>;

/** Fewer past days than this near a price are too few to lean on. */
const fewDays = 5;

/** `period` is what a row of the file covers. */
export function reasonsFor(facts: SuggestionFacts, period: Period): string[] {
  const { recommendation, currentPrice, price, infeasible, verdict, verdictSentence, experiment } = facts;
  const isOpen = verdict === 'cannotTell' || verdict === 'suspicious';
  const reasons: string[] = [];
  if (price === null) return [infeasible?.sentence ?? 'No price keeps every rule.'];
  reasons.push(recommendation.sentence);
  const bound = facts.trail.findLast((step) => step.rule === facts.bindingRule);
  if (bound) reasons.push(`${bound.label}: ${bound.note}`);
  if (!isSamePrice(price, currentPrice)) reasons.push(expectation(facts, period));
  const agent = agentSentence(recommendation, currentPrice);
  if (agent) reasons.push(agent);
  reasons.push(verdictSentence);
  if (isOpen && experiment && !verdictSentence.includes(experiment.sentence))
    reasons.push(experiment.sentence);
  if (facts.expectedFrom === 'demandFit' && facts.supportDays >= fewDays)
    reasons.push(`${facts.supportDays} past ${period}s had a price near this one.`);
  return reasons;
}

/** `past` is the range of past prices, or null where there is no history. */
export function warningsFor(
  facts: SuggestionFacts,
  set: GuardrailSet,
  past: { readonly lowest: number; readonly highest: number } | null,
  period: Period,
): string[] {
  const warnings: string[] = [];
  const { price, unitCost, currentPrice } = facts;
  const { minMarginPercent } = set;
  if (unitCost === null)
    warnings.push(
      'The unit cost is unknown: the margin floor was not applied and profit is unknown. Add a Cost or Total Profit column, or assume a margin in Data.',
    );
  else if (
    minMarginPercent !== null &&
    currentPrice > 0 &&
    (currentPrice - unitCost) / currentPrice < minMarginPercent / 100
  )
    warnings.push(
      `Today's price leaves a margin below ${minMarginPercent} % over the cost of ${formatMoney(unitCost)}.`,
    );
  if (facts.assumedCost !== null) warnings.push(`Profit rests on an assumed cost: ${facts.assumedCost}.`);
  if (price === null) return warnings;
  if (facts.verdict === 'suspicious' && facts.expectedFrom === 'demandFit')
    warnings.push(
      'More was sold at higher prices, which cannot be a response to price: intervals and chances rest on the usual ' +
        `elasticity of ${elasticityPrior.mean} ± ${elasticityPrior.standardDeviation}, not on this product's past.`,
    );
  if (isSamePrice(price, currentPrice)) return warnings;
  if (past === null)
    warnings.push('No sales history supports this price: it rests on the simulated market alone.');
  else if (price < past.lowest || price > past.highest)
    warnings.push(
      `${formatMoney(price)} was never tried: past prices went from ${formatMoney(past.lowest)} to ${formatMoney(past.highest)}.`,
    );
  else if (facts.supportDays < fewDays)
    warnings.push(
      facts.supportDays === 0
        ? `No past ${period} had a price near ${formatMoney(price)}: the expectation comes from the demand curve alone.`
        : `Only ${formatCountOf(facts.supportDays, `past ${period}`)} had a price near ${formatMoney(price)}.`,
    );
  return warnings;
}

function expectation(facts: SuggestionFacts, period: Period): string {
  const { outlookAtCurrent: now, outlookAtSuggested: then, expectedFrom } = facts;
  if (!then) throw new Error('internal: a suggestion with a price has an outlook');
  // The gain is that of the coming season, these figures are of today: they need not differ by the gain.
  const source =
    expectedFrom === 'demandFit' ? "At today's level of demand, the fitted curve" : 'The simulated market';
  const [low, high] = then.units.interval;
  const units = `${formatQuantity(then.units.value)} units a ${period} (${formatQuantity(low)} to ${formatQuantity(high)}) instead of ${formatQuantity(now.units.value)}`;
  const [name, before, after] =
    then.profit !== null && now.profit !== null
      ? (['profit', now.profit.value, then.profit.value] as const)
      : (['revenue', now.revenue.value, then.revenue.value] as const);
  return `${source} gives ${units}, and ${name} of ${formatRough(after)} instead of ${formatRough(before)}.`;
}
