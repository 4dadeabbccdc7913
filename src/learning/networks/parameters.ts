// The parameters of one or several networks as a single flat tensor, with a named view of each array.
//
// Adam, the clip by global norm and the target update then take a dozen kernels for all arrays together instead of
// a dozen for each; kernels per update are what an update costs on a GPU. Views are cut once after each change.

import * as tf from '@tensorflow/tfjs-core';

import { sizeOf, type ParameterShape } from '../../core/policy/actor-layout.ts';
import type { NamedWeights } from '../../core/policy/policy.ts';

/** Gradients by parameter name; a missing one is zero. */
export type Gradients = Map<string, tf.Tensor>;

export class Parameters {
  readonly layout: readonly ParameterShape[];
  readonly size: number;
  private values: tf.Tensor1D;
  private views: Map<string, tf.Tensor> | null = null;

  /** Copies `weights`, which must hold every array of `layout`. */
  constructor(layout: readonly ParameterShape[], weights: NamedWeights) {
    this.layout = layout;
    this.size = layout.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const flat = new Float32Array(this.size);
    let offset = 0;
    for (const { name, shape } of layout) {
      const given = weights[name];
      if (!given) throw new Error(`Parameters: weight "${name}" is missing`);
      if (given.shape.join() !== shape.join() || given.values.length !== sizeOf(shape))
        throw new Error(
          `Parameters: weight "${name}": expected shape [${shape.join(', ')}], got [${given.shape.join(', ')}]`,
        );
      flat.set(given.values, offset);
      offset += given.values.length;
    }
    this.values = tf.keep(tf.tensor1d(flat));
  }

  /** All parameters in layout order, [size]. Belongs to this object and changes with `replace`. */
  get flat(): tf.Tensor1D {
    return this.values;
  }

  /** The present array of that name; belongs to this object and lives until the next `replace`. */
  get(name: string): tf.Tensor {
    this.views ??= this.cutViews();
    const view = this.views.get(name);
    if (!view) throw new Error(`internal: Parameters: no parameter "${name}"`);
    return view;
  }

  /** Takes over `next` [size] as the new parameters. */
  replace(next: tf.Tensor1D): void {
    this.disposeViews();
    this.values.dispose();
    this.values = tf.keep(next);
  }

  /** The gradients as one tensor in layout order, [size]. The caller disposes it. */
  flatten(gradients: Gradients): tf.Tensor1D {
    return tf.tidy(() =>
      tf.concat1d(
        this.layout.map(({ name, shape }) => {
          const gradient = gradients.get(name);
          return gradient
            ? tf.reshape<tf.Rank.R1>(gradient, [sizeOf(shape)])
            : tf.zeros<tf.Rank.R1>([sizeOf(shape)]);
        }),
      ),
    );
  }

  /** Reads all arrays back from the device. */
  async read(): Promise<NamedWeights> {
    const flat = (await this.values.data()) as Float32Array;
    let offset = 0;
    return Object.fromEntries(
      this.layout.map(({ name, shape }) => {
        const size = sizeOf(shape);
        offset += size;
        return [name, { shape, values: flat.slice(offset - size, offset) }];
      }),
    );
  }

  dispose(): void {
    this.disposeViews();
    this.values.dispose();
  }

  private cutViews(): Map<string, tf.Tensor> {
    let offset = 0;
    return new Map(
      this.layout.map(({ name, shape }) => {
        const size = sizeOf(shape);
        const view = tf.tidy(() => tf.reshape(tf.slice1d(this.values, offset, size), [...shape]));
        offset += size;
        return [name, tf.keep(view)];
      }),
    );
  }

  private disposeViews(): void {
    this.views?.forEach((view) => view.dispose());
    this.views = null;
  }
}
