// A market with memory in a model's card: its parameters and the price rule.

import { z } from 'zod';

import { figure, price, text } from '../../incoming/bounds.ts';
import { nearlyEqual } from '../../statistics/nearly-equal.ts';
import type { MarketCard } from '../market-card.ts';
import type { CardOf } from '../market-model.ts';
import { highestGridPrice, memoryFeatures, memoryObservationSize, middlePrice } from './memory-day.ts';
import { memoryShape } from './memory-file.ts';
import type { MemoryParameters } from './memory-parameters.ts';
import { memoryMarketProblem, type MemorySetup } from './memory-setup.ts';

const gridRule = z.object({
  kind: z.literal('grid'),
  formula: text(),
  /** Currency. */
  lowest: figure,
  /** Of the action 0. */
  middle: price,
  highest: price,
  step: price,
});

const product = z.object({
  id: text(),
  name: text(),
  category: text().nullable(),
  unitCost: figure.nullable(),
  parameters: z.object(memoryShape) as unknown as z.ZodType<MemoryParameters>,
  priceRule: gridRule,
});

export interface MemoryCard extends MarketCard {
  readonly market: 'memory';
  readonly products: readonly z.infer<typeof product>[];
}

export const memoryCard: CardOf<MemorySetup, MemoryCard> = {
  shape: { market: z.literal('memory'), products: z.array(product).length(1) },
  of: ({ products }) => ({
    market: 'memory',
    observation: { features: [...memoryFeatures], windowDays: 1 },
    products: products.map(({ name, parameters }) => ({
      id: name,
      name,
      category: null,
      unitCost: parameters.unitCost,
      parameters: { ...parameters },
      priceRule: ruleOf(parameters),
    })),
  }),
  fault: memoryFault,
  setup: ({ products }, _, observationSize) => ({
    kind: 'memory',
    products: products.map(({ name, parameters }) => ({ name, parameters })),
    observationSize,
  }),
  recalibrated: () => null,
  bounds: ({ priceRule: { lowest, highest } }) => [lowest, highest],
  key: 'name',
  priceLines: `  const side = action < 0 ? rule.middle - rule.lowest : rule.highest - rule.middle;
  const wanted = rule.middle + Math.max(-1, Math.min(1, action)) * side;
  const price = rule.lowest + rule.step * Math.round((wanted - rule.lowest) / rule.step);`,
  world: () => null,
};

function ruleOf(parameters: MemoryParameters): MemoryCard['products'][number]['priceRule'] {
  return {
    kind: 'grid',
    formula:
      'price = middle + action * (middle - lowest) below 0, middle + action * (highest - middle) above, at the nearest lowest + k * step',
    lowest: parameters.lowestPrice,
    middle: middlePrice(parameters),
    highest: highestGridPrice(parameters),
    step: parameters.priceStep,
  };
}

function memoryFault({ products, observation }: MemoryCard, size: number): string | null {
  const { features, windowDays: days } = observation;
  if (days !== 1 || size !== memoryObservationSize.single || features.join() !== memoryFeatures.join())
    return `its card lists other features than the ${memoryFeatures.length} that a market with memory has`;
  for (const { name, unitCost, parameters, priceRule } of products) {
    const problem = memoryMarketProblem(parameters);
    if (problem !== null) return `its card says of "${name}" that ${problem}`;
    const rule = ruleOf(parameters);
    const fits = (['lowest', 'middle', 'highest', 'step'] as const).every((key) =>
      nearlyEqual(priceRule[key], rule[key]),
    );
    if (!fits) return `its card says of "${name}" another price rule than its market has`;
    if (unitCost !== null && !nearlyEqual(unitCost, parameters.unitCost))
      return `its card says of "${name}" two different unit costs`;
  }
  return null;
}
