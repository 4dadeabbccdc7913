import { expect, test } from 'vitest';

import { createPolicy } from '../../core/policy/actor.ts';
import { initialActorWeights } from '../../core/policy/initial-weights.ts';
import type { ActorArchitecture } from '../../core/policy/policy.ts';
import { Random } from '../../core/random.ts';
import { nodeKernels } from '../engine/wasm/node-kernels.ts';
import { createWasmPolicy } from '../engine/wasm/wasm-policy.ts';
import { ObservationScale } from './observation-scale.ts';
import type { Transitions } from './n-step.ts';

/** Two inputs: 1, 3, 5 (mean 3, deviation 2) and always 7. */
function measured(): ObservationScale {
  const scale = new ObservationScale(2);
  scale.observe(Float32Array.of(1, 7, 3, 7));
  scale.observe(Float32Array.of(5, 7));
  return scale;
}

const step = (state: number, nextState: number): Transitions => [
  Float32Array.of(state, 7),
  Float32Array.of(0.5),
  Float32Array.of(10),
  Float32Array.of(nextState, 7),
  Float32Array.of(0.99),
];

test('ObservationScale: mean 0 and deviation 1; what never varied is only shifted', () => {
  const scale = measured();
  scale.freeze();
  // (5 - 3) / 2 = 1, (9 - 3) / 2 = 3; 7 - 7 = 0, 8 - 7 = 1
  expect([...scale.scaled(Float32Array.of(5, 7, 9, 8))]).toEqual([1, 0, 3, 1]);
});

test('ObservationScale: an input that hardly varied is blown up a hundredfold at most', () => {
  const scale = new ObservationScale(1);
  scale.observe(Float32Array.of(0.5, 0.501, 0.499));
  scale.freeze();
  expect(scale.scaled(Float32Array.of(1.5))[0]).toBeCloseTo(100, 3); // (1.5 - 0.5) / 0.01
});

test('ObservationScale: what comes after freezing no longer counts', () => {
  const scale = measured();
  scale.freeze();
  scale.observe(Float32Array.of(1000, -1000));
  expect([...scale.scaled(Float32Array.of(5, 7))]).toEqual([1, 0]);
});

test('ObservationScale: transitions wait for the scale, then all of them come scaled, in order', () => {
  const scale = measured();
  expect(scale.admit(step(1, 3))).toEqual([]);
  expect(scale.admit(step(3, 5))).toEqual([]);
  scale.freeze();
  const admitted = scale.admit(step(5, 1));
  expect(admitted.map(([states, , , nextStates]) => [states[0], nextStates[0]])).toEqual([
    [-1, 0],
    [0, 1],
    [1, -1],
  ]);
  expect(admitted[0]!.slice(1, 3)).toEqual([Float32Array.of(0.5), Float32Array.of(10)]);
  expect(scale.admit(step(7, 7))).toHaveLength(1);
});

test('ObservationScale: a state taken while it measures goes on to the same scale', () => {
  const [whole, half] = [measured(), measured()];
  half.admit(step(1, 3));
  const restored = ObservationScale.fromState(structuredClone(half.state()));
  for (const scale of [whole, restored]) {
    scale.observe(Float32Array.of(-4, 7));
    scale.freeze();
  }
  const values = Float32Array.of(0.3, 6.5);
  expect(restored.scaled(values)).toEqual(whole.scaled(values));
  expect(restored.admit(step(3, 5))).toHaveLength(2);
  const again = ObservationScale.fromState(structuredClone(restored.state()));
  expect(again.scaled(values)).toEqual(whole.scaled(values));
});

test('ObservationScale: asking too early is an error of ours', () => {
  expect(() => measured().scaled(Float32Array.of(1, 7))).toThrow(
    'internal: the observation scale was asked for before it was frozen',
  );
});

const architecture: ActorArchitecture = {
  agent: 'sac',
  observationSize: 98,
  actionSize: 1,
  hidden: [32, 32],
  layerNorm: true,
  inputNorm: false,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};

test.each([
  ['sac', 98],
  ['sac', 5],
  ['ddpg', 8],
  ['td3', 98],
] as const)(
  'ObservationScale: %s of %i inputs acts folded on what is as unfolded on what is scaled',
  async (agent, observationSize) => {
    const random = new Random(7);
    const of = { ...architecture, agent, observationSize };
    const weights = initialActorWeights(of, random.fork('weights'));
    // Inputs of their own level and spread, as windows have them; every seventh is constant.
    const rows = 300;
    const observations = random.fillUniform(new Float32Array(rows * observationSize)).map((value, k) => {
      const input = k % observationSize;
      return input % 7 === 6 ? 0.25 : 0.1 * (input % 5) + (0.05 + 0.1 * (input % 9)) * value;
    });
    const scale = new ObservationScale(observationSize);
    scale.observe(observations);
    scale.freeze();
    const expected = createPolicy(of, weights).act(scale.scaled(observations), rows);
    const folded = scale.folded(weights);
    for (const policy of [createPolicy(of, folded), await createWasmPolicy(of, folded, nodeKernels)]) {
      const acted = policy.act(observations, rows);
      const furthest = Math.max(...acted.map((action, i) => Math.abs(action - expected[i]!)));
      expect(furthest).toBeLessThan(1e-5);
    }
    expect(Math.max(...expected) - Math.min(...expected)).toBeGreaterThan(0.001);
  },
);

test('ObservationScale: a LayerNorm before the first Linear cannot be folded into', () => {
  const weights = initialActorWeights({ ...architecture, inputNorm: true }, new Random(1));
  const scale = new ObservationScale(98);
  scale.freeze();
  expect(() => scale.folded(weights)).toThrow('needs an actor that begins with a Linear');
});
