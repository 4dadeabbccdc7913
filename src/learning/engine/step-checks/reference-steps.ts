// What every fused step means, as plain loops in double precision: the baseline for the engines' kernels.
//
// It follows the formulas of program/steps.ts word for word and knows no tricks. Numbers that no engine can be held
// to (a switch so near its edge that rounding decides) become NaN: the comparison skips them.

import { hashedUniform } from '../../../core/counter-random.ts';
import type { Place, Range } from '../program/places.ts';
import {
  metricIndex,
  type ActionBackwardStep,
  type AdamStep,
  type BackRowsStep,
  type ColumnSumJob,
  type DenseStep,
  type Dropout,
  type GradientNormStep,
  type InputGradientStep,
  type MetricName,
  type NormPlaces,
  type NormStep,
  type PolicyLossStep,
  type SampleStep,
  type Step,
  type TanhActionStep,
  type TargetsStep,
  type TemperatureStep,
  type UpdateScalars,
  type ValuesStep,
  type WeightGradientJob,
} from '../program/steps.ts';

/** Nearer to the edge of a clamp than this, rounding decides on which side a number lies. */
const edgeWidth = 1e-3;

/** Runs `steps` one after another on `arena`, which it changes. */
export function runReference(steps: readonly Step[], arena: Float64Array, scalars: UpdateScalars): void {
  const run = new ReferenceRun(arena, scalars);
  for (const step of steps) run.step(step);
}

class ReferenceRun {
  private readonly arena: Float64Array;
  private readonly scalars: UpdateScalars;

  constructor(arena: Float64Array, scalars: UpdateScalars) {
    this.arena = arena;
    this.scalars = scalars;
  }

  step(step: Step): void {
    switch (step.op) {
      case 'norm':
        return this.norm(step);
      case 'dense':
        return this.dense(step);
      case 'values':
        return this.values(step);
      case 'sample':
        return this.sample(step);
      case 'tanhAction':
        return this.tanhAction(step);
      case 'targets':
        return this.targets(step);
      case 'policyLoss':
        return this.policyLoss(step);
      case 'backRows':
        return this.backRows(step);
      case 'inputGradient':
        return this.inputGradient(step);
      case 'weightGradients':
        return step.jobs.forEach((job) => this.weightGradient(job));
      case 'columnSums':
        return step.jobs.forEach((job) => this.columnSum(job));
      case 'actionBackward':
        return this.actionBackward(step);
      case 'gradientNorm':
        return this.gradientNorm(step);
      case 'adam':
        return this.adam(step);
      case 'temperature':
        return this.temperature(step);
      default:
        return step satisfies never;
    }
  }

  private get(place: Place, copy: number, row: number, col: number): number {
    return this.arena[indexOf(place, copy, row, col)]!;
  }

  private set(place: Place, copy: number, row: number, col: number, value: number): void {
    this.arena[indexOf(place, copy, row, col)] = value;
  }

  private setMetric(metrics: Place, name: MetricName, value: number): void {
    this.set(metrics, 0, 0, metricIndex(name), value);
  }

  /** Normalizes `values` in place, leaving x̂ and the inverse behind; `affine` is the copy of γ and β, `stats` that of the rest. */
  private normalize(norm: NormPlaces, affine: number, stats: number, row: number, values: number[]): void {
    const n = values.length;
    const mean = total(n, (i) => values[i]!) / n;
    const variance = total(n, (i) => (values[i]! - mean) ** 2) / n;
    const inverse = 1 / Math.sqrt(variance + norm.epsilon);
    this.set(norm.inverse, stats, 0, row, inverse);
    for (let i = 0; i < n; i++) {
      const normal = (values[i]! - mean) * inverse;
      this.set(norm.normal, stats, row, i, normal);
      values[i] = normal * this.get(norm.gamma, affine, 0, i) + this.get(norm.beta, affine, 0, i);
    }
  }

  private norm({ copies, share, input, norm, output }: NormStep): void {
    for (let c = 0; c < copies; c++)
      for (let r = 0; r < input.rows; r++) {
        const stats = Math.floor(c / share);
        const values = list(input.cols, (i) => this.get(input, stats, r, i));
        this.normalize(norm, c, stats, r, values);
        values.forEach((value, i) => this.set(output, c, r, i, value));
      }
  }

