// The exam's contract: a shop whose truth is known because it was put in, and the file that such a shop leaves behind.
//
// The lab sees the file and nothing else. Its advice is then played in the truth over the coming days, within the same
// guardrails for everybody.

import { largestChange, smallestMargin } from './limits.ts';
import type { Random } from '../random.ts';

/** Days that advice is judged over. */
export const horizonDays = 30;

/** What is priced: a product, or a product in one store. */
export interface ExamProduct {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** The split of the file that tells it from the same product elsewhere; null where there is none. */
  readonly store: string | null;
  readonly currentPrice: number;
  readonly unitCost: number;
  /** What log units truly answer to log price, other things equal, at the end of the file. */
  readonly elasticity: number;
  /** The same on average over the days of the file; absent: it was the same on all of them. */
  readonly fileElasticity?: number;
}

/** How a product's market truly answers to prices over time; null where it does not that way. */
export interface TrueAnswer {
  /** What buyers are used to, as in core/demand/lasting.ts. */
  readonly memory: {
    readonly exponent: number;
    readonly retention: number;
    readonly lossFactor: number;
  } | null;
  /** How a rival follows, and what units answer to its price. */
  readonly rival: {
    readonly cross: number;
    readonly pace: number;
    readonly passThrough: number;
    readonly offset: number;
  } | null;
}

/** Where a day begins: what somebody who prices it can see. NaN where the shop has none of it. */
interface DayState {
  /** 0 first. */
  readonly day: number;
  /** Yesterday's price. */
  readonly price: number;
  readonly inventory: number;
  readonly rivalPrice: number;
}

/** Today's price, of somebody who sees where the day begins. */
export type DayPricer = (state: DayState) => number;

export interface ExamShop {
  readonly fileName: string;
  /** The sales file, all that the lab sees. */
  readonly csv: string;
  readonly products: readonly ExamProduct[];
  /** Expected profit of one product over the coming days, with these prices of all products held. [products] */
  readonly profitOf: (index: number, prices: ArrayLike<number>) => number;
  /** The products whose profit moves with the price of one, itself among them. */
  readonly affectedBy: (index: number) => readonly number[];
  /** The same of one product that is priced day by day, the others at their present prices. */
  readonly played: (index: number, pricer: DayPricer) => number;
  /** The most that the products can earn within the guardrails. Expected profit a product. [products] */
  readonly best: Float64Array;
  /** How products truly answer over time; absent where prices over time do not matter. [products] */
  readonly answers?: readonly TrueAnswer[];
  /** The most with one price held: the same as `best` where prices over time do not matter. [products] */
  readonly bestHeld: Float64Array;
}

export interface Scenario {
  readonly name: string;
  /** The trap, in words. */
  readonly summary: string;
  /** Whether prices over time matter there, so that a schedule can beat every held price. */
  readonly isDynamic: boolean;
  readonly make: (random: Random) => ExamShop;
}

/** Prices that the guardrails allow tomorrow: at most 15 % from today's, a margin of at least 5 %. */
export function allowedPrices(
  price: number,
  unitCost: number,
): { readonly low: number; readonly high: number } {
  const floor = unitCost / (1 - smallestMargin);
  const high = Math.max(price * (1 + largestChange), floor);
  return { low: Math.min(high, Math.max(price * (1 - largestChange), floor)), high };
}
