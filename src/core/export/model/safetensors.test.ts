import { strFromU8 } from 'fflate';
import { expect, test } from 'vitest';

import { createPolicy } from '../../policy/actor.ts';
import { initialActorWeights } from '../../policy/initial-weights.ts';
import type { ActorArchitecture } from '../../policy/policy.ts';
import { Random } from '../../random.ts';

import { safetensors } from './safetensors.ts';

const architecture: ActorArchitecture = {
  agent: 'sac',
  observationSize: 5,
  actionSize: 2,
  hidden: [7, 3],
  layerNorm: true,
  inputNorm: true,
  layerNormEpsilon: 1e-5,
  logStdRange: [-5, 2],
};

interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A reader of its own, written from the format's description. */
function read(bytes: Uint8Array) {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(strFromU8(bytes.subarray(8, 8 + length))) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  const { __metadata__: metadata, ...entries } = header;
  const data = bytes.slice(8 + length);
  const tensors = Object.fromEntries(
    Object.entries(entries).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [begin, end],
        },
      ]) => {
        expect(dtype).toBe('F32');
        return [name, { shape, values: new Float32Array(data.slice(begin, end).buffer) }];
      },
    ),
  );
  return { length, metadata, entries, tensors, dataBytes: data.length };
}

/** torch.nn.Linear: y = x W^T + b, W [out, in]. */
function linear(x: number[], weight: Tensor, bias: Tensor): number[] {
  const [outputs, inputs] = weight.shape as [number, number];
  expect(x).toHaveLength(inputs);
  return Array.from({ length: outputs }, (_, o) =>
    x.reduce((sum, value, i) => sum + value * weight.values[o * inputs + i]!, bias.values[o]!),
  );
}

/** torch.nn.LayerNorm over the last axis. */
function layerNorm(x: number[], weight: Tensor, bias: Tensor): number[] {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  return x.map((v, i) => ((v - mean) / Math.sqrt(variance + 1e-5)) * weight.values[i]! + bias.values[i]!);
}

test('safetensors: read back with x W^T + b it acts as the policy does', () => {
  const random = new Random(5);
  const weights = Object.fromEntries(
    Object.entries(initialActorWeights(architecture, random)).map(([name, { shape, values }]) => [
      name,
      { shape, values: random.fork(name).fillNormal(values) },
    ]),
  );
  const { tensors } = read(safetensors(architecture, weights, {}));
  const observation = random.fork('observation').fillNormal(new Float32Array(5));
  let x = layerNorm([...observation], tensors['inputNorm.weight']!, tensors['inputNorm.bias']!);
  for (const i of [1, 2]) {
    x = linear(x, tensors[`l${i}.weight`]!, tensors[`l${i}.bias`]!);
    x = layerNorm(x, tensors[`n${i}.weight`]!, tensors[`n${i}.bias`]!).map((value) => Math.max(0, value));
  }
  const action = linear(x, tensors['mean.weight']!, tensors['mean.bias']!).map(Math.tanh);
  const expected = createPolicy(architecture, weights).act(observation, 1);
  action.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
  expect(tensors['logStd.weight']!.shape).toEqual([2, 3]);
});

test('safetensors: names, shapes, an aligned start, arrays without gaps, metadata as texts', () => {
  const weights = initialActorWeights(architecture, new Random(1));
  const bytes = safetensors(architecture, weights, { card: '{"agent":"sac"}' });
  const { length, metadata, entries, dataBytes } = read(bytes);
  expect((8 + length) % 8).toBe(0);
  expect(metadata).toEqual({ card: '{"agent":"sac"}' });
  expect(Object.fromEntries(Object.entries(entries).map(([name, { shape }]) => [name, shape]))).toEqual({
    'inputNorm.weight': [5],
    'inputNorm.bias': [5],
    'l1.weight': [7, 5],
    'l1.bias': [7],
    'n1.weight': [7],
    'n1.bias': [7],
    'l2.weight': [3, 7],
    'l2.bias': [3],
    'n2.weight': [3],
    'n2.bias': [3],
    'mean.weight': [2, 3],
    'mean.bias': [2],
    'logStd.weight': [2, 3],
    'logStd.bias': [2],
  });
  let end = 0;
  for (const { data_offsets: offsets } of Object.values(entries)) {
    expect(offsets[0]).toBe(end);
    end = offsets[1];
  }
  expect(end).toBe(dataBytes);
});
