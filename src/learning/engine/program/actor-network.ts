// A policy's actor as places: what an engine's own forward pass, for acting and pricing, begins with.

import type { ActorArchitecture } from '../../../core/policy/policy.ts';

import { namedParameters, planParameters, type Head, type NetworkParameters } from './networks.ts';
import type { Planner } from './places.ts';
import type { ParameterPlace } from './program.ts';

export interface ActorNetwork {
  readonly network: NetworkParameters;
  /** By the names of a policy: `l1.kernel`. */
  readonly parameters: readonly ParameterPlace[];
}

/** Room for the actor's parameters; the means' outputs come first in a head that has deviations too. */
export function planActor(planner: Planner, architecture: ActorArchitecture): ActorNetwork {
  const { agent, observationSize, actionSize, hidden, layerNormEpsilon } = architecture;
  const sac = agent === 'sac';
  const heads: Head[] = sac
    ? [
        ['mean', actionSize],
        ['logStd', actionSize],
      ]
    : [[`l${hidden.length + 1}`, actionSize]];
  const shape = {
    inputs: observationSize,
    hidden,
    outputs: heads.length * actionSize,
    layerNorm: sac && architecture.layerNorm,
    inputNorm: sac && architecture.inputNorm,
    layerNormEpsilon,
    residual: false,
  };
  const network = planParameters(planner, 'actor', shape, 1);
  return { network, parameters: namedParameters(network, 0, '', heads, null) };
}
