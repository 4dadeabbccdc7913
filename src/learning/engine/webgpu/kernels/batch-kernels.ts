// Steps that look at a whole batch or a whole parameter block: losses, sums over rows, the gradient's norm, Adam.

import { dispatch, groupsFor, type Dispatch } from '../dispatch.ts';
import { copiesOf, type Place, type Range } from '../../program/places.ts';
import {
  metricIndex,
  partialCount,
  type AdamStep,
  type ColumnSumsStep,
  type GradientNormStep,
  type MetricName,
  type PolicyLossStep,
  type TargetsStep,
  type TemperatureStep,
} from '../../program/steps.ts';
import { totalFunction } from './library.ts';

const threads = 256;

/** A stretch of the arena as a place of one row. */
function lineOf({ offset, length }: Range): Place {
  return { name: '', offset, rows: 1, cols: length, stride: length, copies: 1, copyStride: 0 };
}

function setMetric(name: MetricName, value: string): string {
  return `arena[p.metrics.x + ${metricIndex(name)}u] = ${value};`;
}

export function targetsDispatch(step: TargetsStep): Dispatch {
  const { critics, q, targetQ, reward, discount, entropy, bound, scale, target, gradient, metrics } = step;
  return dispatch({
    label: 'targets',
    places: { q, targetQ, reward, discount, goal: target, gradient, metrics, ...entropy },
    factors: { scale, ...(bound !== null && { bound }) },
    threads,
    groups: [1, 1, 1],
    before: totalFunction('vec2f', threads),
    body: `
  let size = p.reward.w;
  var sums_ = vec2f();
  for (var row = thread; row < size; row += ${threads}u) {
    var next = arena[p.targetQ.x + row];
    ${critics === 2 ? 'next = min(next, arena[at(p.targetQ, 1u, 0u) + row]);' : ''}
    ${entropy ? 'next -= arena[p.alpha.x] * arena[p.logProb.x + row];' : ''}
    var goal = arena[p.reward.x + row] + arena[p.discount.x + row] * next;
    ${bound === null ? '' : 'goal = clamp(goal, -p.bound, p.bound);'}
    arena[p.goal.x + row] = goal;
    for (var copy = 0u; copy < ${critics}u; copy++) {
      let error = arena[at(p.q, copy, 0u) + row] - goal;
      arena[at(p.gradient, copy, 0u) + row] = p.scale * 2.0 * error / f32(size);
      sums_.x += error * error;
    }
    sums_.y += arena[p.q.x + row];
  }
  let means = total(sums_, thread) / f32(size);
  if (thread == 0u) {
    ${setMetric('criticLoss', 'means.x')}
    ${setMetric('meanQ', 'means.y')}
  }`,
  });
}

export function policyLossDispatch(step: PolicyLossStep): Dispatch {
  const { critics, q, entropy, scale, gradient, metrics } = step;
  return dispatch({
    label: 'policyLoss',
    places: { q, gradient, metrics, ...entropy },
    factors: { scale },
    threads,
    groups: [1, 1, 1],
    before: totalFunction('vec2f', threads),
    body: `
  let size = p.q.w;
  let each = -p.scale / f32(size);
  var sum = vec2f();
  for (var row = thread; row < size; row += ${threads}u) {
    let first = arena[p.q.x + row];
    ${
      critics === 2
        ? `let second = arena[at(p.q, 1u, 0u) + row];
    arena[p.gradient.x + row] = select(0.0, each, first <= second);
    arena[at(p.gradient, 1u, 0u) + row] = select(each, 0.0, first <= second);
    sum.x -= min(first, second);`
        : `arena[p.gradient.x + row] = each;
    sum.x -= first;`
    }
    ${entropy ? 'sum.y += arena[p.logProb.x + row];' : ''}
  }
  let means = total(sum, thread) / f32(size);
  if (thread == 0u) {
    ${
      entropy
        ? `let alpha = arena[p.alpha.x];
    ${setMetric('actorLoss', 'alpha * means.y + means.x')}
    ${setMetric('meanLogProb', 'means.y')}
    ${setMetric('temperature', 'alpha')}`
        : setMetric('actorLoss', 'means.x')
    }
  }`,
  });
}

const sumKinds = { plain: 0, times: 1, weighted: 2, totals: 3 } as const;
/** Columns and parts of the rows that a workgroup sums at once. */
const sumColumns = 32;
const sumParts = 4;
const sumThreads = sumColumns * sumParts;

