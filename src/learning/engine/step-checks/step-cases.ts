// Every fused step on random numbers of given sizes: the cases that an engine's kernels are checked with.
//
// A case draws its switches (norm, dropout, residual, clip, ...) from the seed, so a few dozen seeds meet them all.
// Numbers are chosen so that rounding alone decides no switch: what a switch looks at is a multiple of 1/128 and never 0
// where its sign counts.

import { Random } from '../../../core/random.ts';
import { copiesOf, Planner, rowsOf, type Place, type Range } from '../program/places.ts';
import {
  metricIndex,
  metricNames,
  partialCount,
  type BackRowsStep,
  type ColumnSumJob,
  type Dropout,
  type NormPlaces,
  type OptimizerIndex,
  type Step,
  type UpdateScalars,
  type WeightGradientJob,
} from '../program/steps.ts';

export interface StepSizes {
  readonly rows: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly actions: number;
}

export interface StepCase {
  /** The step, its sizes and seed: `dense, 17 rows, 98 -> 33, 2 actions, seed 5`. */
  readonly name: string;
  readonly steps: readonly Step[];
  /** Before the steps; a runner works on a copy. */
  readonly arena: Float32Array;
  readonly scalars: UpdateScalars;
}

/** Sizes that meet every remainder of tiles and vectors. */
export const oddSizes: readonly number[] = [1, 3, 17, 33, 98, 255];

const makers: Readonly<Record<Step['op'], (build: CaseBuilder) => Step>> = {
  norm: normCase,
  dense: denseCase,
  values: valuesCase,
  sample: sampleCase,
  tanhAction: tanhActionCase,
  targets: targetsCase,
  policyLoss: policyLossCase,
  backRows: backRowsCase,
  inputGradient: inputGradientCase,
  weightGradients: weightGradientsCase,
  columnSums: columnSumsCase,
  actionBackward: actionBackwardCase,
  gradientNorm: gradientNormCase,
  adam: adamCase,
  temperature: temperatureCase,
};

export const stepNames = Object.keys(makers) as readonly Step['op'][];

/** One step of the kind `op`; its numbers and switches follow from `seed`. */
export function stepCase(op: Step['op'], sizes: StepSizes, seed: number): StepCase {
  const build = new CaseBuilder(sizes, seed);
  const step = makers[op](build);
  const { rows, inputs, outputs, actions } = sizes;
  const name = `${op}, ${rows} rows, ${inputs} -> ${outputs}, ${actions} actions, seed ${seed}`;
  return { name, steps: [step], arena: build.arena(), scalars: build.scalars };
}

/** Plans places and remembers what fills them. */
class CaseBuilder {
  readonly sizes: StepSizes;
  readonly random: Random;
  readonly scalars: UpdateScalars;
  private readonly planner = new Planner();
  private readonly fills: ((arena: Float32Array) => void)[] = [];

  constructor(sizes: StepSizes, seed: number) {
    this.sizes = sizes;
    this.random = new Random(seed);
    const update = this.random.integer(1000);
    const stepSize = [0.01, 0.003, 0.1] as const;
    this.scalars = { update, seed: this.random.integer(2 ** 32), stepSize, floor: [1e-8, 3e-9, 1e-9] };
  }

  flip(): boolean {
    return this.random.uniform() < 0.5;
  }

  pick<T>(...choices: readonly T[]): T {
    return choices[this.random.integer(choices.length)]!;
  }

  /** A place that nothing fills. */
  empty(name: string, rows: number, cols: number, copies = 1): Place {
    return this.planner.place(name, rows, cols, copies);
  }

  /** A place filled with `draw`'s numbers, standard normal unless told; between its rows stay zeros. */
  filled(name: string, rows: number, cols: number, copies = 1, draw = () => this.random.normal()): Place {
    const place = this.empty(name, rows, cols, copies);
    this.fill(place, draw);
    return place;
  }

  fill({ offset, rows, cols, stride, copies, copyStride }: Place, draw: () => number): void {
    this.fills.push((arena) => {
      for (let c = 0; c < copies; c++)
        for (let r = 0; r < rows; r++)
          for (let i = 0; i < cols; i++) arena[offset + c * copyStride + r * stride + i] = draw();
    });
  }

  /** A stretch filled with `draw`'s numbers. */
  stretch(length: number, draw: () => number): Range {
    const range = this.planner.stretch(length);
    this.fill({ name: '', ...range, rows: 1, cols: length, stride: length, copies: 1, copyStride: 0 }, draw);
    return range;
  }

