// Steps that look at one row at a time: norms, heads, and their way back. A workgroup of 64 threads owns a row.

import { dispatch, type Dispatch } from '../dispatch.ts';
import type {
  ActionBackwardStep,
  BackRowsStep,
  NormStep,
  SampleStep,
  TanhActionStep,
  ValuesStep,
} from '../../program/steps.ts';
import { dropoutCounts, dropoutFunction } from './dense.ts';
import { tanhFunction, totalFunction } from './library.ts';

const threads = 64;

/** `for` over the columns that are this thread's. */
function columns(count: string, body: string): string {
  return `for (var col = thread; col < ${count}; col += ${threads}u) { ${body} }`;
}

export function normDispatch({ copies, share, input, norm, output }: NormStep): Dispatch {
  const { gamma, beta, normal, inverse, epsilon } = norm;
  return dispatch({
    label: 'norm',
    places: { input, gamma, beta, normal, inverse, output },
    counts: { copies, share },
    factors: { epsilon },
    threads,
    groups: [input.rows, 1, Math.ceil(copies / share)],
    before: totalFunction('f32', threads),
    body: `
  let row = group.x;
  let source = at(p.input, group.z, row);
  let cols = p.input.w;
  var sum = 0.0;
  ${columns('cols', 'sum += arena[source + col];')}
  let mean = total(sum, thread) / f32(cols);
  sum = 0.0;
  ${columns('cols', 'let d = arena[source + col] - mean; sum += d * d;')}
  let inverse = 1.0 / sqrt(total(sum, thread) / f32(cols) + p.epsilon);
  if (thread == 0u) { arena[at(p.inverse, group.z, 0u) + row] = inverse; }
  let last = min(p.copies, (group.z + 1u) * p.share);
  ${columns(
    'cols',
    `let normal = (arena[source + col] - mean) * inverse;
    arena[at(p.normal, group.z, row) + col] = normal;
    for (var copy = group.z * p.share; copy < last; copy++) {
      arena[at(p.output, copy, row) + col] =
        normal * arena[at(p.gamma, copy, 0u) + col] + arena[at(p.beta, copy, 0u) + col];
    }`,
  )}`,
  });
}

export function valuesDispatch({ copies, features, kernel, bias, scale, output }: ValuesStep): Dispatch {
  return dispatch({
    label: 'values',
    places: { features, kernel, bias, output },
    factors: { scale },
    threads,
    groups: [features.rows, 1, copies],
    before: totalFunction('f32', threads),
    body: `
  let copy = group.z;
  let row = group.x;
  let features = at(p.features, copy, row);
  let weights = at(p.kernel, copy, 0u);
  var sum = 0.0;
  ${columns('p.features.w', 'sum += arena[features + col] * arena[weights + col];')}
  let product = total(sum, thread);
  if (thread == 0u) {
    arena[at(p.output, copy, 0u) + row] = p.scale * (product + arena[at(p.bias, copy, 0u)]);
  }`,
  });
}

