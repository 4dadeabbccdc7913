// A history market in a model's card: one set of parameters, and each product's ranges and price rule.

import { z } from 'zod';

import { featureNames, productFeatures, scaledFeatureNames, windowDays } from '../../features/features.ts';
import { amount, figure, price, text } from '../../incoming/bounds.ts';
import { declaredShape } from '../../incoming/declared-shape.ts';
import type { MarketCard } from '../market-card.ts';
import { productHoldOutSchema } from '../market-check-schema.ts';
import type { CardOf } from '../market-model.ts';
import { priceRange } from '../price-from-action.ts';
import { productContextNames } from '../product-context.ts';
import type { HistoryProduct } from '../run-product.ts';
import { historyParameters } from './history-parameters.ts';
import { historyObservationSize } from './prepared-product.ts';
import { objectiveOf, type HistorySetup } from './history-setup.ts';

/** The price rule covers all of the past, the ranges its first four fifths; a price does not grow a thousandfold between. */
const mostGrowth = 1000;
/** A cent, for what is rounded to it. */
const cent = 0.011;

const parametersSchema = z.object({
  objective: z.enum(['weightedParts', 'profitPerDay', 'revenuePerDay']),
  ...declaredShape(historyParameters),
});

const rangeRule = z.object({
  kind: z.literal('range'),
  formula: text(),
  /** Currency, to the cent. */
  lo: price,
  hi: price,
});

const product = z.object({
  id: text(),
  name: text(),
  category: text().nullable(),
  unitCost: figure.nullable(),
  /** Of demand per percent of price; a fit beyond this is no demand. */
  elasticity: z.number().min(-1000).max(1000),
  /** Its standard error; absent in older cards. */
  elasticityError: amount.exactOptional(),
  /** `(value - min) / (max - min)`, clipped to 0..1. Features without a range are in 0..1 as they are. */
  ranges: z.array(z.object({ feature: text(), min: figure, max: figure })),
  priceRule: rangeRule,
  /** How well its market predicted the last fifth of its past; absent in older cards. */
  holdOut: productHoldOutSchema.exactOptional(),
});

export interface HistoryCard extends MarketCard {
  readonly market: 'history';
  readonly marketParameters: z.infer<typeof parametersSchema>;
  readonly products: readonly z.infer<typeof product>[];
}

export const historyCard: CardOf<HistorySetup, HistoryCard> = {
  shape: {
    market: z.literal('history'),
    marketParameters: parametersSchema,
    products: z.array(product).min(1),
  },
  of: ({ parameters, products }, size) => ({
    market: 'history',
    marketParameters: parameters,
    observation: {
      features: [...featureNames],
      windowDays,
      ...(size === historyObservationSize.portfolio ? { context: [...productContextNames] } : {}),
    },
    products: products.map(({ history, elasticity, elasticityError, holdOut }) => ({
      ...history.product,
      unitCost: history.unitCost,
      elasticity,
      ...(elasticityError === undefined ? {} : { elasticityError }),
      ranges: productFeatures(history).ranges.map(([min, max], i) => ({
        feature: scaledFeatureNames[i]!,
        min,
        max,
      })),
      priceRule: {
        kind: 'range',
        formula: 'price = lo + (action + 1) / 2 * (hi - lo), rounded to the cent',
        ...priceRange(history.price, history.unitCost),
      },
      ...(holdOut ? { holdOut } : {}),
    })),
  }),
  fault: historyFault,
  setup: setupOf,
  recalibrated: () => null,
  bounds: ({ priceRule: { lo, hi } }) => [lo, hi],
  key: 'id',
  priceLines: '  const price = Math.round(100 * (rule.lo + (action + 1) / 2 * (rule.hi - rule.lo))) / 100;',
  world: () => null,
  objective: ({ marketParameters: { objective } }) => objectiveOf(objective),
};

function setupOf(
  card: HistoryCard,
  products: readonly HistoryProduct[],
  observationSize: number,
): HistorySetup {
  const setup: HistorySetup = {
    kind: 'history',
    parameters: card.marketParameters,
    observationSize,
    products: products.map(({ history, demand, holdOut: ofFile }, i) => {
      const { elasticity, elasticityError, holdOut = ofFile } = card.products[i]!;
      return {
        history,
        ...(demand ? { demand } : {}),
        elasticity,
        ...(elasticityError === undefined ? {} : { elasticityError }),
        ...(holdOut ? { holdOut } : {}),
      };
    }),
  };
  const problem = rangesProblem(card, setup);
  if (problem !== null) throw new Error(problem);
  return setup;
}

/** Why the file as loaded is not the one of training: its ranges would give the policy other numbers to read. */
function rangesProblem(card: HistoryCard, setup: HistorySetup): string | null {
  const differing = setup.products.find(({ history }, i) => {
    const trained = card.products[i]!;
    const { lo, hi } = priceRange(history.price, history.unitCost);
    const ranges = productFeatures(history).ranges;
    return (
      history.product.id !== trained.id ||
      lo !== trained.priceRule.lo ||
      hi !== trained.priceRule.hi ||
      ranges.some(([min, max], k) => min !== trained.ranges[k]!.min || max !== trained.ranges[k]!.max)
    );
  });
  return differing
    ? `The loaded file is read differently than when the model was trained ("${differing.history.product.name}" ` +
        'has other ranges): choose the same columns and the same meaning of sales.'
    : null;
}

function historyFault(card: HistoryCard): string | null {
  const { features, windowDays: days, context = [] } = card.observation;
  if (context.length > 0 && context.join() !== productContextNames.join())
    return `its card lists another context than the ${productContextNames.length} numbers that tell products apart`;
  if (days !== windowDays || features.join() !== featureNames.join())
    return `its card lists other features than the ${featureNames.length} of ${windowDays} days that a history market has`;
  const ids = new Set(card.products.map(({ id }) => id));
  if (ids.size < card.products.length) return 'its card lists a product twice';
  for (const { name, unitCost, ranges, priceRule } of card.products) {
    const fault = rangesFault(ranges) ?? ruleFault(unitCost, ranges[0]!, priceRule);
    if (fault !== null) return `its card says of "${name}" ${fault}`;
  }
  return null;
}

interface Range {
  readonly feature: string;
  readonly min: number;
  readonly max: number;
}

function rangesFault(ranges: readonly Range[]): string | null {
  if (ranges.map(({ feature }) => feature).join() !== scaledFeatureNames.join())
    return `the ranges of ${ranges.length} features, not those of ${scaledFeatureNames.join(', ')}`;
  const turned = ranges.find(({ min, max }) => min > max);
  return turned ? `a range of ${turned.feature} that ends before it begins` : null;
}

function ruleFault(
  unitCost: number | null,
  past: Range,
  { lo, hi }: { readonly lo: number; readonly hi: number },
): string | null {
  const words = `prices from ${lo} to ${hi}`;
  if (lo >= hi) return `${words}, which is no range`;
  if (lo > Math.max(past.min, unitCost ?? 0, 0) + cent || hi < past.max - cent)
    return `${words}, but it was trained on ${past.min} to ${past.max}`;
  return hi > mostGrowth * Math.max(past.max, unitCost ?? 0, 0.01)
    ? `${words}, more than ${mostGrowth.toLocaleString('en')} times what it was trained on`
    : null;
}
