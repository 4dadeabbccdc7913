// A checkpoint as the database holds it, and back: what comes back is checked before a run is made from it.

import { z } from 'zod';

import { checkpointVersion, type RunCheckpoint } from '../../core/run/checkpoint.ts';
import { settingDefinitions } from '../../core/run/settings.ts';
import { firstIssue } from '../../core/policy/model-card.ts';
import type { StoredCheckpoint } from './run-database.ts';
import { replayFromChunks } from './replay-chunks.ts';
import { storable } from './storable.ts';

export function storedCheckpoint(checkpoint: RunCheckpoint): StoredCheckpoint {
  const { replay, ...rest } = checkpoint;
  const { shape, size, next } = replay;
  return { version: checkpointVersion, frame: storable({ ...rest, replay: { shape, size, next } }) };
}

const count = z.int().min(0);
const floats = z.instanceof(Float32Array);
const weights = z
  .record(z.string(), z.object({ shape: z.array(count), values: floats }))
  .refine(
    (named) =>
      Object.values(named).every(
        ({ shape, values }) => values.length === shape.reduce((product, side) => product * side, 1),
      ),
    'expected arrays as long as their shapes say',
  );
const randomState = z.object({
  key: z.array(z.number()),
  generator: z.array(z.number()),
  spareNormal: z.number().nullable(),
});
/** What every run needs; parts of a market or of an engine are checked where they are used. */
const frameSchema = z.object({
  step: count,
  updates: count,
  credit: z.number().min(0),
  nextEvaluation: count,
  learner: z.object({ updates: count, weights, moments: weights }),
  replay: z
    .object({
      shape: z.object({
        capacity: z.int().min(1),
        observationSize: z.int().min(1),
        actionSize: z.int().min(1),
      }),
      size: count,
      next: count,
    })
    .refine(
      ({ shape, size, next }) => size <= shape.capacity && next < shape.capacity,
      'expected it in its bounds',
    ),
  nStep: z.object({
    pending: z.array(z.object({ states: floats, actions: floats, rewards: floats })),
  }),
  market: z.object({ kind: z.string(), episodes: z.array(z.unknown()) }),
  totals: z.object({
    days: z.instanceof(Uint32Array),
    returns: z.instanceof(Float64Array),
    parts: z.instanceof(Float64Array),
  }),
  rewardScale: z.object({ count: z.number(), mean: z.number(), squares: z.number() }),
  exploring: randomState,
  acting: weights.nullable(),
  best: z.object({ bestReturn: z.number() }).nullable(),
  baselines: z.object({ keepPrice: z.number(), keepReturns: z.array(z.number()) }),
});

/**
 * The checkpoint that was stored.
 *
 * @throws Error, the end of a sentence, where it is of another version of the lab or damaged.
 */
export function readCheckpoint(
  { version, frame }: StoredCheckpoint,
  chunks: readonly (Float32Array | undefined)[],
): RunCheckpoint {
  if (version !== checkpointVersion)
    throw new Error(
      `it was kept by another version of the lab (checkpoint ${version}, this lab reads ${checkpointVersion})`,
    );
  const checked = frameSchema.safeParse(frame);
  if (!checked.success) throw new Error(`what was kept of it is damaged (${firstIssue(checked.error)})`);
  try {
    return { ...frame, replay: replayFromChunks(frame.replay, chunks) };
  } catch (error) {
    throw new Error(`what was kept of it is damaged (${(error as Error).message})`, { cause: error });
  }
}

/**
 * Settings decide every number of a run: with one more or one less it would not go on as it began.
 *
 * @throws Error, the end of a sentence.
 */
export function requireSameSettings(settings: Readonly<Record<string, unknown>>): void {
  const known = new Set<string>(settingDefinitions.map(({ name }) => name));
  const missing = [...known].find((name) => !Object.hasOwn(settings, name));
  const unknown = Object.keys(settings).find((name) => !known.has(name));
  const which = missing ?? unknown;
  if (which !== undefined)
    throw new Error(
      `it was begun by another version of the lab, which ${missing === undefined ? 'had' : 'did not have'} the setting "${which}"`,
    );
}
