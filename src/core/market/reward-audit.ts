// What a reward asks for, in profit: the policy that is best under the chosen reward beside the most profitable one,
// on the same start states, before anything is trained. Each kind of market says how both are found.

import type { MarketSetup } from './market.ts';
import { modelOf } from './market-models.ts';
import type { RewardAudit } from './audited-reward.ts';

/** Why a setup cannot be audited, as a sentence, or null where it can. */
export function rewardAuditProblem(setup: MarketSetup): string | null {
  return modelOf(setup).auditProblem(setup);
}

/**
 * Audits the reward of a setup; yields its progress from 0 to 1.
 *
 * @throws Error where `rewardAuditProblem` has a sentence.
 */
export function* rewardAuditSteps(setup: MarketSetup): Generator<number, RewardAudit> {
  const problem = rewardAuditProblem(setup);
  if (problem !== null) throw new Error(problem);
  return yield* modelOf(setup).audit(setup);
}
