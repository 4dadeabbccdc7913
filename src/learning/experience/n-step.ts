// n-step returns: a transition spans n steps of its market, R = r_0 + γ r_1 + ... + γ^(k-1) r_(k-1), and what follows
// counts γ^k. Fewer steps where the episode ends before: a true end counts nothing after it, a time limit does.
//
// Source: Sutton, "Learning to Predict by the Methods of Temporal Differences", 1988; for actor-critic replay as in
// Barth-Maron et al., https://arxiv.org/abs/1804.08617. The steps in between were taken by an older policy and are not
// corrected for: small n only.

import type { NStepState, WaitingTransitions } from '../../core/run/checkpoint.ts';

export interface NStepShape {
  readonly steps: number;
  readonly gamma: number;
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize: number;
}

/** Transitions as the replay buffer takes them; `rewards.length` of them. */
export type Transitions = WaitingTransitions;

interface PendingStep {
  readonly state: Float32Array;
  readonly action: Float32Array;
  readonly reward: number;
}

export class NStepReturns {
  private readonly shape: NStepShape;
  private readonly pending: PendingStep[][];

  constructor(shape: NStepShape, from: NStepState | null = null) {
    this.shape = shape;
    const { observationSize, actionSize } = shape;
    this.pending = Array.from({ length: shape.count }, (_, i) => {
      const kept = from?.pending[i];
      return Array.from({ length: kept?.rewards.length ?? 0 }, (_, k) => ({
        state: rowOf(kept!.states, k, observationSize),
        action: rowOf(kept!.actions, k, actionSize),
        reward: kept!.rewards[k]!,
      }));
    });
  }

  /** Takes one step of every market and gives back the transitions that are complete with it. */
  add(
    states: Float32Array, // [count * observationSize]
    actions: Float32Array, // [count * actionSize]
    rewards: Float32Array, // [count]
    nextStates: Float32Array, // [count * observationSize]
    terminated: Uint8Array, // [count]
    truncated: Uint8Array, // [count]
  ): Transitions {
    const { steps, gamma, count, observationSize, actionSize } = this.shape;
    const done: {
      readonly first: PendingStep;
      readonly reward: number;
      readonly market: number;
      readonly discount: number;
    }[] = [];
    for (let i = 0; i < count; i++) {
      const pending = this.pending[i]!;
      pending.push({
        state: rowOf(states, i, observationSize),
        action: rowOf(actions, i, actionSize),
        reward: rewards[i]!,
      });
      const ended = terminated[i] === 1;
      const over = ended || truncated[i] === 1;
      while (pending.length === steps || (over && pending.length > 0)) {
        let reward = 0;
        for (let k = pending.length - 1; k >= 0; k--) reward = pending[k]!.reward + gamma * reward;
        const discount = ended ? 0 : gamma ** pending.length;
        done.push({ first: pending.shift()!, reward, market: i, discount });
      }
    }
    const out: Transitions = [
      new Float32Array(done.length * observationSize),
      new Float32Array(done.length * actionSize),
      Float32Array.from(done, ({ reward }) => reward),
      new Float32Array(done.length * observationSize),
      Float32Array.from(done, ({ discount }) => discount),
    ];
    done.forEach(({ first, market }, row) => {
      out[0].set(first.state, row * observationSize);
      out[1].set(first.action, row * actionSize);
      out[3].set(rowOf(nextStates, market, observationSize), row * observationSize);
    });
    return out;
  }

  state(): NStepState {
    const { observationSize, actionSize } = this.shape;
    return {
      pending: this.pending.map((steps) => {
        const states = new Float32Array(steps.length * observationSize);
        const actions = new Float32Array(steps.length * actionSize);
        steps.forEach(({ state, action }, k) => {
          states.set(state, k * observationSize);
          actions.set(action, k * actionSize);
        });
        return { states, actions, rewards: Float32Array.from(steps, ({ reward }) => reward) };
      }),
    };
  }
}

function rowOf(values: Float32Array, row: number, size: number): Float32Array {
  return values.slice(row * size, (row + 1) * size);
}
