// Whether a product's past says how its demand answers to price, and whether anything may be priced from what it says.

import type { DemandSummary } from './demand-summary.ts';

/**
 * Why no other price may be advised from a file, however sure the curve is: the regular price never moved, or something else moved with it, or all
 * prices moved at once.
 * What is usual elsewhere is then all that the curve rests on.
 */
export type NoGround = 'promotionsOnly' | 'sharedMoves' | 'confounded';

type Told = Pick<DemandSummary, 'verdict' | 'quantityBreaks' | 'found'>;

/** Whether the estimate is an answer to price; a false one is no evidence that anything could be weighed against. */
export function isEvidence({ verdict, quantityBreaks, found }: Told): boolean {
  return verdict !== 'suspicious' && quantityBreaks === null && !found?.followsDemand;
}

/** null where prices may be advised. */
export function noGroundOf({ verdict, found }: Pick<Told, 'verdict' | 'found'>): NoGround | null {
  if (found?.promotions?.regularMoved === false) return 'promotionsOnly';
  if (found?.isUntoldByMoves) return 'sharedMoves';
  return verdict === 'suspicious' || found?.followsDemand || found?.isUntoldByJumps ? 'confounded' : null;
}
