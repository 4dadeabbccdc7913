// A season without stock and without a rival that moves: a day's value is a product of three numbers and the season only
// scales it, so that it is known at once, for hundreds of prices.

import { logAnswers } from '../demand/draws.ts';
import { AnswerSums } from './answer-sums.ts';
import { everyNth, type Season, type SeasonDraws } from './season.ts';

/** A season in which every day is alike but for a factor that no price changes. */
export class PlainSeason implements Season {
  readonly isPlayed = false;
  readonly days: number;
  readonly draws: SeasonDraws;
  /** Subtracted from the price: the unit cost, or 0 where revenue counts. */
  readonly unitCost: number;
  /** Mean factor of weekday and season over the days. */
  private readonly index: number;
  /** More units than this a day are not there to sell. */
  private readonly mostUnits: number;

  constructor(draws: SeasonDraws, unitCost: number, days: number, index = 1, mostUnits = Infinity) {
    this.draws = draws;
    this.unitCost = unitCost;
    this.days = days;
    this.index = index;
    this.mostUnits = mostUnits;
  }

  quicker(step: number): PlainSeason {
    return new PlainSeason(everyNth(this.draws, step), this.unitCost, this.days, this.index, this.mostUnits);
  }

  means(count: number, factors: Float64Array | null): ((price: number) => number) | null {
    if (this.mostUnits < Infinity) return null;
    const { base, referencePrice } = this.draws;
    const units = new AnswerSums(base, this.draws, factors, count);
    return (price) =>
      ((price - this.unitCost) * this.index * units.at(Math.log(price / referencePrice))) / count;
  }

  constant(price: number, out: Float64Array): Float64Array {
    const { index, mostUnits } = this;
    const { base } = this.draws;
    const margin = price - this.unitCost;
    logAnswers(this.draws, price, out);
    for (let i = 0; i < out.length; i++) {
      const units = index * base[i]! * Math.exp(out[i]!);
      out[i] = margin * Math.min(units, mostUnits);
    }
    return out;
  }
}
