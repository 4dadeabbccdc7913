// Whether the optimum of a demand market can be computed: asked before the dynamic programme is loaded.

import type { DemandMarketParameters } from './demand-parameters.ts';

/** Why no optimum can be computed for these parameters, as a sentence, or null where it can. */
export function optimumProblem({ rival }: Pick<DemandMarketParameters, 'rival'>): string | null {
  switch (rival) {
    case 'none':
    case 'fixed':
      return null;
    case 'randomWalk':
      return 'The optimum is not computed where the rival walks at random.';
    case 'follower':
    case 'undercutter':
      return 'The optimum is not computed where the rival reacts to our price.';
    default:
      return rival satisfies never;
  }
}
