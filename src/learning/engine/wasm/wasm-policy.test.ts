import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createPolicy } from '../../../core/policy/actor.ts';
import { initialActorWeights } from '../../../core/policy/initial-weights.ts';
import type { ActorArchitecture } from '../../../core/policy/policy.ts';
import { Random } from '../../../core/random.ts';

import { nodeKernels } from './node-kernels.ts';
import { createWasmPolicy, wasmPolicies } from './wasm-policy.ts';

const width = fc.constantFrom(1, 3, 8, 17, 33, 98);
const architectures: fc.Arbitrary<ActorArchitecture> = fc.record({
  agent: fc.constantFrom('sac' as const, 'ddpg' as const, 'td3' as const),
  observationSize: width,
  actionSize: fc.integer({ min: 1, max: 3 }),
  hidden: fc.array(width, { minLength: 0, maxLength: 3 }),
  layerNorm: fc.boolean(),
  inputNorm: fc.boolean(),
  layerNormEpsilon: fc.constant(1e-5),
  logStdRange: fc.constant([-5, 2] as const),
});

function normals(random: Random, count: number): Float32Array {
  return random.fillNormal(new Float32Array(count));
}

/** Weights as after some training: heads are no longer small. */
function weightsFor(architecture: ActorArchitecture, random: Random) {
  const weights = initialActorWeights(architecture, random);
  return Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.map((value) => value + 0.1 * random.normal()) },
    ]),
  );
}

test('WasmPolicy: acts and explores as the plain loops do, to 1e-5, whatever the actor and the count', async () => {
  const policies = await wasmPolicies(nodeKernels);
  fc.assert(
    fc.property(architectures, fc.integer({ min: 1, max: 300 }), fc.nat(), (architecture, count, seed) => {
      const random = new Random(seed);
      const weights = weightsFor(architecture, random);
      const [plain, fast] = [createPolicy(architecture, weights), policies.create(architecture, weights)];
      const observations = normals(random, count * architecture.observationSize);
      const noise = normals(random, count * architecture.actionSize);
      expectClose(fast.act(observations, count), plain.act(observations, count));
      expectClose(
        fast.explore(observations, count, noise, 0.3),
        plain.explore(observations, count, noise, 0.3),
      );
    }),
    { numRuns: 60 },
  );
});

function expectClose(got: Float32Array, expected: Float32Array): void {
  expect(got.length).toBe(expected.length);
  const worst = got.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i]!)), 0);
  expect(worst).toBeLessThan(1e-5);
}

const architecture: ActorArchitecture = {
  agent: 'sac',
  observationSize: 5,
  actionSize: 1,
  hidden: [16, 16],
  layerNorm: true,
  inputNorm: false,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};

test('WasmPolicies: two policies that share a memory keep their own weights', async () => {
  const policies = await wasmPolicies(nodeKernels);
  const random = new Random(1);
  const [first, second] = [1, 2].map(() => weightsFor(architecture, random));
  const [one, other] = [policies.create(architecture, first!), policies.create(architecture, second!)];
  const observations = normals(random, 15);
  const before = one.act(observations, 3);
  expect(other.act(observations, 3)).not.toEqual(before);
  expect(one.act(observations, 3)).toEqual(before);
});

test('WasmPolicy: an observation that is no number is refused by its place, and harms no later one', async () => {
  const random = new Random(2);
  const policy = await createWasmPolicy(architecture, weightsFor(architecture, random), nodeKernels);
  const observations = normals(random, 20);
  const before = policy.act(observations, 4);
  const broken = observations.with(10, NaN);
  expect(() => policy.act(broken, 4)).toThrow('Policy.act: observation 2 led to the action NaN');
  expect(policy.act(observations, 4)).toEqual(before);
  expect(() => policy.act(observations, 5)).toThrow(
    'Policy.act: expected observations of 5 x 5 = 25 numbers, got 20',
  );
});

test('WasmPolicies.create: a weight that is missing is named', async () => {
  const policies = await wasmPolicies(nodeKernels);
  expect(() => policies.create(architecture, {})).toThrow(
    'WasmPolicies.create: weight "l1.kernel" is missing',
  );
});