  private dense({
    copies,
    share,
    input,
    kernel,
    bias,
    norm,
    pre,
    dropout,
    residual,
    output,
  }: DenseStep): void {
    for (let c = 0; c < copies; c++)
      for (let r = 0; r < input.rows; r++) {
        const from = Math.floor(c / share);
        const z = list(
          kernel.cols,
          (o) =>
            this.get(bias, c, 0, o) +
            total(kernel.rows, (i) => this.get(input, from, r, i) * this.get(kernel, c, i, o)),
        );
        if (norm) this.normalize(norm, c, c, r, z);
        z.forEach((value, o) => {
          if (pre) this.set(pre, c, r, o, value);
          const kept = Math.max(value, 0) * this.maskAt(dropout, r, o, kernel.cols);
          this.set(output, c, r, o, kept + (residual ? this.get(input, from, r, o) : 0));
        });
      }
  }

  private maskAt(dropout: Dropout | null, row: number, col: number, cols: number): number {
    if (!dropout || row >= dropout.rows) return 1;
    const { seed, update } = this.scalars;
    const dropped = hashedUniform(seed, update, row * cols + col, dropout.stream) < dropout.rate;
    return dropped ? 0 : 1 / (1 - dropout.rate);
  }

  private headOutput(
    features: Place,
    kernel: Place,
    bias: Place,
    copy: number,
    row: number,
    k: number,
  ): number {
    return (
      this.get(bias, copy, 0, k) +
      total(features.cols, (i) => this.get(features, copy, row, i) * this.get(kernel, copy, k, i))
    );
  }

  private values({ copies, features, kernel, bias, scale, output }: ValuesStep): void {
    for (let c = 0; c < copies; c++)
      for (let r = 0; r < features.rows; r++)
        this.set(output, c, 0, r, scale * this.headOutput(features, kernel, bias, c, r, 0));
  }

  private sample(step: SampleStep): void {
    const { actions, features, kernel, bias, range, noise, output, column, logProb, spread, inside } = step;
    const [low, high] = range;
    for (let r = 0; r < features.rows; r++) {
      let sum = 0;
      for (let a = 0; a < actions; a++) {
        const mean = this.headOutput(features, kernel, bias, 0, r, a);
        const raw = this.headOutput(features, kernel, bias, 0, r, actions + a);
        const logStd = Math.min(high, Math.max(low, raw));
        const epsilon = this.get(noise, 0, r, a);
        const u = mean + Math.exp(logStd) * epsilon;
        const atEdge = Math.min(Math.abs(raw - low), Math.abs(raw - high)) < edgeWidth;
        this.set(output, 0, r, column + a, Math.tanh(u));
        this.set(spread, 0, r, a, Math.exp(logStd) * epsilon);
        this.set(inside, 0, r, a, atEdge ? NaN : Number(raw === logStd));
        sum +=
          -(epsilon ** 2) / 2 - logStd - Math.log(2 * Math.PI) / 2 - 2 * (Math.LN2 - u - softplus(-2 * u));
      }
      this.set(logProb, 0, 0, r, sum);
    }
  }

  private tanhAction({ actions, features, kernel, bias, noise, output, column }: TanhActionStep): void {
    for (let r = 0; r < features.rows; r++)
      for (let a = 0; a < actions; a++) {
        const greedy = Math.tanh(this.headOutput(features, kernel, bias, 0, r, a));
        const moved = noise
          ? clip(greedy + clip(noise.deviation * this.get(noise.place, 0, r, a), noise.clip), 1)
          : greedy;
        this.set(output, 0, r, column + a, moved);
      }
  }

  private targets(step: TargetsStep): void {
    const { critics, q, targetQ, reward, discount, entropy, bound, scale, target, gradient, metrics } = step;
    const size = reward.cols;
    let loss = 0;
    for (let r = 0; r < size; r++) {
      const next = Math.min(...list(critics, (c) => this.get(targetQ, c, 0, r)));
      const soft = entropy
        ? next - this.get(entropy.alpha, 0, 0, 0) * this.get(entropy.logProb, 0, 0, r)
        : next;
      const free = this.get(reward, 0, 0, r) + this.get(discount, 0, 0, r) * soft;
      const y = bound === null ? free : clip(free, bound);
      this.set(target, 0, 0, r, y);
      for (let c = 0; c < critics; c++) {
        const error = this.get(q, c, 0, r) - y;
        this.set(gradient, c, 0, r, (scale * 2 * error) / size);
        loss += error ** 2 / size;
      }
    }
    this.setMetric(metrics, 'criticLoss', loss);
    this.setMetric(metrics, 'meanQ', total(size, (r) => this.get(q, 0, 0, r)) / size);
  }

