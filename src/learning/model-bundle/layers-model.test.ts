// An exported model in TensorFlow.js itself: it loads, and gives the actions that the lab's own policy gives.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';

import type { AgentName } from '../../core/agents/agents.ts';
import { layersModelJson, weightBytes } from '../../core/export/model/layers-model.ts';
import { actorLayout } from '../../core/policy/actor-layout.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import { initialWeights } from '../../core/policy/initial-weights.ts';
import type { ActorArchitecture } from '../../core/policy/policy.ts';
import { Random } from '../../core/random.ts';
import { startTestBackend } from '../test-backend.ts';

beforeAll(async () => {
  await startTestBackend('cpu');
});

test.each<[AgentName, boolean, boolean]>([
  ['sac', true, true],
  ['sac', true, false],
  ['sac', false, false],
  ['ddpg', false, false],
  ['td3', false, false],
])(
  '%s (norms %s, input norm %s): tf.loadLayersModel predicts what the policy does',
  async (agent, layerNorm, inputNorm) => {
    const architecture: ActorArchitecture = {
      agent,
      observationSize: 98,
      actionSize: 2,
      hidden: [64, 32],
      layerNorm,
      inputNorm,
      layerNormEpsilon: 1e-5,
      logStdRange: [-5, 2],
    };
    const random = new Random(1);
    const drawn = initialWeights(actorLayout(architecture), random);
    // norms that are not 1 and 0 show a swap of the two
    const weights = Object.fromEntries(
      Object.entries(drawn).map(([name, { shape, values }]) => [
        name,
        { shape, values: values.map((value) => value + 0.1 * random.normal()) },
      ]),
    );
    const json = layersModelJson(architecture, 'test') as {
      modelTopology: object;
      weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
    };
    const model = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0]!.weights,
        weightData: weightBytes(architecture, weights)['weights.bin']!.buffer as ArrayBuffer,
      }),
    );
    const observations = random.fillUniform(new Float32Array(20 * 98));
    const expected = createPolicy(architecture, weights).act(observations, 20);
    const predicted = await (model.predict(tf.tensor2d(observations, [20, 98])) as tf.Tensor).data();
    expect(predicted).toHaveLength(expected.length);
    expected.forEach((action, i) => expect(Math.abs(predicted[i]! - action)).toBeLessThan(1e-6));
    expect(new Set(expected).size).toBeGreaterThan(30); // the actions do differ
  },
);
