// What a person chooses about all recommendations: how sure a change must be, what a gain is counted in, and prices that
// are to be valued beside the candidates.

import type { ObjectiveChoice } from '../../core/decisions/recommendation.ts';
import type { ScenarioAdvice } from '../../core/decisions/scenario.ts';
import type { AdviceChoices } from '../../core/decisions/suggest-price.ts';
import type { RunSettings } from '../../core/run/settings.ts';

/** Levels of certainty that are offered, 0 to 1. */
export const certaintyLevels = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95] as const;

/** A person's choices, as a scenario keeps them. */
export type Advice = ScenarioAdvice;

/** The price that a person wants valued, or null. A product may be called `constructor`. */
export function typedPriceOf({ typedPrices }: Advice, productId: string): number | null {
  return Object.hasOwn(typedPrices, productId) ? typedPrices[productId]! : null;
}

/** The typed prices with one of them set, or taken out where `price` is null. */
export function withTypedPrice(
  typedPrices: Advice['typedPrices'],
  productId: string,
  price: number | null,
): Advice['typedPrices'] {
  const others = Object.entries(typedPrices).filter(([id]) => id !== productId);
  // From entries: a product called `__proto__` is one like any other.
  return Object.fromEntries(price === null ? others : [...others, [productId, price]]);
}

/** What the worker is asked with: where the person left the objective open, that of the run's settings. */
export function adviceChoices(
  { level, objective, lean, mostChanges, typedPrices }: Advice,
  settings: Pick<RunSettings, 'objective'>,
): AdviceChoices {
  return {
    level,
    objective: objective === 'auto' ? trainedFor(settings) : objective,
    ...(lean ? { lean } : {}),
    ...(mostChanges === null ? {} : { mostChanges }),
    typedPrices,
  };
}

/** What gains are counted in after training for an objective; own weights name none. */
function trainedFor({ objective }: Pick<RunSettings, 'objective'>): ObjectiveChoice {
  return objective === 'weights' ? 'auto' : objective;
}
