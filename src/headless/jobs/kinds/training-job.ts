// A training run as a job: settings, seed and market go in, evaluations, summary and, if wanted, the model come out. It
// saves where it stands, so that another worker can go on with the same numbers.

import { setImmediate } from 'node:timers/promises';

import { z } from 'zod';

import { agents } from '../../../core/agents/agents.ts';
import { evaluationLine } from '../../../core/export/run/run-log-schema.ts';
import { choicesSchema } from '../../../core/files/choices.ts';
import type { EvaluationRecord } from '../../../core/run/events.ts';
import { keptEvaluation } from '../../../core/run/kept-gap.ts';
import { memorySource, type ByteSource } from '../../../core/table/byte-source.ts';
import type { Dataset } from '../../../core/table/dataset.ts';
import { startNodeBackend } from '../../node-backend.ts';
import { nodeEngines } from '../../engines.ts';
import { datasetOf } from '../../read-dataset.ts';
import { groundOf, type MarketSource } from '../../training/training-ground.ts';
import { trainedZip } from '../../training/trained-zip.ts';
import { trainRun, type RunStand } from '../../training/train-run.ts';
import { fileRefSchema } from '../file-ref.ts';
import { JobAborted, type FileRef, type JobContext, type JobKind } from '../job-kind.ts';

const marketSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('named'), name: z.string().max(100) }),
  z.strictObject({ kind: z.literal('json'), fileName: z.string(), text: z.string().max(1_000_000) }),
  z.strictObject({
    kind: z.literal('sales'),
    file: fileRefSchema,
    choices: choicesSchema,
    join: z.array(fileRefSchema).max(20),
  }),
]);

const pieceSchema = z.strictObject({
  market: marketSchema,
  /** By name, what differs from the defaults. */
  settings: z.record(z.string(), z.json()),
  engine: z.enum(['fused', 'portable']),
  keepModel: z.boolean(),
});

const line = z.record(z.string(), z.json());
const resultSchema = z.strictObject({
  evaluations: z.array(line),
  summary: line,
  /** The figures of every evaluation to the last digit, as they were when it was made. */
  curve: z.array(
    z.strictObject({
      step: z.number(),
      meanReturn: z.number(),
      gapClosed: z.number().nullable(),
      profit: z.strictObject({ mean: z.number() }).nullable(),
    }),
  ),
  /** What stands for the policy that is kept; null without any evaluation. */
  best: (evaluationLine as z.ZodType<EvaluationRecord>).nullable(),
  /** Of the last evaluation: what is left where the best policy is not kept. */
  lastGapClosed: z.number().nullable(),
  /** null where it was not to be kept, or nothing was learned. */
  model: fileRefSchema.nullable(),
});

export type TrainingMarket = z.infer<typeof marketSchema>;
export type TrainingPiece = z.infer<typeof pieceSchema>;
export type TrainingResult = z.infer<typeof resultSchema>;

/** Messages are let in this often while a run computes. */
const sliceMs = 50;

export const trainingJob: JobKind<TrainingPiece, TrainingResult> = {
  name: 'training',
  title: 'a training run',
  piece: pieceSchema,
  result: resultSchema,
  ahead: Infinity,
  run: runTraining,
};

async function runTraining(
  { market, settings, engine, keepModel }: TrainingPiece,
  context: JobContext,
): Promise<TrainingResult> {
  const ground = await groundOf(sourceOf(market, context), settings, () => undefined);
  const backend = await context.cached('backend', () => startNodeBackend(undefined));
  const from = (await context.checkpoints.load()) as (RunStand & Kept) | null;
  const evaluations = [...(from?.evaluations ?? [])];
  let lastSlice = performance.now();
  const { trainingSteps, agent, seed } = ground.settings;
  const { tally, trained, summary } = await trainRun(
    ground,
    nodeEngines(backend, engine, 1),
    {
      evaluation(of, step) {
        evaluations.push(of as TrainingResult['summary']);
        const sentence = `${agents[agent].title}, seed ${seed}: step ${step} of ${trainingSteps}`;
        context.progress({ share: Math.min(1, step / trainingSteps), sentence, line: of });
      },
      say: () => undefined,
      now: () => performance.now(),
      async between(stand) {
        if (performance.now() - lastSlice >= sliceMs) {
          await setImmediate();
          lastSlice = performance.now();
        }
        const { aborted } = context.signal;
        if (!aborted && !context.checkpoints.isDue()) return;
        const kept = await stand();
        if (kept) await context.checkpoints.save({ ...kept, evaluations });
        if (aborted) throw new JobAborted();
      },
    },
    from,
  );
  const zip = keepModel && trained ? trainedZip(trained, ground, (tally.ran ?? backend).name) : null;
  return {
    evaluations,
    summary: summary as TrainingResult['summary'],
    curve: tally.evaluations.map(({ step, meanReturn, gapClosed, profit }) => ({
      step,
      meanReturn,
      gapClosed,
      profit: profit ? { mean: profit.mean } : null,
    })),
    best: keptEvaluation({ evaluations: tally.evaluations, portfolioCheck: null }),
    lastGapClosed: tally.lastGapClosed,
    model: zip && (await context.put(`${agent}-seed-${seed}.zip`, zip)),
  };
}

interface Kept {
  readonly evaluations: TrainingResult['evaluations'];
}

function sourceOf(market: TrainingMarket, context: JobContext): MarketSource {
  if (market.kind !== 'sales') return market;
  const { file, choices, join } = market;
  const key = JSON.stringify(['dataset', file.sha256, choices, join.map(({ sha256 }) => sha256)]);
  const dataset = async (): Promise<Dataset> => {
    const seconds: ByteSource[] = [];
    for (const second of join) seconds.push(await sourceFrom(second, context));
    return datasetOf(await sourceFrom(file, context), choices, seconds);
  };
  return { kind: 'sales', dataset: () => context.cached(key, dataset) };
}

async function sourceFrom(ref: FileRef, context: JobContext): Promise<ByteSource> {
  return memorySource(ref.name, await context.file(ref));
}
