// A market with memory played by hand.

import { knownOrNull } from '../../statistics/or-null.ts';
import type { GameDay, GameMoment, KnownFigure } from '../game-facts.ts';
import type { Market } from '../market.ts';
import { centsBetween } from '../price-from-action.ts';
import { highestGridPrice } from './memory-day.ts';
import { memoryState } from './memory-state.ts';
import type { MemorySetup } from './memory-setup.ts';

/** Where an episode of the first product stands: day, price and stock. */
export function memoryMoment(
  { products }: MemorySetup,
  market: Market,
  played: readonly GameDay[],
): GameMoment {
  const { parameters } = products[0]!;
  const { price, day, inventory } = memoryState(market).episodes[0]!;
  return {
    day: day + 1,
    lastDay: parameters.days,
    date: null,
    ...centsBetween(parameters.lowestPrice, highestGridPrice(parameters)),
    price: Number.isNaN(price) ? parameters.currentPrice : price,
    units: played.at(-1)?.units ?? null,
    week: null,
    stock: knownOrNull(inventory),
    firstStock: parameters.hasStock ? parameters.initialInventory : null,
    rivalPrice: null,
    demandIndex: null,
  };
}

/** What a player may know of the market before the first day. */
export function memoryFigures({ products }: MemorySetup): readonly KnownFigure[] {
  const { unitCost, baseDemand, slope, loss, gain, priceStep } = products[0]!.parameters;
  return [
    { label: 'Unit cost', value: unitCost, quantity: 'money' },
    { label: 'Demand at price 0', value: baseDemand, quantity: 'figure' },
    { label: 'Lost per unit of price', value: slope, quantity: 'figure' },
    { label: 'Lost per √ of a rise', value: loss, quantity: 'figure' },
    { label: 'Won per √ of a cut', value: gain, quantity: 'figure' },
    { label: 'Price step', value: priceStep, quantity: 'money' },
  ];
}
