// The prices that a stock rule comes to under a person's rules, met once each: draws meet the same ones again and again. A price
// is a number, 0 for the first; so a season's day is a look into a table, where no rule asks how the price moved before.

import type { PathWalker } from './price-schedule.ts';
import type { StockPrices } from './season.ts';
import { labelAt, labelRange, priceOfLabel, type StockRule, unroundedLabel } from './stock-rule.ts';

const unmet = -1;
const refused = -2;

export class RulePrices implements StockPrices {
  readonly prices: number[] = [];
  readonly logRatios: number[] = [];
  /** Lowest label asked for on any day. */
  lowestLabel = Infinity;
  private readonly rule: StockRule;
  private readonly walker: PathWalker;
  private readonly fewest: number;
  private readonly most: number;
  /** What a label leads to, price after price: a price's number, `unmet` or `refused`. [prices * labels] */
  private next = new Int32Array(0);
  private readonly places = new Map<number, number>();
  private reference = NaN;
  /** Labels that a tightness of e is away. */
  private readonly steepness: number;
  /** Units that the days from each one on ask for. [days] */
  private readonly wanted: Float64Array;

  constructor(rule: StockRule, walker: PathWalker) {
    this.rule = rule;
    this.walker = walker;
    [this.fewest, this.most] = labelRange(rule);
    this.steepness = unroundedLabel(rule.exponent);
    this.wanted = Float64Array.from(rule.demandLeft, (share) => share * rule.stock);
  }

  begin(price: number): void {
    this.reference = price;
    this.placeOf(price);
  }

  after(place: number, day: number, left: number): number {
    const { wanted } = this;
    const label = labelAt(this.steepness, wanted[day < wanted.length ? day : wanted.length - 1]!, left);
    if (label < this.lowestLabel) this.lowestLabel = label;
    const { fewest, most } = this;
    const column = (label < fewest ? fewest : label > most ? most : label) - fewest;
    const at = place * (most - fewest + 1) + column;
    const known = this.next[at]!;
    return known === unmet ? this.met(place, day, label, at) : known;
  }

  private met(place: number, day: number, label: number, at: number): number {
    const price = this.walker.next(priceOfLabel(this.rule, label), this.prices[place]!, day, []);
    const to = price === null ? refused : this.placeOf(price);
    this.next[at] = to; // placeOf may have made the table anew
    return to;
  }

  private placeOf(price: number): number {
    const known = this.places.get(price);
    if (known !== undefined) return known;
    const place = this.prices.length;
    const labels = this.most - this.fewest + 1;
    this.places.set(price, place);
    this.prices.push(price);
    this.logRatios.push(Math.log(price / this.reference));
    if ((place + 1) * labels > this.next.length) {
      const grown = new Int32Array(2 * (place + 8) * labels).fill(unmet);
      grown.set(this.next);
      this.next = grown;
    }
    return place;
  }
}
