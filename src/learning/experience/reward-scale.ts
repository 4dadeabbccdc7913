// A running scale for rewards: they are divided by their standard deviation before they reach the critic.
//
// The mean is not subtracted: in episodes of unequal length a shift would pay or punish staying alive. Mean and
// variance are Welford's, https://en.wikipedia.org/wiki/Algorithms_for_calculating_variance#Welford's_online_algorithm.

import type { RewardScaleState } from '../../core/run/checkpoint.ts';

/** Rewards that hardly vary are not blown up by more than this. */
const smallestScale = 1e-4;

export class RewardScale {
  private count = 0;
  private mean = 0;
  private squares = 0;

  /** Takes one reward into the statistics. */
  observe(reward: number): void {
    this.count++;
    const difference = reward - this.mean;
    this.mean += difference / this.count;
    this.squares += difference * (reward - this.mean);
  }

  /** The standard deviation of the rewards seen; 1 before the second one and where they do not vary at all. */
  get scale(): number {
    if (this.count < 2 || this.squares === 0) return 1;
    return Math.max(smallestScale, Math.sqrt(this.squares / (this.count - 1)));
  }

  state(): RewardScaleState {
    return { count: this.count, mean: this.mean, squares: this.squares };
  }

  static fromState(state: RewardScaleState): RewardScale {
    const scale = new RewardScale();
    scale.count = state.count;
    scale.mean = state.mean;
    scale.squares = state.squares;
    return scale;
  }
}
