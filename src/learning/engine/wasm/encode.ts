// Steps as the table of words that the kernels play: kind by kind, the words that a kernel reads, in its order.
//
// Places become byte addresses and byte strides. Read side by side with assembly/: nothing else ties the two together
// but the step checks, which fail at once where they differ.

import type { Place } from '../program/places.ts';
import {
  type ColumnSumJob,
  type DenseStep,
  type Dropout,
  type NormPlaces,
  type Step,
  type WeightGradientJob,
} from '../program/steps.ts';

/** Kinds of entries, in the order of `Kind` in assembly/words.ts. */
const entryKinds = [
  'norm',
  'dense',
  'values',
  'sample',
  'tanhAction',
  'targets',
  'policyLoss',
  'backRows',
  'inputGradient',
  'weightGradient',
  'columnSum',
  'weightedSum',
  'totals',
  'actionBackward',
  'gradientNorm',
  'gradientNormTotal',
  'adam',
  'temperature',
] as const;
type EntryKind = (typeof entryKinds)[number];

/** Rows that the kernels pack at a time, `blockRows` in assembly/product.ts. */
const blockRows = 32;
const floatBytes = 4;
const entryHeadWords = 4;

/** Byte addresses of what lies in the memory. */
export interface Addresses {
  readonly arena: number;
  /** UpdateScalars: update, seed, three step sizes, three floors. */
  readonly scalars: number;
  /** Where a hidden layer's kernel lies packed beforehand; 0: it is packed in every run. */
  readonly packed: (layer: DenseStep) => number;
}

export interface EncodedSteps {
  /** The entries, without the table's header. */
  readonly words: Int32Array;
  readonly entries: number;
  /** Bytes that each thread needs for packed operands. */
  readonly scratchBytes: number;
}

/** Steps as the words that the kernels read, each entry as assembly/index.ts takes it. */
export function encodeSteps(steps: readonly Step[], addresses: Addresses): EncodedSteps {
  const encoder = new Encoder(addresses);
  steps.forEach((step, i) => {
    encoder.step(step);
    // What column sums read is ready, and both only write gradients: no thread need wait in between.
    if (step.op === 'weightGradients' && steps[i + 1]?.op === 'columnSums') encoder.passOn();
  });
  return encoder.finish();
}

/** Bytes of a packed [k, cols] operand, `packedBytes` in assembly/product.ts. */
export function packedBytes(k: number, cols: number): number {
  return Math.ceil(cols / 8) * 8 * wholeVectors(k) * floatBytes;
}

function wholeVectors(cols: number): number {
  return Math.ceil(cols / 4) * 4;
}

interface Entry {
  readonly kind: EntryKind;
  readonly words: number[];
  /** All threads meet behind it. */
  meets: boolean;
}

class Encoder {
  private readonly addresses: Addresses;
  private readonly entries: Entry[] = [];
  private scratchBytes = 0;
  private words: number[] = [];

  constructor(addresses: Addresses) {
    this.addresses = addresses;
  }

  finish(): EncodedSteps {
    const words = this.entries.flatMap(({ kind, words, meets }) => [
      (entryHeadWords + words.length) * floatBytes,
      entryKinds.indexOf(kind),
      Number(meets),
      0, // claims
      ...words,
    ]);
    return {
      words: Int32Array.from(words, (word) => word | 0),
      entries: this.entries.length,
      scratchBytes: this.scratchBytes,
    };
  }

  /** The last entry's readers come later: no need to meet behind it. */
  passOn(): void {
    const last = this.entries.at(-1);
    if (last) last.meets = false;
  }

