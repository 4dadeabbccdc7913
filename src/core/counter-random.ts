// Random numbers without a state: a hash of (seed, update, index, stream), so that any engine can draw any of them in
// any order, a GPU all of them at once, and all engines draw the same.
//
// Source: the hash pcg4d of Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020,
// https://jcgt.org/published/0009/03/02/. Whole numbers are the same everywhere to the bit; normals as near as an
// engine's logarithm and cosine are.

/** What an update draws its numbers for. Dropout of hidden layer i has stream `dropout + i`. */
export const randomStreams = { batch: 0, noise: 1, dropout: 16 } as const;

/** The first of the hash's four words, a whole number from 0 to 2^32 - 1. All arguments are taken as 32-bit words. */
export function hashedWord(seed: number, update: number, index: number, stream: number): number {
  return pcg4d(seed, update, index, stream)[0]!;
}

/** From 0 (included) to 1 (excluded), 24 bits: exact in float32. */
export function hashedUniform(seed: number, update: number, index: number, stream: number): number {
  return (hashedWord(seed, update, index, stream) >>> 8) * 2 ** -24;
}

/** Standard normal by Box and Muller from two words: sqrt(-2 log u) cos(2 π v), u in (0, 1], v in [0, 1). */
export function hashedNormal(seed: number, update: number, index: number, stream: number): number {
  const words = pcg4d(seed, update, index, stream);
  const u = ((words[0]! >>> 8) + 1) * 2 ** -24;
  const v = (words[1]! >>> 8) * 2 ** -24;
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

const words = new Uint32Array(4);

/** The four words of the hash; the array is used again by the next call. */
function pcg4d(a: number, b: number, c: number, d: number): Uint32Array {
  let x = (Math.imul(a, 1664525) + 1013904223) | 0;
  let y = (Math.imul(b, 1664525) + 1013904223) | 0;
  let z = (Math.imul(c, 1664525) + 1013904223) | 0;
  let w = (Math.imul(d, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  z ^= z >>> 16;
  w ^= w >>> 16;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  words[0] = x;
  words[1] = y;
  words[2] = z;
  words[3] = w;
  return words;
}