/** Every sum of every copy in one dispatch: z counts them, y the outputs of a head, x the columns. */
export function columnSumsDispatch({ jobs }: ColumnSumsStep): Dispatch {
  const sums = jobs.flatMap((job) =>
    Array.from({ length: job.copies }, (_, c) => {
      const output = copiesOf(job.output, c, 1);
      if (job.kind === 'totals') {
        const weights = copiesOf(job.weights, c, 1);
        return { kind: sumKinds.totals, source: weights, factor: weights, outputs: weights.rows, output };
      }
      const source = copiesOf(job.source, c, 1);
      if (job.kind === 'weighted') {
        const factor = copiesOf(job.weights, c, 1);
        return { kind: sumKinds.weighted, source, factor, outputs: factor.rows, output };
      }
      const times = job.times && copiesOf(job.times, Math.floor(c / job.timesShare), 1);
      const kind = times ? sumKinds.times : sumKinds.plain;
      return { kind, source, factor: times ?? source, outputs: 1, output };
    }),
  );
  return dispatch({
    label: 'columnSums',
    table: sums.flatMap(({ kind, source, factor, outputs, output }) => [
      [source.offset, source.stride, factor.offset, factor.stride],
      [output.offset, output.stride, kind, outputs],
      [source.rows, source.cols, 0, 0],
    ]),
    threads: sumThreads,
    groups: [
      Math.max(
        ...sums.map(({ kind, source }) =>
          kind === sumKinds.totals ? 1 : groupsFor(source.cols, sumColumns),
        ),
      ),
      Math.max(...sums.map(({ outputs }) => outputs)),
      sums.length,
    ],
    before: `var<workgroup> parts: array<f32, ${sumThreads}>;`,
    body: `
  let factors = p.table[3u * group.z];
  let output = p.table[3u * group.z + 1u];
  let size = p.table[3u * group.z + 2u];
  let source = factors.xy; let factor = factors.zw;
  let kind = output.z; let rows = size.x; let cols = size.y;
  let k = group.y;
  let totals = kind == ${sumKinds.totals}u;
  if (k >= output.w || group.x * ${sumColumns}u >= select(cols, 1u, totals)) { return; }
  let col = group.x * ${sumColumns}u + thread % ${sumColumns}u;
  var sum = 0.0;
  if (totals) {
    for (var i = thread; i < cols; i += ${sumThreads}u) { sum += arena[source.x + k * source.y + i]; }
  } else if (col < cols) {
    for (var row = thread / ${sumColumns}u; row < rows; row += ${sumParts}u) {
      var value = arena[source.x + row * source.y + col];
      if (kind == ${sumKinds.times}u) { value *= arena[factor.x + row * factor.y + col]; }
      if (kind == ${sumKinds.weighted}u) { value *= arena[factor.x + k * factor.y + row]; }
      sum += value;
    }
  }
  parts[thread] = sum;
  workgroupBarrier();
  if (thread < ${sumColumns}u) {
    for (var i = thread + ${sumColumns}u; i < ${sumThreads}u; i += ${sumColumns}u) { sum += parts[i]; }
    if (totals) {
      parts[thread] = sum;
    } else if (col < cols) {
      arena[output.x + k * output.y + col] = sum;
    }
  }
  if (totals) {
    workgroupBarrier();
    if (thread == 0u) {
      for (var i = 1u; i < ${sumColumns}u; i++) { sum += parts[i]; }
      arena[output.x + k] = sum;
    }
  }`,
  });
}

/** Numbers that a workgroup of the gradient's norm should have to add at least. */
const squaresPerGroup = 1024;

/** The partial sums of squares alone: the metric waits for all of them, see `normMetricDispatch` and Adam's. */
export function gradientNormDispatch({ gradients, partials }: GradientNormStep): Dispatch {
  const groups = Math.min(partialCount, groupsFor(gradients.length, squaresPerGroup));
  return dispatch({
    label: 'gradientNorm',
    places: { gradients: lineOf(gradients), partials: lineOf(partials) },
    counts: { groups },
    threads,
    groups: [groups, 1, 1],
    before: totalFunction('f32', threads),
    body: `
  var sum = 0.0;
  for (var i = group.x * ${threads}u + thread; i < p.gradients.w; i += p.groups * ${threads}u) {
    let g = arena[p.gradients.x + i];
    sum += g * g;
  }
  let all = total(sum, thread);
  if (thread == 0u) { arena[p.partials.x + group.x] = all; }
  if (group.x == 0u && thread >= p.groups && thread < ${partialCount}u) { arena[p.partials.x + thread] = 0.0; }`,
  });
}