  step(step: Step): void {
    switch (step.op) {
      case 'norm': {
        const { copies, share, input, norm, output } = step;
        this.entry('norm');
        this.integers(copies, share, input.rows, input.cols);
        this.matrix(input);
        this.matrix(output);
        this.norm(norm);
        return;
      }
      case 'dense':
        return this.dense(step);
      case 'values': {
        const { copies, features, kernel, bias, scale, output } = step;
        this.entry('values');
        this.integers(copies, features.rows, features.cols);
        this.matrix(features);
        this.line(kernel);
        this.line(bias);
        this.float(scale);
        this.line(output);
        return;
      }
      case 'sample': {
        const { actions, features, kernel, bias, range, noise, output, column, logProb, spread, inside } =
          step;
        this.entry('sample');
        this.integers(features.rows, features.cols, actions);
        this.rows(features);
        this.rows(kernel);
        this.start(bias);
        this.float(range[0]);
        this.float(range[1]);
        this.rows(noise);
        this.rows(output, column);
        this.start(logProb);
        this.rows(spread);
        this.rows(inside);
        return;
      }
      case 'tanhAction': {
        const { actions, features, kernel, bias, noise, output, column } = step;
        this.entry('tanhAction');
        this.integers(features.rows, features.cols, actions);
        this.rows(features);
        this.rows(kernel);
        this.start(bias);
        this.rows(noise?.place ?? null);
        this.float(noise?.deviation ?? 0);
        this.float(noise?.clip ?? 0);
        this.rows(output, column);
        return;
      }
      case 'targets': {
        const { critics, q, targetQ, reward, discount, entropy, bound, scale, target, gradient, metrics } =
          step;
        this.entry('targets');
        this.integers(critics, reward.cols);
        this.line(q);
        this.line(targetQ);
        this.start(reward);
        this.start(discount);
        this.start(entropy?.alpha ?? null);
        this.start(entropy?.logProb ?? null);
        this.float(bound ?? Infinity);
        this.float(scale);
        this.start(target);
        this.line(gradient);
        this.start(metrics);
        return;
      }
      case 'policyLoss': {
        const { critics, q, entropy, scale, gradient, metrics } = step;
        this.entry('policyLoss');
        this.integers(critics, q.cols);
        this.line(q);
        this.start(entropy?.alpha ?? null);
        this.start(entropy?.logProb ?? null);
        this.float(scale);
        this.line(gradient);
        this.start(metrics);
        return;
      }
      case 'backRows': {
        const { copies, from, norm, on, dropout, dOutput, dZ, dPre } = step;
        this.entry('backRows');
        this.integers(copies, dZ.rows, dZ.cols, from.kind === 'head' ? from.gradient.rows : 0);
        this.matrix(from.gradient);
        this.matrix(from.kind === 'head' ? from.kernel : null);
        this.matrix(on);
        this.matrix(dOutput);
        this.matrix(dZ);
        this.matrix(dPre);
        this.norm(norm && { ...norm, epsilon: 0 });
        this.dropout(dropout);
        return;
      }
      case 'inputGradient': {
        const { copies, input, kernel, add, output } = step;
        this.entry('inputGradient');
        this.integers(copies, output.rows, input.cols, output.cols);
        this.matrix(input);
        this.matrix(kernel);
        this.matrix(add);
        this.matrix(output);
        this.needProduct(input.cols, output.cols);
        return;
      }
      case 'weightGradients':
        step.jobs.forEach((job, i) => {
          this.weightGradient(job);
          if (i + 1 < step.jobs.length) this.passOn();
        });
        return;
      case 'columnSums':
        step.jobs.forEach((job, i) => {
          this.columnSum(job);
          if (i + 1 < step.jobs.length) this.passOn();
        });
        return;
      case 'actionBackward': {
        const { actions, copies, dInput, inputColumn, norm, action, column, gaussian, output } = step;
        this.entry('actionBackward');
        this.integers(actions, copies, dInput.rows, dInput.cols);
        this.matrix(dInput);
        this.integers(inputColumn);
        this.rows(action, column);
        this.start(gaussian?.alpha ?? null);
        this.rows(gaussian?.spread ?? null);
        this.rows(gaussian?.inside ?? null);
        this.rows(output);
        // β plays no part on the way back; γ stands in for it.
        this.norm(norm && { ...norm, beta: norm.gamma, epsilon: 0 });
        this.needScratch(copies * wholeVectors(dInput.cols) * floatBytes);
        return;
      }
      case 'gradientNorm': {
        const { gradients, partials, metrics, metric } = step;
        this.entry('gradientNorm');
        this.address(gradients.offset);
        this.integers(gradients.length);
        this.address(partials.offset);
        this.entry('gradientNormTotal');
        this.address(partials.offset);
        this.address(metrics.offset + metric);
        return;
      }
      case 'adam': {
        const { parameters, gradients, means, squares, optimizer, clip, target } = step;
        this.entry('adam');
        this.integers(parameters.length);
        for (const { offset } of [parameters, gradients, means, squares]) this.address(offset);
        this.stepSizeOf(optimizer);
        this.float(clip?.maxNorm ?? 0);
        this.address(clip?.partials.offset ?? null);
        this.address(target ? parameters.offset + target.distance : null);
        this.float(target?.tau ?? 0);
        return;
      }
      case 'temperature': {
        const { logAlpha, mean, square, alpha, targetEntropy, metrics, optimizer } = step;
        this.entry('temperature');
        for (const place of [logAlpha, mean, square, alpha]) this.start(place);
        this.float(targetEntropy);
        this.start(metrics);
        this.stepSizeOf(optimizer);
        return;
      }
      default:
        return step satisfies never;
    }
  }

