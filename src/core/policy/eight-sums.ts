// One layer's sums for eight observations at once, in WebAssembly: `output = input * kernel + bias`, two observations in each
// vector of doubles. Every sum is taken in the order of the plain loop and in the same precision (a product, then a sum: no
// fused step), so the numbers are those of the plain loop to the last bit.
//
// The program is forty instructions, written out below as the format has them:
// https://webassembly.github.io/spec/core/binary/index.html; vectors: https://github.com/WebAssembly/simd.

/** Layouts, all doubles: `kernel` [out, in], `bias` [out], `input` [in, 8], `output` [out, 8]; byte addresses. */
export interface EightSums {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  run(kernel: number, bias: number, input: number, inputs: number, outputs: number, output: number): void;
}

/** The core is compiled without the types of the web, which hold these. */
interface Machine {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

/** null where this platform runs no WebAssembly, or none with vectors. */
export function eightSums(): EightSums | null {
  const machine = (globalThis as { readonly WebAssembly?: Machine }).WebAssembly;
  if (!machine) return null;
  try {
    return new machine.Instance(new machine.Module(moduleBytes())).exports as EightSums;
  } catch {
    return null;
  }
}

const i32 = 0x7f;
const v128 = 0x7b;
/** Parameters in their order, then locals. */
const [kernel, bias, input, inputs, outputs, output, at, end] = [0, 1, 2, 3, 4, 5, 6, 7];
const weight = 8;
const sums = [9, 10, 11, 12];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const constant = (value: number) => [0x41, ...signed(value)];
const add = [0x6a];
const multiply = [0x6c];
const notEqual = [0x47];
const loop = [0x03, 0x40];
const again = [0x0d, 0];
const close = [0x0b];
/** Alignments are given as powers of two. */
const loadBoth = [0xfd, 0x0a, 3, 0];
const load = (offset: number) => [0xfd, 0x00, 4, offset];
const store = (offset: number) => [0xfd, 0x0b, 4, offset];
const addVectors = [0xfd, 0xf0, 0x01];
const multiplyVectors = [0xfd, 0xf2, 0x01];
const step = (local: number, by: number) => [...get(local), ...constant(by), ...add, ...set(local)];

/** Bytes of a number, and of eight side by side. */
const one = 8;
const eight = 64;

/** For each output: four vectors begin at its bias, and each input adds its weight times its eight numbers. */
const program = [
  ...loop,
  ...sums.flatMap((sum) => [...get(bias), ...loadBoth, ...set(sum)]),
  ...[...get(input), ...set(at)],
  ...[...get(input), ...get(inputs), ...constant(eight), ...multiply, ...add, ...set(end)],
  ...loop,
  ...[...get(kernel), ...loadBoth, ...set(weight)],
  ...sums.flatMap((sum, k) => [
    ...[...get(sum), ...get(at), ...load(16 * k), ...get(weight), ...multiplyVectors],
    ...[...addVectors, ...set(sum)],
  ]),
  ...[...step(kernel, one), ...step(at, eight)],
  ...[...get(at), ...get(end), ...notEqual, ...again, ...close],
  ...sums.flatMap((sum, k) => [...get(output), ...get(sum), ...store(16 * k)]),
  ...[...step(output, eight), ...step(bias, one), ...step(outputs, -1)],
  ...[...get(outputs), ...constant(0), ...notEqual, ...again, ...close],
  ...close,
];

function moduleBytes(): Uint8Array {
  const locals = [2, ...[2, i32], ...[1 + sums.length, v128]];
  const body = [...locals, ...program];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 6, i32, i32, i32, i32, i32, i32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...named('memory', 2), ...named('run', 0)]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

/** An export of that kind (0 a function, 2 a memory), the first of it. */
function named(name: string, kind: number): number[] {
  return [name.length, ...Array.from(name, (sign) => sign.charCodeAt(0)), kind, 0];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: number): number[] {
  return value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}
