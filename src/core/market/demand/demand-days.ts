// The demand market's days, differentiable: the formulas of demand-model.ts forwards, their derivatives backwards.
//
// Where a day may sell out, the end of the episode is a cliff that a path's derivative does not see. So the cliff is
// integrated out (smoothed perturbation analysis): with probability s = P(demand < stock) the day leaves stock and goes on,
// with a demand drawn among those below the stock; with 1 - s all of it is sold and the episode ends. Both branches are
// paid, weighted by how likely the episode has come so far, and every return is an expectation without bias.
//
//   s = Φ(b), b = (stock / expected - 1) / noise; the demand that goes on is expected (1 + noise z), z = Φ⁻¹(u s)
//
// What is drawn (u, elasticities, the rival's walk) comes in antithetic pairs, spread evenly over the episodes of a day.
//
// Sources: Glasserman, "Gradient Estimation via Perturbation Analysis", 1991; Fu and Hu, "Conditional Monte Carlo", 1997.

import type { Random } from '../../random.ts';
import type { PathPoint } from '../path-point.ts';
import { normalCdf } from '../../statistics/distributions.ts';
import type { DifferentiableEpisodes } from '../differentiable.ts';
import { evaluatedProduct } from '../market-step.ts';
import { observationSizeOf } from '../observation-size.ts';
import type { DemandSetup } from './demand-setup.ts';
import { productContextSize } from '../product-context.ts';
import {
  demandIndex,
  demandObservationSize,
  demandPriceFromAction,
  drawnElasticity,
  elasticityAtPrice,
  expectedDemand,
  nextRivalPrice,
  nextRivalSlopes,
  priceBounds,
  rewardSlopes,
  shownPriceRange,
  writeDemandObservation,
  writeRewardParts,
} from './demand-model.ts';
import { normalScore } from './normal-score.ts';
import { type DemandMarketParameters, demandRewardParts } from './demand-parameters.ts';

/** A market without noise would have a cliff of no width: so much is assumed where it sells out. */
const leastNoise = 0.01;
/** With the stock so many deviations away, a day does not sell out. */
const safeDeviations = 6;
/** An episode that has come so far with less than this probability is over. */
const smallestWeight = 1e-6;

/** Where every episode stood on one day, and what is needed on the way back. [count] each */
interface DayTape {
  readonly price: Float64Array;
  readonly inventory: Float64Array;
  readonly rivalPrice: Float64Array;
  readonly weight: Float64Array;
  readonly action: Float64Array;
  readonly uniform: Float64Array;
  readonly walk: Float64Array;
  readonly nextPrice: Float64Array;
  readonly expected: Float64Array;
  readonly units: Float64Array;
  readonly score: Float64Array;
  readonly survival: Float64Array;
}

export class DemandDays implements DifferentiableEpisodes {
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize = 1;
  readonly days: number;
  readonly rewardPartNames = demandRewardParts;
  readonly productIndex: Uint32Array;
  readonly returns: Float64Array;
  readonly rewardParts: Float64Array;
  private readonly products: readonly DemandMarketParameters[];
  private readonly parameters: DemandMarketParameters[];
  private readonly elasticity: Float64Array;
  private readonly tapes: readonly DayTape[];
  /** Demand index of every product and day. [products][days] */
  private readonly indices: readonly Float64Array[];
  /** How the sum of returns changes with price, stock, rival and weight of the day behind. [count] each */
  private readonly back: Pick<DayTape, 'price' | 'inventory' | 'rivalPrice' | 'weight'>;
  private readonly partsGoingOn = new Float64Array(demandRewardParts.length);
  private readonly partsSoldOut = new Float64Array(demandRewardParts.length);

  constructor(setup: DemandSetup, count: number) {
    this.products = setup.products.map(({ parameters }) => parameters);
    this.count = count;
    this.observationSize = observationSizeOf(setup, demandObservationSize);
    this.days = Math.max(...this.products.map(({ days }) => days));
    this.productIndex = new Uint32Array(count);
    this.parameters = new Array<DemandMarketParameters>(count).fill(this.products[0]!);
    const column = () => new Float64Array(count);
    this.returns = column();
    this.rewardParts = new Float64Array(count * demandRewardParts.length);
    this.elasticity = column();
    this.tapes = Array.from({ length: this.days + 1 }, () => ({
      price: column(),
      inventory: column(),
      rivalPrice: column(),
      weight: column(),
      action: column(),
      uniform: column(),
      walk: column(),
      nextPrice: column(),
      expected: column(),
      units: column(),
      score: column(),
      survival: column(),
    }));
    this.indices = this.products.map((parameters) =>
      Float64Array.from({ length: parameters.days }, (_, day) => demandIndex(parameters, day)),
    );
    this.back = { price: column(), inventory: column(), rivalPrice: column(), weight: column() };
  }

