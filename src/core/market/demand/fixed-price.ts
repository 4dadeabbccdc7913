// What a price plan fixed in advance is worth in a demand market: keep the price, or move to one price and stay.

import type { DemandMarketParameters } from './demand-parameters.ts';
import { demandPriceFromAction, priceTowards } from './demand-model.ts';
import type { InventoryValue } from './inventory-value.ts';

/** Expected return of charging `prices[day]` on each day, stock or no stock. */
export function planReturn(value: InventoryValue, prices: readonly number[]): number {
  let next = new Float64Array(value.points);
  let present = new Float64Array(value.points);
  for (let day = prices.length - 1; day >= 0; day--) {
    value.fill(day, prices[day]!, next, 0, present, 0);
    [next, present] = [present, next];
  }
  return next[value.points - 1]!;
}

/** The prices of a policy that always takes the action 0. */
export function keptPrices(parameters: DemandMarketParameters): number[] {
  let price = parameters.referencePrice;
  return Array.from({ length: parameters.days }, () => (price = demandPriceFromAction(parameters, price, 0)));
}

/** The prices of a policy that goes to `target` as fast as the largest daily change allows, and stays. */
export function pricesTowards(parameters: DemandMarketParameters, target: number): number[] {
  let price = parameters.referencePrice;
  return Array.from({ length: parameters.days }, () => (price = priceTowards(parameters, price, target)));
}

const usualPoints = 160;
const refinements = 24;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The price, to the cent, whose constant use earns most, by a scan of `points` over the logarithm of price from
 * `lowest` to `highest` and a golden-section search around its best. Yields its progress from 0 to 1.
 */
export function* bestFixedPrice(
  returnAt: (price: number) => number,
  lowest: number,
  highest: number,
  points = usualPoints,
): Generator<number, { price: number; ret: number }> {
  const step = Math.log(highest / lowest) / (points - 1);
  let best = { price: lowest, ret: -Infinity };
  const consider = (price: number): number => {
    const ret = returnAt(price);
    if (ret > best.ret) best = { price, ret };
    return ret;
  };
  for (let i = 0; i < points; i++) {
    consider(lowest * Math.exp(i * step));
    if (i % 8 === 0) yield i / (points + refinements);
  }
  let from = Math.max(lowest, best.price * Math.exp(-step));
  let to = Math.min(highest, best.price * Math.exp(step));
  for (let i = 0; i < refinements / 2; i++) {
    const left = to - goldenRatio * (to - from);
    const right = from + goldenRatio * (to - from);
    if (consider(left) >= consider(right)) to = right;
    else from = left;
    if (i % 4 === 0) yield (points + 2 * i) / (points + refinements);
  }
  const cents = Math.max(
    Math.ceil(lowest * 100),
    Math.min(Math.floor(highest * 100), Math.round(best.price * 100)),
  );
  return { price: cents / 100, ret: returnAt(cents / 100) };
}
