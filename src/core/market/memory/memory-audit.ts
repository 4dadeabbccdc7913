// The audit of the reward of a market with memory: both policies by dynamic programming, then played.

import { auditOf, playedBy, type RewardAudit } from '../audited-reward.ts';
import { trialEpisodes } from '../evaluation-episodes.ts';
import { MemoryMarket } from './memory-market.ts';
import { memoryPlanSteps } from './memory-plan.ts';
import { payingFor, type MemorySetup } from './memory-setup.ts';

/**
 * The optimum of the reward beside that of profit alone, by dynamic programming over day, stock and price of before; yields
 * progress from 0 to 1.
 */
export function* memoryAudit(setup: MemorySetup): Generator<number, RewardAudit> {
  const { name, parameters } = setup.products[0]!;
  const play = function* (planned: typeof parameters, from: number) {
    const steps = memoryPlanSteps(planned);
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) yield from + step.value / 2;
    // Both are paid the reward of the run.
    const market = new MemoryMarket(setup, trialEpisodes.count, trialEpisodes.seed, 'evaluation');
    return playedBy(market, step.value.actor);
  };
  const rewarded = yield* play(parameters, 0);
  const profitable = yield* play(payingFor('profit', parameters), 0.5);
  return auditOf('dynamic programming', [name], 1, [{ rewarded, profitable }]);
}