  private policyLoss({ critics, q, entropy, scale, gradient, metrics }: PolicyLossStep): void {
    const size = q.cols;
    const alpha = entropy ? this.get(entropy.alpha, 0, 0, 0) : 0;
    const logProb = (r: number) => (entropy ? this.get(entropy.logProb, 0, 0, r) : 0);
    let loss = 0;
    for (let r = 0; r < size; r++) {
      const first = this.get(q, 0, 0, r);
      const second = critics === 2 ? this.get(q, 1, 0, r) : Infinity;
      this.set(gradient, 0, 0, r, first <= second ? -scale / size : 0);
      if (critics === 2) this.set(gradient, 1, 0, r, first <= second ? 0 : -scale / size);
      loss += (alpha * logProb(r) - Math.min(first, second)) / size;
    }
    this.setMetric(metrics, 'actorLoss', loss);
    if (!entropy) return;
    this.setMetric(metrics, 'meanLogProb', total(size, logProb) / size);
    this.setMetric(metrics, 'temperature', alpha);
  }

  private backRows({ copies, from, norm, on, dropout, dOutput, dZ, dPre }: BackRowsStep): void {
    const { rows, cols } = dZ;
    for (let c = 0; c < copies; c++)
      for (let r = 0; r < rows; r++) {
        const dY = list(cols, (i) =>
          from.kind === 'matrix'
            ? this.get(from.gradient, c, r, i)
            : total(
                from.gradient.rows,
                (k) => this.get(from.gradient, c, k, r) * this.get(from.kernel, c, k, i),
              ),
        );
        const isOn = list(cols, (i) =>
          norm
            ? this.get(norm.normal, c, r, i) * this.get(norm.gamma, c, 0, i) + this.get(norm.beta, c, 0, i) >
              0
            : this.get(on!, c, r, i) > 0,
        );
        const z = dY.map((d, i) => (isOn[i] ? d * this.maskAt(dropout, r, i, cols) : 0));
        const pre = norm ? this.throughNorm(norm, c, c, r, z) : z;
        for (let i = 0; i < cols; i++) {
          if (dOutput) this.set(dOutput, c, r, i, dY[i]!);
          this.set(dZ, c, r, i, z[i]!);
          this.set(dPre, c, r, i, pre[i]!);
        }
      }
  }

  /** (g - mean(g) - x̂ mean(g x̂)) * inverse with g = d γ. */
  private throughNorm(
    { gamma, normal, inverse }: Pick<NormPlaces, 'gamma' | 'normal' | 'inverse'>,
    affine: number,
    stats: number,
    row: number,
    d: readonly number[],
  ): number[] {
    const n = d.length;
    const g = d.map((value, i) => value * this.get(gamma, affine, 0, i));
    const along = (i: number) => this.get(normal, stats, row, i);
    const mean = total(n, (i) => g[i]!) / n;
    const meanAlong = total(n, (i) => g[i]! * along(i)) / n;
    return g.map((value, i) => (value - mean - along(i) * meanAlong) * this.get(inverse, stats, 0, row));
  }

  private inputGradient({ copies, input, kernel, add, output }: InputGradientStep): void {
    for (let c = 0; c < copies; c++)
      for (let r = 0; r < output.rows; r++)
        for (let i = 0; i < output.cols; i++) {
          const sum = total(input.cols, (o) => this.get(input, c, r, o) * this.get(kernel, c, i, o));
          this.set(output, c, r, i, sum + (add ? this.get(add, c, r, i) : 0));
        }
  }

  private weightGradient({ copies, share, input, gradient, output }: WeightGradientJob): void {
    for (let c = 0; c < copies; c++)
      for (let i = 0; i < output.rows; i++)
        for (let o = 0; o < output.cols; o++) {
          const from = Math.floor(c / share);
          const sum = total(gradient.rows, (r) => this.get(input, from, r, i) * this.get(gradient, c, r, o));
          this.set(output, c, i, o, sum);
        }
  }

  private columnSum(job: ColumnSumJob): void {
    for (let c = 0; c < job.copies; c++)
      switch (job.kind) {
        case 'sum': {
          const { source, times, timesShare, output } = job;
          const factor = (r: number, i: number) =>
            times ? this.get(times, Math.floor(c / timesShare), r, i) : 1;
          for (let i = 0; i < source.cols; i++)
            this.set(
              output,
              c,
              0,
              i,
              total(source.rows, (r) => this.get(source, c, r, i) * factor(r, i)),
            );
          break;
        }
        case 'weighted': {
          const { source, weights, output } = job;
          for (let k = 0; k < weights.rows; k++)
            for (let i = 0; i < source.cols; i++) {
              const sum = total(source.rows, (r) => this.get(weights, c, k, r) * this.get(source, c, r, i));
              this.set(output, c, k, i, sum);
            }
          break;
        }
        case 'totals': {
          const { weights, output } = job;
          for (let k = 0; k < weights.rows; k++)
            this.set(
              output,
              c,
              0,
              k,
              total(weights.cols, (r) => this.get(weights, c, k, r)),
            );
          break;
        }
        default:
          job satisfies never;
      }
  }

