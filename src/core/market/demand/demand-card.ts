// A demand market in a model's card: every product's own parameters and price rule.

import { z } from 'zod';

import { amount, figure, price, text } from '../../incoming/bounds.ts';
import { declaredShape } from '../../incoming/declared-shape.ts';
import { nearlyEqual } from '../../statistics/nearly-equal.ts';
import type { MarketCard } from '../market-card.ts';
import type { CardOf } from '../market-model.ts';
import type { RunProduct } from '../run-product.ts';
import { calibrateDemandMarket } from './calibrate.ts';
import { demandFeatures } from './demand-features.ts';
import { priceBounds } from './demand-model.ts';
import { demandParameters, type DemandMarketParameters } from './demand-parameters.ts';
import { paidFor, type DemandSetup } from './demand-setup.ts';
import { without } from './without.ts';

/** Of demand per percent of price; a fit beyond this is no demand. */
const elasticity = z.number().min(-1000).max(1000);
/** A season's factor on demand. */
const factor = z.number().min(0).max(1e9);

const { observation, ...declared } = without(declaredShape(demandParameters), 'demandSource');

/** What the form sets has the form's bounds; what is calibrated from a file those of figures. */
const parametersSchema = z.object({
  ...declared,
  referencePrice: price,
  unitCost: figure,
  elasticity,
  elasticityError: amount,
  steepening: figure.exactOptional(),
  baseDemand: amount.positive(),
  /** null: no stock. */
  initialInventory: amount.positive().nullable(),
  maxPrice: price.exactOptional(),
  weekdayFactors: z.array(factor).length(7),
  monthFactors: z.array(factor).length(12),
  /** Days since 1970-01-01. */
  startDay: z.int().min(-1_000_000).max(10_000_000),
  rivalPrice: price,
  observation: observation.exactOptional(),
}) as unknown as z.ZodType<DemandMarketParameters>;

const changeRule = z.object({
  kind: z.literal('dailyChange'),
  formula: text(),
  maxDailyChange: declared.maxDailyChange,
  /** Currency. */
  lowest: figure,
  highest: price,
});

const product = z.object({
  id: text(),
  name: text(),
  category: text().nullable(),
  unitCost: figure.nullable(),
  elasticity,
  parameters: parametersSchema,
  priceRule: changeRule,
});

export interface DemandCard extends MarketCard {
  readonly market: 'demand';
  readonly products: readonly z.infer<typeof product>[];
}

export const demandCard: CardOf<DemandSetup, DemandCard> = {
  shape: { market: z.literal('demand'), products: z.array(product).min(1) },
  of: ({ products }, size) => ({
    market: 'demand',
    observation: {
      features: demandFeatures(products[0]?.parameters.observation, size),
      windowDays: 1,
    },
    products: products.map(({ name, parameters }) => ({
      id: name,
      name,
      category: null,
      unitCost: parameters.unitCost,
      elasticity: parameters.elasticity,
      parameters: {
        ...parameters,
        weekdayFactors: [...parameters.weekdayFactors],
        monthFactors: [...parameters.monthFactors],
      },
      priceRule: {
        kind: 'dailyChange',
        formula: "price = today's price * (1 + maxDailyChange * action), within lowest..highest",
        maxDailyChange: parameters.maxDailyChange,
        ...priceBounds(parameters),
      },
    })),
  }),
  fault: demandFault,
  setup: setupOf,
  recalibrated: ({ products: [trained] }, products) => ({
    kind: 'demand',
    products: products.map(({ history, demand }: RunProduct) => ({
      name: history.product.name,
      parameters: calibrateDemandMarket(history, demand, trained!.parameters).parameters,
    })),
  }),
  bounds: ({ priceRule: { lowest, highest } }) => [lowest, highest],
  key: 'name',
  priceLines: `  const current = card.products[0].parameters.referencePrice; // or today's price
  const price = Math.max(rule.lowest, Math.min(rule.highest, current * (1 + rule.maxDailyChange * action)));`,
  world: ({ products }) => products[0]!.parameters,
  objective: ({ products }) => paidFor(products[0]!.parameters),
};

function setupOf({ products }: DemandCard, _: unknown, observationSize: number): DemandSetup {
  return {
    kind: 'demand',
    products: products.map(({ name, parameters }) => ({ name, parameters })),
    observationSize,
  };
}

function demandFault({ products, observation }: DemandCard, size: number): string | null {
  const { features, windowDays: days } = observation;
  const expected = demandFeatures(products[0]!.parameters.observation, size);
  if (days !== 1 || features.join() !== expected.join())
    return `its card lists other features than the ${expected.length} that a demand market has`;
  for (const { name, unitCost, elasticity: own, parameters, priceRule } of products) {
    const { lowest, highest } = priceBounds(parameters);
    const fits =
      nearlyEqual(priceRule.lowest, lowest) &&
      nearlyEqual(priceRule.highest, highest) &&
      nearlyEqual(priceRule.maxDailyChange, parameters.maxDailyChange);
    if (!fits) return `its card says of "${name}" another price rule than its market has`;
    if (highest <= 0) return `its card says of "${name}" that no price above 0 is allowed`;
    if (unitCost !== null && !nearlyEqual(unitCost, parameters.unitCost))
      return `its card says of "${name}" two different unit costs`;
    if (!nearlyEqual(own, parameters.elasticity))
      return `its card says of "${name}" two different elasticities`;
  }
  return null;
}
