// The prices that a stock rule comes to under a person's rules, met once each: draws meet the same ones again and again. A price
// is a number, 0 for the first; so a season's day is a look into a table, where no rule asks how the price moved before. Rules that
// differ in nothing but their exponent and lowest price share the table.

import { steepened } from '../demand/steepening.ts';
import type { PathWalker } from './price-schedule.ts';
import type { SoldStock, StockPrices } from './season.ts';
import { labelAt, labelRange, priceOfLabel, type StockRule, unroundedLabel } from './stock-rule.ts';

const unmet = -1;
const refused = -2;

/** Where labels of a stock rule lead to, price after price, whatever its exponent, in one season. */
class LabelPrices {
  readonly rule: StockRule;
  readonly fewest: number;
  /** Labels are looked up by their number above the fewest. */
  readonly labels: number;
  readonly prices: number[] = [];
  /** A price's number, `unmet` or `refused`. [prices * labels] */
  next = new Int32Array(0);
  /** What each draw's units at the first price are multiplied by at another; NaN where it was not met. [prices * draws] */
  answers = new Float64Array(0);
  private readonly places = new Map<number, number>();
  private readonly logRatios: number[] = [];
  private readonly walker: PathWalker;
  private readonly elasticity: Float64Array;
  private readonly steepening: Float64Array | null;

  constructor(rule: StockRule, walker: PathWalker, { firstPrice, elasticity, steepening }: SoldStock) {
    this.rule = rule;
    this.walker = walker;
    this.elasticity = elasticity;
    this.steepening = steepening;
    const [fewest, most] = labelRange(rule);
    this.fewest = fewest;
    this.labels = most - fewest + 1;
    this.placeOf(firstPrice);
  }

  /** Whether a rule leads to the same prices by the same labels in the same season. */
  isOf({ price, lowest, highest }: StockRule, { elasticity }: SoldStock): boolean {
    const { rule } = this;
    return (
      price === rule.price &&
      highest === rule.highest &&
      lowest >= rule.lowest &&
      elasticity === this.elasticity
    );
  }

  /** Notes where a label leads from the price `place` on `day`. */
  meet(place: number, day: number, label: number): number {
    const to = this.reached(place, day, priceOfLabel(this.rule, label));
    this.next[place * this.labels + label - this.fewest] = to; // `reached` may have made the table anew
    return to;
  }

  /** The number of the price that aims at `aim`. */
  reached(place: number, day: number, aim: number): number {
    const price = this.walker.next(aim, this.prices[place]!, day, []);
    return price === null ? refused : this.placeOf(price);
  }

  answer(place: number, draw: number): number {
    const log = steepened(this.logRatios[place]!, this.steepening?.[draw] ?? 0);
    const answer = Math.exp(this.elasticity[draw]! * log);
    this.answers[place * this.elasticity.length + draw] = answer;
    return answer;
  }

  private placeOf(price: number): number {
    const known = this.places.get(price);
    if (known !== undefined) return known;
    const place = this.prices.length;
    this.places.set(price, place);
    this.prices.push(price);
    this.logRatios.push(Math.log(price / this.prices[0]!));
    if ((place + 1) * this.labels > this.next.length) {
      const room = 2 * (place + 8);
      const next = new Int32Array(room * this.labels).fill(unmet);
      next.set(this.next);
      this.next = next;
      const answers = new Float64Array(room * this.elasticity.length).fill(NaN);
      answers.set(this.answers);
      this.answers = answers;
    }
    return place;
  }
}

/** Tables of one search after the other: a rule that leads elsewhere begins a new one. */
export class SharedPrices {
  private readonly walker: PathWalker;
  /** No rule of the search asks for less. */
  private readonly lowest: number;
  private last: LabelPrices | null = null;

  constructor(walker: PathWalker, lowest: number) {
    this.walker = walker;
    this.lowest = lowest;
  }

  of(rule: StockRule): RulePrices {
    return new RulePrices(rule, (season) => {
      if (!this.last?.isOf(rule, season))
        this.last = new LabelPrices({ ...rule, lowest: this.lowest }, this.walker, season);
      return this.last;
    });
  }
}

export class RulePrices implements StockPrices {
  /** Lowest label asked for on any day. */
  lowestLabel = Infinity;
  private readonly rule: StockRule;
  private readonly tableOf: (season: SoldStock) => LabelPrices;

