// The fused steps that an update is made of. One step is one GPU dispatch and one WebAssembly kernel call.
//
// Words: a step works on `copies` networks at once (twin critics, or critics and their targets), copy c of an operand
// lying at `offset + floor(c / share) * copyStride` where the step names a `share` for it, else at `offset + c *
// copyStride`. "k-major" matrices have one row per output of a head and one column per row of the batch. All sums are
// float32. `B` is the batch, or the rows of the operand.

import type { Place, Range } from './places.ts';

/** Statistics that an input norm or a hidden layer's norm leaves behind for the way back. */
export interface NormPlaces {
  readonly gamma: Place; // [copies][1, n]
  readonly beta: Place; // [copies][1, n]
  readonly epsilon: number;
  /** x̂ = (x - mean) / sqrt(variance + ε). [copies][rows, n] */
  readonly normal: Place;
  /** 1 / sqrt(variance + ε), one number a row. [copies][1, rows] */
  readonly inverse: Place;
}

/** Dropout of a hidden layer: element (row, col) is 0 with probability `rate`, else times 1 / (1 - rate). */
export interface Dropout {
  readonly rate: number;
  /** Rows from 0 to `rows - 1` are dropped from; the rest pass. */
  readonly rows: number;
  /** Which of an update's random streams (counter-random.ts) the mask comes from, at index row * cols + col. */
  readonly stream: number;
}

/** output = x̂ γ + β per row. Statistics depend on the input alone, so they have one copy per input copy. */
export interface NormStep {
  readonly op: 'norm';
  readonly copies: number;
  /** Successive copies that read one copy of the input. */
  readonly share: number;
  readonly input: Place; // [copies / share][rows, n]
  readonly norm: NormPlaces; // gamma, beta [copies]; normal, inverse [copies / share]
  readonly output: Place; // [copies][rows, n]
}

/**
 * A hidden layer: z = input kernel + bias; z = norm(z) where there is one; y = max(z, 0); y *= dropout mask;
 * y += input where `residual`.
 */
export interface DenseStep {
  readonly op: 'dense';
  readonly copies: number;
  readonly share: number;
  readonly input: Place; // [copies / share][rows, in]
  readonly kernel: Place; // [copies][in, out]
  readonly bias: Place; // [copies][1, out]
  readonly norm: NormPlaces | null;
  /**
   * z before max, kept for the way back where neither the norm's x̂ nor the output can tell which units were on: a
   * residual or dropped layer without norm; else null. [copies][rows, out]
   */
  readonly pre: Place | null;
  readonly dropout: Dropout | null;
  readonly residual: boolean;
  readonly output: Place; // [copies][rows, out]
}

/** q = scale * (features · kernel + bias), one number a row. */
export interface ValuesStep {
  readonly op: 'values';
  readonly copies: number;
  readonly features: Place; // [copies][rows, H]
  readonly kernel: Place; // [copies][1, H]: the head lies transposed
  readonly bias: Place; // [copies][1, 1]
  readonly scale: number;
  readonly output: Place; // [copies][1, rows]
}

/**
 * SAC's head. With μ and log σ (clamped to `range`) of the features: u = μ + σ ε, a = tanh(u),
 * log π = Σ over actions of -ε²/2 - log σ - log(2π)/2 - 2 (log 2 - u - softplus(-2u)).
 */
export interface SampleStep {
  readonly op: 'sample';
  readonly actions: number;
  readonly features: Place; // [rows, H]
  /** Rows 0..actions-1 are μ's, actions..2 actions-1 log σ's; transposed. [2 actions, H] */
  readonly kernel: Place;
  readonly bias: Place; // [1, 2 actions]
  readonly range: readonly [number, number];
  readonly noise: Place; // [rows, actions]
  /** Rows that receive a in the columns from `column` on. [rows, > column] */
  readonly output: Place;
  readonly column: number;
  readonly logProb: Place; // [1, rows]
  /** σ ε. [rows, actions] */
  readonly spread: Place;
  /** 1 where log σ lay inside the range, 0 where the clamp held. [rows, actions] */
  readonly inside: Place;
}

/** DDPG's and TD3's head: a = tanh(features · kernel + bias), then clip(a + clip(deviation ε, ±clip), ±1) with noise. */
export interface TanhActionStep {
  readonly op: 'tanhAction';
  readonly actions: number;
  readonly features: Place; // [rows, H]
  readonly kernel: Place; // [actions, H], transposed
  readonly bias: Place; // [1, actions]
  readonly noise: { readonly place: Place; readonly deviation: number; readonly clip: number } | null;
  readonly output: Place;
  readonly column: number;
}

