// The exported network is run by onnxruntime, which knows nothing of the lab, and must price as the lab does.

import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';

import type { AgentName } from '../../agents/agents.ts';
import { priceFromAction } from '../../market/price-from-action.ts';
import { createPolicy } from '../../policy/actor.ts';
import { initialActorWeights } from '../../policy/initial-weights.ts';
import type { ActorArchitecture } from '../../policy/policy.ts';
import { Random } from '../../random.ts';
import { onnxInput, onnxModel, onnxOutput } from './onnx.ts';

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

interface Case {
  readonly agent: AgentName;
  readonly layerNorm: boolean;
  readonly inputNorm: boolean;
  readonly actionSize: number;
}

const cases: readonly Case[] = [
  { agent: 'sac', layerNorm: true, inputNorm: true, actionSize: 1 },
  { agent: 'sac', layerNorm: true, inputNorm: false, actionSize: 2 },
  { agent: 'sac', layerNorm: false, inputNorm: false, actionSize: 1 },
  { agent: 'ddpg', layerNorm: false, inputNorm: false, actionSize: 1 },
  { agent: 'td3', layerNorm: false, inputNorm: false, actionSize: 1 },
];

/** Weights as after training: no zeros, no ones, so that a scale or shift left out is seen. */
function actor({ agent, layerNorm, inputNorm, actionSize }: Case) {
  const architecture: ActorArchitecture = {
    agent,
    observationSize: 98,
    actionSize,
    hidden: [64, 48],
    layerNorm,
    inputNorm,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  };
  const random = new Random(11);
  const weights = Object.fromEntries(
    Object.entries(initialActorWeights(architecture, random)).map(([name, { shape, values }]) => {
      const noise = random.fork(name).fillNormal(new Float32Array(values.length));
      return [name, { shape, values: values.map((value, i) => value + 0.1 * noise[i]!) }];
    }),
  );
  return { architecture, weights };
}

test.each(cases)(
  'onnx: $agent (layerNorm $layerNorm, inputNorm $inputNorm) prices as the lab does',
  async (of) => {
    const { architecture, weights } = actor(of);
    const batch = 40;
    const observations = new Random(3).fillUniform(new Float32Array(batch * 98));
    const bytes = onnxModel(architecture, weights, {
      producer: 'Pricing Lab test',
      metadata: { card: '{}' },
    });
    const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
    expect(session.inputNames).toEqual([onnxInput]);
    expect(session.outputNames).toEqual([onnxOutput]);

    const answer = await session.run({ [onnxInput]: new ort.Tensor('float32', observations, [batch, 98]) });
    const output = answer[onnxOutput]!;
    expect(output.dims).toEqual([batch, of.actionSize]);
    const expected = createPolicy(architecture, weights).act(observations, batch);
    const range = { lo: 8, hi: 32 };
    expected.forEach((action, i) => {
      const other = (output.data as Float32Array)[i]!;
      expect(Math.abs(other - action)).toBeLessThan(1e-5);
      expect(priceFromAction(range, other)).toBe(priceFromAction(range, action));
    });
    expect(new Set(expected).size).toBeGreaterThan(batch / 2);
  },
);

test('onnx: the same actor gives the same bytes', () => {
  const { architecture, weights } = actor(cases[0]!);
  const write = () => onnxModel(architecture, weights, { producer: 'Pricing Lab test', metadata: {} });
  expect(write()).toEqual(write());
});
