// What travels with an exported policy: everything needed to price with it again, and to know where it came from.
//
// One schema checks what comes in and gives the type of what goes out. Ranges, price rule and market parameters are
// those of training, so that prices on the same data come out the same without training again.

import { agentNames } from '../agents/agents.ts';
import { amount, figure, text } from '../incoming/bounds.ts';
import { schemaOf } from '../incoming/declared-shape.ts';
import { firstIssue } from '../incoming/json.ts';
import type { MarketCard } from '../market/market-card.ts';
import { marketModels } from '../market/market-models.ts';
import type { ActorArchitecture } from '../policy/policy.ts';
import { settingDefinitions } from '../run/settings.ts';
import { z } from 'zod';

export const modelFormat = 'pricing-lab-model';
/** Version 1 had no checksum of the card itself; it is still read. */
export const modelVersion = 2;
export const readableVersions: readonly unknown[] = [1, 2];

const positive = z.int().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hex');
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

const observation = z.object({
  /** Names of one day's numbers, in order. */
  features: z.array(text()).max(1000),
  /** Days in an observation, oldest first, flattened day by day; 1: the present state alone. */
  windowDays: positive.max(1000),
  /** What follows the days: formulas of what tells one product from another; absent where nothing does. */
  context: z.array(text()).max(100).exactOptional(),
});

const seedDefinition = settingDefinitions.find((each) => each.name === 'seed')!;

const shared = {
  format: z.literal(modelFormat),
  version: z.literal([1, modelVersion]),
  /** Program and version that wrote it. */
  createdBy: text(),
  agent: z.enum(agentNames),
  architecture,
  observation,
  settings: z.record(z.string(), z.union([z.number(), text(), z.boolean()])),
  seed: schemaOf(seedDefinition),
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

type SharedCard = z.infer<z.ZodObject<typeof shared>>;

export type ModelCard = Omit<SharedCard, 'observation'> & MarketCard;

/** The card of any market there is. */
function cardSchema(): z.ZodType<ModelCard> {
  const ofMarkets = [...marketModels().values()].map(({ card }) => z.object({ ...shared, ...card.shape }));
  return z.discriminatedUnion(
    'market',
    ofMarkets as unknown as [z.ZodObject<{ market: z.ZodLiteral<string> }>],
  ) as unknown as z.ZodType<ModelCard>;
}

/** The card as it lies in the bundle: with the weights' places and every file's checksum. */
export function storedCardSchema() {
  return z.intersection(
    cardSchema(),
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
}
export type StoredCard = z.infer<ReturnType<typeof storedCardSchema>>;

/** Why `card` is not one that can be read back, in words; null where it is. */
export function cardProblem(card: ModelCard): string | null {
  const parsed = cardSchema().safeParse(card);
  return parsed.success ? null : firstIssue(parsed.error);
}
