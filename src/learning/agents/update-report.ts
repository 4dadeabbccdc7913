// What the last update computed, kept on the device until somebody asks: losses cost nothing while nobody looks,
// and are read back in one piece when somebody does.

import * as tf from '@tensorflow/tfjs-core';

import type { LearnerState } from '../../core/run/checkpoint.ts';
import type { Learner, Losses } from '../learner.ts';
import type { AdamState } from '../networks/adam.ts';

/** A learner that also shows the arrays of its last update by name, for checks against reference results. */
export interface PortableLearner extends Learner {
  inspect(): Promise<Readonly<Record<string, Float32Array>>>;
  /** Everything it has learned; a learner made from it goes on as if nothing had happened. Reads back from the device. */
  state(): Promise<LearnerState>;
}

/** Where a learner made anew goes on: the updates done and Adam's moments; its weights are given apart. */
export type Progress = Pick<LearnerState, 'updates' | 'moments'>;

/** Where the Adam of networks that move every `delay` updates, beginning with the first, stands after `progress`. */
export function adamState(progress: Progress | null, delay = 1): AdamState | null {
  return progress && { steps: Math.ceil(progress.updates / delay), moments: progress.moments };
}

export class UpdateReport {
  private tensors: Readonly<Record<string, tf.Tensor>> = {};

  /** Takes over `tensors` and lets go of the former ones; may be called inside a tf.tidy. */
  replace(tensors: Readonly<Record<string, tf.Tensor>>): void {
    this.dispose();
    for (const tensor of Object.values(tensors)) tf.keep(tensor);
    this.tensors = tensors;
  }

  async read(): Promise<Record<string, Float32Array>> {
    const entries = Object.entries(this.tensors);
    if (entries.length === 0) return {};
    const joined = tf.tidy(() => tf.concat1d(entries.map(([, tensor]) => tf.reshape(tensor, [tensor.size]))));
    // Sizes now: the tensors may be replaced while we wait.
    const sizes = entries.map(([name, tensor]) => [name, tensor.size] as const);
    try {
      const values = (await joined.data()) as Float32Array;
      let offset = 0;
      return Object.fromEntries(sizes.map(([name, size]) => [name, values.slice(offset, (offset += size))]));
    } finally {
      joined.dispose();
    }
  }

  dispose(): void {
    for (const tensor of Object.values(this.tensors)) tensor.dispose();
    this.tensors = {};
  }
}

export const noLosses: Losses = {
  criticLoss: NaN,
  actorLoss: NaN,
  temperature: NaN,
  temperatureLoss: NaN,
  entropy: NaN,
  meanQ: NaN,
  criticGradientNorm: NaN,
  actorGradientNorm: NaN,
};

/** Mean over `count` entries of f(i). */
export function meanOver(count: number, f: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += f(i);
  return sum / count;
}
