// A checkpoint as the database holds it, and back: what comes back is checked before a run is made from it.

import { z } from 'zod';

import { isOfMarket } from '../../core/market/kinds.ts';
import { checkpointVersion, type RunCheckpoint } from '../../core/run/checkpoint.ts';
import {
  defaultSettings,
  settingDefinitions,
  type RunSettings,
  type SettingDefinition,
} from '../../core/run/settings.ts';
import { firstIssue } from '../../core/incoming/json.ts';
import type { StoredCheckpoint } from './run-database.ts';
import { replayFromChunks } from './replay-chunks.ts';
import { storable } from './storable.ts';

export function storedCheckpoint(checkpoint: RunCheckpoint): StoredCheckpoint {
  const { experience } = checkpoint;
  if (!('rows' in experience))
    return { version: checkpointVersion, frame: storable({ ...checkpoint, experience }) };
  const { shape, size, next } = experience.rows;
  const withoutRows = { ...experience, rows: { shape, size, next } };
  return { version: checkpointVersion, frame: storable({ ...checkpoint, experience: withoutRows }) };
}

/** Rows that a stored checkpoint says it has; 0 where it is damaged. */
export function rowCountIn(stored: StoredCheckpoint): number {
  const frame = asOfToday(stored) as { experience?: { rows?: { size?: unknown } } } | undefined;
  const size = frame?.experience?.rows?.size;
  return typeof size === 'number' && Number.isInteger(size) && size >= 0 ? size : 0;
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
const rows = z
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
  );
/** Parts of a market are checked where they are used. */
const experienceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('replay'),
    steps: count,
    credit: z.number().min(0),
    rows,
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
  }),
  z.object({
    kind: z.literal('rollouts'),
    steps: count,
    credit: z.number().min(0),
    drawing: randomState,
    played: z.object({ episodes: z.array(z.unknown()), path: z.array(z.unknown()) }).nullable(),
    path: z.array(z.unknown()),
    shownDays: count,
  }),
]);
/** What every run needs; parts of an engine are checked where they are used. */
const frameSchema = z.object({
  step: count,
  updates: count,
  nextEvaluation: count,
  learner: z.object({ updates: count, weights, moments: weights }),
  experience: experienceSchema,
  acting: weights.nullable(),
  best: z.object({ bestReturn: z.number() }).nullable(),
  runnersUp: z.array(z.object({ bestReturn: z.number(), snapshot: z.object({ weights }) })).exactOptional(),
  baselines: z.object({ keepPrice: z.number(), keepReturns: z.array(z.number()) }),
});

/** In version 2 a replay buffer and what goes with it lay among the fields of the run itself. */
function fromVersion2(frame: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { credit, replay, nStep, market, totals, rewardScale, observationScale, exploring, ...run } = frame;
  const steps = run['step'];
  const lived = { nStep, market, totals, rewardScale, observationScale, exploring };
  return { ...run, experience: { kind: 'replay', steps, credit, rows: replay, ...lived } };
}

const upgrades: Readonly<Record<number, (frame: Readonly<Record<string, unknown>>) => unknown>> = {
  2: fromVersion2,
};

/** The frame as a checkpoint of today has it; unchecked. */
function asOfToday({ version, frame }: StoredCheckpoint): unknown {
  const upgrade = upgrades[version];
  const isRecord = typeof frame === 'object' && frame !== null;
  return upgrade && isRecord ? upgrade(frame) : frame;
}

/**
 * The checkpoint that was stored.
 *
 * @throws Error, the end of a sentence, where it is of another version of the lab or damaged.
 */
export function readCheckpoint(
  stored: StoredCheckpoint,
  chunks: readonly (Float32Array | undefined)[],
): RunCheckpoint {
  const { version } = stored;
  if (version !== checkpointVersion && !(version in upgrades))
    throw new Error(
      `it was saved by another version of the lab (checkpoint ${version}, this lab reads ${checkpointVersion})`,
    );
  const frame = asOfToday(stored) as StoredCheckpoint['frame'];
  const checked = frameSchema.safeParse(frame);
  if (!checked.success) throw new Error(`its stored data is damaged (${firstIssue(checked.error)})`);
  try {
    const { experience } = frame;
    if (!('rows' in experience)) return { ...frame, experience };
    return { ...frame, experience: { ...experience, rows: replayFromChunks(experience.rows, chunks) } };
  } catch (error) {
    throw new Error(`its stored data is damaged (${(error as Error).message})`, { cause: error });
  }
}

/**
 * The settings a run goes on with: its own, made complete with what other markets and agents have.
 *
 * They decide every number of it: one that was none yet has the value that says what runs did then (`before`); with another
 * one more or less of its own it would not go on as it began. A market or agent that came since then changes none.
 *
 * @throws Error, the end of a sentence.
 */
export function settingsToGoOnWith(settings: RunSettings): RunSettings {
  const definitions: readonly SettingDefinition[] = settingDefinitions;
  const added = definitions.filter(
    (definition) => !Object.hasOwn(settings, definition.name) && isOfRun(definition, settings),
  );
  const missing = added.find(({ before }) => before === undefined);
  const unknown = Object.keys(settings).find((name) => !definitions.some((each) => each.name === name));
  const which = missing?.name ?? unknown;
  if (which !== undefined)
    throw new Error(
      `it was started by another version of the lab, which ${missing ? 'did not have' : 'had'} the setting "${which}"`,
    );
  const before = Object.fromEntries(added.map((definition) => [definition.name, definition.before]));
  return { ...defaultSettings, ...before, ...settings };
}

function isOfRun({ group, agents }: SettingDefinition, { market, agent }: RunSettings): boolean {
  return isOfMarket(group, market) && (agents?.includes(agent) ?? true);
}
