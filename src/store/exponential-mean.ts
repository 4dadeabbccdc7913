// The smoothing of TensorBoard's scalars: an exponential moving average, freed of its bias towards 0 at the start.
//
// m_t = w m_(t-1) + (1 - w) x_t with m_0 = 0, and out_t = m_t / (1 - w^t). Source: `classicSmoothing` in
// tensorboard/webapp/widgets/line_chart_v2/data_transformer.ts, https://github.com/tensorflow/tensorboard; the division is
// the bias correction of Kingma and Ba, https://arxiv.org/abs/1412.6980, section 3.

/** The strongest smoothing that can be chosen; 0 smooths nothing. */
export const mostSmoothing = 0.99;

/**
 * `out[t]` is the debiased average of the values up to `t`, each weighing `weight` times as much as the one after it. What
 * is not finite stays as it is and takes no part. [values]
 */
export function exponentialMean(values: readonly number[], weight: number): Float64Array {
  const out = new Float64Array(values.length);
  let mean = 0;
  /** w^t, of the finite values so far. */
  let bias = 1;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (Number.isFinite(value)) {
      mean = weight * mean + (1 - weight) * value;
      bias *= weight;
      out[index] = mean / (1 - bias);
    } else out[index] = value;
  }
  return out;
}
