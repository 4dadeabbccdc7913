// Transitions of all markets in flat arrays, the oldest overwritten, sampled uniformly with replacement.
//
// Which transitions an update draws is a hash of seed and update (core/counter-random.ts), so that every engine, the
// GPU among them, draws the same ones.

import { hashedWord, randomStreams } from '../../core/counter-random.ts';
import type { ReplayShape, ReplayState } from '../../core/run/checkpoint.ts';
import type { Batch } from '../learner.ts';

interface Arrays {
  readonly state: Float32Array;
  readonly action: Float32Array;
  readonly reward: Float32Array;
  readonly nextState: Float32Array;
  readonly discount: Float32Array;
}

export class ReplayBuffer {
  readonly shape: ReplayShape;
  /** What the rewards of a batch are divided by. */
  rewardScale = 1;
  private readonly arrays: Arrays;
  private next = 0;
  private filled = 0;
  private addedRows = 0;
  private batch: (Batch & Arrays) | null = null;

  constructor(shape: ReplayShape) {
    if (!Number.isInteger(shape.capacity) || shape.capacity < 1)
      throw new Error(`ReplayBuffer: capacity must be a whole number of at least 1, got ${shape.capacity}`);
    this.shape = shape;
    this.arrays = arraysFor(shape, shape.capacity);
  }

  /** Transitions held. */
  get size(): number {
    return this.filled;
  }

  /** Transitions added since it was made: a copy elsewhere sees by it what it has not yet. */
  get added(): number {
    return this.addedRows;
  }

  /** Remembers one transition per market: what was seen, done, paid, seen next, and what that is worth from there on. */
  add(
    states: Float32Array, // [count * observationSize]
    actions: Float32Array, // [count * actionSize]
    rewards: Float32Array, // [count]
    nextStates: Float32Array, // [count * observationSize]
    discounts: Float32Array, // [count], see Batch.discount
  ): void {
    const { capacity, observationSize, actionSize } = this.shape;
    for (let i = 0; i < rewards.length; i++) {
      const at = this.next;
      copyRow(states, i, this.arrays.state, at, observationSize);
      copyRow(actions, i, this.arrays.action, at, actionSize);
      copyRow(nextStates, i, this.arrays.nextState, at, observationSize);
      this.arrays.reward[at] = rewards[i]!;
      this.arrays.discount[at] = discounts[i]!;
      this.next = (at + 1) % capacity;
      this.filled = Math.min(capacity, this.filled + 1);
    }
    this.addedRows += rewards.length;
  }

  /** The `size` transitions of that update, drawn with replacement, rewards divided by `rewardScale`. The arrays belong to the buffer and are overwritten by the next call. */
  sample(size: number, seed: number, update: number): Batch & { readonly reward: Float32Array } {
    if (this.filled === 0) throw new Error('ReplayBuffer.sample: the buffer is empty, add transitions first');
    if (this.batch?.size !== size) this.batch = { size, ...arraysFor(this.shape, size) };
    const { batch, arrays } = this;
    const { observationSize, actionSize } = this.shape;
    for (let i = 0; i < size; i++) {
      const from = this.rowOf(seed, update, i);
      copyRow(arrays.state, from, batch.state, i, observationSize);
      copyRow(arrays.action, from, batch.action, i, actionSize);
      copyRow(arrays.nextState, from, batch.nextState, i, observationSize);
      batch.reward[i] = arrays.reward[from]! / this.rewardScale;
      batch.discount[i] = arrays.discount[from]!;
    }
    return batch;
  }

  /** The transition that stands at `index` in the batch of an update: modulo, whose bias below a million rows is < 0.03 %. */
  private rowOf(seed: number, update: number, index: number): number {
    return hashedWord(seed, update, index, randomStreams.batch) % this.filled;
  }

  /** Its rows as they lie here, without a copy of what can be 80 MB: the next `add` changes them. */
  state(): ReplayState {
    const { observationSize, actionSize } = this.shape;
    return {
      shape: this.shape,
      size: this.filled,
      next: this.next,
      state: this.arrays.state.subarray(0, this.filled * observationSize),
      action: this.arrays.action.subarray(0, this.filled * actionSize),
      reward: this.arrays.reward.subarray(0, this.filled),
      nextState: this.arrays.nextState.subarray(0, this.filled * observationSize),
      discount: this.arrays.discount.subarray(0, this.filled),
    };
  }

  static fromState(state: ReplayState): ReplayBuffer {
    const buffer = new ReplayBuffer(state.shape);
    for (const name of arrayNames) buffer.arrays[name].set(state[name]);
    buffer.next = state.next;
    buffer.filled = state.size;
    return buffer;
  }
}

const arrayNames = ['state', 'action', 'reward', 'nextState', 'discount'] as const;

function arraysFor({ observationSize, actionSize }: ReplayShape, count: number): Arrays {
  return {
    state: new Float32Array(count * observationSize),
    action: new Float32Array(count * actionSize),
    reward: new Float32Array(count),
    nextState: new Float32Array(count * observationSize),
    discount: new Float32Array(count),
  };
}

function copyRow(from: Float32Array, fromRow: number, to: Float32Array, toRow: number, size: number): void {
  for (let i = 0; i < size; i++) to[toRow * size + i] = from[fromRow * size + i]!;
}
