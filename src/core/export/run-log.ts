// A run as JSON lines, out and in again: one line says what the run was, each further line is one thing it reported.
//
// {"type":"run", ...}         settings, seed, data fingerprint, names, what the run came to
// {"type":"baselines", ...}   where there are any
// {"type":"episode" | "loss" | "evaluation", "step": ..., ...}  in the order of their steps
//
// JSON has no NaN: figures an agent does not have (the temperature of DDPG) stand as null.

import { z } from 'zod';

import { firstIssue } from '../policy/model-card.ts';
import type { Baselines, EpisodeRecord, EvaluationRecord, LossRecord } from '../run/events.ts';
import { settingsFrom } from '../run/settings.ts';

import { recordsInOrder, type RunRecord } from './run-record.ts';

const runLogFormat = 'pricing-lab-run';
const runLogVersion = 1;

/** The run as text, one JSON object a line. */
export function runLog(run: RunRecord): string {
  const { baselines, episodes, losses, evaluations, ...head } = run;
  const lines: unknown[] = [
    { type: 'run', format: runLogFormat, version: runLogVersion, seed: run.settings.seed, ...head },
  ];
  if (baselines) lines.push({ type: 'baselines', ...baselines });
  for (const { type, record } of recordsInOrder({ ...run, episodes, losses, evaluations }))
    lines.push({ type, ...record });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

const count = z.number().min(0);
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const head = z.object({
  type: z.literal('run'),
  format: z.literal(runLogFormat),
  version: z.literal(runLogVersion),
  runId: z.string(),
  startedAt: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  data: z.object({ fileName: z.string(), fingerprint: z.string() }).nullable(),
  backend: z.string().nullable(),
  productNames: z.array(z.string()),
  rewardPartNames: z.array(z.string()),
  steps: count,
  updates: count,
  elapsedSeconds: count,
});
const baselinesLine = z.object({
  keepPrice: z.number(),
  keepReturns: z.array(z.number()),
  myopicPrice: z.number().nullable(),
  bestFixedPrice: z.object({ price: z.number().nullable(), meanReturn: z.number() }).nullable(),
  optimum: z.number().nullable(),
}) satisfies z.ZodType<Baselines>;
const episode = z.object({
  step: count,
  episodeReturn: z.number(),
  parts: z.array(z.number()),
  days: count,
  product: count,
}) satisfies z.ZodType<EpisodeRecord>;
const loss = z.object({
  step: count,
  updates: count,
  criticLoss: figure,
  actorLoss: figure,
  temperature: figure,
  entropy: figure,
  meanQ: figure,
}) satisfies z.ZodType<LossRecord>;
const evaluation = z.object({
  step: count,
  meanReturn: z.number(),
  returns: z.array(z.number()),
  gapClosed: z.number().nullable(),
  gapInterval: z.tuple([z.number(), z.number()]).nullable(),
  againstKeep: z.object({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
  isBest: z.boolean(),
}) satisfies z.ZodType<EvaluationRecord>;

/**
 * The run that `runLog` wrote.
 *
 * @throws Error naming the line and what is wrong with it, in words that read on after "the run log: ".
 */
export function readRunLog(text: string): RunRecord {
  const lines = text.split('\n').filter((line) => line !== '');
  const first = checked(head, lines[0], 1);
  const episodes: EpisodeRecord[] = [];
  const losses: LossRecord[] = [];
  const evaluations: EvaluationRecord[] = [];
  let baselines: Baselines | null = null;
  lines.slice(1).forEach((line, i) => {
    const number = i + 2;
    const { type } = checked(z.object({ type: z.string() }), line, number);
    switch (type) {
      case 'baselines':
        baselines = checked(baselinesLine, line, number);
        return;
      case 'episode':
        episodes.push(checked(episode, line, number));
        return;
      case 'loss':
        losses.push(checked(loss, line, number));
        return;
      case 'evaluation':
        evaluations.push(checked(evaluation, line, number));
        return;
      default:
        throw new Error(`line ${number} has the type ${JSON.stringify(type)}, which this lab does not know`);
    }
  });
  const { runId, startedAt, settings, data, backend, productNames, rewardPartNames } = first;
  const { steps, updates, elapsedSeconds } = first;
  return {
    runId,
    startedAt,
    settings: settingsFrom(settings),
    data,
    backend,
    productNames,
    rewardPartNames,
    steps,
    updates,
    elapsedSeconds,
    baselines,
    episodes,
    losses,
    evaluations,
  };
}

function checked<T>(schema: z.ZodType<T>, line: string | undefined, number: number): T {
  let json: unknown;
  try {
    json = JSON.parse(line ?? '');
  } catch (error) {
    throw new Error(`line ${number} is not JSON`, { cause: error });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new Error(`line ${number} at ${firstIssue(parsed.error)}`);
  return parsed.data;
}
