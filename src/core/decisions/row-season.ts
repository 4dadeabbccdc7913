// The season of a demand market that is known by its parameters alone: one row among a million.
//
// Its draws differ in one number, the elasticity, and that is a straight line in a standard normal, cut off where demand
// would hardly answer at all. So the units at a price go up or down with the draw, and all that is asked of the draws
// can be said at once: a share of them is a place in the sorted normals, and a mean is a sum of exponentials,
//
//   sum over i < k of exp(t z_i) = sum over j of t^j / j! (sum over i < k of z_i^j),
//
// whose inner sums are the same for every product. The numbers are those of `PlainSeason` on the same draws, but for
// rounding; where a sum would not converge, that one is asked.

import { drawnElasticity, weakestElasticity } from '../market/demand/demand-model.ts';
import { steepened } from '../demand/steepening.ts';
import type { DemandMarketParameters } from '../market/demand/demand-parameters.ts';
import { marketNormals, suggestionDraws } from './demand-curve.ts';
import { estimateInOrder } from './estimate-in-order.ts';
import type { EstimatedGain, Gains, PriceGain } from './gain.ts';
import { drawnGains } from './gains.ts';
import { countedLoss } from './recommendation.ts';
import { PlainSeason } from './plain-season.ts';
import type { Season } from './season.ts';

/** Terms of the series that are kept; with |t z| up to 1.6 the first left out is below 1e-13 of the sum. */
const terms = 19;
const longestStep = 0.5;
const leftOut = 1e-14;

const normals = marketNormals;
const count = suggestionDraws;

/** `sums[k * terms + j]` is the sum of z^j / j! over the first k normals. */
const sums = prefixSums();

function prefixSums(): Float64Array {
  const out = new Float64Array((count + 1) * terms);
  for (let k = 0; k < count; k++) {
    let power = 1;
    for (let j = 0; j < terms; j++) {
      out[(k + 1) * terms + j] = out[k * terms + j]! + power;
      power *= normals[k]! / (j + 1);
    }
  }
  return out;
}

/** `longestWith[j]` is the longest |t| for which terms from `j` on are below `leftOut` of the sum. */
const longestWith = Float64Array.from({ length: terms }, (_, j) => {
  const farthest = Math.max(-normals[0]!, normals[count - 1]!);
  let factorial = 1;
  for (let i = 2; i <= j; i++) factorial *= i;
  return (leftOut * factorial) ** (1 / j) / farthest;
});

/** Terms that do for each of so many equal steps of |t| up to `longestStep`. */
const stepsOfT = 64;
const termsFor = Uint8Array.from({ length: stepsOfT + 1 }, (_, step) => {
  const longest = (longestStep * (step + 1)) / stepsOfT;
  let used = 4;
  while (used < terms && longest > longestWith[used]!) used++;
  return used;
});

/** Sum of exp(t z) over the normals from `from` on and before `to`; |t| at most `longestStep`. */
function sumOfExp(t: number, from: number, to: number): number {
  const used = termsFor[(Math.abs(t) * (stepsOfT / longestStep)) | 0]!;
  let sum = 0;
  if (from === 0) for (let j = used - 1, at = to * terms; j >= 0; j--) sum = sum * t + sums[at + j]!;
  else for (let j = used - 1; j >= 0; j--) sum = sum * t + (sums[to * terms + j]! - sums[from * terms + j]!);
  return sum;
}

/** Where the search for a value begins: how many normals lie below the foot of each of so many equal steps between the first and the last. */
const steps = 1024;
const stepsAUnit = steps / (normals[count - 1]! - normals[0]!);
const belowFoot = Int16Array.from({ length: steps + 1 }, (_, step) => {
  const foot = normals[0]! + (step - 1) / stepsAUnit;
  let below = 0;
  while (below < count && normals[below]! < foot) below++;
  return below;
});

/** How many normals are below `value`. */
function countBelow(value: number): number {
  // Mostly all or none: a shelf that holds more than any draw sells.
  if (normals[count - 1]! < value) return count;
  if (!(normals[0]! < value)) return 0;
  let below = belowFoot[((value - normals[0]!) * stepsAUnit) | 0]!;
  while (normals[below]! < value) below++;
  return below;
}

export interface RowSeasonTerms {
  /** Subtracted from the price: the unit cost, or 0 where revenue counts. */
  readonly unitCost: number;
  /** Mean factor of weekday and season over the days. */
  readonly index: number;
  /** More units than this a day are not there to sell. */
  readonly mostUnits: number;
}

export class RowSeason implements Season {
  readonly isPlayed = false;
  private parameters: DemandMarketParameters;
  private terms: RowSeasonTerms;
  /** Units a day at today's price, did no shelf limit them. */
  private units = NaN;
  private cross = NaN;
  /** Logarithm of the share of those units that the shelf leaves; Infinity without one. */
  private logLimit = NaN;
  /** Draws whose elasticity is not cut off come first; these are so many. */
  private free = 0;
  private drawn: PlainSeason | null = null;
  private readonly rowGains: RowGains;

