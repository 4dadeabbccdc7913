// A demand market played by hand.

import { knownOrNull } from '../../statistics/or-null.ts';
import type { GameDay, GameMoment, KnownFigure } from '../game-facts.ts';
import type { Market } from '../market.ts';
import { centsBetween } from '../price-from-action.ts';
import { demandIndex, demandPriceFromAction } from './demand-model.ts';
import { demandState } from './demand-state.ts';
import type { DemandSetup } from './demand-setup.ts';

/** Where an episode of the first product stands: day, price, stock, rival, and what can be known of demand. */
export function demandMoment(
  { products }: DemandSetup,
  market: Market,
  played: readonly GameDay[],
): GameMoment {
  const { parameters } = products[0]!;
  const { price, day, inventory, rivalPrice } = demandState(market).episodes[0]!;
  return {
    day: day + 1,
    lastDay: parameters.days,
    date: null,
    ...centsBetween(
      demandPriceFromAction(parameters, price, -1),
      demandPriceFromAction(parameters, price, 1),
    ),
    price,
    units: played.at(-1)?.units ?? null,
    week: null,
    stock: knownOrNull(inventory),
    firstStock: parameters.initialInventory,
    rivalPrice: parameters.rival === 'none' ? null : rivalPrice,
    demandIndex: demandIndex(parameters, day),
  };
}

/** What a player may know of the market before the first day. */
export function demandFigures({ products }: DemandSetup): readonly KnownFigure[] {
  const { unitCost, elasticity, elasticityError } = products[0]!.parameters;
  return [
    { label: 'Unit cost', value: unitCost, quantity: 'money' },
    {
      label: 'Elasticity',
      value: elasticity,
      quantity: 'figure',
      ...(elasticityError > 0 ? { error: elasticityError } : {}),
    },
  ];
}