  /** A weight whose products over `inputs` numbers are about 1. */
  kernel(name: string, rows: number, cols: number, inputs: number, copies = 1): Place {
    return this.filled(name, rows, cols, copies, () => this.random.normal() / Math.sqrt(inputs));
  }

  affine(size: number, copies: number) {
    // γ a multiple of 1/4 and β an odd one of 1/128: with x̂ a multiple of 1/8, x̂ γ + β is exact and never 0.
    return {
      gamma: this.filled('gamma', 1, size, copies, () => (this.random.integer(9) - 3) / 4),
      beta: this.filled('beta', 1, size, copies, () => (2 * this.random.integer(64) - 63) / 128),
    };
  }

  /** What a norm left behind. */
  knownNorm(rows: number, size: number, copies: number, affineCopies = copies) {
    const normal = () => (this.random.integer(33) - 16) / 8;
    return {
      ...this.affine(size, affineCopies),
      normal: this.filled('normal', rows, size, copies, normal),
      inverse: this.filled('inverse', 1, rows, copies, () => 0.5 + this.random.uniform()),
    };
  }

  /** Room for what a norm leaves behind. */
  emptyNorm(rows: number, size: number, copies: number, affineCopies: number): NormPlaces {
    return {
      ...this.affine(size, affineCopies),
      epsilon: this.pick(1e-5, 1e-3),
      normal: this.empty('normal', rows, size, copies),
      inverse: this.empty('inverse', 1, rows, copies),
    };
  }

  dropout(rows: number): Dropout | null {
    if (this.flip()) return null;
    return { rate: this.pick(0.1, 0.5), rows: this.random.integer(rows + 1), stream: this.pick(16, 17) };
  }

  /** Copies and how many of them share an operand. */
  copying(): readonly [copies: number, share: number] {
    return this.pick([1, 1], [2, 1], [2, 2], [4, 2], [4, 4]);
  }

  arena(): Float32Array {
    const arena = new Float32Array(this.planner.size);
    for (const fill of this.fills) fill(arena);
    return arena;
  }
}

function normCase(build: CaseBuilder): Step {
  const { rows, inputs } = build.sizes;
  const [copies, share] = build.copying();
  // Neighbours stand apart, so that no row's variance is so small that rounding is all of it.
  let sign = 1;
  const apart = () => build.random.normal() + (sign = -sign);
  return {
    op: 'norm',
    copies,
    share,
    input: build.filled('input', rows, inputs, copies / share, apart),
    norm: build.emptyNorm(rows, inputs, copies / share, copies),
    output: build.empty('output', rows, inputs, copies),
  };
}

function denseCase(build: CaseBuilder): Step {
  const { rows, inputs, outputs } = build.sizes;
  const [copies, share] = build.copying();
  const residual = build.flip();
  const width = residual ? inputs : outputs;
  const norm = build.flip() ? build.emptyNorm(rows, width, copies, copies) : null;
  const dropout = build.dropout(rows);
  return {
    op: 'dense',
    copies,
    share,
    input: build.filled('input', rows, inputs, copies / share),
    kernel: build.kernel('kernel', inputs, width, inputs, copies),
    bias: build.filled('bias', 1, width, copies),
    norm,
    pre: !norm && (residual || dropout) ? build.empty('pre', rows, width, copies) : null,
    dropout,
    residual,
    output: build.empty('output', rows, width, copies),
  };
}

function valuesCase(build: CaseBuilder): Step {
  const { rows, inputs } = build.sizes;
  const copies = build.pick(1, 2, 4);
  return {
    op: 'values',
    copies,
    features: build.filled('features', rows, inputs, copies),
    kernel: build.kernel('kernel', 1, inputs, inputs, copies),
    bias: build.filled('bias', 1, 1, copies),
    scale: build.pick(1, 2.5),
    output: build.empty('output', 1, rows, copies),
  };
}

function sampleCase(build: CaseBuilder): Step {
  const { rows, inputs, outputs: column, actions } = build.sizes;
  return {
    op: 'sample',
    actions,
    features: build.filled('features', rows, inputs),
    kernel: build.kernel('kernel', 2 * actions, inputs, inputs),
    bias: build.filled('bias', 1, 2 * actions),
    range: [-1, 0.5],
    noise: build.filled('noise', rows, actions),
    output: build.filled('output', rows, column + actions + build.random.integer(3)),
    column,
    logProb: build.empty('logProb', 1, rows),
    spread: build.empty('spread', rows, actions),
    inside: build.empty('inside', rows, actions),
  };
}