  constructor(parameters: DemandMarketParameters, seasonTerms: RowSeasonTerms) {
    this.parameters = parameters;
    this.terms = seasonTerms;
    this.rowGains = new RowGains(this);
    this.become(parameters, seasonTerms);
  }

  /** Another row's season, whose gains take the place of those asked for before: of a million none is kept. */
  become(parameters: DemandMarketParameters, seasonTerms: RowSeasonTerms): void {
    const { elasticity, elasticityError, baseDemand, crossElasticity, rival } = parameters;
    this.parameters = parameters;
    this.terms = seasonTerms;
    this.units = seasonTerms.index * baseDemand;
    this.cross = rival === 'none' ? 0 : crossElasticity;
    this.logLimit = Math.log(seasonTerms.mostUnits / this.units);
    this.free =
      elasticityError === 0 ? count : countBelow((weakestElasticity - elasticity) / elasticityError);
    this.drawn = null;
  }

  get days(): number {
    return this.parameters.days;
  }

  constant(price: number, out: Float64Array): Float64Array {
    return this.played().constant(price, out);
  }

  /** null where today's price is not the one that the parameters are about, or earns nothing. */
  gains(currentPrice: number): Gains | null {
    const { unitCost, mostUnits } = this.terms;
    const now = (currentPrice - unitCost) * Math.min(this.units, mostUnits);
    if (currentPrice !== this.parameters.referencePrice || !(now > 0)) return null;
    this.rowGains.begin(currentPrice, now);
    return this.rowGains;
  }

  /** Whether the sums converge at a price of that `logRatio`. */
  isShort(logRatio: number): boolean {
    return Math.abs(this.step(logRatio)) <= longestStep;
  }

  /** Of a price to today's, as its curve takes it. */
  logRatio(price: number): number {
    const { referencePrice, steepening = 0 } = this.parameters;
    return steepened(Math.log(price / referencePrice), steepening);
  }

  private step(logRatio: number): number {
    return this.parameters.elasticityError * logRatio;
  }

  /** The gains of the first `length` prices into `out`, NaN where the sums do not converge; `now` as in `gainAt`. */
  meanGains(prices: Float64Array, length: number, now: number, out: Float64Array): void {
    const { unitCost } = this.terms;
    for (let i = 0; i < length; i++) {
      const logRatio = this.logRatio(prices[i]!);
      if (logRatio === 0) out[i] = 0;
      else if (!this.isShort(logRatio)) out[i] = NaN;
      else out[i] = ((prices[i]! - unitCost) * this.unitsAt(logRatio)) / count - now;
    }
  }

  /**
   * The same for prices evenly spaced in their logarithm over today's, which begins at `from`: what a price multiplies units by is
   * then one factor more than at the price before, in place of a logarithm and an exponential for each. False where the curve is no
   * straight line in the logarithm, or known so surely that prices can tie: then nothing is written.
   */
  evenGains(
    prices: Float64Array,
    length: number,
    from: number,
    step: number,
    now: number,
    out: Float64Array,
  ): boolean {
    const { elasticity, elasticityError, steepening, referencePrice } = this.parameters;
    if (steepening || elasticityError === 0) return false;
    const { unitCost } = this.terms;
    const curve = elasticity - this.cross;
    const cut = weakestElasticity - this.cross;
    const factor = Math.exp(curve * step);
    const cutFactor = this.free === count ? 1 : Math.exp(cut * step);
    let units = this.units * Math.exp(curve * from);
    let cutUnits = this.free === count ? 0 : this.units * Math.exp(cut * from);
    for (let i = 0; i < length; i++) {
      const price = prices[i]!;
      const logRatio = from + i * step;
      if (price === referencePrice || logRatio === 0) out[i] = 0;
      else if (!this.isShort(logRatio)) out[i] = NaN;
      else out[i] = ((price - unitCost) * this.sumOfUnits(logRatio, units, cutUnits)) / count - now;
      units *= factor;
      cutUnits *= cutFactor;
    }
    return true;
  }

  /** Of a price at which the sums converge; `now` is what a day at today's price earns. */
  gainAt(price: number, logRatio: number, now: number): PriceGain {
    const margin = price - this.terms.unitCost;
    if (logRatio === 0) return { price, gain: 0, probability: 0, lossProbability: 0 };
    const gain = (margin * this.unitsAt(logRatio)) / count - now;
    // At or below cost nothing that is sold can gain.
    if (margin <= 0) return { price, gain, probability: 0, lossProbability: 1 };
    return {
      price,
      gain,
      probability: this.countSelling(now / margin, logRatio) / count,
      lossProbability: 1 - this.countSelling(((1 - countedLoss) * now) / margin, logRatio) / count,
    };
  }

