// The parameters of one or several networks as a few flat tensors, with a named view of each array.
//
// All small arrays (biases, norms, heads) share one tensor, each large kernel has its own. Adam, the clip by global
// norm and the target update then take a dozen kernels a tensor instead of a dozen an array; kernels per update are
// what an update costs on a GPU. One tensor for everything would be simpler, but WASM copies the whole of a tensor
// to cut a slice of it: that took 35 of 90 ms of an update.

import * as tf from '@tensorflow/tfjs-core';

import { sizeOf, type ParameterShape } from '../../core/policy/actor-layout.ts';
import type { NamedWeights } from '../../core/policy/policy.ts';

/** Gradients by parameter name; a missing one is zero. */
export type Gradients = Map<string, tf.Tensor>;

/** Arrays of at least so many numbers have a tensor of their own. */
const largeSize = 4096;

export class Parameters {
  /** Which arrays each tensor holds, one after another. */
  private readonly blocks: readonly (readonly ParameterShape[])[];
  private values: readonly tf.Tensor1D[];
  private views: Map<string, tf.Tensor> | null = null;

  /** Copies `weights`, which must hold every array of `layout`. */
  constructor(layout: readonly ParameterShape[], weights: NamedWeights) {
    const small = layout.filter(({ shape }) => sizeOf(shape) < largeSize);
    const large = layout.filter(({ shape }) => sizeOf(shape) >= largeSize);
    this.blocks = [...(small.length > 0 ? [small] : []), ...large.map((array) => [array])];
    this.values = this.tensorsOf(weights, '');
  }

  /** All parameters as flat tensors. They belong to this object and change with `replace`. */
  get tensors(): readonly tf.Tensor1D[] {
    return this.values;
  }

  /** The present array of that name; belongs to this object and lives until the next `replace`. */
  get(name: string): tf.Tensor {
    this.views ??= this.cutViews();
    const view = this.views.get(name);
    if (!view) throw new Error(`internal: Parameters: no parameter "${name}"`);
    return view;
  }

  /** Takes over `next`, shaped as `tensors`, as the new parameters. */
  replace(next: readonly tf.Tensor1D[]): void {
    this.disposeAll();
    this.values = next.map((tensor) => tf.keep(tensor));
  }

  /** The gradients as flat tensors, shaped as `tensors`. They belong to the enclosing tf.tidy. */
  flatten(gradients: Gradients): tf.Tensor1D[] {
    return this.blocks.map((arrays) =>
      tf.concat1d(
        arrays.map(({ name, shape }) => {
          const gradient = gradients.get(name);
          const size = sizeOf(shape);
          return gradient ? tf.reshape<tf.Rank.R1>(gradient, [size]) : tf.zeros<tf.Rank.R1>([size]);
        }),
      ),
    );
  }

  /** Reads all arrays back from the device. */
  read(): Promise<NamedWeights> {
    return this.readAs(this.values, '');
  }

  /** Reads tensors shaped as `tensors` back from the device, under the parameters' names with `ending`. */
  async readAs(tensors: readonly tf.Tensor1D[], ending: string): Promise<NamedWeights> {
    const blocks = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
    const weights: Record<string, NamedWeights[string]> = {};
    this.blocks.forEach((arrays, i) => {
      for (const { array, offset, size } of placed(arrays))
        weights[`${array.name}${ending}`] = {
          shape: array.shape,
          values: blocks[i]!.slice(offset, offset + size),
        };
    });
    return weights;
  }

  /** New tensors shaped as `tensors` from what `readAs` gave; the caller disposes them. */
  tensorsOf(weights: NamedWeights, ending: string): tf.Tensor1D[] {
    return this.blocks.map((arrays) => tf.keep(tf.tensor1d(joined(arrays, weights, ending))));
  }

  dispose(): void {
    this.disposeAll();
  }

  private cutViews(): Map<string, tf.Tensor> {
    const views = new Map<string, tf.Tensor>();
    this.blocks.forEach((arrays, i) => {
      for (const { array, offset, size } of placed(arrays)) {
        const view = tf.tidy(() => {
          const values = this.values[i]!;
          const cut = arrays.length === 1 ? values : tf.slice1d(values, offset, size);
          return tf.reshape(cut, [...array.shape]);
        });
        views.set(array.name, tf.keep(view));
      }
    });
    return views;
  }

  private disposeAll(): void {
    this.views?.forEach((view) => view.dispose());
    this.views = null;
    for (const tensor of this.values) tensor.dispose();
  }
}

function placed(arrays: readonly ParameterShape[]) {
  let end = 0;
  return arrays.map((array) => {
    const size = sizeOf(array.shape);
    end += size;
    return { array, size, offset: end - size };
  });
}

/** @throws Error naming an array that is missing or misshapen. */
function joined(arrays: readonly ParameterShape[], weights: NamedWeights, ending: string): Float32Array {
  const flat = new Float32Array(arrays.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  for (const { array, offset, size } of placed(arrays)) {
    const name = `${array.name}${ending}`;
    const given = weights[name];
    if (!given) throw new Error(`Parameters: weight "${name}" is missing`);
    if (given.shape.join() !== array.shape.join() || given.values.length !== size)
      throw new Error(
        `Parameters: weight "${name}": expected shape [${array.shape.join(', ')}], got [${given.shape.join(', ')}]`,
      );
    flat.set(given.values, offset);
  }
  return flat;
}
