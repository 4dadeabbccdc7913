// Small tensors that every update needs again: a JS number in an operation becomes a new upload each time.

import * as tf from '@tensorflow/tfjs-core';

export class Constants {
  private readonly scalars = new Map<number, tf.Scalar>();
  private readonly rows = new Map<number, tf.Tensor2D>();
  private readonly columns = new Map<number, tf.Tensor2D>();

  /** A scalar that lives until `dispose`. */
  scalar(value: number): tf.Scalar {
    return remembered(this.scalars, value, () => tf.scalar(value));
  }

  /** Ones, [1, size]; lives until `dispose`. */
  onesRow(size: number): tf.Tensor2D {
    return remembered(this.rows, size, () => tf.ones<tf.Rank.R2>([1, size]));
  }

  /** 1 / size in every row, [size, 1]; lives until `dispose`. */
  averagingColumn(size: number): tf.Tensor2D {
    return remembered(this.columns, size, () => tf.fill<tf.Rank.R2>([size, 1], 1 / size));
  }

  dispose(): void {
    for (const kept of [this.scalars, this.rows, this.columns]) {
      for (const tensor of kept.values()) tensor.dispose();
      kept.clear();
    }
  }
}

function remembered<T extends tf.Tensor>(kept: Map<number, T>, key: number, make: () => T): T {
  let tensor = kept.get(key);
  if (!tensor) {
    tensor = tf.keep(make());
    kept.set(key, tensor);
  }
  return tensor;
}
