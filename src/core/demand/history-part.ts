// A part of a history: the rows from one to another, with all that belongs to them.

import type { ProductHistory } from '../table/dataset.ts';
import { driversBy } from '../table/demand-drivers.ts';

/** Rows `from` to before `to`; counts of the report stay those of the whole. */
export function historyPart(history: ProductHistory, from: number, to: number): ProductHistory {
  const cut = <T extends { slice(from: number, to: number): T }>(column: T) => column.slice(from, to);
  const cutSome = <T extends { slice(from: number, to: number): T }>(column: T | null | undefined) =>
    column ? cut(column) : null;
  return {
    ...history,
    days: cut(history.days),
    price: cut(history.price),
    organicConversion: cut(history.organicConversion),
    adConversion: cut(history.adConversion),
    profit: cut(history.profit),
    sales: cut(history.sales),
    predictedSales: cut(history.predictedSales),
    units: cut(history.units),
    priceKnown: cut(history.priceKnown),
    cost: cutSome(history.cost),
    inventory: cutSome(history.inventory),
    competitorPrice: cutSome(history.competitorPrice),
    soldOut: cutSome(history.soldOut),
    unknown: cutSome(history.unknown),
    regularPrice: cutSome(history.regularPrice),
    promoted: cutSome(history.promoted),
    ...driversBy(history.drivers ?? {}, cut),
  };
}
