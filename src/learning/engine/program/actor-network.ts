// A policy's actor as places: what an engine's own forward pass, for acting and pricing, begins with.

import { headLayers, trunkNorms } from '../../../core/policy/actor-layout.ts';
import type { ActorArchitecture } from '../../../core/policy/policy.ts';

import { namedParameters, planParameters, type Head, type NetworkParameters } from './network-places.ts';
import type { Planner } from './places.ts';
import type { ParameterPlace } from './program.ts';

export interface ActorNetwork {
  readonly network: NetworkParameters;
  /** By the names of a policy: `l1.kernel`. */
  readonly parameters: readonly ParameterPlace[];
}

/** Room for the actor's parameters; the means' outputs come first in a head that has deviations too. */
export function planActor(planner: Planner, architecture: ActorArchitecture): ActorNetwork {
  const { observationSize, actionSize, hidden, layerNormEpsilon } = architecture;
  const heads = headLayers(architecture).map((layer): Head => [layer, actionSize]);
  const shape = {
    inputs: observationSize,
    hidden,
    outputs: heads.length * actionSize,
    ...trunkNorms(architecture),
    layerNormEpsilon,
    residual: false,
  };
  const network = planParameters(planner, 'actor', shape, 1);
  return { network, parameters: namedParameters(network, 0, '', heads, null) };
}