  private dense(step: DenseStep): void {
    const { copies, share, input, kernel, bias, norm, pre, dropout, residual, output } = step;
    this.entry('dense');
    this.integers(copies, share, input.rows, kernel.rows, kernel.cols);
    this.matrix(input);
    this.matrix(kernel);
    this.words.push(this.addresses.packed(step));
    this.line(bias);
    this.matrix(pre);
    this.matrix(output);
    this.integers(Number(residual));
    this.norm(norm);
    this.dropout(dropout);
    this.needProduct(kernel.rows, kernel.cols);
  }

  private weightGradient({ copies, share, input, gradient, output }: WeightGradientJob): void {
    this.entry('weightGradient');
    this.integers(copies, share, gradient.rows, output.rows, output.cols);
    this.matrix(input);
    this.matrix(gradient);
    this.matrix(output);
    this.needProduct(gradient.rows, output.cols);
  }

  private columnSum(job: ColumnSumJob): void {
    switch (job.kind) {
      case 'sum': {
        const { copies, source, times, timesShare, output } = job;
        this.entry('columnSum');
        this.integers(copies, source.rows, source.cols);
        this.matrix(source);
        this.matrix(times);
        this.integers(timesShare);
        this.line(output);
        return;
      }
      case 'weighted': {
        const { copies, source, weights, output } = job;
        this.entry('weightedSum');
        this.integers(copies, source.rows, source.cols, weights.rows);
        this.matrix(source);
        this.matrix(weights);
        this.matrix(output);
        return;
      }
      case 'totals': {
        const { copies, weights, output } = job;
        this.entry('totals');
        this.integers(copies, weights.rows, weights.cols);
        this.matrix(weights);
        this.line(output);
        return;
      }
      default:
        return job satisfies never;
    }
  }

  private norm(norm: NormPlaces | null): void {
    this.line(norm?.gamma ?? null);
    this.line(norm?.beta ?? null);
    this.float(norm?.epsilon ?? 0);
    this.matrix(norm?.normal ?? null);
    this.line(norm?.inverse ?? null);
  }

  private dropout(dropout: Dropout | null): void {
    this.float(dropout?.rate ?? 0);
    this.float(dropout ? 1 / (1 - dropout.rate) : 1);
    this.integers(dropout?.rows ?? 0, dropout?.stream ?? 0, this.addresses.scalars);
  }

  private entry(kind: EntryKind): void {
    this.words = [];
    this.entries.push({ kind, words: this.words, meets: true });
  }

  private integers(...values: readonly number[]): void {
    this.words.push(...values);
  }

  private float(value: number): void {
    this.words.push(bitsOf(value));
  }

  /** Of a float of the arena; 0 where there is none. */
  private address(offset: number | null): void {
    this.words.push(offset === null ? 0 : this.addresses.arena + offset * floatBytes);
  }

  private stepSizeOf(optimizer: number): void {
    this.words.push(this.addresses.scalars + (2 + optimizer) * floatBytes);
  }

  private start(place: Place | null): void {
    this.address(place && place.offset);
  }

  /** One copy: address and bytes from row to row. */
  private rows(place: Place | null, column = 0): void {
    this.address(place && place.offset + column);
    this.words.push((place?.stride ?? 0) * floatBytes);
  }

  /** One row a copy: address and bytes from copy to copy. */
  private line(place: Place | null): void {
    this.start(place);
    this.words.push((place?.copyStride ?? 0) * floatBytes);
  }

  private matrix(place: Place | null): void {
    this.rows(place);
    this.words.push((place?.copyStride ?? 0) * floatBytes);
  }

  private needProduct(k: number, cols: number): void {
    this.needScratch(packedBytes(k, cols) + blockRows * wholeVectors(k) * floatBytes);
  }

  private needScratch(bytes: number): void {
    this.scratchBytes = Math.max(this.scratchBytes, bytes);
  }
}

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

function bitsOf(value: number): number {
  float[0] = value;
  return bits[0]!;
}