  estimateAt(price: number, logRatio: number, now: number): EstimatedGain {
    const { gain, probability, lossProbability } = this.gainAt(price, logRatio, now);
    const margin = price - this.terms.unitCost;
    const isUp = logRatio > 0 === margin > 0;
    const gainPerDay = estimateInOrder(gain, (i) => margin * this.unitsOf(i, logRatio) - now, count, isUp);
    return { gainPerDay, probability, lossProbability };
  }

  /** Units on draw `i`. */
  private unitsOf(i: number, logRatio: number): number {
    const elasticity = drawnElasticity(this.parameters, normals[i]!) - this.cross;
    return Math.min(this.units * Math.exp(elasticity * logRatio), this.terms.mostUnits);
  }

  /** Units added up over all draws. */
  private unitsAt(logRatio: number): number {
    const { units, free, cross } = this;
    const middle = units * Math.exp((this.parameters.elasticity - cross) * logRatio);
    const cut = free === count ? 0 : units * Math.exp((weakestElasticity - cross) * logRatio);
    return this.sumOfUnits(logRatio, middle, cut);
  }

  /** The same, where it is known what the elasticity in the middle sells without a shelf, and what the weakest does if any draw is cut off. */
  private sumOfUnits(logRatio: number, middle: number, cut: number): number {
    const { free, logLimit } = this;
    const { mostUnits } = this.terms;
    const t = this.step(logRatio);
    if (logLimit === Infinity) return middle * sumOfExp(t, 0, free) + (count - free) * cut;
    // Draws that the shelf limits are the last ones where units go up with the draw, else the first ones.
    const at = Math.min(free, this.countFlatter(logLimit / logRatio));
    const from = logRatio > 0 ? 0 : at;
    const to = logRatio < 0 ? free : at;
    const open = from === to ? 0 : middle * sumOfExp(t, from, to);
    return open + (free - (to - from)) * mostUnits + (count - free) * Math.min(cut, mostUnits);
  }

  /** Draws, cut off or not, whose elasticity before the cut is below `elasticity`. */
  private countFlatter(elasticity: number): number {
    const { elasticity: mean, elasticityError } = this.parameters;
    const beyond = elasticity + this.cross - mean;
    if (elasticityError === 0) return beyond > 0 ? count : 0;
    return countBelow(beyond / elasticityError);
  }

  /** Draws on which more than `least` units are sold; `logRatio` not 0. */
  private countSelling(least: number, logRatio: number): number {
    const { free, units, cross } = this;
    if (least >= this.terms.mostUnits) return 0;
    const limit = Math.log(least / units) / logRatio;
    const below = Math.min(free, this.countFlatter(limit));
    const isCutOffBelow = weakestElasticity - cross < limit;
    const flatter = below + (isCutOffBelow ? count - free : 0);
    return logRatio > 0 ? count - flatter : flatter;
  }

  private played(): PlainSeason {
    const { index, mostUnits, unitCost } = this.terms;
    const { steepening } = this.parameters;
    const draws = {
      base: new Float64Array(count).fill(this.parameters.baseDemand),
      steepening: steepening ? new Float64Array(count).fill(steepening) : null,
      elasticity: normals.map((z) => drawnElasticity(this.parameters, z) - this.cross),
      referencePrice: this.parameters.referencePrice,
    };
    return (this.drawn ??= new PlainSeason(draws, unitCost, this.days, index, mostUnits));
  }
}

/** By the sums where they converge, else draw by draw. */
class RowGains implements Gains {
  meanNow = NaN;
  private readonly season: RowSeason;
  private currentPrice = NaN;
  private drawn: Gains | null = null;

  constructor(season: RowSeason) {
    this.season = season;
  }

  begin(currentPrice: number, meanNow: number): void {
    this.currentPrice = currentPrice;
    this.meanNow = meanNow;
    this.drawn = null;
  }

  means(prices: Float64Array, length: number, out: Float64Array): void {
    this.season.meanGains(prices, length, this.meanNow, out);
    for (let i = 0; i < length; i++) if (Number.isNaN(out[i]!)) out[i] = this.otherwise().at(prices[i]!).gain;
  }

  evenMeans(prices: Float64Array, length: number, from: number, step: number, out: Float64Array): void {
    if (!this.season.evenGains(prices, length, from, step, this.meanNow, out))
      return this.means(prices, length, out);
    for (let i = 0; i < length; i++) if (Number.isNaN(out[i]!)) out[i] = this.otherwise().at(prices[i]!).gain;
  }

  at(price: number): PriceGain {
    const { season, meanNow } = this;
    const logRatio = season.logRatio(price);
    return season.isShort(logRatio) ? season.gainAt(price, logRatio, meanNow) : this.otherwise().at(price);
  }

  estimate(price: number): EstimatedGain {
    const { season, meanNow } = this;
    const logRatio = season.logRatio(price);
    return season.isShort(logRatio)
      ? season.estimateAt(price, logRatio, meanNow)
      : this.otherwise().estimate(price);
  }

  private otherwise(): Gains {
    return (this.drawn ??= drawnGains(this.season, this.currentPrice, count));
  }
}
