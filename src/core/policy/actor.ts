// The forward pass of a trained actor in plain loops: what acts in training markets, prices products and checks
// exports.
//
// Weights are float32 as the learner made them, sums are double, so that the result is closer to the true one
// than any backend's and the same on every machine. The inner loop runs along a kernel's row [in, out], where
// memory is contiguous. Many observations go through eight at a time (actor-in-eights.ts), to the same numbers.

import { inEights, type ManyActions } from './actor-in-eights.ts';
import { actorLayout, greedyLayer, hasSpread, trunkNorms, weightsProblem } from './actor-layout.ts';
import type { ActorArchitecture, NamedWeights, Policy } from './policy.ts';

/** Fewer observations are passed one by one: to lay out the weights takes as long as a dozen. */
const fewestInEights = 64;

/** Reads `input`, writes `output`; both belong to the policy and are reused. */
interface Layer {
  readonly output: Float64Array;
  run(input: Float64Array): void;
}

/**
 * A policy over the given weights, which are read in place and must not change afterwards.
 *
 * @throws Error naming the first weight that is missing, misshapen or not finite.
 */
export function createPolicy(architecture: ActorArchitecture, weights: NamedWeights): Policy {
  const problem = weightsProblem(actorLayout(architecture), weights);
  if (problem) throw new Error(`createPolicy: ${problem}`);

  const { observationSize, actionSize, logStdRange } = architecture;
  const observation = new Float64Array(observationSize);
  const { trunk, head, logStdHead } = actorLayers(architecture, weights);

  /** Runs one observation through the network; returns the output before the tanh. */
  function forward(observations: Float32Array, index: number): Float64Array {
    const start = index * observationSize;
    for (let i = 0; i < observationSize; i++) observation[i] = observations[start + i]!;
    let features: Float64Array = observation;
    for (const layer of trunk) {
      layer.run(features);
      features = layer.output;
    }
    head.run(features);
    logStdHead?.run(features);
    return head.output;
  }

  let many: ManyActions | null | undefined;

  return {
    architecture,
    weights,
    act(observations, count) {
      requireLength('act', 'observations', observations, count, observationSize);
      const actions = new Float32Array(count * actionSize);
      let done = 0;
      if (count >= fewestInEights) {
        many ??= inEights(architecture, weights);
        if (many) many(observations, (done = count - (count % 8)), actions);
      }
      for (let n = done; n < count; n++) {
        const output = forward(observations, n);
        for (let a = 0; a < actionSize; a++) actions[n * actionSize + a] = Math.tanh(output[a]!);
      }
      requireFinite('act', actions, actionSize);
      return actions;
    },
    explore(observations, count, noise, explorationNoise) {
      requireLength('explore', 'observations', observations, count, observationSize);
      requireLength('explore', 'noise', noise, count, actionSize);
      const actions = new Float32Array(count * actionSize);
      for (let n = 0; n < count; n++) {
        const output = forward(observations, n);
        for (let a = 0; a < actionSize; a++) {
          const drawn = noise[n * actionSize + a]!;
          actions[n * actionSize + a] = logStdHead
            ? Math.tanh(output[a]! + Math.exp(clamp(logStdHead.output[a]!, ...logStdRange)) * drawn)
            : clamp(Math.tanh(output[a]!) + explorationNoise * drawn, -1, 1);
        }
      }
      requireFinite('explore', actions, actionSize);
      return actions;
    },
  };
}

function actorLayers(architecture: ActorArchitecture, weights: NamedWeights) {
  const { hidden, layerNormEpsilon } = architecture;
  const { layerNorm: normalize, inputNorm: normalizeInput } = trunkNorms(architecture);
  const trunk: Layer[] = [];
  if (normalizeInput) trunk.push(layerNormLayer(weights, 'inputNorm', layerNormEpsilon, false));
  hidden.forEach((_, i) => {
    trunk.push(linearLayer(weights, `l${i + 1}`, !normalize));
    if (normalize) trunk.push(layerNormLayer(weights, `n${i + 1}`, layerNormEpsilon, true));
  });
  const head = linearLayer(weights, greedyLayer(architecture), false);
  return { trunk, head, logStdHead: hasSpread(architecture) ? linearLayer(weights, 'logStd', false) : null };
}

