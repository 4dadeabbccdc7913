// The normal and Student distributions, to about 1e-10: p values, intervals and sample sizes need their tails; and what
// counts of sales need of theirs.
//
// Sources: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6 and 7.1.14 (error function), 26.5.8
// (incomplete beta), 26.7.1 (Student); C. Lanczos, "A Precision Approximation of the Gamma Function", SIAM Journal on
// Numerical Analysis B 1, 1964, with g = 7 and nine terms (log gamma).

/** P(Z <= z) of a standard normal. */
export function normalCdf(z: number): number {
  return z < 0 ? normalTail(-z) : 1 - normalTail(z);
}

/** The z with P(Z <= z) = p, for 0 < p < 1. */
export function normalQuantile(p: number): number {
  return risingRoot((z) => normalCdf(z) - p, -40, 40);
}

/** P(|T| >= |t|) of Student's t with `freedom` degrees: the two-sided p value. */
export function studentTwoSided(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/**
 * The t with P(|T| >= t) = `share`, for 0 < share < 1; at most 10,000.
 *
 * By Newton's steps from 0: the share inside grows ever slower with t, so that no step goes beyond the root. A fit of a thousand
 * series asks for it a thousand times.
 */
export function studentCritical(share: number, freedom: number): number {
  const logPeak =
    logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - 0.5 * Math.log(Math.PI * freedom) + Math.LN2;
  let t = 0;
  for (let i = 0; i < mostSteps; i++) {
    const slope = Math.exp(logPeak - ((freedom + 1) / 2) * Math.log1p((t * t) / freedom));
    const next = Math.min(farthest, t + (studentTwoSided(t, freedom) - share) / slope);
    if (!(next - t > 1e-15 * next)) break;
    t = next;
  }
  return t;
}

const farthest = 1e4;
const mostSteps = 200;

/** P(Z > z) for z >= 0: the series near 0, the continued fraction far out. */
function normalTail(z: number): number {
  const x = z / Math.SQRT2;
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 0.5 - (sum * Math.exp(-x * x)) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / (2 * Math.sqrt(Math.PI) * (x + fraction));
}

/** Where a rising function crosses 0, by halving. */
function risingRoot(f: (x: number) => number, low: number, high: number): number {
  for (let i = 0; i < 120; i++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** log Gamma(x) for x > 0, to 1e-13 of it. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  let sum = lanczos[0]!;
  for (let i = 1; i < lanczos.length; i++) sum += lanczos[i]! / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Chance that a period in which `mean` units are expected sells none: exp(-mean) of Poisson, (mean / variance)^(mean² /
 * (variance - mean)) of the negative binomial where it scatters more.
 */
export function chanceOfNone(mean: number, variance: number): number {
  const beyond = variance - mean;
  if (!(beyond > 0)) return Math.exp(-mean);
  return Math.exp(-(mean ** 2 / beyond) * Math.log1p(beyond / mean));
}

/** The regularised incomplete beta function I_x(a, b), by its continued fraction from the side where it settles fast. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  let fraction = 0;
  for (let m = 200; m >= 1; m--) {
    const half = Math.floor(m / 2);
    const step =
      m % 2 === 0
        ? (half * (b - half) * x) / ((a + m - 1) * (a + m))
        : (-(a + half) * (a + b + half) * x) / ((a + m - 1) * (a + m));
    fraction = step / (1 + fraction);
  }
  return front / (a * (1 + fraction));
}