function tanhActionCase(build: CaseBuilder): Step {
  const { rows, inputs, outputs: column, actions } = build.sizes;
  const place = build.filled('noise', rows, actions);
  return {
    op: 'tanhAction',
    actions,
    features: build.filled('features', rows, inputs),
    kernel: build.kernel('kernel', actions, inputs, inputs),
    bias: build.filled('bias', 1, actions),
    noise: build.flip() ? { place, deviation: 0.4, clip: 0.5 } : null,
    output: build.filled('output', rows, column + actions + build.random.integer(3)),
    column,
  };
}

/** α and log π of the second half of a line of `2 size` numbers, which may begin between vectors. */
function entropyPlaces(build: CaseBuilder, size: number) {
  const logProb = build.filled('logProb', 1, 2 * size);
  return {
    alpha: build.filled('alpha', 1, 1, 1, () => 0.1 + build.random.uniform()),
    logProb: { ...logProb, offset: logProb.offset + size, cols: size },
  };
}

function targetsCase(build: CaseBuilder): Step {
  const { rows } = build.sizes;
  const critics = build.pick<1 | 2>(1, 2);
  const q = build.filled('q', 1, rows, 2 * critics);
  return {
    op: 'targets',
    critics,
    q: copiesOf(q, 0, critics),
    targetQ: copiesOf(q, critics, critics),
    reward: build.filled('reward', 1, rows),
    discount: build.filled('discount', 1, rows, 1, () => build.pick(0, 0.99)),
    entropy: build.flip() ? entropyPlaces(build, rows) : null,
    bound: build.flip() ? 1.25 : null,
    scale: build.pick(1, 2.5),
    target: build.empty('target', 1, rows),
    gradient: build.empty('gradient', 1, rows, critics),
    metrics: build.filled('metrics', 1, metricNames.length),
  };
}

function policyLossCase(build: CaseBuilder): Step {
  const { rows } = build.sizes;
  const critics = build.pick<1 | 2>(1, 2);
  return {
    op: 'policyLoss',
    critics,
    // Eighths: some of the two critics' values are equal.
    q: build.filled('q', 1, rows, critics, () => (build.random.integer(17) - 8) / 8),
    entropy: build.flip() ? entropyPlaces(build, rows) : null,
    scale: build.pick(1, 2.5),
    gradient: build.empty('gradient', 1, rows, critics),
    metrics: build.filled('metrics', 1, metricNames.length),
  };
}

function backRowsCase(build: CaseBuilder): Step {
  const { rows, outputs, actions } = build.sizes;
  const copies = build.pick(1, 2);
  const heads = build.pick(1, 2 * actions);
  const from: BackRowsStep['from'] = build.flip()
    ? { kind: 'matrix', gradient: build.filled('gradient', rows, outputs, copies) }
    : {
        kind: 'head',
        gradient: build.filled('gradient', heads, rows, copies),
        kernel: build.filled('kernel', heads, outputs, copies),
      };
  const norm = build.flip() ? build.knownNorm(rows, outputs, copies) : null;
  const dZ = build.empty('dZ', rows, outputs, copies);
  // As an output after max: about half are exactly 0, which counts as off.
  const on = () => Math.max(0, build.random.integer(9) - 4) * build.pick(1, -1);
  return {
    op: 'backRows',
    copies,
    from,
    norm,
    on: norm ? null : build.filled('on', rows, outputs, copies, on),
    dropout: build.dropout(rows),
    dOutput: from.kind === 'head' && build.flip() ? build.empty('dOutput', rows, outputs, copies) : null,
    dZ,
    dPre: norm ? build.empty('dPre', rows, outputs, copies) : dZ,
  };
}

function inputGradientCase(build: CaseBuilder): Step {
  const { rows, inputs, outputs, actions } = build.sizes;
  const copies = build.pick(1, 2);
  const kernel = build.kernel('kernel', inputs + actions, outputs, outputs, copies);
  // All columns of the input, or only those of the actions behind it.
  const wanted = build.flip() ? kernel : rowsOf(kernel, inputs, actions);
  return {
    op: 'inputGradient',
    copies,
    input: build.filled('input', rows, outputs, copies),
    kernel: wanted,
    add: build.flip() ? build.filled('add', rows, wanted.rows, copies) : null,
    output: build.empty('output', rows, wanted.rows, copies),
  };
}