export function sampleDispatch(step: SampleStep): Dispatch {
  const { actions, features, kernel, bias, range, noise, output, column, logProb, spread, inside } = step;
  return dispatch({
    label: 'sample',
    places: { features, kernel, bias, noise, output, logProb, spread, inside },
    counts: { actions, column },
    factors: { low: range[0], high: range[1] },
    threads,
    groups: [features.rows, 1, 1],
    before: `${totalFunction('vec2f', threads)}${tanhFunction}`,
    body: `
  let row = group.x;
  let features = at(p.features, 0u, row);
  var logProb = 0.0;
  for (var a = 0u; a < p.actions; a++) {
    let means = at(p.kernel, 0u, a);
    let logStds = at(p.kernel, 0u, p.actions + a);
    var sum = vec2f();
    ${columns('p.features.w', 'sum += arena[features + col] * vec2f(arena[means + col], arena[logStds + col]);')}
    let product = total(sum, thread);
    if (thread == 0u) {
      let mean = product.x + arena[p.bias.x + a];
      let raw = product.y + arena[p.bias.x + p.actions + a];
      let logStd = clamp(raw, p.low, p.high);
      let noise = arena[at(p.noise, 0u, row) + a];
      let spread = exp(logStd) * noise;
      let u = mean + spread;
      arena[at(p.output, 0u, row) + p.column + a] = tanhOf(u);
      arena[at(p.spread, 0u, row) + a] = spread;
      arena[at(p.inside, 0u, row) + a] = select(0.0, 1.0, logStd == raw);
      // softplus(-2u) without overflow
      let softplus = max(-2.0 * u, 0.0) + log(1.0 + exp(-2.0 * abs(u)));
      logProb += 2.0 * (u + softplus) - 0.5 * noise * noise - logStd - ${0.5 * Math.log(2 * Math.PI) + 2 * Math.LN2};
    }
  }
  if (thread == 0u) { arena[p.logProb.x + row] = logProb; }`,
  });
}

export function tanhActionDispatch(step: TanhActionStep): Dispatch {
  const { actions, features, kernel, bias, noise, output, column } = step;
  return dispatch({
    label: 'tanhAction',
    places: { features, kernel, bias, output, ...(noise && { noise: noise.place }) },
    counts: { actions, column },
    factors: noise ? { deviation: noise.deviation, clip: noise.clip } : {},
    threads,
    groups: [features.rows, 1, 1],
    before: `${totalFunction('f32', threads)}${tanhFunction}`,
    body: `
  let row = group.x;
  let features = at(p.features, 0u, row);
  for (var a = 0u; a < p.actions; a++) {
    let weights = at(p.kernel, 0u, a);
    var sum = 0.0;
    ${columns('p.features.w', 'sum += arena[features + col] * arena[weights + col];')}
    let product = total(sum, thread);
    if (thread == 0u) {
      var action = tanhOf(product + arena[p.bias.x + a]);
      ${
        noise
          ? `let noise = clamp(p.deviation * arena[at(p.noise, 0u, row) + a], -p.clip, p.clip);
      action = clamp(action + noise, -1.0, 1.0);`
          : ''
      }
      arena[at(p.output, 0u, row) + p.column + a] = action;
    }
  }`,
  });
}

export function backRowsDispatch(step: BackRowsStep): Dispatch {
  const { copies, from, norm, on, dropout, dOutput, dZ, dPre } = step;
  const apart = norm !== null || dPre.offset !== dZ.offset;
  return dispatch({
    label: 'backRows',
    places: {
      gradient: from.gradient,
      dZ,
      ...(from.kind === 'head' && { kernel: from.kernel }),
      ...(norm && { gamma: norm.gamma, beta: norm.beta, normal: norm.normal, inverse: norm.inverse }),
      ...(on && { on }),
      ...(dOutput && { dOutput }),
      ...(apart && { dPre }),
    },
    counts: {
      ...(from.kind === 'head' && { outputs: from.gradient.rows }),
      ...(dropout && dropoutCounts(dropout)),
    },
    factors: dropout ? { kept: 1 / (1 - dropout.rate) } : {},
    threads,
    groups: [dZ.rows, 1, copies],
    before: `${norm ? totalFunction('vec2f', threads) : ''}${dropout ? dropoutFunction : ''}`,
    body: `
  let copy = group.z;
  let row = group.x;
  ${norm ? 'var sum = vec2f();' : ''}
  ${columns(
    'p.dZ.w',
    `
    ${
      from.kind === 'matrix'
        ? 'var d = arena[at(p.gradient, copy, row) + col];'
        : `var d = 0.0;
    for (var k = 0u; k < p.outputs; k++) {
      d += arena[at(p.gradient, copy, k) + row] * arena[at(p.kernel, copy, k) + col];
    }`
    }
    ${dOutput ? 'arena[at(p.dOutput, copy, row) + col] = d;' : ''}
    ${
      norm
        ? `let normal = arena[at(p.normal, copy, row) + col];
    let gamma = arena[at(p.gamma, copy, 0u) + col];
    let z = normal * gamma + arena[at(p.beta, copy, 0u) + col];`
        : 'let z = arena[at(p.on, copy, row) + col];'
    }
    if (z <= 0.0) { d = 0.0; }
    ${dropout ? 'd *= mask(row, col, p.dZ.w);' : ''}
    arena[at(p.dZ, copy, row) + col] = d;
    ${norm ? 'sum += d * gamma * vec2f(1.0, normal);' : ''}
    ${apart && !norm ? 'arena[at(p.dPre, copy, row) + col] = d;' : ''}`,
  )}
  ${
    norm
      ? `let means = total(sum, thread) / f32(p.dZ.w);
  let inverse = arena[at(p.inverse, copy, 0u) + row];
  ${columns(
    'p.dZ.w',
    `let g = arena[at(p.dZ, copy, row) + col] * arena[at(p.gamma, copy, 0u) + col];
    let normal = arena[at(p.normal, copy, row) + col];
    arena[at(p.dPre, copy, row) + col] = (g - means.x - normal * means.y) * inverse;`,
  )}`
      : ''
  }`,
  });
}