/**
 * target = r + discount (min over critics of Q' - α log π'), clamped to ±bound; dQ = scale * 2 (Q - target) / B.
 * Metrics: `criticLoss` = Σ over critics of mean (Q - target)², `meanQ` of the first critic.
 */
export interface TargetsStep {
  readonly op: 'targets';
  readonly critics: 1 | 2;
  readonly q: Place; // [critics][1, B]
  readonly targetQ: Place; // [critics][1, B]
  readonly reward: Place; // [1, B]
  /** γ^n where the episode goes on, 0 where it truly ended. [1, B] */
  readonly discount: Place;
  /** null: no entropy term. */
  readonly entropy: { readonly alpha: Place; readonly logProb: Place } | null;
  readonly bound: number | null;
  /** The critics' value scale: the gradient leaves as that of the head before its scale. */
  readonly scale: number;
  readonly target: Place; // [1, B]
  readonly gradient: Place; // [critics][1, B]
  readonly metrics: Place;
}

/**
 * The actor's loss, mean(α log π - min Q) (soft) or -mean Q of the first critic. dQ = -scale / B for the smaller
 * critic's value (the first where they are equal), 0 for the other.
 * Metrics: `actorLoss`, `meanLogProb`, `temperature` (α as used here).
 */
export interface PolicyLossStep {
  readonly op: 'policyLoss';
  readonly critics: 1 | 2;
  readonly q: Place; // [critics][1, B]
  readonly entropy: { readonly alpha: Place; readonly logProb: Place } | null;
  readonly scale: number;
  readonly gradient: Place; // [critics][1, B]
  readonly metrics: Place;
}

/**
 * Back through the row-wise part of a hidden layer: from dLoss/dy to dZ (after max and dropout are undone) and dPre
 * (after the norm is undone; the same place as dZ where there is no norm).
 *
 * On where: z > 0, with z = normal γ + β under a norm, else `pre`, else the output itself.
 * Norm: with g = dZ γ: dPre = (g - mean(g) - x̂ mean(g x̂)) * inverse.
 */
export interface BackRowsStep {
  readonly op: 'backRows';
  readonly copies: number;
  readonly from:
    | { readonly kind: 'matrix'; readonly gradient: Place } // dLoss/dy [copies][rows, H]
    /** dLoss/dy = Σ over k of gradient[k, row] * kernel[k, :]; gradient k-major [copies][K, rows], kernel [copies][K, H] */
    | { readonly kind: 'head'; readonly gradient: Place; readonly kernel: Place };
  readonly norm: Pick<NormPlaces, 'gamma' | 'beta' | 'normal' | 'inverse'> | null;
  /** What tells which units were on, where there is no norm. [copies][rows, H] */
  readonly on: Place | null;
  readonly dropout: Dropout | null;
  /** dLoss/dy itself, kept for the layer's residual path; else null. [copies][rows, H] */
  readonly dOutput: Place | null;
  readonly dZ: Place;
  readonly dPre: Place;
}

/** output = input kernelᵀ, plus `add` where given. input [copies][rows, out], kernel [copies][in, out], output [copies][rows, in] */
export interface InputGradientStep {
  readonly op: 'inputGradient';
  readonly copies: number;
  readonly input: Place;
  readonly kernel: Place;
  readonly add: Place | null;
  readonly output: Place;
}

/** output = inputᵀ gradient: input [copies / share][rows, in], gradient [copies][rows, out], output [copies][in, out] */
export interface WeightGradientJob {
  readonly copies: number;
  readonly share: number;
  readonly input: Place;
  readonly gradient: Place;
  readonly output: Place;
}

/** The kernels' gradients of all hidden layers of a network. */
export interface WeightGradientsStep {
  readonly op: 'weightGradients';
  readonly jobs: readonly WeightGradientJob[];
}

/** One sum over the rows of a batch, per copy. */
export type ColumnSumJob =
  /** output[0, c] = Σ over r of source[r, c] (times[r, c] where given); `timesShare` successive copies share one of `times` */
  | {
      readonly kind: 'sum';
      readonly copies: number;
      readonly source: Place;
      readonly times: Place | null;
      readonly timesShare: number;
      readonly output: Place;
    }
  /** output[k, c] = Σ over r of weights[k, r] * source[r, c]: a head's kernel, transposed */
  | {
      readonly kind: 'weighted';
      readonly copies: number;
      readonly source: Place;
      readonly weights: Place;
      readonly output: Place;
    }
  /** output[0, k] = Σ over r of weights[k, r]: a head's bias */
  | { readonly kind: 'totals'; readonly copies: number; readonly weights: Place; readonly output: Place };

