// Feeds reference updates through a learner and tells how far it strays: losses, targets, gradients and all weights.
//
// The references (golden/*.json) were computed elsewhere from the same formulas: first weights, batches and noise,
// then what each update computed and every weight after it. Any learner can be driven: the portable one on whatever
// backend is current, or an engine made of the update program.

import { z } from 'zod';

import type { NamedWeights } from '../core/policy/policy.ts';

import { withTargets } from './agents/create-learner.ts';
import { DdpgLearner, type DdpgSettings } from './agents/ddpg.ts';
import { SacLearner, type SacSettings } from './agents/sac.ts';
import type { PortableLearner } from './agents/update-report.ts';
import type { ProgramSizes } from './engine/program/batch-places.ts';
import { ddpgProgram } from './engine/program/deterministic-program.ts';
import type { Program } from './engine/program/program.ts';
import { sacProgram } from './engine/program/sac-program.ts';
import type { Batch, UpdateNoise } from './learner.ts';

export interface ReplayResult {
  readonly updates: number;
  /** Largest |got - expected| / max(0.01, |expected|). */
  readonly maxRelativeError: number;
  /** Where that was: `update 3: critic1.l1.kernel[5]`. */
  readonly worst: string;
}

const vector = z.array(z.number());
const array = z.union([z.number(), vector, z.array(vector)]);
const network = z.record(z.string(), z.record(z.string(), array));
const shared = { stateDim: z.int(), actionDim: z.int(), hidden: vector, gamma: z.number(), tau: z.number() };
const golden = z.object({
  config: z.discriminatedUnion('algorithm', [
    z.object({
      algorithm: z.literal('ddpg'),
      ...shared,
      actorLr: z.number(),
      criticLr: z.number(),
      policyFreq: z.int(),
    }),
    z.object({
      algorithm: z.literal('sac'),
      ...shared,
      actorLr: z.number(),
      criticLr: z.number(),
      alphaLr: z.number(),
      initialLogAlpha: z.number(),
      targetEntropy: z.number(),
      layerNorm: z.boolean(),
      layerNormEpsilon: z.number(),
      residual: z.boolean(),
      valueScale: z.number(),
      valueBound: z.number().nullable(),
      maxGradNorm: z.number().nullable(),
      dropout: z.number(),
      logStdRange: z.tuple([z.number(), z.number()]),
    }),
  ]),
  initial: z.record(z.string(), network),
  updates: z
    .array(
      z
        .object({
          batch: z.object({
            state: z.array(vector),
            action: z.array(vector),
            reward: vector,
            nextState: z.array(vector),
            done: vector,
          }),
          noise: z.object({ nextAction: z.array(vector), action: z.array(vector) }).optional(),
          after: z.record(z.string(), z.union([z.number(), network])),
        })
        .catchall(array.nullable()),
    )
    .min(1),
});
type Golden = z.infer<typeof golden>;
type GoldenUpdate = Golden['updates'][number];

/** Where the updates of a reference file begin: the agent, its sizes and all weights, targets included. */
export type ReferenceStart = {
  readonly sizes: ProgramSizes;
  readonly weights: NamedWeights;
} & (
  | { readonly agent: 'ddpg'; readonly settings: DdpgSettings }
  | { readonly agent: 'sac'; readonly settings: SacSettings }
);

/** The update program of a reference file's agent. */
export function referenceProgram(start: ReferenceStart): Program {
  return start.agent === 'ddpg'
    ? ddpgProgram(start.settings, start.sizes)
    : sacProgram(start.settings, start.sizes);
}

/**
 * Replays every update of a reference file on what `make` makes (disposed afterwards): the portable learner on the
 * current backend unless given.
 *
 * @throws Error naming the first place that is not as a reference file has it.
 */
export async function replayUpdates(
  file: unknown,
  make: (start: ReferenceStart) => PortableLearner | Promise<PortableLearner> = portableLearner,
): Promise<ReplayResult> {
  const parsed = golden.safeParse(file);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Error(
      `Not a file of reference updates: at ${issue.path.join('.') || 'the top'}: ${issue.message}`,
    );
  }
  const { updates } = parsed.data;
  const learner = await make(startOf(parsed.data));
  const worst = new Worst();
  try {
    for (const [i, update] of updates.entries()) {
      learner.update(batchOf(update, parsed.data.config.gamma), noiseOf(update));
      const label = `update ${i}`;
      const inspected = await learner.inspect();
      for (const [name, expected] of computed(update))
        worst.compare(`${label}: ${name}`, inspected[name], expected);
      const weights = await learner.allWeights();
      for (const [name, expected] of Object.entries(flatWeights(update.after)))
        worst.compare(`${label}: ${name}`, weights[name]?.values, expected.values);
    }
  } finally {
    learner.dispose();
  }
  return { updates: updates.length, maxRelativeError: worst.error, worst: worst.where };
}

