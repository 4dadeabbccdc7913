// What to plan instead of a test that would most likely show nothing: the same prices for longer or measured otherwise,
// or the nearest other price that shows its difference in reasonable time.

import type { DemandSummary } from '../demand/demand-summary.ts';
import { roundToCent } from '../market/price-from-action.ts';
import type { ProductHistory } from '../table/dataset.ts';
import {
  plannedPower,
  proposePlan,
  type PlanForm,
  type PlanProposal,
  type ValuedPrice,
} from './plan-proposal.ts';

/** A test that finds its effect less often than it misses it is not worth its days. */
const hopelessPower = 0.5;
/** A longer test is no alternative: half a year. */
const longestFortnights = 13;
/** Steps from price A, the nearest first. */
const priceSteps = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3];

export interface PlanAlternative {
  readonly changes: Partial<PlanForm>;
  /** What the alternative plan would be. */
  readonly plan: PlanProposal;
}

/** Whether the plan would more likely miss its effect than find it. */
export function isHopeless({ power, problem }: PlanProposal): boolean {
  return problem === null && power !== null && power < hopelessPower;
}

/** Plans of at most half a year with the planned power, in place of a hopeless one; none for another. */
export function planAlternatives(
  form: PlanForm,
  history: ProductHistory,
  demand: DemandSummary,
  today: number,
  valued: readonly ValuedPrice[] = [],
): PlanAlternative[] {
  const present = proposePlan(form, history, demand, today, valued);
  if (!isHopeless(present)) return [];
  const tried = (changes: Partial<PlanForm>): PlanAlternative | null => {
    const plan = proposePlan({ ...form, ...changes }, history, demand, today, valued);
    const isSound =
      plan.problem === null &&
      plan.power !== null &&
      plan.power >= plannedPower - 0.005 &&
      plan.design.fortnights <= longestFortnights;
    return isSound ? { changes, plan } : null;
  };
  const longer = form.fortnights === null ? null : tried({ fortnights: null });
  if (longer) return [longer];
  const found: PlanAlternative[] = [];
  if (present.measure !== 'units') {
    // An effect in currency is none in units: there the fit's stands.
    const inUnits = tried({ measure: 'units', effect: null, fortnights: null });
    if (inUnits) found.push(inUnits);
  }
  // Another price does not make an effect that the person asks for any larger.
  if (form.effect !== null) return found;
  const { priceA, priceB } = present.design;
  for (const step of priceSteps) {
    const here = [1 + step, 1 - step]
      .map((factor) => roundToCent(priceA * factor))
      .filter((price) => price !== priceB)
      .map((price) => tried({ priceB: price, fortnights: null }))
      .filter((one) => one !== null)
      .sort((a, b) => b.plan.expectedEffect! - a.plan.expectedEffect!);
    if (here.length === 0) continue;
    found.push(here[0]!);
    break;
  }
  return found;
}
