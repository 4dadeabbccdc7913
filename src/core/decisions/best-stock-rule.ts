// The best way to price a stock by what is left of it: price, lowest price and exponent of a StockRule, searched one after another on
// draws of the demand, so that a rule that answers too fiercely to luck is not chosen.

import { mean } from '../statistics/summary.ts';
import type { PathWalker } from './price-schedule.ts';
import type { StockedSeason } from './season.ts';
import { priceOfLabel, ruledLabel, type StockRule } from './stock-rule.ts';

const exponents = [0, 0.15, 0.3, 0.4, 0.5, 0.65, 0.8, 1];
const usualExponent = 0.5;
/** Prices tried, evenly spaced in their logarithm, and rounds over price, lowest price and exponent. */
const triedPrices = 21;
const rounds = 3;
const stillShare = 1e-4;
/** Search on about so many draws. */
const searchedDraws = 50;

/** The best rule between two prices; null where a person's rules allow no price on some day. `draws` is how many the season has. */
export function bestStockRule(
  season: StockedSeason,
  draws: number,
  walker: PathWalker,
  lowest: number,
  highest: number,
): StockRule | null {
  const step = Math.max(1, Math.floor(draws / searchedDraws));
  const few = season.thinned(step);
  const out = new Float64Array(Math.ceil(draws / step));
  const valueOf = (rule: StockRule) => {
    const played = followRule(few, rule, walker, out);
    return played === null ? -Infinity : mean(played);
  };
  const gridStep = Math.log(highest / lowest) / (triedPrices - 1);
  const grid = Array.from({ length: triedPrices }, (_, k) => lowest * Math.exp(k * gridStep));
  const { stock, demandLeft } = season.supply!;
  let best = -Infinity;
  let found: StockRule = { stock, demandLeft, price: lowest, lowest, highest, exponent: usualExponent };
  const tryAll = (tried: readonly Partial<StockRule>[]) => {
    for (const changes of tried) {
      const rule = { ...found, ...changes };
      const value = valueOf(rule);
      if (value > best) [best, found] = [value, rule];
    }
  };
  tryAll(grid.map((price) => ({ price })));
  if (!(best > -Infinity)) return null;
  for (let round = 0; round < rounds; round++) {
    const before = best;
    tryAll(exponents.map((exponent) => ({ exponent })));
    tryAll(grid.map((price) => ({ lowest: price })));
    const finer = gridStep / 2 ** (round + 1);
    tryAll([-2, -1, 1, 2].map((k) => ({ price: found.price * Math.exp(k * finer) })));
    if (best - before < stillShare * Math.abs(best)) break;
  }
  return found;
}

/** Value of a calendar day where the rule prices every day of every draw; null where a person's rules allow no price. [draws] */
export function followRule(
  season: StockedSeason,
  rule: StockRule,
  walker: PathWalker,
  out: Float64Array,
): Float64Array | null {
  const next = nextPrices(rule, walker);
  let isAllowed = true;
  season.byStock((day, left, yesterday, changes) => {
    const price = next(ruledLabel(rule, day, left), yesterday, day, changes);
    if (price === null) isAllowed = false;
    return price ?? yesterday;
  }, out);
  return isAllowed ? out : null;
}

/** The price after a label and yesterday's price; kept where no rule asks for earlier moves, since draws meet the same ones again and again. */
function nextPrices(
  rule: StockRule,
  walker: PathWalker,
): (label: number, yesterday: number, day: number, changes: readonly number[]) => number | null {
  const computed = (label: number, yesterday: number, day: number, changes: readonly number[]) =>
    walker.next(priceOfLabel(rule, label), yesterday, day, changes);
  if (walker.asksMoves) return computed;
  const known = new Map<number, Map<number, number | null>>();
  return (label, yesterday, day, changes) => {
    let byLabel = known.get(yesterday);
    if (!byLabel) known.set(yesterday, (byLabel = new Map<number, number | null>()));
    let price = byLabel.get(label);
    if (price === undefined) byLabel.set(label, (price = computed(label, yesterday, day, changes)));
    return price;
  };
}
