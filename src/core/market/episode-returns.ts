// What episodes return and earn: each market of a vector plays one, and its return is undiscounted.

import type { Market } from './market.ts';

/** Actions for all markets of a vector, given their observations. [count * actionSize] */
export type Actor = (market: Market) => Float32Array;

/** One episode of each market. */
export interface EpisodeOutcomes {
  /** [count] */
  readonly returns: Float64Array;
  /** Currency; NaN where no cost is known. [count] */
  readonly profits: Float64Array;
  /** Currency. [count] */
  readonly revenues: Float64Array;
}

/** The returns of `episodeOutcomes`. [count] */
export function* episodeReturns(market: Market, actor: Actor): Generator<void, Float64Array> {
  return (yield* episodeOutcomes(market, actor)).returns;
}

/**
 * One episode per market of `market`, played by `actor`.
 *
 * A generator, so that whoever drives it can breathe between steps; it yields after each step.
 * The market must stand at the beginning of its episodes: built in evaluation mode, or reset since.
 */
export function* episodeOutcomes(market: Market, actor: Actor): Generator<void, EpisodeOutcomes> {
  const profits = new Float64Array(market.count);
  const revenues = new Float64Array(market.count);
  const returns = new Float64Array(market.count);
  const running = new Uint8Array(market.count).fill(1);
  let left = market.count;
  while (left > 0) {
    const step = market.step(actor(market));
    const ended: number[] = [];
    for (let i = 0; i < market.count; i++) {
      const over = step.terminated[i] === 1 || step.truncated[i] === 1;
      if (over) ended.push(i);
      if (running[i] === 0) continue;
      returns[i]! += step.rewards[i]!;
      profits[i]! += step.profit[i]!;
      revenues[i]! += step.price[i]! * step.units[i]!;
      if (over) {
        running[i] = 0;
        left--;
      }
    }
    if (ended.length > 0 && left > 0) market.reset(ended);
    yield;
  }
  return { returns, profits, revenues };
}
