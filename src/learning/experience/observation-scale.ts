// Observations scaled by what the random steps showed: each input less its mean, by its standard deviation.
//
// The scale is measured while prices are random and frozen when learning starts, so that a transition means the same
// in the first update and in the last. Until then transitions wait here, for nothing unscaled may be remembered.
//
// Nobody else knows of it: the learner sees scaled numbers, and an actor that leaves it has the scale folded into its
// first Linear, so acting, evaluations, cards and exports go on reading observations as the market gives them. That
// is also why scaled values are not clipped (to +-10, as is usual): a clip cannot be folded. A lowest deviation
// bounds them instead.

import type { NamedWeights } from '../../core/policy/policy.ts';
import type { ObservationScaleState } from '../../core/run/checkpoint.ts';
import type { Transitions } from './n-step.ts';

/** An input that varied less is not blown up by more; markets give numbers of the order of 1. */
const smallestDeviation = 0.01;
/** An input that varied less did not vary at all: it is only shifted. */
const constantDeviation = 1e-8;

export class ObservationScale {
  private count = 0;
  /** Welford's running mean and sum of squares of each input. [observationSize] */
  private readonly mean: Float64Array;
  private readonly squares: Float64Array;
  /** One over the standard deviation, once frozen. [observationSize] */
  private inverse: Float64Array | null = null;
  private waiting: Transitions[] = [];

  constructor(observationSize: number) {
    this.mean = new Float64Array(observationSize);
    this.squares = new Float64Array(observationSize);
  }

  /** Takes observations into the statistics, [n * observationSize]; none once frozen. */
  observe(observations: Float32Array): void {
    if (this.inverse) return;
    const size = this.mean.length;
    for (let row = 0; row < observations.length; row += size) {
      this.count++;
      for (let i = 0; i < size; i++) {
        const difference = observations[row + i]! - this.mean[i]!;
        this.mean[i]! += difference / this.count;
        this.squares[i]! += difference * (observations[row + i]! - this.mean[i]!);
      }
    }
  }

  /** Ends the measuring; a second call changes nothing. */
  freeze(): void {
    this.inverse ??= this.squares.map((squares) => {
      const deviation = Math.sqrt(squares / Math.max(1, this.count - 1));
      return deviation < constantDeviation ? 1 : 1 / Math.max(smallestDeviation, deviation);
    });
  }

  /** What may be remembered now, scaled: nothing before the scale is frozen, then all that waited and what came. */
  admit(transitions: Transitions): readonly Transitions[] {
    this.waiting.push(transitions);
    if (!this.inverse) return [];
    const admitted = this.waiting.map(([states, actions, rewards, nextStates, discounts]): Transitions => [
      this.scaled(states),
      actions,
      rewards,
      this.scaled(nextStates),
      discounts,
    ]);
    this.waiting = [];
    return admitted;
  }

  /** (observation - mean) / deviation. [n * observationSize] */
  scaled(observations: Float32Array): Float32Array {
    const inverse = this.frozen();
    const size = inverse.length;
    return observations.map((value, k) => (value - this.mean[k % size]!) * inverse[k % size]!);
  }

  /**
   * The actor that does on observations as they are what `actor` does on scaled ones: of its first Linear the kernel
   * becomes W / deviation and the bias b - sum of W mean / deviation. The other weights are those of `actor`.
   */
  folded(actor: NamedWeights): NamedWeights {
    const inverse = this.frozen();
    const kernel = actor['l1.kernel'];
    const bias = actor['l1.bias'];
    if (!kernel || !bias || 'inputNorm.gamma' in actor)
      throw new Error('internal: ObservationScale.folded needs an actor that begins with a Linear');
    const outputs = bias.values.length;
    const shift = new Float64Array(outputs);
    const values = kernel.values.map((weight, k) => {
      const input = Math.floor(k / outputs);
      const divided = weight * inverse[input]!;
      shift[k % outputs]! += divided * this.mean[input]!;
      return divided;
    });
    return {
      ...actor,
      'l1.kernel': { shape: kernel.shape, values },
      'l1.bias': { shape: bias.shape, values: bias.values.map((value, j) => value - shift[j]!) },
    };
  }

  state(): ObservationScaleState {
    return {
      count: this.count,
      mean: this.mean.slice(),
      squares: this.squares.slice(),
      frozen: this.inverse !== null,
      waiting: this.waiting.map((transitions) => [...transitions] as const),
    };
  }

  static fromState(state: ObservationScaleState): ObservationScale {
    const scale = new ObservationScale(state.mean.length);
    scale.count = state.count;
    scale.mean.set(state.mean);
    scale.squares.set(state.squares);
    scale.waiting = [...state.waiting];
    if (state.frozen) scale.freeze();
    return scale;
  }

  private frozen(): Float64Array {
    if (!this.inverse) throw new Error('internal: the observation scale was asked for before it was frozen');
    return this.inverse;
  }
}
