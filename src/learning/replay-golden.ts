// Feeds reference updates through a learner and tells how far it strays: losses, targets, gradients and all weights.
//
// The references (golden/*.json) were computed elsewhere from the same formulas: first weights, batches and noise,
// then what each update computed and every weight after it. Any learner can be driven: the portable one on whatever
// backend is current, or an engine made of the update program.

import { z } from 'zod';

import { issueWords } from '../core/incoming/issue-words.ts';
import type { NamedWeights } from '../core/policy/policy.ts';

import { referenceNames, referenceOf, type ReferenceUpdates } from './agents/references.ts';
import type { PortableLearner } from './agents/update-report.ts';
import type { ProgramSizes } from './engine/program/batch-places.ts';
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
const golden = z.object({
  config: z.looseObject({
    algorithm: z.enum(referenceNames),
    stateDim: z.int(),
    actionDim: z.int(),
    gamma: z.number(),
  }),
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

/** Where the updates of a reference file begin: sizes, all weights, targets included, and what computes them. */
export interface ReferenceStart extends ReferenceUpdates {
  readonly sizes: ProgramSizes;
  readonly weights: NamedWeights;
}

/**
 * Replays every update of a reference file on what `make` makes (disposed afterwards): the portable learner on the
 * current backend unless given.
 *
 * @throws Error naming the first place that is not as a reference file has it.
 */
export async function replayUpdates(
  file: unknown,
  make: (start: ReferenceStart) => PortableLearner | Promise<PortableLearner> = (start) => start.learner(),
): Promise<ReplayResult> {
  const parsed = golden.safeParse(file);
  if (!parsed.success) throw notReference(parsed.error);
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

function startOf({ config, initial, updates }: Golden): ReferenceStart {
  const sizes = {
    observationSize: config.stateDim,
    actionSize: config.actionDim,
    batchSize: updates[0]!.batch.reward.length,
  };
  const weights = flatWeights(initial);
  try {
    return { sizes, ...referenceOf(config.algorithm, config, sizes, weights) };
  } catch (error) {
    if (error instanceof z.ZodError) throw notReference(error, ['config']);
    throw error;
  }
}

function notReference(error: z.ZodError, within: readonly string[] = []): Error {
  const issue = error.issues[0]!;
  const path = [...within, ...issue.path].join('.');
  return new Error(`Not a file of reference updates: at ${path || 'the top'}: ${issueWords(issue)}`);
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