export interface ColumnSumsStep {
  readonly op: 'columnSums';
  readonly jobs: readonly ColumnSumJob[];
}

/**
 * From the critics' input gradient to the gradient of the actor's head, k-major.
 *
 * dA = Σ over copies of dInput at the action's columns; with an input norm dInput first goes back through it:
 * with g = dInput γ: (g - mean(g) - x̂ mean(g x̂)) * inverse.
 * gaussian: du = dA (1 - a²) + (α / B) 2a; dμ = du (rows 0..A-1); dlogσ = (du * spread - α / B) * inside (rows A..2A-1).
 * tanh: dA (1 - a²).
 */
export interface ActionBackwardStep {
  readonly op: 'actionBackward';
  readonly actions: number;
  readonly copies: number;
  readonly dInput: Place; // [copies][B, n], or [copies][B, actions] where there is no norm
  /** The column of the first action in `dInput`. */
  readonly inputColumn: number;
  readonly norm: Pick<NormPlaces, 'gamma' | 'normal' | 'inverse'> | null; // gamma [copies]; normal, inverse one copy
  /** The actions themselves, in the columns from `column` on. */
  readonly action: Place; // [B, > column]
  readonly column: number;
  readonly gaussian: { readonly alpha: Place; readonly spread: Place; readonly inside: Place } | null;
  readonly output: Place; // [2 actions or actions, B]
}

/** The sums of squares of stretches of the gradients go to `partials`; their root, the norm before the clip, to a metric. */
export interface GradientNormStep {
  readonly op: 'gradientNorm';
  readonly gradients: Range;
  /** `partialCount` numbers whose sum is the squared norm; an engine may leave 0 in those it does not need. */
  readonly partials: Range;
  readonly metrics: Place;
  readonly metric: number;
}

/**
 * Adam over one flat block: m += (1 - β1)(g - m), v += (1 - β2)(g² - v), p -= step * m / (sqrt(v) + floor), with
 * step = lr sqrt(1 - β2^t) / (1 - β1^t) and floor = ε sqrt(1 - β2^t) of this update (`UpdateScalars`).
 * g is first multiplied by min(1, maxNorm / (norm + 1e-6)) where there is a clip. With `target`:
 * p' += τ (p - p') with the new p, p' lying `distance` floats after p.
 */
export interface AdamStep {
  readonly op: 'adam';
  readonly parameters: Range;
  readonly gradients: Range;
  readonly means: Range;
  readonly squares: Range;
  readonly optimizer: OptimizerIndex;
  readonly clip: { readonly maxNorm: number; readonly partials: Range } | null;
  readonly target: { readonly distance: number; readonly tau: number } | null;
}

/** One step of Adam on log α against -(mean log π + target entropy), with `meanLogProb` of the metrics; then α = exp(log α). */
export interface TemperatureStep {
  readonly op: 'temperature';
  readonly logAlpha: Place;
  readonly mean: Place;
  readonly square: Place;
  readonly alpha: Place;
  readonly targetEntropy: number;
  readonly metrics: Place;
  readonly optimizer: OptimizerIndex;
}

export type Step =
  | NormStep
  | DenseStep
  | ValuesStep
  | SampleStep
  | TanhActionStep
  | TargetsStep
  | PolicyLossStep
  | BackRowsStep
  | InputGradientStep
  | WeightGradientsStep
  | ColumnSumsStep
  | ActionBackwardStep
  | GradientNormStep
  | AdamStep
  | TemperatureStep;

/** Numbers of the metrics place, in this order. */
export const metricNames = [
  'criticLoss',
  'meanQ',
  'actorLoss',
  'meanLogProb',
  'temperature',
  'criticGradNorm',
  'actorGradNorm',
] as const;
export type MetricName = (typeof metricNames)[number];

export function metricIndex(name: MetricName): number {
  return metricNames.indexOf(name);
}

/** Partial sums of a squared gradient norm. */
export const partialCount = 64;

/** 0 the critics', 1 the actor's, 2 the temperature's. */
export type OptimizerIndex = 0 | 1 | 2;

/** What differs from update to update. */
export interface UpdateScalars {
  /** Updates done before this one: the counter of its random streams (dropout). */
  readonly update: number;
  readonly seed: number;
  /** Adam's step size and floor of the critics, the actor and the temperature, at those indices. */
  readonly stepSize: readonly [number, number, number];
  readonly floor: readonly [number, number, number];
}