  begin(random: Random): void {
    const { count, products } = this;
    const first = this.tapes[0]!;
    // A catalogue larger than the episodes is drawn from, a smaller one is played evenly.
    const shift = random.integer(products.length);
    const scores = column(count);
    spreadUniforms(random, scores);
    this.returns.fill(0);
    this.rewardParts.fill(0);
    for (let i = 0; i < count; i++) {
      const product = (evaluatedProduct(i >> 1, count >> 1 || 1, products.length) + shift) % products.length;
      const parameters = products[product]!;
      this.productIndex[i] = product;
      this.parameters[i] = parameters;
      this.elasticity[i] = drawnElasticity(parameters, normalScore(scores[i]!));
      first.price[i] = parameters.referencePrice;
      first.inventory[i] = parameters.initialInventory ?? NaN;
      first.rivalPrice[i] = parameters.rival === 'none' ? NaN : parameters.rivalPrice;
      first.weight[i] = 1;
    }
    const walks = products.some(({ rival }) => rival === 'randomWalk');
    for (let day = 0; day < this.days; day++) {
      const { uniform, walk } = this.tapes[day]!;
      spreadUniforms(random, uniform);
      if (!walks) continue;
      spreadUniforms(random, walk);
      for (let i = 0; i < count; i++) walk[i] = normalScore(walk[i]!);
    }
  }

  observe(day: number, out: Float32Array): void {
    const { price, inventory, rivalPrice } = this.tapes[day]!;
    const moment = { price: 0, inventory: 0, day, rivalPrice: 0 };
    for (let i = 0; i < this.count; i++) {
      moment.price = price[i]!;
      moment.inventory = inventory[i]!;
      moment.rivalPrice = rivalPrice[i]!;
      const { observationSize } = this;
      writeDemandObservation(this.parameters[i]!, moment, observationSize, out, i * observationSize);
    }
  }

  step(day: number, actions: Float64Array): void {
    const tape = this.tapes[day]!;
    const next = this.tapes[day + 1]!;
    for (let i = 0; i < this.count; i++) {
      const parameters = this.parameters[i]!;
      const [price, inventory, rivalPrice, weight] = [
        tape.price[i]!,
        tape.inventory[i]!,
        tape.rivalPrice[i]!,
        tape.weight[i]!,
      ];
      tape.action[i] = actions[i]!;
      if (day >= parameters.days || weight < smallestWeight) {
        tape.weight[i] = 0;
        next.price[i] = price;
        next.inventory[i] = inventory;
        next.rivalPrice[i] = rivalPrice;
        next.weight[i] = 0;
        continue;
      }
      const paid = demandPriceFromAction(parameters, price, actions[i]!);
      const index = this.indices[this.productIndex[i]!]![day]!;
      const expected = expectedDemand(parameters, this.elasticity[i]!, paid, index, rivalPrice);
      const noise = noiseOf(parameters);
      const distance = Number.isNaN(inventory) ? Infinity : (inventory / expected - 1) / noise;
      const survival = distance > safeDeviations ? 1 : normalCdf(distance);
      const score = normalScore(Math.max(1e-12, tape.uniform[i]! * survival));
      const units = expected * Math.max(0, 1 + noise * score);
      tape.nextPrice[i] = paid;
      tape.expected[i] = expected;
      tape.survival[i] = survival;
      tape.score[i] = score;
      tape.units[i] = units;
      this.pay(i, weight, survival, parameters, paid, units, inventory, rivalPrice);
      next.price[i] = paid;
      next.inventory[i] = Math.max(0, inventory - units);
      next.rivalPrice[i] = nextRivalPrice(parameters, rivalPrice, paid, () => tape.walk[i]!);
      next.weight[i] = weight * survival;
    }
  }

