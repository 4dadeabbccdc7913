// What travels with an exported policy: everything needed to price with it again, and to know where it came from.
//
// One schema checks what comes in and gives the type of what goes out. Ranges, price rule and market parameters are
// those of training, so that prices on the same data come out the same without training again.

import { z } from 'zod';

import { productHoldOutSchema } from '../market/market-check-schema.ts';
import type { DemandMarketParameters, HistoryMarketParameters } from '../market/market.ts';

import type { ActorArchitecture } from './policy.ts';

export const modelFormat = 'pricing-lab-model';
/** Version 1 had no checksum of the card itself; it is still read. */
export const modelVersion = 2;
export const readableVersions: readonly unknown[] = [1, 2];

const number = z.number();
const positive = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');

const architecture = z.object({
  agent: z.enum(['sac', 'ddpg', 'td3']),
  observationSize: positive.max(100_000),
  actionSize: positive.max(1000),
  hidden: z.array(positive.max(8192)).max(16),
  layerNorm: z.boolean(),
  inputNorm: z.boolean(),
  layerNormEpsilon: number,
  logStdRange: z.tuple([number, number]).readonly(),
}) satisfies z.ZodType<ActorArchitecture>;

const historyMarketParameters = z.object({
  objective: z.enum(['weightedParts', 'profitPerDay', 'revenuePerDay']),
  salesWeight: number,
  priceWeight: number,
  organicConversionWeight: number,
  adConversionWeight: number,
  explorationBonus: number,
  salesDropPenalty: number,
  episodeSteps: positive,
  carryAlongDemandCurve: z.boolean(),
}) satisfies z.ZodType<HistoryMarketParameters>;

const demandMarketParameters = z.object({
  referencePrice: number,
  unitCost: number,
  elasticity: number,
  elasticityError: number,
  baseDemand: number,
  demandNoise: number,
  /** null: no stock. */
  initialInventory: number.nullable(),
  days: positive,
  maxDailyChange: number,
  minMarkup: number,
  maxPrice: number.exactOptional(),
  weekdayFactors: z.array(number).length(7),
  monthFactors: z.array(number).length(12),
  startDay: number,
  rival: z.enum(['none', 'fixed', 'randomWalk', 'follower', 'undercutter']),
  rivalPrice: number,
  crossElasticity: number,
  revenueWeight: number,
  profitWeight: number,
  unitsWeight: number,
  inventoryWeight: number,
  competitorWeight: number,
  observation: z.enum(['scaled', 'plain']).exactOptional(),
}) satisfies z.ZodType<DemandMarketParameters>;

/** From an action to a price, in words and numbers. */
const rangeRule = z.object({
  kind: z.literal('range'),
  formula: z.string(),
  /** Currency, to the cent. */
  lo: number,
  hi: number,
});
const changeRule = z.object({
  kind: z.literal('dailyChange'),
  formula: z.string(),
  maxDailyChange: number,
  /** Currency. */
  lowest: number,
  highest: number,
});

const scaledFeature = z.object({ feature: z.string(), min: number, max: number });

const historyProduct = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  unitCost: number.nullable(),
  elasticity: number,
  /** Its standard error; absent in older cards. */
  elasticityError: number.exactOptional(),
  /** `(value - min) / (max - min)`, clipped to 0..1. Features without a range are in 0..1 as they are. */
  ranges: z.array(scaledFeature),
  priceRule: rangeRule,
  /** How well its market predicted the last fifth of its past; absent in older cards. */
  holdOut: productHoldOutSchema.exactOptional(),
});
const demandProduct = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  unitCost: number.nullable(),
  elasticity: number,
  parameters: demandMarketParameters,
  priceRule: changeRule,
});

const observation = z.object({
  /** Names of one day's numbers, in order. */
  features: z.array(z.string()),
  /** Days in an observation, oldest first, flattened day by day; 1: the present state alone. */
  windowDays: positive,
  /** What follows the days: formulas of what tells one product from another; absent where nothing does. */
  context: z.array(z.string()).exactOptional(),
});

const shared = {
  format: z.literal(modelFormat),
  version: z.literal([1, modelVersion]),
  /** Program and version that wrote it. */
  createdBy: z.string(),
  agent: z.enum(['sac', 'ddpg', 'td3']),
  architecture,
  observation,
  settings: z.record(z.string(), z.union([number, z.string(), z.boolean()])),
  seed: number,
  /** The file it learned from; null where a market's parameters were typed in. */
  data: z.object({ fileName: z.string(), fingerprint: z.string() }).nullable(),
  training: z.object({
    /** Market steps and updates done when this policy was taken. */
    steps: number,
    updates: number,
    backend: z.string(),
    /** Mean return of the best evaluation, the policy's own; null where it was never evaluated. */
    bestReturn: number.nullable(),
    /** (return - keep) / (optimum - keep) of that evaluation; null where no optimum is known, absent in older cards. */
    gapClosed: number.nullable().exactOptional(),
    evaluationEpisodes: number,
  }),
};

const cardSchema = z.discriminatedUnion('market', [
  z.object({
    ...shared,
    market: z.literal('history'),
    marketParameters: historyMarketParameters,
    products: z.array(historyProduct).min(1),
  }),
  z.object({ ...shared, market: z.literal('demand'), products: z.array(demandProduct).min(1) }),
]);

export type ModelCard = z.infer<typeof cardSchema>;

/** The card as it lies in the bundle: with the weights' places and every file's checksum. */
export const storedCardSchema = z.intersection(
  cardSchema,
  z.object({
    weights: z.array(
      z.object({
        name: z.string(),
        shape: z.array(positive.max(100_000)),
        file: z.string(),
        /** Offset in bytes; float32, little endian. */
        offset: z.int().min(0),
      }),
    ),
    /** SHA-256 of each file. */
    checksums: z.record(z.string(), hash),
  }),
);
export type StoredCard = z.infer<typeof storedCardSchema>;

/** Why `card` is not one that can be read back, in words; null where it is. */
export function cardProblem(card: ModelCard): string | null {
  const parsed = cardSchema.safeParse(card);
  return parsed.success ? null : firstIssue(parsed.error);
}

/** The first complaint of a failed check: `products.0.priceRule.lo: expected number, received null`. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'it is not as expected';
  const where = issue.path.join('.') || 'the top';
  return `${where}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`;
}
