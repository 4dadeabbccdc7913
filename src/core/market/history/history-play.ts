// A history market played by hand.

import { mean } from '../../statistics/summary.ts';
import type { GameMoment, KnownFigure } from '../game-facts.ts';
import type { Market } from '../market.ts';
import { priceRange } from '../price-from-action.ts';
import { historyState } from './history-state.ts';
import type { HistorySetup } from './history-setup.ts';

/** Where an episode of the first product stands: day, recent prices and units, and the range of prices. */
export function historyMoment({ products, parameters }: HistorySetup, market: Market): GameMoment {
  const { recent, day, steps } = historyState(market).episodes[0]!;
  const { history } = products[0]!;
  const units = recent.sales.map((sales, i) =>
    history.salesMeaning === 'money' && recent.price[i]! > 0 ? sales / recent.price[i]! : sales,
  );
  const { lo, hi } = priceRange(history.price, history.unitCost);
  return {
    day: steps + 1,
    lastDay: parameters.episodeSteps,
    date: day + Math.max(1, Math.round(history.daysPerRow)),
    lowest: lo,
    highest: hi,
    price: recent.price.at(-1)!,
    units: units.at(-1)!,
    week: { price: mean(recent.price), units: mean(units) },
    stock: null,
    firstStock: null,
    rivalPrice: null,
    demandIndex: null,
  };
}

/** What a player may know of the market before the first day. */
export function historyFigures({ products }: HistorySetup): readonly KnownFigure[] {
  const { unitCost } = products[0]!.history;
  return unitCost === null ? [] : [{ label: 'Unit cost', value: unitCost, quantity: 'money' }];
}
