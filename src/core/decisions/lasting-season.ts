// The coming season of a product whose buyers remember prices, or whose rival answers them (core/demand/lasting.ts).
//
//   log units_t = log base + e * steepened(log(p_t / p0)) + g_t * log(r_t / p_t) + c * log(R_t / R_0) [+ b * beyond(p_t)^2]
//   r_t+1 = k r_t + (1 - k) p_t        log R_t+1 = log R_t + pace * (pass * log p_t + offset - log R_t)
//
// g is larger where the price lies above what buyers are used to. What they are used to and where the rival stands follow from our
// prices alone, so a path is the same in every draw and only demand differs. Beyond the prices that the past says something about
// the curve may bend either way: b ~ N(0, 1), by the square of how far beyond in logarithms.

import { logAnswers } from '../demand/draws.ts';
import type { PathSeason, SeasonDraws } from './season.ts';

interface RememberedPrice {
  /** Exponent g where the price is below what buyers are used to. [draws] */
  readonly exponent: Float64Array;
  /** g above it over g below it. */
  readonly lossFactor: number;
  /** Share of yesterday's remembered price in today's, 0 to 1. */
  readonly retention: number;
  /** What buyers are used to on the first day, currency. */
  readonly start: number;
}

interface AnsweredPrice {
  /** Answer of our units to the rival's log price. [draws] */
  readonly cross: Float64Array;
  readonly pace: number;
  readonly passThrough: number;
  /** Where a rival settles: log of its price minus passThrough times log of ours. */
  readonly offset: number;
  /** The rival's price at which `base` holds, and on the first day; currency. */
  readonly reference: number;
  readonly start: number;
}

export interface LastingTerms {
  readonly memory: RememberedPrice | null;
  readonly rival: AnsweredPrice | null;
  /** Prices about which the past says something. */
  readonly evidence: { readonly lowest: number; readonly highest: number };
  /** How the curve bends beyond them. [draws] */
  readonly bend: Float64Array;
}

export class LastingSeason implements PathSeason {
  readonly isPlayed = true;
  private readonly draws: SeasonDraws;
  private readonly terms: LastingTerms;
  private readonly unitCost: number;
  /** Factor of weekday and season. [days] */
  private readonly index: Float64Array;

  /** `draws.elasticity` is that of a price that is held while the rival stands still. */
  constructor(draws: SeasonDraws, terms: LastingTerms, unitCost: number, index: Float64Array) {
    this.draws = draws;
    this.terms = terms;
    this.unitCost = unitCost;
    this.index = index;
  }

  get days(): number {
    return this.index.length;
  }

  constant(price: number, out: Float64Array): Float64Array {
    return this.played(() => price, out);
  }

  path(prices: Float64Array, out: Float64Array): Float64Array {
    return this.played((day) => prices[day]!, out);
  }

  thinned(step: number): LastingSeason {
    const { base, elasticity, steepening = null, referencePrice } = this.draws;
    const { memory, rival, evidence, bend } = this.terms;
    const few = (values: Float64Array) => values.filter((_, i) => i % step === 0);
    return new LastingSeason(
      {
        base: few(base),
        elasticity: few(elasticity),
        steepening: steepening && few(steepening),
        referencePrice,
      },
      {
        memory: memory && { ...memory, exponent: few(memory.exponent) },
        rival: rival && { ...rival, cross: few(rival.cross) },
        evidence,
        bend: few(bend),
      },
      this.unitCost,
      this.index,
    );
  }

  private played(priceOf: (day: number) => number, out: Float64Array): Float64Array {
    const { index, unitCost } = this;
    const { memory, rival, evidence, bend } = this.terms;
    const { base } = this.draws;
    const answers = new Float64Array(out.length);
    let answered = NaN;
    let used = memory?.start ?? 1;
    let theirs = Math.log(rival?.start ?? 1);
    out.fill(0);
    for (let day = 0; day < index.length; day++) {
      const price = priceOf(day);
      if (price !== answered) logAnswers(this.draws, price, answers);
      answered = price;
      const beyond = Math.max(0, Math.log(price / evidence.highest), Math.log(evidence.lowest / price)) ** 2;
      const surprise = memory ? Math.log(used / price) * (price > used ? memory.lossFactor : 1) : 0;
      const moved = rival ? theirs - Math.log(rival.reference) : 0;
      const earned = index[day]! * (price - unitCost);
      for (let i = 0; i < out.length; i++) {
        let log = answers[i]! + bend[i]! * beyond;
        if (memory) log += memory.exponent[i]! * surprise;
        if (rival) log += rival.cross[i]! * moved;
        out[i]! += earned * base[i]! * Math.exp(log);
      }
      if (memory) used = memory.retention * used + (1 - memory.retention) * price;
      if (rival) theirs += rival.pace * (rival.passThrough * Math.log(price) + rival.offset - theirs);
    }
    for (let i = 0; i < out.length; i++) out[i]! /= index.length;
    return out;
  }
}
