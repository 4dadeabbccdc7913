// The audit of a demand market's reward: both policies by dynamic programming, then played.

import {
  auditedProducts,
  auditOf,
  playedBy,
  type AuditedPolicy,
  type RewardAudit,
} from '../audited-reward.ts';
import { trialEpisodes } from '../evaluation-episodes.ts';
import { DemandMarket } from './demand-market.ts';
import { plannedActor } from './optimal-plan.ts';
import { optimumProblem } from './optimum-problem.ts';
import { optimumSteps } from './demand-dynamic-program.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import type { DemandSetup } from './demand-setup.ts';

/** A grid that gives the reference market's profit within 1 % of the fine one's and takes a tenth of its time. */
const grid = { inventoryPoints: 161, pricePoints: 161 };

/** Why the optimum of one of the products cannot be computed, in a sentence; null where all can. */
export function demandAuditProblem({ products }: DemandSetup): string | null {
  return products.map(({ parameters }) => optimumProblem(parameters)).find((text) => text !== null) ?? null;
}

/**
 * The optimum of the reward beside that of profit alone, by dynamic programming without error of the elasticity; yields
 * progress from 0 to 1.
 */
export function* demandAudit(setup: DemandSetup): Generator<number, RewardAudit> {
  const audited = auditedProducts(setup.products);
  const played: { rewarded: AuditedPolicy; profitable: AuditedPolicy }[] = [];
  for (const [i, { name, parameters }] of audited.entries()) {
    const certain = { ...parameters, elasticityError: 0 };
    const share = 1 / audited.length;
    const play = function* (weights: Partial<DemandMarketParameters>, from: number) {
      const steps = optimumSteps({ ...certain, ...weights }, { ...grid, keepPolicy: true });
      let step = steps.next();
      while (step.done !== true) {
        yield from + (share / 2) * step.value;
        step = steps.next();
      }
      const one: DemandSetup = { kind: 'demand', products: [{ name, parameters: certain }] };
      return playedBy(
        new DemandMarket(one, trialEpisodes.count, trialEpisodes.seed, 'evaluation'),
        plannedActor({ parameters: certain, priceAt: step.value.priceAt! }),
      );
    };
    const rewarded = yield* play({}, i * share);
    const profitable = yield* play(profitAlone, (i + 0.5) * share);
    played.push({ rewarded, profitable });
  }
  return auditOf(
    'dynamic programming',
    audited.map(({ name }) => name),
    setup.products.length,
    played,
  );
}

const profitAlone: Partial<DemandMarketParameters> = {
  revenueWeight: 0,
  profitWeight: 1,
  unitsWeight: 0,
  inventoryWeight: 0,
  competitorWeight: 0,
};