/** What the reference says an update computed; nothing where that update had no such thing. */
function computed(update: GoldenUpdate): [string, Float32Array][] {
  return Object.entries(update)
    .filter(([name]) => !['batch', 'noise', 'after'].includes(name))
    .map(([name, values]) => [name, values === null ? new Float32Array(0) : flat(array.parse(values))]);
}

class Worst {
  error = 0;
  where = 'none';

  compare(name: string, got: Float32Array | undefined, expected: Float32Array): void {
    if ((got?.length ?? 0) !== expected.length)
      throw new Error(
        `Reference ${name}: expected ${expected.length} numbers, the learner has ${got?.length ?? 'none'}`,
      );
    expected.forEach((value, i) => {
      const distance = Math.abs(got![i]! - value) / Math.max(0.01, Math.abs(value));
      const error = Number.isFinite(distance) ? distance : Infinity;
      if (error > this.error) {
        this.error = error;
        this.where = `${name}[${i}]`;
      }
    });
  }
}

export function portableLearner({ sizes, weights, ...start }: ReferenceStart): PortableLearner {
  const { observationSize, actionSize } = sizes;
  return start.agent === 'ddpg'
    ? new DdpgLearner(start.settings, observationSize, actionSize, weights)
    : new SacLearner(start.settings, observationSize, actionSize, weights, 0);
}

function startOf({ config, initial, updates }: Golden): ReferenceStart {
  const { hidden, tau, actorLr: learningRateActor, criticLr: learningRateCritic } = config;
  const common = { hidden, tau, learningRateActor, learningRateCritic, schedule: null };
  const sizes = {
    observationSize: config.stateDim,
    actionSize: config.actionDim,
    batchSize: updates[0]!.batch.reward.length,
  };
  const weights = flatWeights(initial);
  if (config.algorithm === 'ddpg')
    return {
      agent: 'ddpg',
      sizes,
      weights: withTargets(weights),
      settings: { ...common, policyDelay: config.policyFreq },
    };
  const logAlpha = { shape: [1], values: Float32Array.of(config.initialLogAlpha) };
  return {
    agent: 'sac',
    sizes,
    weights: withTargets({ ...weights, logAlpha }),
    settings: {
      ...common,
      learningRateTemperature: config.alphaLr,
      initialTemperature: Math.exp(config.initialLogAlpha),
      targetEntropy: config.targetEntropy,
      logStdRange: config.logStdRange,
      layerNorm: config.layerNorm,
      inputNorm: config.layerNorm,
      layerNormEpsilon: config.layerNormEpsilon,
      residualCritic: config.residual,
      valueScale: config.valueScale,
      valueBound: config.valueBound,
      maxGradientNorm: config.maxGradNorm,
      dropout: config.dropout,
    },
  };
}

function batchOf({ batch }: GoldenUpdate, gamma: number): Batch {
  return {
    size: batch.reward.length,
    state: flat(batch.state),
    action: flat(batch.action),
    reward: flat(batch.reward),
    nextState: flat(batch.nextState),
    discount: flat(batch.done).map((done) => gamma * (1 - done)),
  };
}

function noiseOf({ noise }: GoldenUpdate): UpdateNoise {
  return { nextAction: flat(noise?.nextAction ?? []), action: flat(noise?.action ?? []) };
}

function flat(values: z.infer<typeof array>): Float32Array {
  return Float32Array.from(typeof values === 'number' ? [values] : values.flat());
}

/** `{critic1: {l1: {kernel}}, logAlpha}` -> `critic1.l1.kernel`, `logAlpha` */
function flatWeights(networks: GoldenUpdate['after'] | Golden['initial']): NamedWeights {
  const weights: Record<string, NamedWeights[string]> = {};
  for (const [networkName, layers] of Object.entries(networks)) {
    if (typeof layers === 'number') {
      weights[networkName] = { shape: [1], values: Float32Array.of(layers) };
      continue;
    }
    for (const [layer, parts] of Object.entries(layers))
      for (const [part, values] of Object.entries(parts))
        weights[`${networkName}.${layer}.${part}`] = { shape: shapeOf(values), values: flat(values) };
  }
  return weights;
}

function shapeOf(values: z.infer<typeof array>): number[] {
  if (typeof values === 'number') return [1];
  return Array.isArray(values[0]) ? [values.length, values[0].length] : [values.length];
}
