// The counter-based random numbers of core/counter-random.ts (the hash pcg4d), four neighbours at once.

import { lanesFrom } from './vectors';

const factor: i32 = 1664525;
const shift: i32 = 1013904223;

/** Uniform numbers from 0 (included) to 1 (excluded) at `index` to `index + 3`. */
export function uniforms(seed: i32, update: i32, index: i32, stream: i32): v128 {
  let x = i32x4.splat(seed * factor + shift);
  let y = i32x4.splat(update * factor + shift);
  let z = i32x4.add(i32x4.mul(lanesFrom(index), i32x4.splat(factor)), i32x4.splat(shift));
  let w = i32x4.splat(stream * factor + shift);
  x = i32x4.add(x, i32x4.mul(y, w));
  y = i32x4.add(y, i32x4.mul(z, x));
  z = i32x4.add(z, i32x4.mul(x, y));
  w = i32x4.add(w, i32x4.mul(y, z));
  x = v128.xor(x, i32x4.shr_u(x, 16));
  y = v128.xor(y, i32x4.shr_u(y, 16));
  w = v128.xor(w, i32x4.shr_u(w, 16));
  x = i32x4.add(x, i32x4.mul(y, w));
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(x, 8)), f32x4.splat(1.0 / 16777216.0));
}
