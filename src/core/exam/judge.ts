// Advice played in the truth: what it brings, whom it hurts, and whether its own figures were right.
//
// All is counted, not averaged, so that shops add up to a scenario.

import type { DemandVerdict } from '../demand/demand-summary.ts';
import type { DayPricer, ExamShop } from './shop.ts';

/** One way to price a product: a price that is held, or prices day by day. */
export interface Way {
  readonly price: number;
  /** null: `price` is held. */
  readonly schedule: DayPricer | null;
}

/** A way with the probability of gain that was stated for it. */
interface StatedWay extends Way {
  readonly probability: number;
}

/** What the lab says of one product of a shop. */
export interface Advice {
  /** At today's price where it advises to keep it, or to test first. */
  readonly recommended: Way & { readonly probability: number | null };
  /** Everything that it put a probability on, keeping the price aside. */
  readonly candidates: readonly StatedWay[];
  /** null where the product was not fitted. */
  readonly elasticity: {
    readonly estimate: number;
    readonly interval: readonly [number, number];
    readonly verdict: DemandVerdict;
  } | null;
}

/** Profit that a way of pricing the whole shop brings, and the products that it moves. */
export interface Outcome {
  /** (its profit - present) / (attainable - present); null where nothing is attainable. */
  readonly value: number | null;
  readonly moved: number;
  /** Of those moved, how many truly earn over 1 % less for it. */
  readonly losing: number;
}

export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Sum of the stated probabilities. */
  readonly stated: number;
  /** How many truly gain. */
  readonly gaining: number;
}

/** Estimates against true elasticities. */
export interface ElasticityTally {
  readonly count: number;
  readonly sumOfErrors: number;
  readonly sumOfSquares: number;
  /** 95 % intervals that hold the truth. */
  readonly covered: number;
}

export interface Judgement {
  readonly products: number;
  readonly advice: Outcome;
  /** Recommended changes stated at 0.9 or more, and how many of them truly gain. */
  readonly sure: number;
  readonly sureGaining: number;
  readonly calibration: readonly CalibrationBin[];
  readonly elasticity: ElasticityTally;
  /** The same where the verdict claims to know: *answers* or *leans*. */
  readonly claimed: ElasticityTally;
  readonly answers: number;
  /** Products whose recommendation is a schedule. */
  readonly schedules: number;
  /** (profit - best held prices) / (best schedules - best held prices); null where a schedule cannot earn more. */
  readonly scheduleValue: number | null;
}

/** Where the bins of stated probability end. */
const calibrationEdges = [0, 0.5, 0.7, 0.8, 0.9, 1] as const;
const sureFrom = 0.9;
/** A product loses where the change costs more than this share of its present profit. */
const lossShare = 0.01;
/** What schedules add to the best held prices must be this share of present profit to be worth a ratio. */
const leastScheduleGain = 1e-3;

/** Judges a way of pricing the whole shop, one way a product. [products] */
export function outcomeOf(shop: ExamShop, ways: readonly Way[]): Outcome {
  return outcomeIn(new Truth(shop, ways), shop, ways);
}

function outcomeIn(truth: Truth, shop: ExamShop, ways: readonly Way[]): Outcome {
  const moved = shop.products.map((_, i) => i).filter((i) => truth.isMoved(i, ways[i]!));
  return {
    value: ratio(truth.total() - truth.present, sum(shop.best) - truth.present),
    moved: moved.length,
    losing: moved.filter((i) => truth.effect(i, ways[i]!) < -lossShare * truth.presentOf(i)).length,
  };
}