  private pay(
    i: number,
    weight: number,
    survival: number,
    parameters: DemandMarketParameters,
    price: number,
    units: number,
    inventory: number,
    rivalPrice: number,
  ): void {
    const { partsGoingOn, partsSoldOut } = this;
    const parts = partsGoingOn.length;
    writeRewardParts(parameters, price, units, inventory - units, rivalPrice, partsGoingOn);
    if (survival < 1) writeRewardParts(parameters, price, inventory, 0, rivalPrice, partsSoldOut);
    for (let part = 0; part < parts; part++) {
      const soldOut = survival < 1 ? (1 - survival) * partsSoldOut[part]! : 0;
      const value = weight * (survival * partsGoingOn[part]! + soldOut);
      this.rewardParts[i * parts + part]! += value;
      this.returns[i]! += value;
    }
  }

  pathPoint(day: number): PathPoint {
    const { nextPrice, units, inventory, rivalPrice, weight } = this.tapes[Math.max(0, day)]!;
    const isOver = day < 0 || weight[0]! === 0;
    const sold = isOver ? 0 : units[0]!;
    return {
      day: day + 1,
      price: isOver ? this.tapes[Math.max(0, day)]!.price[0]! : nextPrice[0]!,
      units: sold,
      inventory: Math.max(0, inventory[0]! - sold),
      competitorPrice: rivalPrice[0]!,
    };
  }

  beginBack(): void {
    const { price, inventory, rivalPrice, weight } = this.back;
    for (const gradients of [price, inventory, rivalPrice, weight]) gradients.fill(0);
  }

  stepBack(day: number, gradients: Float64Array): void {
    const tape = this.tapes[day]!;
    const { back } = this;
    for (let i = 0; i < this.count; i++) {
      const weight = tape.weight[i]!;
      gradients[i] = 0;
      if (weight === 0) {
        back.price[i] = back.inventory[i] = back.rivalPrice[i] = back.weight[i] = 0;
        continue;
      }
      const parameters = this.parameters[i]!;
      const paid = tape.nextPrice[i]!;
      const inventory = tape.inventory[i]!;
      const rivalPrice = tape.rivalPrice[i]!;
      const expected = tape.expected[i]!;
      const units = tape.units[i]!;
      const survival = tape.survival[i]!;
      const score = tape.score[i]!;
      const noise = noiseOf(parameters);
      const hasStock = !Number.isNaN(inventory);

      const goingOn = weight * survival;
      const slopes = rewardSlopes(parameters, paid, rivalPrice);
      const rival = nextRivalSlopes(parameters, rivalPrice, paid, tape.walk[i]!);
      let dPaid = back.price[i]! + rival.ourPrice * back.rivalPrice[i]!;
      let dRival = rival.rivalPrice * back.rivalPrice[i]!;
      // The next day's stock is what is left of this one's; sold out, no next day is.
      const dLeft = hasStock ? back.inventory[i]! + goingOn * slopes.inventoryAfter : 0;
      const dUnits = goingOn * (slopes.units + slopes.unitsTimesPrice * paid) - dLeft;
      dPaid += goingOn * (slopes.unitsTimesPrice * units + slopes.price);
      dRival += weight * slopes.rivalPrice;
      let dInventory = dLeft;
      const worth = this.rewardOf(parameters, paid, units, inventory - units, rivalPrice) + back.weight[i]!;
      let dWeight = survival * worth;
      let dSurvival = weight * worth;
      if (survival < 1) {
        const soldOut = weight * (1 - survival);
        const reward = this.rewardOf(parameters, paid, inventory, 0, rivalPrice);
        dWeight += (1 - survival) * reward;
        dSurvival -= weight * reward;
        dPaid += soldOut * (slopes.unitsTimesPrice * inventory + slopes.price);
        dInventory += soldOut * (slopes.units + slopes.unitsTimesPrice * paid);
      }
      const factor = Math.max(0, 1 + noise * score);
      let dExpected = dUnits * factor;
      if (survival < 1) {
        const dScore = factor > 0 ? dUnits * expected * noise : 0;
        dSurvival += (dScore * tape.uniform[i]!) / density(score);
        const distance = (inventory / expected - 1) / noise;
        const dDistance = dSurvival * density(distance);
        dInventory += dDistance / (expected * noise);
        dExpected -= (dDistance * inventory) / (expected * expected * noise);
      }
      const cross = parameters.rival === 'none' ? 0 : parameters.crossElasticity;
      dPaid += (dExpected * expected * elasticityAtPrice(parameters, this.elasticity[i]!, paid)) / paid;
      if (cross !== 0) dRival += (dExpected * expected * cross) / rivalPrice;
      const dRaw = withinBounds(parameters, paid, dPaid);
      const price = tape.price[i]!;
      const { maxDailyChange } = parameters;
      gradients[i] = dRaw * price * maxDailyChange;
      back.price[i] = dRaw * (1 + maxDailyChange * tape.action[i]!);
      back.inventory[i] = hasStock ? dInventory : 0;
      back.rivalPrice[i] = parameters.rival === 'none' ? 0 : dRival;
      back.weight[i] = dWeight;
    }
  }

