// The days of a market that can be differentiated, where its kind says so.

import type { DifferentiableEpisodes } from './differentiable.ts';
import { kindOf } from './kinds.ts';
import type { MarketSetup } from './market.ts';
import { modelOf } from './market-models.ts';

/** @throws Error in a sentence where the market's days cannot be differentiated. */
export function differentiableEpisodes(setup: MarketSetup, count: number): DifferentiableEpisodes {
  const episodes = modelOf(setup).differentiable(setup, count);
  if (episodes) return episodes;
  const { label, differentiationProblem: problem } = kindOf(setup);
  throw new Error(`Its days cannot be differentiated: ${problem ?? `the ${label} has no such days`}.`);
}
