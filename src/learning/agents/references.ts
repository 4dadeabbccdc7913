// What computes the updates of a reference file, agent by agent.

import type { NamedWeights } from '../../core/policy/policy.ts';
import type { ProgramSizes } from '../engine/program/batch-places.ts';
import { ddpgReference } from './ddpg/ddpg-reference.ts';
import type { ReferenceUpdates } from './reference-updates.ts';
import { sacReference } from './sac/sac-reference.ts';
import { td3Reference } from './td3/td3-reference.ts';

export type { ReferenceUpdates };

const references = { ddpg: ddpgReference, sac: sacReference, td3: td3Reference };
export const referenceNames = Object.keys(references) as (keyof typeof references)[];

/** @throws ZodError where `config` is not one of that agent. */
export function referenceOf(
  name: keyof typeof references,
  config: unknown,
  sizes: ProgramSizes,
  weights: NamedWeights,
): ReferenceUpdates {
  return references[name](config, sizes, weights);
}