  private rewardOf(
    parameters: DemandMarketParameters,
    price: number,
    units: number,
    inventoryAfter: number,
    rivalPrice: number,
  ): number {
    const parts = this.partsGoingOn;
    writeRewardParts(parameters, price, units, inventoryAfter, rivalPrice, parts);
    return parts[0]! + parts[1]! + parts[2]! + parts[3]! + parts[4]!;
  }

  observeBack(day: number, gradients: Float64Array): void {
    const tape = this.tapes[day]!;
    const { back, observationSize: size } = this;
    for (let i = 0; i < this.count; i++) {
      if (tape.weight[i] === 0) continue;
      const parameters = this.parameters[i]!;
      const { referencePrice, initialInventory, baseDemand, days } = parameters;
      const at = i * size;
      const price = tape.price[i]!;
      const plain = parameters.observation === 'plain';
      back.price[i]! += gradients[at]! / (plain ? referencePrice : price);
      if (initialInventory !== null)
        back.inventory[i]! += ((plain ? 1 : 2) * gradients[at + 1]!) / initialInventory;
      if (!plain && parameters.rival !== 'none') {
        back.rivalPrice[i]! += gradients[at + 3]! / price;
        back.price[i]! -= (gradients[at + 3]! * tape.rivalPrice[i]!) / price ** 2;
      }
      if (size !== demandObservationSize.portfolio) continue;
      const context = at + demandObservationSize.single;
      const { lowest, highest } = shownPriceRange(parameters);
      const position = (2 * (price - lowest)) / (highest - lowest) - 1;
      if (highest > lowest && Math.abs(position) < 2)
        back.price[i]! += (2 * gradients[context + productContextSize - 1]!) / (highest - lowest);
      if (initialInventory === null) continue;
      const asked = baseDemand * Math.max(1, days - day);
      back.inventory[i]! +=
        (2 * asked * gradients[context + productContextSize]!) / (tape.inventory[i]! + asked) ** 2;
    }
  }
}

function noiseOf({ demandNoise, initialInventory }: DemandMarketParameters): number {
  return initialInventory === null ? demandNoise : Math.max(leastNoise, demandNoise);
}

/** At a bound only what leads back inside counts: a price that would leave it is moved by nothing. */
function withinBounds(parameters: DemandMarketParameters, price: number, gradient: number): number {
  const { lowest, highest } = priceBounds(parameters);
  if (price <= lowest) return Math.max(0, gradient);
  return price >= highest ? Math.min(0, gradient) : gradient;
}

function density(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
}

function column(count: number): Float64Array {
  return new Float64Array(count);
}

/** Uniform numbers, one in each of as many equal parts as there are pairs, in random order; each pair is u and 1 - u. */
function spreadUniforms(random: Random, out: Float64Array): void {
  const pairs = Math.ceil(out.length / 2);
  const order = Uint32Array.from({ length: pairs }, (_, k) => k);
  for (let k = 0; k < pairs; k++) {
    const swap = k + Math.floor(random.uniform() * (pairs - k));
    const part = order[swap]!;
    order[swap] = order[k]!;
    const value = (part + random.uniform()) / pairs;
    out[2 * k] = Math.min(1 - 1e-12, Math.max(1e-12, value));
    if (2 * k + 1 < out.length) out[2 * k + 1] = 1 - out[2 * k]!;
  }
}