/** [products] */
export function judge(shop: ExamShop, advice: readonly Advice[]): Judgement {
  const ways = advice.map(({ recommended }) => recommended);
  const truth = new Truth(shop, ways);
  const gains = (i: number, way: Way) => truth.effect(i, way) > 0;
  const sure = ways
    .map((way, i) => ({ way, i }))
    .filter(({ way, i }) => truth.isMoved(i, way) && (way.probability ?? 0) >= sureFrom);
  const tallied = advice.flatMap(({ elasticity }, i) =>
    elasticity ? [{ ...elasticity, truth: shop.products[i]!.elasticity }] : [],
  );
  const bestHeld = sum(shop.bestHeld);
  const scheduleGain = sum(shop.best) - bestHeld;
  return {
    products: shop.products.length,
    advice: outcomeIn(truth, shop, ways),
    sure: sure.length,
    sureGaining: sure.filter(({ way, i }) => gains(i, way)).length,
    calibration: calibrationOf(
      advice.flatMap(({ candidates }, i) =>
        candidates
          .filter((way) => truth.isMoved(i, way))
          .map((way) => ({ probability: way.probability, isGain: gains(i, way) })),
      ),
    ),
    elasticity: tallyOf(tallied),
    claimed: tallyOf(tallied.filter(({ verdict }) => verdict === 'answers' || verdict === 'leans')),
    answers: tallied.filter(({ verdict }) => verdict === 'answers').length,
    schedules: ways.filter(({ schedule }) => schedule !== null).length,
    scheduleValue:
      scheduleGain > leastScheduleGain * truth.present ? (truth.total() - bestHeld) / scheduleGain : null,
  };
}

/** Profits of a shop that is priced in certain ways. */
class Truth {
  private readonly shop: ExamShop;
  private readonly ways: readonly Way[];
  private readonly current: Float64Array;
  private readonly held: Float64Array;
  /** What each schedule earns: playing one takes a while. */
  private readonly playedProfits = new Map<DayPricer, number>();

  constructor(shop: ExamShop, ways: readonly Way[]) {
    this.shop = shop;
    this.ways = ways;
    this.current = Float64Array.from(shop.products, ({ currentPrice }) => currentPrice);
    this.held = Float64Array.from(ways, ({ price }) => price);
  }

  get present(): number {
    return sum(this.shop.products.map((_, i) => this.presentOf(i)));
  }

  presentOf(i: number): number {
    return this.shop.profitOf(i, this.current);
  }

  isMoved(i: number, { price, schedule }: Way): boolean {
    return schedule !== null || Math.abs(price - this.current[i]!) > 0.005;
  }

  total(): number {
    return sum(this.ways.map((way, i) => this.profit(i, way, this.held)));
  }

  /**
   * What pricing one product in this way does to the shop's profit, the others priced as they are advised: the whole
   * shop's, since a product may take its gain from a neighbour.
   */
  effect(i: number, way: Way): number {
    if (way.schedule) return this.played(i, way.schedule) - this.presentOf(i);
    const { shop, held, current } = this;
    const prices = Float64Array.from(held);
    const affected = shop.affectedBy(i);
    const at = (price: number) => {
      prices[i] = price;
      return sum(affected.map((j) => shop.profitOf(j, prices)));
    };
    return at(way.price) - at(current[i]!);
  }

  private profit(i: number, { schedule }: Way, prices: Float64Array): number {
    return schedule ? this.played(i, schedule) : this.shop.profitOf(i, prices);
  }

  private played(i: number, schedule: DayPricer): number {
    const known = this.playedProfits.get(schedule);
    if (known !== undefined) return known;
    const profit = this.shop.played(i, schedule);
    this.playedProfits.set(schedule, profit);
    return profit;
  }
}

export function calibrationOf(
  stated: readonly { readonly probability: number; readonly isGain: boolean }[],
): CalibrationBin[] {
  return calibrationEdges.slice(1).map((to, k) => {
    const from = calibrationEdges[k]!;
    const isLast = k === calibrationEdges.length - 2;
    const inside = stated.filter(
      ({ probability }) => probability >= from && (probability < to || (isLast && probability <= to)),
    );
    return {
      from,
      to,
      count: inside.length,
      stated: sum(inside.map(({ probability }) => probability)),
      gaining: inside.filter(({ isGain }) => isGain).length,
    };
  });
}

function tallyOf(
  estimates: readonly {
    readonly estimate: number;
    readonly interval: readonly [number, number];
    readonly truth: number;
  }[],
): ElasticityTally {
  const errors = estimates.map(({ estimate, truth }) => estimate - truth);
  return {
    count: estimates.length,
    sumOfErrors: sum(errors),
    sumOfSquares: sum(errors.map((error) => error ** 2)),
    covered: estimates.filter(({ interval: [low, high], truth }) => low <= truth && truth <= high).length,
  };
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
