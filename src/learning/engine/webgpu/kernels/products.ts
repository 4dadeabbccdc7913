// The two products of the way back, tiled: the gradient of a kernel and the gradient of an input.
//
// A workgroup of 64 threads computes a tile of 32 x 32, each thread 4 x 4 in registers, from strips of both factors in
// shared memory. Both strips lie [step along the sum][32 numbers as 8 vec4f], whichever way their matrix lies.
// Where a tile hangs over the edge of its matrix, reads may touch other numbers; their results are not stored.

import { dispatch, groupsFor, type Dispatch } from '../dispatch.ts';
import { copiesOf } from '../../program/places.ts';
import type { InputGradientStep, WeightGradientsStep } from '../../program/steps.ts';

const tile = 32;
/** Steps along the sum in shared memory at a time. */
const depth = 16;
const threads = 64;

/** `load` fills slot i (step i / 8, numbers 4 (i % 8) to +3) of `left` and `right` from position k0 of the sum on; `store` puts `value` at (row, col). */
function tiled(load: string, store: string) {
  return {
    threads,
    before: `
var<workgroup> left: array<vec4f, ${depth * 8}>;
var<workgroup> right: array<vec4f, ${depth * 8}>;`,
    inner: `
  let top = thread / 8u;
  let side = thread % 8u;
  var sum0 = vec4f(); var sum1 = vec4f(); var sum2 = vec4f(); var sum3 = vec4f();
  for (var k0 = 0u; k0 < depth; k0 += ${depth}u) {
    workgroupBarrier();
    ${load}
    workgroupBarrier();
    for (var k = 0u; k < ${depth}u; k++) {
      let a = left[k * 8u + top];
      let b = right[k * 8u + side];
      sum0 += a.x * b; sum1 += a.y * b; sum2 += a.z * b; sum3 += a.w * b;
    }
  }
  let all = array<vec4f, 4>(sum0, sum1, sum2, sum3);
  for (var i = 0u; i < 4u; i++) {
    let row = row0 + top * 4u + i;
    for (var j = 0u; j < 4u; j++) {
      let col = col0 + side * 4u + j;
      if (row < rows && col < cols) {
        let value = all[i][j];
        ${store}
      }
    }
  }`,
  };
}

/** output = input kernelᵀ + add: rows of both factors run along the sum. */
export function inputGradientDispatch({ copies, input, kernel, add, output }: InputGradientStep): Dispatch {
  const strip = (name: string, first: string, count: string) => `{
        let line = ${first} + slot * 4u;
        let begin = at(p.${name}, copy, line) + k;
        var values = vec4f();
        if (k < depth) {
          if (line < ${count}) { values.x = arena[begin]; }
          if (line + 1u < ${count}) { values.y = arena[begin + p.${name}.y]; }
          if (line + 2u < ${count}) { values.z = arena[begin + 2u * p.${name}.y]; }
          if (line + 3u < ${count}) { values.w = arena[begin + 3u * p.${name}.y]; }
        }
        STORE = values;
      }`;
  const { before, inner } = tiled(
    `for (var i = thread; i < ${depth * 8}u; i += ${threads}u) {
      // neighbouring threads read neighbouring numbers of a row
      let step = i % ${depth}u;
      let slot = i / ${depth}u;
      let k = k0 + step;
      ${strip('input', 'row0', 'rows').replace('STORE', 'left[step * 8u + slot]')}
      ${strip('kernel', 'col0', 'cols').replace('STORE', 'right[step * 8u + slot]')}
    }`,
    `arena[at(p.output, copy, row) + col] = value${add ? ' + arena[at(p.add, copy, row) + col]' : ''};`,
  );
  return dispatch({
    label: 'inputGradient',
    places: { input, kernel, output, ...(add && { add }) },
    counts: { rows: output.rows },
    threads,
    groups: [groupsFor(output.cols, tile), groupsFor(output.rows, tile), copies],
    before,
    body: `
  let copy = group.z;
  let rows = p.rows; let cols = p.output.w; let depth = p.input.w;
  let row0 = group.y * ${tile}u; let col0 = group.x * ${tile}u;
  ${inner}`,
  });
}

/** output = inputᵀ gradient of every job and copy: columns of both factors run along the tile. */
export function weightGradientsDispatch({ jobs }: WeightGradientsStep): Dispatch {
  const products = jobs.flatMap(({ copies, share, input, gradient, output }) =>
    Array.from({ length: copies }, (_, c) => ({
      input: copiesOf(input, Math.floor(c / share), 1),
      gradient: copiesOf(gradient, c, 1),
      output: copiesOf(output, c, 1),
    })),
  );
  const strip = (place: string, first: string) =>
    `arenaFour(${place}.x + k * ${place}.y + ${first} + slot * 4u)`;
  const { before, inner } = tiled(
    `for (var i = thread; i < ${depth * 8}u; i += ${threads}u) {
      let slot = i % 8u;
      let k = k0 + i / 8u;
      var a = vec4f(); var b = vec4f();
      if (k < depth) {
        a = ${strip('input', 'row0')};
        b = ${strip('gradient', 'col0')};
      }
      left[i] = a; right[i] = b;
    }`,
    'arena[output.x + row * output.y + col] = value;',
  );
  return dispatch({
    label: 'weightGradients',
    table: products.flatMap(({ input, gradient, output }) => [
      [input.offset, input.stride, gradient.offset, gradient.stride],
      [output.offset, output.stride, output.rows, output.cols],
      [gradient.rows, 0, 0, 0],
    ]),
    threads,
    groups: [
      Math.max(...products.map(({ output }) => groupsFor(output.cols, tile))),
      Math.max(...products.map(({ output }) => groupsFor(output.rows, tile))),
      products.length,
    ],
    before: `${before}
fn arenaFour(begin: u32) -> vec4f {
  return vec4f(arena[begin], arena[begin + 1u], arena[begin + 2u], arena[begin + 3u]);
}`,
    body: `
  let factors = p.table[3u * group.z];
  let output = p.table[3u * group.z + 1u];
  let input = factors.xy; let gradient = factors.zw;
  let depth = p.table[3u * group.z + 2u].x;
  let rows = output.z; let cols = output.w;
  let row0 = group.y * ${tile}u; let col0 = group.x * ${tile}u;
  if (row0 >= rows || col0 >= cols) { return; }
  ${inner}`,
  });
}
