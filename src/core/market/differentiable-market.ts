// Which markets have days that can be differentiated: the one door to them.

import { DemandDays } from './demand/demand-days.ts';
import type { DifferentiableEpisodes } from './differentiable.ts';
import type { MarketKind } from './market-kind.ts';
import type { MarketSetup } from './market.ts';

/** Why a market's days cannot be differentiated, the end of a sentence; null where they can. */
const problems: Readonly<Record<MarketKind, string | null>> = {
  history: 'the history market draws days that happened, which no formula connects with the price',
  demand: null,
};

/** Why the days of such a market cannot be differentiated, the end of a sentence; null where they can. */
export function differentiationProblem(kind: MarketKind): string | null {
  return problems[kind];
}

/** @throws Error in a sentence where the market's days cannot be differentiated. */
export function differentiableEpisodes(setup: MarketSetup, count: number): DifferentiableEpisodes {
  if (setup.kind === 'demand') return new DemandDays(setup, count);
  throw new Error(`Its days cannot be differentiated: ${problems[setup.kind]}.`);
}
