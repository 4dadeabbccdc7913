// The best way to price a stock by what is left of it: price, lowest price and exponent of a StockRule, searched one after another on
// draws of the demand, so that a rule that answers too fiercely to luck is not chosen.

import { mean } from '../statistics/summary.ts';
import type { PathWalker } from './price-schedule.ts';
import { SharedPrices } from './rule-prices.ts';
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
  const asked = { lowest: Infinity };
  const shared = new SharedPrices(walker, lowest);
  const valueOf = (rule: StockRule) => {
    asked.lowest = Infinity;
    const played = followRule(few, rule, walker, out, asked, shared);
    return played === null ? -Infinity : mean(played);
  };
  const gridStep = Math.log(highest / lowest) / (triedPrices - 1);
  const grid = Array.from({ length: triedPrices }, (_, k) => lowest * Math.exp(k * gridStep));
  const { stock, demandLeft } = season.supply!;
  let best = -Infinity;
  let found: StockRule = { stock, demandLeft, price: lowest, lowest, highest, exponent: usualExponent };
  let foundAsks = Infinity;
  /** Whether a rule is known to do on every day what the one that was found does. */
  const isSame = ({ price, lowest: least, exponent }: StockRule) =>
    price === found.price &&
    exponent === found.exponent &&
    (least === found.lowest || Math.max(least, found.lowest) <= foundAsks);
  const tryAll = (tried: readonly Partial<StockRule>[]) => {
    for (const changes of tried) {
      const rule = { ...found, ...changes };
      if (best > -Infinity && isSame(rule)) continue;
      const value = valueOf(rule);
      if (value > best) [best, found, foundAsks] = [value, rule, asked.lowest];
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

/**
 * Value of a calendar day where the rule prices every day of every draw; null where a person's rules allow no price. [draws]
 *
 * `asked` is told the lowest price that the rule would ask for on any day, were there no lowest: below that none matters.
 * `shared` has prices that rules of one search come to.
 */
export function followRule(
  season: StockedSeason,
  rule: StockRule,
  walker: PathWalker,
  out: Float64Array,
  asked: { lowest: number } | null = null,
  shared = new SharedPrices(walker, rule.lowest),
): Float64Array | null {
  if (!walker.asksMoves) {
    const prices = shared.of(rule);
    const played = season.byPrices(prices, out);
    if (asked) asked.lowest = priceOfLabel({ ...rule, lowest: 0 }, prices.lowestLabel);
    return played;
  }
  let isAllowed = true;
  let lowestLabel = Infinity;
  season.byStock((day, left, yesterday, changes) => {
    const label = ruledLabel(rule, day, left);
    if (label < lowestLabel) lowestLabel = label;
    const price = walker.next(priceOfLabel(rule, label), yesterday, day, changes);
    if (price === null) isAllowed = false;
    return price ?? yesterday;
  }, out);
  if (asked) asked.lowest = priceOfLabel({ ...rule, lowest: 0 }, lowestLabel);
  return isAllowed ? out : null;
}
