// Suggestions from products ready to be priced: what was settled, with what it is expected to bring and the reasons in words.

import type { ExpectedDay } from '../market/expected-day.ts';
import { periodWord } from '../table/period-word.ts';
import { checkWords, isProven } from '../market/market-check.ts';
import { movedCurve, suggestionDraws } from './demand-curve.ts';
import type { Outlook } from './gain-estimate.ts';
import { expectedAt } from './outlook.ts';
import type { Relations } from './priced-parts.ts';
import type { ProductToPrice } from './product-to-price.ts';
import { reasonsFor, warningsFor } from './reasons.ts';
import type { ObjectiveName } from './recommendation.ts';
import { type Advice, type Priced, type Settled, settledRecommendations } from './settled-recommendations.ts';
import type { Suggestion } from './suggestion.ts';

/** Each product's suggestion, in order. `relations` hold between them. */
export function suggestionsOf(
  all: readonly Priced<ProductToPrice>[],
  { objective, level }: Pick<Advice, 'objective' | 'level'>,
  relations: Relations,
): Suggestion[] {
  return settledRecommendations(all, level, relations).map((settled) => suggestionOf(settled, objective));
}

function suggestionOf(
  { priced, recommendation, guarded, price, move, related }: Settled<ProductToPrice>,
  objective: ObjectiveName,
): Suggestion {
  const { candidate, set, policyPrice } = priced;
  const { id, name, category, currentPrice, terms, curve, past } = candidate;
  const { unitCost } = terms;
  const chosen = recommendation.candidates.find((each) => each.name === recommendation.candidate)!;
  const stays = recommendation.action !== 'change' && guarded.price !== null;
  const now = expectedAt(curve, currentPrice, terms, suggestionDraws);
  const then =
    price === null ? null : expectedAt(move ? movedCurve(curve, move) : curve, price, terms, suggestionDraws);
  const facts = {
    currentPrice,
    policyPrice,
    recommendation,
    askedPrice: chosen.wish,
    ...guarded,
    ...(stays ? { trail: [], bindingRule: null } : {}),
    price,
    unitCost,
    assumedCost: candidate.assumedCost,
    expectedAtCurrent: expectedOf(currentPrice, now),
    expectedAtSuggested: price === null || !then ? null : expectedOf(price, then),
    outlookAtCurrent: now,
    outlookAtSuggested: then,
    confidence: recommendation.action === 'change' && price !== null ? recommendation.probability : null,
    confidenceIn: objective,
    expectedFrom: past ? ('demandFit' as const) : ('demandMarket' as const),
    supportDays: price === null ? 0 : candidate.supportDays(price),
    ...candidate.demand,
  };
  const { marketCheck: check } = candidate;
  const product = past?.product;
  const isTrusted = check !== null && isProven(check);
  const period = periodWord(candidate.response.daysPerRow);
  return {
    productId: id,
    productName: name,
    category,
    ...(product?.series ? { split: { key: product.key ?? id, series: product.series } } : {}),
    ...facts,
    ...(related && related.relations.length > 0 ? { relations: related.relations } : {}),
    reasons: [...reasonsFor(facts, period), ...(check && isTrusted ? [checkWords(check)] : [])],
    warnings: [...warningsFor(facts, set, past, period), ...(check && !isTrusted ? [checkWords(check)] : [])],
  };
}

function expectedOf(price: number, { units, revenue, profit }: Outlook): ExpectedDay {
  return { price, units: units.value, sales: revenue.value, profit: profit && profit.value };
}
