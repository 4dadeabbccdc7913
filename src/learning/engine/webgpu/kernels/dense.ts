// A hidden layer in one dispatch: product, bias, norm, activation, dropout and residual path.
//
// A workgroup owns eight whole rows, so that a row's mean and variance never leave it. Each thread computes eight rows
// of every `threads`-th column in registers; the rows' inputs come through shared memory, eight numbers at a time.

import { dispatch, groupsFor, threadsFor, type Dispatch } from '../dispatch.ts';
import type { DenseStep, Dropout } from '../../program/steps.ts';
import { hashFunction, totalFunction } from './library.ts';

const rowsPerGroup = 8;
/** Inputs of a row that lie in shared memory at a time. */
const chunk = 64;

export function denseDispatch(step: DenseStep): Dispatch {
  const { copies, share, input, kernel, bias, norm, pre, dropout, residual, output } = step;
  const threads = threadsFor(output.cols);
  const tiles = Array.from({ length: Math.ceil(output.cols / threads) }, (_, t) => t);
  const rows = Array.from({ length: rowsPerGroup }, (_, r) => r);
  /** Row r of tile t of the variable `name`, held as two vec4f. */
  const part = (name: string, t: number, r: number) => `${name}${t}${r < 4 ? 'a' : 'b'}.${'xyzw'[r % 4]}`;
  const each = (line: (t: number) => string) => tiles.map(line).join('\n');

  const normalize = `
  let perColumn = 1.0 / f32(p.output.w);
  var sumA = vec4f(); var sumB = vec4f();
  ${each((t) => `if (col${t} < p.output.w) { sumA += z${t}a; sumB += z${t}b; }`)}
  let meanA = total(sumA, thread) * perColumn; let meanB = total(sumB, thread) * perColumn;
  sumA = vec4f(); sumB = vec4f();
  ${each(
    (t) => `z${t}a -= meanA; z${t}b -= meanB;
  if (col${t} < p.output.w) { sumA += z${t}a * z${t}a; sumB += z${t}b * z${t}b; }`,
  )}
  let inverseA = 1.0 / sqrt(total(sumA, thread) * perColumn + p.epsilon);
  let inverseB = 1.0 / sqrt(total(sumB, thread) * perColumn + p.epsilon);
  ${each((t) => `z${t}a *= inverseA; z${t}b *= inverseB;`)}
  if (thread < ${rowsPerGroup}u && row0 + thread < p.rows) {
    let inverse = select(inverseA, inverseB, thread >= 4u);
    arena[at(p.inverse, copy, 0u) + row0 + thread] = inverse[thread & 3u];
  }`;

  return dispatch({
    label: 'dense',
    places: {
      input,
      kernel,
      bias,
      output,
      ...(norm && { gamma: norm.gamma, beta: norm.beta, normal: norm.normal, inverse: norm.inverse }),
      ...(pre && { pre }),
    },
    counts: { rows: input.rows, inputs: kernel.rows, share, ...(dropout && dropoutCounts(dropout)) },
    factors: { ...(norm && { epsilon: norm.epsilon }), ...(dropout && { kept: 1 / (1 - dropout.rate) }) },
    threads,
    groups: [groupsFor(input.rows, rowsPerGroup), 1, copies],
    before: `
var<workgroup> tile: array<vec4f, ${2 * chunk}>;
${norm ? totalFunction('vec4f', threads) : ''}
${dropout ? dropoutFunction : ''}
fn finish(copy: u32, row: u32, col: u32, z: f32) {
  if (row >= p.rows || col >= p.output.w) { return; }
  var y = z;
  ${
    norm
      ? `arena[at(p.normal, copy, row) + col] = z;
  y = z * arena[at(p.gamma, copy, 0u) + col] + arena[at(p.beta, copy, 0u) + col];`
      : ''
  }
  ${pre ? 'arena[at(p.pre, copy, row) + col] = y;' : ''}
  y = max(y, 0.0);
  ${dropout ? 'y *= mask(row, col, p.output.w);' : ''}
  ${residual ? 'y += arena[at(p.input, copy / p.share, row) + col];' : ''}
  arena[at(p.output, copy, row) + col] = y;
}`,
    body: `
  let copy = group.z;
  let row0 = group.x * ${rowsPerGroup}u;
  ${each(
    (t) => `let col${t} = thread + ${t * threads}u;
  let kernel${t} = at(p.kernel, copy, 0u) + min(col${t}, p.output.w - 1u);
  var z${t}a = vec4f(); var z${t}b = vec4f();`,
  )}
  for (var k0 = 0u; k0 < p.inputs; k0 += ${chunk}u) {
    workgroupBarrier();
    for (var i = thread; i < ${2 * chunk}u; i += ${threads}u) {
      let k = k0 + i % ${chunk}u;
      let row = row0 + i / ${chunk}u * 4u;
      let begin = at(p.input, copy / p.share, row) + k;
      var values = vec4f();
      if (k < p.inputs) {
        if (row < p.rows) { values.x = arena[begin]; }
        if (row + 1u < p.rows) { values.y = arena[begin + p.input.y]; }
        if (row + 2u < p.rows) { values.z = arena[begin + 2u * p.input.y]; }
        if (row + 3u < p.rows) { values.w = arena[begin + 3u * p.input.y]; }
      }
      tile[i] = values;
    }
    workgroupBarrier();
    let count = min(${chunk}u, p.inputs - k0);
    for (var k = 0u; k < count; k++) {
      let inA = tile[k];
      let inB = tile[${chunk}u + k];
      let line = (k0 + k) * p.kernel.y;
      ${each(
        (t) => `let w${t} = arena[kernel${t} + line];
      z${t}a += inA * w${t}; z${t}b += inB * w${t};`,
      )}
    }
  }
  ${each(
    (t) => `let bias${t} = arena[at(p.bias, copy, 0u) + min(col${t}, p.output.w - 1u)];
  z${t}a += bias${t}; z${t}b += bias${t};`,
  )}
  ${norm ? normalize : ''}
  ${each((t) => rows.map((r) => `finish(copy, row0 + ${r}u, col${t}, ${part('z', t, r)});`).join('\n  '))}`,
  });
}

/** Parameters of `dropoutFunction`; beside them it needs the factor `kept`, 1 / (1 - rate). */
export function dropoutCounts({ rate, rows, stream }: Dropout) {
  // word >> 8 < ceil(rate * 2^24) exactly where hashedUniform < rate
  return { dropoutBelow: Math.ceil(rate * 2 ** 24), dropoutRows: rows, stream };
}

/** `mask(row, col, cols)`: 0 or `kept` as the step's random stream says; 1 below the rows that dropout touches. */
export const dropoutFunction = `${hashFunction}
fn mask(row: u32, col: u32, cols: u32) -> f32 {
  if (row >= p.dropoutRows) { return 1.0; }
  let word = hash(scalars.seed, scalars.update, row * cols + col, p.stream).x >> 8u;
  return select(p.kept, 0.0, word < p.dropoutBelow);
}`;