export function actionBackwardDispatch(step: ActionBackwardStep): Dispatch {
  const { actions, copies, dInput, inputColumn, norm, action, column, gaussian, output } = step;
  return dispatch({
    label: 'actionBackward',
    places: {
      dInput,
      action,
      output,
      ...(norm && { gamma: norm.gamma, normal: norm.normal, inverse: norm.inverse }),
      ...(gaussian && { alpha: gaussian.alpha, spread: gaussian.spread, inside: gaussian.inside }),
    },
    counts: { actions, inputColumn, column, rows: dInput.rows },
    threads,
    groups: [dInput.rows, 1, 1],
    before: norm ? `${totalFunction('vec2f', threads)}\nvar<workgroup> means: array<vec2f, ${copies}>;` : '',
    body: `
  let row = group.x;
  ${
    norm
      ? `for (var copy = 0u; copy < ${copies}u; copy++) {
    var sum = vec2f();
    ${columns(
      'p.dInput.w',
      `sum += arena[at(p.dInput, copy, row) + col] * arena[at(p.gamma, copy, 0u) + col]
        * vec2f(1.0, arena[at(p.normal, 0u, row) + col]);`,
    )}
    let found = total(sum, thread) / f32(p.dInput.w);
    if (thread == 0u) { means[copy] = found; }
  }
  workgroupBarrier();`
      : ''
  }
  for (var k = thread; k < p.actions; k += ${threads}u) {
    let col = p.inputColumn + k;
    var dA = 0.0;
    for (var copy = 0u; copy < ${copies}u; copy++) {
      ${
        norm
          ? `let g = arena[at(p.dInput, copy, row) + col] * arena[at(p.gamma, copy, 0u) + col];
      let normal = arena[at(p.normal, 0u, row) + col];
      dA += (g - means[copy].x - normal * means[copy].y) * arena[p.inverse.x + row];`
          : 'dA += arena[at(p.dInput, copy, row) + col];'
      }
    }
    let a = arena[at(p.action, 0u, row) + p.column + k];
    let throughTanh = dA * (1.0 - a * a);
    ${
      gaussian
        ? `let perSample = arena[p.alpha.x] / f32(p.rows);
    let du = throughTanh + perSample * 2.0 * a;
    arena[at(p.output, 0u, k) + row] = du;
    arena[at(p.output, 0u, p.actions + k) + row] =
      (du * arena[at(p.spread, 0u, row) + k] - perSample) * arena[at(p.inside, 0u, row) + k];`
        : 'arena[at(p.output, 0u, k) + row] = throughTanh;'
    }
  }`,
  });
}