  private actionBackward(step: ActionBackwardStep): void {
    const { actions, copies, dInput, inputColumn, norm, action, column, gaussian, output } = step;
    const size = dInput.rows;
    for (let r = 0; r < size; r++) {
      const each = list(copies, (c) => {
        const d = list(dInput.cols, (i) => this.get(dInput, c, r, i));
        return norm ? this.throughNorm(norm, c, 0, r, d) : d;
      });
      for (let k = 0; k < actions; k++) {
        const dA = total(copies, (c) => each[c]![inputColumn + k]!);
        const a = this.get(action, 0, r, column + k);
        const throughTanh = dA * (1 - a ** 2);
        if (!gaussian) {
          this.set(output, 0, k, r, throughTanh);
          continue;
        }
        const perSample = this.get(gaussian.alpha, 0, 0, 0) / size;
        const du = throughTanh + perSample * 2 * a;
        const dLogStd =
          (du * this.get(gaussian.spread, 0, r, k) - perSample) * this.get(gaussian.inside, 0, r, k);
        this.set(output, 0, k, r, du);
        this.set(output, 0, actions + k, r, dLogStd);
      }
    }
  }

  /** All of the sum stands in the first partial; the comparison looks at the partials' sum alone. */
  private gradientNorm({ gradients, partials, metrics, metric }: GradientNormStep): void {
    const squared = total(gradients.length, (i) => this.arena[gradients.offset + i]! ** 2);
    this.arena.fill(0, partials.offset, partials.offset + partials.length);
    this.arena[partials.offset] = squared;
    this.set(metrics, 0, 0, metric, Math.sqrt(squared));
  }

  private adam({ parameters, gradients, means, squares, optimizer, clip, target }: AdamStep): void {
    const stepSize = this.scalars.stepSize[optimizer];
    const floor = this.scalars.floor[optimizer];
    const factor = clip ? Math.min(1, clip.maxNorm / (Math.sqrt(this.sumOf(clip.partials)) + 1e-6)) : 1;
    for (let i = 0; i < parameters.length; i++) {
      const p = parameters.offset + i;
      const m = means.offset + i;
      const v = squares.offset + i;
      const g = this.arena[gradients.offset + i]! * factor;
      this.arena[m]! += 0.1 * (g - this.arena[m]!);
      this.arena[v]! += 0.001 * (g ** 2 - this.arena[v]!);
      this.arena[p]! -= (stepSize * this.arena[m]!) / (Math.sqrt(this.arena[v]!) + floor);
      if (target)
        this.arena[p + target.distance]! += target.tau * (this.arena[p]! - this.arena[p + target.distance]!);
    }
  }

  private sumOf({ offset, length }: Range): number {
    return total(length, (i) => this.arena[offset + i]!);
  }

  private temperature(step: TemperatureStep): void {
    const { logAlpha, mean, square, alpha, targetEntropy, metrics, optimizer } = step;
    const g = -(this.get(metrics, 0, 0, metricIndex('meanLogProb')) + targetEntropy);
    const m = this.get(mean, 0, 0, 0) * 0.9 + 0.1 * g;
    const v = this.get(square, 0, 0, 0) * 0.999 + 0.001 * g ** 2;
    const change = (this.scalars.stepSize[optimizer] * m) / (Math.sqrt(v) + this.scalars.floor[optimizer]);
    const moved = this.get(logAlpha, 0, 0, 0) - change;
    this.set(mean, 0, 0, 0, m);
    this.set(square, 0, 0, 0, v);
    this.set(logAlpha, 0, 0, 0, moved);
    this.set(alpha, 0, 0, 0, Math.exp(moved));
  }
}

function indexOf({ offset, copyStride, stride }: Place, copy: number, row: number, col: number): number {
  return offset + copy * copyStride + row * stride + col;
}

function total(count: number, f: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += f(i);
  return sum;
}

function list<T>(count: number, f: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => f(i));
}

function clip(value: number, bound: number): number {
  return Math.min(bound, Math.max(-bound, value));
}

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
