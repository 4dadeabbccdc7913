// What all recommendations come to together: one line for a whole file.

import type { Estimate } from './gain-estimate.ts';
import { daysCounted, type ObjectiveName } from './recommendation.ts';
import type { Suggestion } from './suggestion.ts';

export interface RecommendationTotal {
  /** null where the list mixes profit and revenue, or is empty. */
  readonly objective: ObjectiveName | null;
  /** Of the products whose price changes. Currency of the objective. */
  readonly gainPerDay: Estimate;
  /** A calendar of prices counts its own days, as in each one's gain a year. */
  readonly gainPerYear: Estimate;
  readonly changed: number;
  readonly tests: number;
  readonly kept: number;
  /** The rules allow no price. */
  readonly infeasible: number;
}

/**
 * The sum over `suggestions`, its interval that of a sum of independent gains.
 *
 * Products that were priced together count with what their new prices bring together, once, where all of them are among
 * the suggestions; each one's own gain has the others at their new prices, and a part of them is added up with those.
 * Each product's own interval says how wide its gain is on each side; squares of half-widths add up. Products whose
 * errors go together (a common drift, substitutes) make the true interval wider.
 */
export function summarizeTotal(
  suggestions: readonly Pick<Suggestion, 'recommendation' | 'price'>[],
): RecommendationTotal {
  const aDay = new GainSum();
  const aYear = new GainSum();
  const add = (gain: Estimate, days: number) => {
    aDay.add(gain, 1);
    aYear.add(gain, days);
  };
  const counted = new Map<string, number>();
  for (const { recommendation, price } of suggestions)
    if (recommendation.joint && recommendation.action === 'change' && price !== null)
      counted.set(recommendation.joint.group, (counted.get(recommendation.joint.group) ?? 0) + 1);
  const added = new Set<string>();
  const counts = { changed: 0, tests: 0, kept: 0, infeasible: 0 };
  const objectives = new Set<ObjectiveName>();
  for (const { recommendation, price } of suggestions) {
    const { action, gainPerDay, objective, joint } = recommendation;
    objectives.add(objective);
    if (price === null) counts.infeasible += 1;
    else if (action === 'test') counts.tests += 1;
    else if (action === 'keep') counts.kept += 1;
    else {
      counts.changed += 1;
      const isWhole = joint !== null && counted.get(joint.group) === joint.changed;
      if (!isWhole) add(gainPerDay, daysCounted(recommendation));
      else if (!added.has(joint.group)) add(joint.gainPerDay, daysCounted(recommendation));
      if (isWhole) added.add(joint.group);
    }
  }
  return {
    objective: objectives.size === 1 ? [...objectives][0]! : null,
    gainPerDay: aDay.estimate(),
    gainPerYear: aYear.estimate(),
    ...counts,
  };
}

/** A sum of independent gains. */
class GainSum {
  private value = 0;
  private below = 0;
  private above = 0;

  add({ value, interval: [low, high] }: Estimate, days: number): void {
    this.value += value * days;
    this.below += ((value - low) * days) ** 2;
    this.above += ((high - value) * days) ** 2;
  }

  estimate(): Estimate {
    const { value } = this;
    return { value, interval: [value - Math.sqrt(this.below), value + Math.sqrt(this.above)] };
  }
}
