// A season's stock that is priced by how it sells: dearer where it goes faster than planned, cheaper where it lies.
//
//   wish(d, S) = price * ((D_d / D_0) / (S / S_0))^exponent, between lowest and highest
//
// D_d is what the days from d on ask for at one price (weekdays and season), S what is left. Where one price sells the stock out on
// the last day the bracket stays at 1; where demand turns out otherwise, price^(-1 / exponent) is what brings it back. With demand of
// constant elasticity e and none of its chance, exponent 1 / |e| charges every day the price that sells the rest out, which is optimal
// for such stock (Gallego and van Ryzin, "Optimal dynamic pricing of inventories with stochastic demand", Management Science 40, 1994).

export interface StockRule {
  /** Units on the first morning. */
  readonly stock: number;
  /** What is charged while stock and days run out together; currency. */
  readonly price: number;
  /** Percent of price for a percent of stock that is missing. */
  readonly exponent: number;
  /** It never asks for less or more; currency. */
  readonly lowest: number;
  readonly highest: number;
  /** Share of the season's demand that the days from each one on ask for, at one price; 1 first. [days] */
  readonly demandLeft: readonly number[];
}

/** A label is changed for this share of the price, not for less. */
const labelStep = 0.02;
const labelsPerLog = 1 / Math.log(1 + labelStep);

/** What the rule asks for on the morning of `day` with `left` units; before the rules of a person. */
export function ruledPrice(rule: StockRule, day: number, left: number): number {
  return priceOfLabel(rule, ruledLabel(rule, day, left));
}

/** The same as the number of changes of a label up from the rule's price. */
export function ruledLabel({ stock, exponent, demandLeft }: StockRule, day: number, left: number): number {
  const wanted = demandLeft[Math.min(day, demandLeft.length - 1)]! * stock;
  return labelAt(unroundedLabel(exponent), wanted, left);
}

/** The label where the days to come ask for `wanted` units and `left` are there; `steepness` as `unroundedLabel` has it. */
export function labelAt(steepness: number, wanted: number, left: number): number {
  return steepness === 0 ? 0 : Math.round(steepness * Math.log(wanted / Math.max(left, 1e-9)));
}

/** Labels that a rule of that exponent goes up for a tightness of e. */
export function unroundedLabel(exponent: number): number {
  return exponent * labelsPerLog;
}

/** The price that a label of the rule stands for, currency, kept within the rule's bounds. */
export function priceOfLabel({ price, lowest, highest }: StockRule, label: number): number {
  return Math.max(lowest, Math.min(highest, price * (1 + labelStep) ** label));
}

/** Labels between which the price moves; those below all have the lowest price, those above the highest. */
export function labelRange({ price, lowest, highest }: StockRule): readonly [fewest: number, most: number] {
  return [
    Math.min(0, Math.floor(labelsPerLog * Math.log(lowest / price))) - 1,
    Math.max(0, Math.ceil(labelsPerLog * Math.log(highest / price))) + 1,
  ];
}

/** The rule with its prices moved to `share` of the way from `currentPrice`, in logarithms. */
export function calmerRule(rule: StockRule, currentPrice: number, share: number): StockRule {
  const closer = (price: number) => currentPrice * (price / currentPrice) ** share;
  return { ...rule, price: closer(rule.price), lowest: closer(rule.lowest), highest: closer(rule.highest) };
}

/** A rule and how the stock is expected to go under it. */
export interface StockPlan {
  readonly rule: StockRule;
  /** Units on each morning; shorter than the season where they are gone before. [days] */
  readonly expectedLeft: readonly number[];
}

/** A morning on which the stock is counted, and what to charge for what is found. */
export interface StockCheck {
  /** 0 is the first of the season. */
  readonly day: number;
  readonly planned: PriceOfStock;
  /** A quarter more left than planned. */
  readonly more: PriceOfStock;
  /** A quarter less. */
  readonly fewer: PriceOfStock;
}

interface PriceOfStock {
  readonly units: number;
  readonly price: number;
}

/** Mornings between two checks, and how far the stock may be off in them, as a share of the planned one. */
const checkEvery = 5;
const checkedShare = 0.25;

/** Every fifth morning on which there is anything left. */
export function stockChecks({ rule, expectedLeft }: StockPlan): StockCheck[] {
  const checks: StockCheck[] = [];
  for (let day = checkEvery; day < expectedLeft.length; day += checkEvery) {
    const at = (share: number): PriceOfStock => {
      const units = Math.round(expectedLeft[day]! * share);
      return { units, price: Number(ruledPrice(rule, day, units).toFixed(2)) };
    };
    if (Math.round(expectedLeft[day]! * (1 - checkedShare)) < 1) break;
    checks.push({ day, planned: at(1), more: at(1 + checkedShare), fewer: at(1 - checkedShare) });
  }
  return checks;
}

/** Share that a price rises where a tenth less is left than planned. */
export function riseOfTenthLess({ exponent }: StockRule): number {
  return 0.9 ** -exponent - 1;
}
