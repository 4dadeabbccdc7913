import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { inEights } from './actor-in-eights.ts';
import { createPolicy } from './actor.ts';
import { initialActorWeights } from './initial-weights.ts';
import type { ActorArchitecture } from './policy.ts';

const usual: ActorArchitecture = {
  agent: 'sac',
  observationSize: 8,
  actionSize: 1,
  hidden: [64, 64],
  layerNorm: true,
  inputNorm: true,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};
const architectures: readonly (readonly [string, ActorArchitecture])[] = [
  ['of the usual size', usual],
  ['without norms, of odd sizes', { ...usual, hidden: [7, 13], layerNorm: false, inputNorm: false }],
  [
    'of another agent, several actions, one wide layer',
    { ...usual, agent: 'ddpg', actionSize: 3, hidden: [300] },
  ],
];

const weightsOf = (architecture: ActorArchitecture, seed: number) => {
  const weights = initialActorWeights(architecture, new Random(seed));
  const random = new Random(seed).fork('scatter');
  // Biases and norms begin at 0 and 1, which would hide a wrong place.
  for (const { values } of Object.values(weights))
    for (let i = 0; i < values.length; i++) values[i]! += 0.3 * random.normal();
  return weights;
};

test('inEights: this platform has what it needs', () => {
  expect(inEights(usual, weightsOf(usual, 1))).not.toBeNull();
});

test.each(architectures)(
  'a policy %s acts on many observations as on each alone, to the bit',
  (_, architecture) => {
    const { observationSize, actionSize } = architecture;
    const count = 203; // not a multiple of eight
    const observations = new Random(2).fillNormal(new Float32Array(count * observationSize));
    const policies = [1, 2].map((seed) => createPolicy(architecture, weightsOf(architecture, seed)));
    // In turn: they share a memory.
    for (const policy of [...policies, ...policies]) {
      const together = policy.act(observations, count);
      const alone = new Float32Array(count * actionSize);
      for (let n = 0; n < count; n++)
        alone.set(
          policy.act(observations.subarray(n * observationSize, (n + 1) * observationSize), 1),
          n * actionSize,
        );
      expect(new Int32Array(together.buffer)).toEqual(new Int32Array(alone.buffer));
    }
  },
);