/**
 * output = input * kernel + bias, negative values cut to 0 where `relu`.
 *
 * Skips inputs that are 0 (after a ReLU about every second one) and takes four rows of the kernel at a time:
 * together twice as fast as the plain loop (54 to 26 us for 256 x 256).
 */
function linearLayer(weights: NamedWeights, name: string, relu: boolean): Layer {
  const kernel = weights[`${name}.kernel`]!.values;
  const bias = weights[`${name}.bias`]!.values;
  const outputs = bias.length;
  const output = new Float64Array(outputs);
  const active = new Int32Array(kernel.length / outputs);
  return {
    output,
    run(input) {
      // By hand: `set` between arrays of two kinds takes longer than so few numbers.
      for (let j = 0; j < outputs; j++) output[j] = bias[j]!;
      let count = 0;
      for (let i = 0; i < input.length; i++) if (input[i] !== 0) active[count++] = i;
      let n = 0;
      for (; n + 4 <= count; n += 4) {
        const a = active[n]!;
        const b = active[n + 1]!;
        const c = active[n + 2]!;
        const d = active[n + 3]!;
        const rowA = a * outputs;
        const rowB = b * outputs;
        const rowC = c * outputs;
        const rowD = d * outputs;
        const inA = input[a]!;
        const inB = input[b]!;
        const inC = input[c]!;
        const inD = input[d]!;
        for (let j = 0; j < outputs; j++)
          output[j] =
            output[j]! +
            inA * kernel[rowA + j]! +
            inB * kernel[rowB + j]! +
            inC * kernel[rowC + j]! +
            inD * kernel[rowD + j]!;
      }
      for (; n < count; n++) {
        const row = active[n]! * outputs;
        for (let j = 0; j < outputs; j++) output[j]! += input[active[n]!]! * kernel[row + j]!;
      }
      if (relu) cutNegative(output);
    },
  };
}

/** output = (input - mean) / sqrt(variance + epsilon) * gamma + beta; the variance divides by n, as PyTorch's does. */
function layerNormLayer(weights: NamedWeights, name: string, epsilon: number, relu: boolean): Layer {
  const gamma = weights[`${name}.gamma`]!.values;
  const beta = weights[`${name}.beta`]!.values;
  const size = gamma.length;
  const output = new Float64Array(size);
  return {
    output,
    run(input) {
      let mean = 0;
      for (let i = 0; i < size; i++) mean += input[i]!;
      mean /= size;
      let variance = 0;
      for (let i = 0; i < size; i++) variance += (input[i]! - mean) ** 2;
      const inverse = 1 / Math.sqrt(variance / size + epsilon);
      for (let i = 0; i < size; i++) output[i] = (input[i]! - mean) * inverse * gamma[i]! + beta[i]!;
      if (relu) cutNegative(output);
    },
  };
}

function cutNegative(values: Float64Array): void {
  for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = 0;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** @throws Error where `values` holds fewer than `count` rows of `size` numbers; `call` is the policy's function. */
export function requireLength(
  call: string,
  what: string,
  values: Float32Array,
  count: number,
  size: number,
): void {
  if (values.length < count * size)
    throw new Error(
      `Policy.${call}: expected ${what} of ${count} x ${size} = ${count * size} numbers, got ${values.length}`,
    );
}

/** @throws Error with the observation that led to an action which is no number. */
export function requireFinite(call: string, actions: Float32Array, actionSize: number): void {
  const bad = actions.findIndex((action) => !Number.isFinite(action));
  if (bad >= 0)
    throw new Error(
      `Policy.${call}: observation ${Math.floor(bad / actionSize)} led to the action ${actions[bad]}; it holds a number that is not finite`,
    );
}
