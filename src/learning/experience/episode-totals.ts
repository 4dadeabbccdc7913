// Running sums of training episodes, market by market.

import type { MarketStep } from '../../core/market/market.ts';
import type { TotalsState } from '../../core/run/checkpoint.ts';
import type { EpisodeRecord } from '../../core/run/events.ts';

/** Running sums of the episode each market is in. */
export class EpisodeTotals {
  /** Days of the present episode. [count] */
  readonly days: Uint32Array;
  private readonly partCount: number;
  private readonly returns: Float64Array;
  private readonly parts: Float64Array;

  constructor(count: number, partCount: number) {
    this.partCount = partCount;
    this.days = new Uint32Array(count);
    this.returns = new Float64Array(count);
    this.parts = new Float64Array(count * partCount);
  }

  state(): TotalsState {
    return { days: this.days.slice(), returns: this.returns.slice(), parts: this.parts.slice() };
  }

  restore({ days, returns, parts }: TotalsState): void {
    this.days.set(days);
    this.returns.set(returns);
    this.parts.set(parts);
  }

  /** Adds one step; gives back the episodes that ended with it, and forgets their sums. */
  add(
    outcome: MarketStep,
    productIndex: Uint32Array,
    step: number,
  ): { readonly episodes: EpisodeRecord[]; readonly ended: number[] } {
    const episodes: EpisodeRecord[] = [];
    const ended: number[] = [];
    for (let i = 0; i < this.days.length; i++) {
      const parts = this.parts.subarray(i * this.partCount, (i + 1) * this.partCount);
      this.days[i]!++;
      this.returns[i]! += outcome.rewards[i]!;
      for (let k = 0; k < this.partCount; k++) parts[k]! += outcome.rewardParts[i * this.partCount + k]!;
      if (outcome.terminated[i] === 0 && outcome.truncated[i] === 0) continue;
      ended.push(i);
      episodes.push({
        step,
        episodeReturn: this.returns[i]!,
        parts: [...parts],
        days: this.days[i]!,
        product: productIndex[i]!,
      });
      this.days[i] = 0;
      this.returns[i] = 0;
      parts.fill(0);
    }
    return { episodes, ended };
  }
}
