// The lines of a run's log as they are read back. What a later lab added is optional: a log from before it opens.
//
// JSON has no NaN: figures that are not numbers stand as null.

import { z } from 'zod';

import { amount, figure as bounded, text } from '../../incoming/bounds.ts';
import { marketCheckSchema } from '../../market/market-check-schema.ts';
import type {
  Baselines,
  EpisodeRecord,
  EvaluatedProduct,
  EvaluationRecord,
  LossRecord,
  PortfolioCheck,
  PortfolioScore,
  PortfolioBaselines,
  SecondLookFigures,
} from '../../run/events.ts';
import type { TimeMark } from '../../run/training-time.ts';

export const runLogFormat = 'pricing-lab-run';
export const runLogVersion = 1;

const count = amount;
const number = bounded;
const figure = number.nullable().transform((value) => value ?? Number.NaN);

const score = z.object({
  episodesPerProduct: count,
  returns: z.array(number),
  gaps: z.array(number.nullable()),
  quartiles: z.object({ lower: number, median: number, upper: number }).nullable(),
}) satisfies z.ZodType<PortfolioScore>;

const evaluatedProduct = z.object({
  product: count,
  keepPrice: number,
  bestFixedPrice: z.object({ price: number, ret: number }),
  optimum: number,
  elasticity: figure,
  elasticityError: figure,
  costShare: figure,
  stockCover: figure.nullable(),
  demandNoise: figure,
}) satisfies z.ZodType<EvaluatedProduct>;

const baselines = z.object({
  products: z.array(evaluatedProduct).min(1),
  ofProducts: count,
}) satisfies z.ZodType<PortfolioBaselines>;

const timeMark = z.object({ step: count, seconds: count }) satisfies z.ZodType<TimeMark>;

const portfolioCheck = z.object({ step: count, score }) satisfies z.ZodType<PortfolioCheck>;

export const headLine = z.object({
  type: z.literal('run'),
  format: z.literal(runLogFormat),
  version: z.literal(runLogVersion),
  runId: text(),
  startedAt: text().nullable(),
  settings: z.record(z.string(), z.unknown()),
  data: z.object({ fileName: text(), fingerprint: text() }).nullable(),
  backend: text().nullable(),
  productNames: z.array(text()),
  marketCheck: marketCheckSchema.nullable().exactOptional(),
  rewardPartNames: z.array(text()),
  steps: count,
  updates: count,
  elapsedSeconds: count,
  portfolioCheck: portfolioCheck.nullable().exactOptional(),
  times: z.array(timeMark).exactOptional(),
});

export const baselinesLine = z.object({
  keepPrice: number,
  keepReturns: z.array(number),
  myopicPrice: number.nullable(),
  bestFixedPrice: z.object({ price: number.nullable(), meanReturn: number }).nullable(),
  optimum: number.nullable(),
  profit: z
    .object({ keepPrice: number, keepProfits: z.array(number), bestFixedPrice: number.nullable() })
    .nullable()
    .exactOptional(),
  portfolio: baselines.exactOptional(),
}) satisfies z.ZodType<Baselines>;

export const episodeLine = z.object({
  step: count,
  episodeReturn: number,
  parts: z.array(number),
  days: count,
  product: count,
}) satisfies z.ZodType<EpisodeRecord>;

export const lossLine = z.object({
  step: count,
  updates: count,
  criticLoss: figure,
  actorLoss: figure,
  temperature: figure,
  entropy: figure,
  meanQ: figure,
}) satisfies z.ZodType<LossRecord>;

const interval = z.object({ mean: number, low: number, high: number });

const profit = z.object({ mean: number, againstKeep: interval.nullable() }).nullable().exactOptional();
const gapInterval = z.tuple([number, number]).nullable();

const secondLook = z.object({
  finalists: count,
  episodes: count,
  meanReturn: number,
  gapClosed: number.nullable(),
  gapInterval,
  againstKeep: interval.nullable(),
  profit,
  keepPrice: number,
  bestFixedPrice: z
    .object({ meanReturn: number, profit: number.nullable(), against: interval.nullable() })
    .nullable(),
}) satisfies z.ZodType<SecondLookFigures>;

export const evaluationLine = z.object({
  step: count,
  meanReturn: number,
  returns: z.array(number),
  gapClosed: number.nullable(),
  gapInterval,
  againstKeep: interval.nullable(),
  profit,
  isBest: z.boolean(),
  portfolio: score.exactOptional(),
  secondLook: secondLook.exactOptional(),
}) satisfies z.ZodType<EvaluationRecord>;