  constructor(rule: StockRule, tableOf: (season: SoldStock) => LabelPrices) {
    this.rule = rule;
    this.tableOf = tableOf;
  }

  earned(season: SoldStock, out: Float64Array): Float64Array | null {
    const { asked, days, stock, unitCost } = season;
    const { rule } = this;
    const table = this.tableOf(season);
    const { prices, labels, fewest } = table;
    const draws = season.elasticity.length;
    const floor = floorOf(rule, table);
    const thresholds = thresholdsOf(rule, floor, fewest + labels - 1);
    const wanted = wantedOf(rule, days);
    /** Where the lowest price leads to from each one. [prices] */
    const toLowest: number[] = [];
    // What hundreds of thousands of days ask for stands in local names.
    let { next, answers } = table;
    let lowestLabel = Infinity;
    let leastTightness = Infinity;
    const firstLabel = labelAbove(thresholds, wanted[0]!, stock, 0);
    for (let draw = 0; draw < out.length; draw++) {
      let left = stock;
      let place = 0;
      let above = firstLabel;
      let earned = 0;
      for (let day = 0; day < days && left > 0; day++) {
        const wants = wanted[day]!;
        const units = left > 1e-9 ? left : 1e-9;
        above = labelAbove(thresholds, wants, units, above);
        let to: number | undefined;
        if (above === 0) {
          const tightness = wants / units;
          if (tightness < leastTightness) leastTightness = tightness;
          to = toLowest[place] ??= table.reached(place, day, rule.lowest);
        } else {
          const label = floor + above;
          if (label < lowestLabel) lowestLabel = label;
          to = next[place * labels + label - fewest]!;
          if (to === unmet) to = table.meet(place, day, label);
        }
        if (to < 0) return null;
        if (next !== table.next) ({ next, answers } = table);
        place = to;
        let answer = answers[place * draws + draw]!;
        if (Number.isNaN(answer)) answer = table.answer(place, draw);
        const sold = Math.min(asked[draw * days + day]! * answer, left);
        earned += sold * (prices[place]! - unitCost);
        left -= sold;
      }
      out[draw] = earned / days;
    }
    this.lowestLabel = Math.min(lowestLabel, lowestOf(rule, leastTightness));
    return out;
  }
}

/** How many thresholds `wanted / units` has reached, looked for from `near` on. */
function labelAbove(thresholds: Float64Array, wanted: number, units: number, near: number): number {
  let above = near;
  while (above < thresholds.length && wanted >= thresholds[above]! * units) above++;
  while (above > 0 && wanted < thresholds[above - 1]! * units) above--;
  return above;
}

/** Tightness from which each label above `floor` is asked for; one of no exponent always asks for 0. [labels] */
function thresholdsOf({ exponent }: StockRule, floor: number, most: number): Float64Array {
  const steepness = unroundedLabel(exponent);
  const thresholds = new Float64Array(most - floor);
  for (let k = 0; k < thresholds.length; k++) {
    const label = floor + k + 0.5;
    thresholds[k] = exponent > 0 ? Math.exp(label / steepness) : label < 0 ? 0 : Infinity;
  }
  return thresholds;
}

/** Units that the days from each one on ask for. [days] */
function wantedOf({ demandLeft, stock }: StockRule, days: number): Float64Array {
  const wanted = new Float64Array(days);
  for (let day = 0; day < days; day++)
    wanted[day] = demandLeft[day < demandLeft.length ? day : demandLeft.length - 1]! * stock;
  return wanted;
}

/** The highest label at which the rule asks for its lowest price; below all labels that are looked up where there is none. */
function floorOf(rule: StockRule, { fewest, labels }: LabelPrices): number {
  const below = unroundedLabel(Math.log(rule.lowest / rule.price));
  let floor = Math.max(fewest - 1, Math.min(fewest + labels - 1, Math.floor(below)) - 1);
  while (floor + 1 < fewest + labels && priceOfLabel(rule, floor + 1) === rule.lowest) floor++;
  return floor;
}

/** The label of the least tightness at which the lowest price was asked for; Infinity where it never was. */
function lowestOf({ exponent }: StockRule, leastTightness: number): number {
  return leastTightness === Infinity ? Infinity : labelAt(unroundedLabel(exponent), leastTightness, 1);
}
