// One dispatch as plain data: the WGSL of its module, its parameters as words, its grid.
//
// Kernels (kernels/) write WGSL around a struct `p` of their step's parameters. Offsets and sizes travel in that struct
// (a uniform buffer written once), so steps that differ in them alone share a pipeline; what changes the shape of the
// code (threads, a norm or none) is in the text. Places become vec4u(offset, stride, copyStride, cols).

import type { Place } from '../program/places.ts';

export interface Dispatch {
  readonly label: string;
  readonly code: string;
  readonly parameters: ArrayBuffer;
  readonly groups: readonly [x: number, y: number, z: number];
  /** Whether it reads the replay buffer, bind group 1. */
  readonly readsReplay: boolean;
}

export interface DispatchParts {
  readonly label: string;
  readonly places?: Readonly<Record<string, Place>>;
  /** Rows of four words that the kernel indexes itself, as `p.table`. */
  readonly table?: readonly (readonly [number, number, number, number])[];
  /** Whole numbers, u32. */
  readonly counts?: Readonly<Record<string, number>>;
  /** Real numbers, f32. */
  readonly factors?: Readonly<Record<string, number>>;
  /** Threads of a workgroup. */
  readonly threads: number;
  readonly groups: readonly [x: number, y: number, z: number];
  readonly readsReplay?: boolean;
  /** Functions and shared memory of the kernel. */
  readonly before?: string;
  /** The body of main; `group` is the workgroup, `thread` the thread within it. */
  readonly body: string;
}

/** The most workgroups along one axis that every device takes. */
const mostGroups = 65535;

/**
 * The WGSL of a kernel with its parameters as one uniform `p`, and their bytes.
 *
 * @throws Error where the grid is larger than a device takes.
 */
export function dispatch(parts: DispatchParts): Dispatch {
  const { label, groups, threads, before = '', body, readsReplay = false } = parts;
  const { places = {}, table = [], counts = {}, factors = {} } = parts;
  if (groups.some((count) => count > mostGroups))
    throw new Error(
      `WebGPU: the step ${label} needs a grid of ${groups.join(' x ')}, more than a device has`,
    );
  const fields = [
    ...Object.keys(places).map((name) => `${name}: vec4u,`),
    ...(table.length > 0 ? [`table: array<vec4u, ${table.length}>,`] : []),
    ...Object.keys(counts).map((name) => `${name}: u32,`),
    ...Object.keys(factors).map((name) => `${name}: f32,`),
  ];
  const code = `${fields.length > 0 ? `struct Parameters { ${fields.join(' ')} }\n@group(0) @binding(1) var<uniform> p: Parameters;` : ''}
${common}
${before}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
${body}
}`;
  return {
    label,
    code,
    parameters: packed(Object.values(places), table, Object.values(counts), Object.values(factors)),
    groups,
    readsReplay,
  };
}

function packed(
  places: readonly Place[],
  table: NonNullable<DispatchParts['table']>,
  counts: readonly number[],
  factors: readonly number[],
): ArrayBuffer {
  const rows = [
    ...places.map(({ offset, stride, copyStride, cols }) => [offset, stride, copyStride, cols]),
    ...table,
  ].flat();
  const words = [...rows, ...counts];
  const buffer = new ArrayBuffer(Math.ceil((words.length + factors.length) / 4) * 16);
  new Uint32Array(buffer).set(words);
  new Float32Array(buffer).set(factors, words.length);
  return buffer;
}

/** What differs from update to update, as the kernels see it; `packScalars` writes it. */
const common = `
struct Scalars { update: u32, seed: u32, transitions: u32, rewardScale: f32, stepSize: vec4f, floor: vec4f }
@group(0) @binding(0) var<storage, read_write> arena: array<f32>;
@group(0) @binding(2) var<uniform> scalars: Scalars;

/** Where a row of a copy begins. */
fn at(place: vec4u, copy: u32, row: u32) -> u32 { return place.x + copy * place.z + row * place.y; }
`.replace(/\/\*\*.*\*\/\n/g, '');

/** Words of the struct Scalars. */
export const scalarWords = 12;

/** Workgroups that cover `count` things, `each` per group. */
export function groupsFor(count: number, each: number): number {
  return Math.max(1, Math.ceil(count / each));
}

/** Threads for a loop over `count` columns: a power of two from 32 to 256. */
export function threadsFor(count: number): number {
  let threads = 32;
  while (threads < count && threads < 256) threads *= 2;
  return threads;
}