/** The norm of the partials as a metric, where no step of Adam follows to see to it. */
export function normMetricDispatch({ partials, metrics, metric }: GradientNormStep): Dispatch {
  return dispatch({
    label: 'normMetric',
    places: { partials: lineOf(partials), metrics },
    counts: { metric },
    threads: 1,
    groups: [1, 1, 1],
    body: `
  var sum = 0.0;
  for (var i = 0u; i < ${partialCount}u; i++) { sum += arena[p.partials.x + i]; }
  arena[p.metrics.x + p.metric] = sqrt(sum);`,
  });
}

/** Parameters that one thread moves. */
const perThread = 4;

/** Adam and the target update; `norm` is the step before where that left its metric to this one. */
export function adamDispatch(step: AdamStep, norm: GradientNormStep | null): Dispatch {
  const { parameters, gradients, means, squares, optimizer, clip, target } = step;
  const partials = clip?.partials ?? norm?.partials;
  return dispatch({
    label: 'adam',
    places: {
      parameters: lineOf(parameters),
      gradients: lineOf(gradients),
      means: lineOf(means),
      squares: lineOf(squares),
      ...(partials && { partials: lineOf(partials) }),
      ...(norm && { metrics: norm.metrics }),
    },
    counts: {
      optimizer,
      ...(norm && { metric: norm.metric }),
      ...(target && { distance: target.distance }),
    },
    factors: { ...(clip && { maxNorm: clip.maxNorm }), ...(target && { tau: target.tau }) },
    threads,
    groups: [groupsFor(parameters.length, threads * perThread), 1, 1],
    body: `
  ${
    partials
      ? `var squared = 0.0;
  for (var i = 0u; i < ${partialCount}u; i++) { squared += arena[p.partials.x + i]; }
  let norm = sqrt(squared);`
      : ''
  }
  ${norm ? 'if (group.x == 0u && thread == 0u) { arena[p.metrics.x + p.metric] = norm; }' : ''}
  let shorter = ${clip ? 'min(1.0, p.maxNorm / (norm + 1e-6))' : '1.0'};
  let stepSize = scalars.stepSize[p.optimizer];
  let floor = scalars.floor[p.optimizer];
  for (var n = 0u; n < ${perThread}u; n++) {
    let i = group.x * ${threads * perThread}u + n * ${threads}u + thread;
    if (i < p.parameters.w) {
      let g = arena[p.gradients.x + i] * shorter;
      let mean = arena[p.means.x + i];
      let square = arena[p.squares.x + i];
      let m = mean + 0.1 * (g - mean);
      let v = square + 0.001 * (g * g - square);
      let moved = arena[p.parameters.x + i] - stepSize * m / (sqrt(v) + floor);
      arena[p.means.x + i] = m;
      arena[p.squares.x + i] = v;
      arena[p.parameters.x + i] = moved;
      ${
        target
          ? `let old = arena[p.parameters.x + p.distance + i];
      arena[p.parameters.x + p.distance + i] = old + p.tau * (moved - old);`
          : ''
      }
    }
  }`,
  });
}

export function temperatureDispatch(step: TemperatureStep): Dispatch {
  const { logAlpha, mean, square, alpha, targetEntropy, metrics, optimizer } = step;
  return dispatch({
    label: 'temperature',
    places: { logAlpha, mean, square, alpha, metrics },
    counts: { optimizer },
    factors: { targetEntropy },
    threads: 1,
    groups: [1, 1, 1],
    body: `
  let g = -(arena[p.metrics.x + ${metricIndex('meanLogProb')}u] + p.targetEntropy);
  let m = arena[p.mean.x] + 0.1 * (g - arena[p.mean.x]);
  let v = arena[p.square.x] + 0.001 * (g * g - arena[p.square.x]);
  let moved = arena[p.logAlpha.x] - scalars.stepSize[p.optimizer] * m / (sqrt(v) + scalars.floor[p.optimizer]);
  arena[p.mean.x] = m;
  arena[p.square.x] = v;
  arena[p.logAlpha.x] = moved;
  arena[p.alpha.x] = exp(moved);`,
  });
}

/** α = exp(log α), as the temperature's step computes it: a restored engine goes on with the very same number. */
export function alphaDispatch({ logAlpha, alpha }: Pick<TemperatureStep, 'logAlpha' | 'alpha'>): Dispatch {
  return dispatch({
    label: 'alpha',
    places: { logAlpha, alpha },
    threads: 1,
    groups: [1, 1, 1],
    body: 'arena[p.alpha.x] = exp(arena[p.logAlpha.x]);',
  });
}
