// Pieces of WGSL that several kernels share.

/**
 * `total(value, thread)`: the sum of `value` over all threads of the workgroup, known to each of them. Every thread of
 * the workgroup has to call it.
 *
 * Sixteen threads add what lies sixteen apart, then everyone adds the sixteen sums: three barriers where a tree over 256
 * threads has ten. On the software adapter barriers are what a small kernel costs.
 */
export function totalFunction(type: 'f32' | 'vec2f' | 'vec4f', threads: number): string {
  return `
var<workgroup> sums: array<${type}, ${threads}>;
fn total(value: ${type}, thread: u32) -> ${type} {
  workgroupBarrier();
  sums[thread] = value;
  workgroupBarrier();
  if (thread < 16u) {
    var sum = sums[thread];
    for (var i = thread + 16u; i < ${threads}u; i += 16u) { sum += sums[i]; }
    sums[thread] = sum;
  }
  workgroupBarrier();
  var sum = sums[0];
  for (var i = 1u; i < 16u; i++) { sum += sums[i]; }
  return sum;
}`;
}

/** The hash of core/counter-random.ts, word for word. */
export const hashFunction = `
fn hash(seed: u32, update: u32, index: u32, stream: u32) -> vec4u {
  var v = vec4u(seed, update, index, stream) * 1664525u + 1013904223u;
  v.x += v.y * v.w; v.y += v.z * v.x; v.z += v.x * v.y; v.w += v.y * v.z;
  v = v ^ (v >> vec4u(16u));
  v.x += v.y * v.w; v.y += v.z * v.x; v.z += v.x * v.y; v.w += v.y * v.z;
  return v;
}`;

/**
 * `normalAt(seed, update, index, stream)`: hashedNormal of core/counter-random.ts to a few units in the last place.
 *
 * WGSL promises an absolute error of 2^-11 for cos and 2^-21 for log near 1, too little for engines to agree: the
 * cosine is a Taylor series on an eighth of the circle, log(u) above 1/2 the series of 2 artanh((u - 1) / (u + 1)).
 */
export const normalFunction = `${hashFunction}
fn cosineOfTurn(v: f32) -> f32 {
  let quarters = v * 4.0;
  let quarter = floor(quarters + 0.5);
  let x = (quarters - quarter) * 1.57079632679;
  let s = x * x;
  let cosine = 1.0 + s * (-0.5 + s * (0.0416666667 + s * (-0.00138888889 + s * 2.48015873e-5)));
  let sine = x * (1.0 + s * (-0.166666667 + s * (0.00833333333 + s * (-0.000198412698 + s * 2.75573192e-6))));
  switch (u32(quarter) & 3u) {
    case 1u: { return -sine; }
    case 2u: { return -cosine; }
    case 3u: { return sine; }
    default: { return cosine; }
  }
}
fn logOf(u: f32) -> f32 {
  if (u < 0.5) { return log(u); }
  let t = (u - 1.0) / (u + 1.0);
  let s = t * t;
  return 2.0 * t * (1.0 + s * (0.333333333 + s * (0.2 + s * (0.142857143 + s * (0.111111111 + s * 0.0909090909)))));
}
fn normalAt(seed: u32, update: u32, index: u32, stream: u32) -> f32 {
  let words = hash(seed, update, index, stream);
  let u = f32((words.x >> 8u) + 1u) * 0x1p-24;
  let v = f32(words.y >> 8u) * 0x1p-24;
  return sqrt(max(0.0, -2.0 * logOf(u))) * cosineOfTurn(v);
}`;

/** `tanhOf(x)`: WGSL's tanh may overflow for large x and lose digits for small ones. */
export const tanhFunction = `
fn tanhOf(x: f32) -> f32 {
  let size = abs(x);
  if (size < 0.25) {
    let s = x * x;
    return x * (1.0 + s * (-0.333333333 + s * (0.133333333 + s * (-0.0539682540 + s * 0.0218694885))));
  }
  return sign(x) * (1.0 - 2.0 / (exp(2.0 * min(size, 20.0)) + 1.0));
}`;
