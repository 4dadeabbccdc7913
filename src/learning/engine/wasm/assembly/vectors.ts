// Small things on four floats at once.

/** a b + c, in one rounding where the machine has that and the module was compiled for it. */
export function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

export function sumOf(v: v128): f32 {
  const pairs = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** All bits where the lane's column is below `cols`; `col` is the first lane's. */
export function within(col: i32, cols: i32): v128 {
  return i32x4.lt_s(lanesFrom(col), i32x4.splat(cols));
}

/** first, first + 1, first + 2, first + 3 */
export function lanesFrom(first: i32): v128 {
  return i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
}

export function zero(): v128 {
  return f32x4.splat(0);
}

/** Bytes of a row of `cols` floats, whole vectors. */
export function rowBytes(cols: i32): i32 {
  return ((cols + 3) & ~3) << 2;
}

/** Σ a[i] b[i] over two rows of `cols` floats; what lies behind them is 0. */
export function dot(a: usize, b: usize, cols: i32): f32 {
  let sum = zero();
  const end = a + rowBytes(cols);
  while (a < end) {
    sum = madd(v128.load(a), v128.load(b), sum);
    a += 16;
    b += 16;
  }
  return sumOf(sum);
}