function weightGradientsCase(build: CaseBuilder): Step {
  const { rows, inputs, outputs } = build.sizes;
  const job = (from: number, to: number): WeightGradientJob => {
    const [copies, share] = build.copying();
    return {
      copies,
      share,
      input: build.filled('input', rows, from, copies / share),
      gradient: build.kernel('gradient', rows, to, rows, copies),
      output: build.empty('output', from, to, copies),
    };
  };
  return {
    op: 'weightGradients',
    jobs: [job(inputs, outputs), job(outputs, outputs)].slice(build.pick(0, 1)),
  };
}

function columnSumsCase(build: CaseBuilder): Step {
  const { rows, outputs, actions } = build.sizes;
  const small = () => build.random.normal() / Math.sqrt(rows);
  const sum = (): ColumnSumJob => {
    const [copies, timesShare] = build.copying();
    const source = build.filled('source', rows, outputs, copies, small);
    const times = build.flip() ? build.filled('times', rows, outputs, copies / timesShare) : null;
    return { kind: 'sum', copies, source, times, timesShare, output: build.empty('sum', 1, outputs, copies) };
  };
  const copies = build.pick(1, 2);
  const heads = build.pick(1, 2 * actions);
  const weights = build.filled('weights', heads, rows, copies, small);
  const weighted: ColumnSumJob = {
    kind: 'weighted',
    copies,
    source: build.filled('source', rows, outputs, copies),
    weights,
    output: build.empty('weighted', heads, outputs, copies),
  };
  const totals: ColumnSumJob = {
    kind: 'totals',
    copies,
    weights,
    output: build.empty('totals', 1, heads, copies),
  };
  return { op: 'columnSums', jobs: [sum(), sum(), weighted, totals] };
}

function actionBackwardCase(build: CaseBuilder): Step {
  const { rows, inputs, outputs: column, actions } = build.sizes;
  const copies = build.pick(1, 2);
  const normed = build.flip();
  const gaussian = build.flip()
    ? {
        alpha: build.filled('alpha', 1, 1, 1, () => 0.1 + build.random.uniform()),
        spread: build.filled('spread', rows, actions),
        inside: build.filled('inside', rows, actions, 1, () => build.pick(0, 1)),
      }
    : null;
  const known = build.knownNorm(rows, inputs + actions, 1, copies);
  return {
    op: 'actionBackward',
    actions,
    copies,
    dInput: build.filled('dInput', rows, normed ? inputs + actions : actions, copies),
    inputColumn: normed ? inputs : 0,
    norm: normed ? known : null,
    action: build.filled('action', rows, column + actions, 1, () => Math.tanh(build.random.normal())),
    column,
    gaussian,
    output: build.empty('output', gaussian ? 2 * actions : actions, rows),
  };
}

/** A stretch as long as a layer's weights, a multiple of four as in every program. */
function lengthOf({ inputs, outputs }: StepSizes): number {
  return 4 * Math.ceil((inputs * outputs) / 4);
}

function gradientNormCase(build: CaseBuilder): Step {
  return {
    op: 'gradientNorm',
    gradients: build.stretch(lengthOf(build.sizes), () => build.random.normal()),
    partials: build.stretch(partialCount, () => build.random.normal()), // of the update before
    metrics: build.filled('metrics', 1, metricNames.length),
    metric: metricIndex(build.pick('criticGradNorm', 'actorGradNorm')),
  };
}

function adamCase(build: CaseBuilder): Step {
  const length = lengthOf(build.sizes);
  const normal = () => build.random.normal();
  const parameters = build.stretch(length, normal);
  const distance = build.stretch(length, normal).offset - parameters.offset;
  const gradients = build.stretch(length, normal);
  const means = build.stretch(length, normal);
  const squares = build.stretch(length, () => 0.01 + build.random.uniform());
  const partials = build.stretch(partialCount, () => build.random.uniform());
  return {
    op: 'adam',
    parameters,
    gradients,
    means,
    squares,
    optimizer: build.pick<OptimizerIndex>(0, 1, 2),
    clip: build.flip() ? { maxNorm: build.pick(0.5, 100), partials } : null,
    target: build.flip() ? { distance, tau: 0.005 } : null,
  };
}

function temperatureCase(build: CaseBuilder): Step {
  return {
    op: 'temperature',
    logAlpha: build.filled('logAlpha', 1, 1),
    mean: build.filled('mean', 1, 1),
    square: build.filled('square', 1, 1, 1, () => 0.01 + build.random.uniform()),
    alpha: build.empty('alpha', 1, 1),
    targetEntropy: -build.sizes.actions,
    metrics: build.filled('metrics', 1, metricNames.length),
    optimizer: 2,
  };
}
