// What travels with an exported policy: everything needed to price with it again, and to know where it came from.
//
// One schema checks what comes in and gives the type of what goes out. Ranges, price rule and market parameters are
// those of training, so that prices on the same data come out the same without training again.

import { agentNames } from '../agents/agents.ts';
import { z } from 'zod';

import { amount, figure, price, text } from '../incoming/bounds.ts';
import { firstIssue } from '../incoming/json.ts';
import { productHoldOutSchema } from '../market/market-check-schema.ts';
import type { DemandMarketParameters, HistoryMarketParameters } from '../market/market.ts';
import type { ActorArchitecture } from '../policy/policy.ts';
import { settingNumber } from './setting-number.ts';

export const modelFormat = 'pricing-lab-model';
/** Version 1 had no checksum of the card itself; it is still read. */
export const modelVersion = 2;
export const readableVersions: readonly unknown[] = [1, 2];

const positive = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
/** Of demand per percent of price; a fit beyond this is no demand. */
const elasticity = z.number().min(-1000).max(1000);
/** A season's factor on demand. */
const factor = z.number().min(0).max(1e9);

const architecture = z.object({
  agent: z.enum(agentNames),
  observationSize: positive.max(100_000),
  actionSize: positive.max(1000),
  hidden: z.array(positive.max(8192)).max(16),
  layerNorm: z.boolean(),
  inputNorm: z.boolean(),
  layerNormEpsilon: z.number().positive().max(1),
  logStdRange: z.tuple([z.number().min(-100), z.number().max(100)]).readonly(),
}) satisfies z.ZodType<ActorArchitecture>;

const historyMarketParameters = z.object({
  objective: z.enum(['weightedParts', 'profitPerDay', 'revenuePerDay']),
  salesWeight: settingNumber('salesWeight'),
  priceWeight: settingNumber('priceWeight'),
  organicConversionWeight: settingNumber('organicConversionWeight'),
  adConversionWeight: settingNumber('adConversionWeight'),
  explorationBonus: settingNumber('explorationBonus'),
  salesDropPenalty: settingNumber('salesDropPenalty'),
  episodeSteps: settingNumber('historyEpisodeSteps'),
  carryAlongDemandCurve: z.boolean(),
}) satisfies z.ZodType<HistoryMarketParameters>;

/** What the form sets has the form's bounds; what is calibrated from a file those of figures. */
const demandMarketParameters = z.object({
  referencePrice: price,
  unitCost: figure,
  elasticity,
  elasticityError: amount,
  baseDemand: amount.positive(),
  demandNoise: settingNumber('demandNoise'),
  /** null: no stock. */
  initialInventory: amount.positive().nullable(),
  days: settingNumber('demandDays'),
  maxDailyChange: settingNumber('maxDailyChange'),
  minMarkup: settingNumber('minMarkup'),
  maxPrice: price.exactOptional(),
  weekdayFactors: z.array(factor).length(7),
  monthFactors: z.array(factor).length(12),
  /** Days since 1970-01-01. */
  startDay: z.int().min(-1_000_000).max(10_000_000),
  rival: z.enum(['none', 'fixed', 'randomWalk', 'follower', 'undercutter']),
  rivalPrice: price,
  crossElasticity: settingNumber('crossElasticity'),
  revenueWeight: settingNumber('revenueWeight'),
  profitWeight: settingNumber('profitWeight'),
  unitsWeight: settingNumber('unitsWeight'),
  inventoryWeight: settingNumber('inventoryWeight'),
  competitorWeight: settingNumber('competitorWeight'),
  observation: z.enum(['scaled', 'plain']).exactOptional(),
}) satisfies z.ZodType<DemandMarketParameters>;

/** From an action to a price, in words and numbers. */
const rangeRule = z.object({
  kind: z.literal('range'),
  formula: text(),
  /** Currency, to the cent. */
  lo: price,
  hi: price,
});
const changeRule = z.object({
  kind: z.literal('dailyChange'),
  formula: text(),
  maxDailyChange: settingNumber('maxDailyChange'),
  /** Currency. */
  lowest: figure,
  highest: price,
});

const scaledFeature = z.object({ feature: text(), min: figure, max: figure });

const product = {
  id: text(),
  name: text(),
  category: text().nullable(),
  unitCost: figure.nullable(),
  elasticity,
};
const historyProduct = z.object({
  ...product,
  /** Its standard error; absent in older cards. */
  elasticityError: amount.exactOptional(),
  /** `(value - min) / (max - min)`, clipped to 0..1. Features without a range are in 0..1 as they are. */
  ranges: z.array(scaledFeature),
  priceRule: rangeRule,
  /** How well its market predicted the last fifth of its past; absent in older cards. */
  holdOut: productHoldOutSchema.exactOptional(),
});
const demandProduct = z.object({ ...product, parameters: demandMarketParameters, priceRule: changeRule });

const observation = z.object({
  /** Names of one day's numbers, in order. */
  features: z.array(text()).max(1000),
  /** Days in an observation, oldest first, flattened day by day; 1: the present state alone. */
  windowDays: positive.max(1000),
  /** What follows the days: formulas of what tells one product from another; absent where nothing does. */
  context: z.array(text()).max(100).exactOptional(),
});

const shared = {
  format: z.literal(modelFormat),
  version: z.literal([1, modelVersion]),
  /** Program and version that wrote it. */
  createdBy: text(),
  agent: z.enum(agentNames),
  architecture,
  observation,
  settings: z.record(z.string(), z.union([z.number(), text(), z.boolean()])),
  seed: settingNumber('seed'),
  /** The file it learned from; null where a market's parameters were typed in. */
  data: z.object({ fileName: text(), fingerprint: text() }).nullable(),
  training: z.object({
    /** Market steps and updates done when this policy was taken. */
    steps: amount,
    updates: amount,
    backend: text(),
    /** Mean return of the best evaluation, the policy's own; null where it was never evaluated. */
    bestReturn: figure.nullable(),
    /** (return - keep) / (optimum - keep) of that evaluation; null where no optimum is known, absent in older cards. */
    gapClosed: figure.nullable().exactOptional(),
    evaluationEpisodes: amount,
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
