// How sure a difference between two policies is that played the same start states with the same noise.
//
// Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 8 and 13 (percentile intervals).
// Pairs are drawn together, so what a start state gives both policies cancels out. Several seeds' pairs may be put
// one after another: an interval over seeds and start states.
//
// Pairs that follow one another in time are drawn as blocks of neighbours, so that what one shares with the next stays
// together. Source: Politis and Romano, "A circular block-resampling procedure for stationary data", 1992: moving
// blocks that go round at the end, so that every pair is drawn as often as any other. A handful of blocks varies too
// little: the interval is widened by sqrt(B / (B - 1)) t / z for B blocks, as Hesterberg, "What teachers should know
// about the bootstrap", 2015, section 4, widens it for B values. Without that, four blocks of independent pairs cover
// 83 % where 95 are meant.

import { Random } from '../random.ts';
import { normalQuantile, studentCritical } from './distributions.ts';

export interface Interval {
  readonly mean: number;
  /** 95 % percentile interval. */
  readonly low: number;
  readonly high: number;
}

const resamples = 2000;
/** Fewer blocks say nothing of how blocks differ. */
const fewestBlocks = 3;

/**
 * The mean of `of(policy mean, baseline mean)` over resampled pairs, with its 95 % interval; null with fewer than two
 * pairs, or fewer than three blocks. Always the same for the same numbers.
 *
 * `block`: how many pairs in a row are drawn together; 1 takes each for independent of the others.
 *
 * @throws Error where the two have not the same number of returns.
 */
export function pairedBootstrap(
  policy: readonly number[],
  baseline: readonly number[],
  of: (policyMean: number, baselineMean: number) => number = (a, b) => a - b,
  { block = 1 }: { readonly block?: number } = {},
): Interval | null {
  const pairs = policy.length;
  if (baseline.length !== pairs)
    throw new Error(
      `pairedBootstrap: expected as many baseline returns as policy returns, got ${baseline.length} and ${pairs}`,
    );
  if (pairs < 2 || (block > 1 && pairs < fewestBlocks * block)) return null;
  const starts = startsOf(pairs, block);
  const policySums = goingRound(policy);
  const baselineSums = goingRound(baseline);
  const drawn = new Float64Array(resamples);
  for (let n = 0, at = 0; n < resamples; n++) {
    let a = 0;
    let b = 0;
    for (let i = 0; i < pairs;) {
      const start = starts[at++]!;
      const end = start + Math.min(block, pairs - i);
      a += policySums[end]! - policySums[start]!;
      b += baselineSums[end]! - baselineSums[start]!;
      i += end - start;
    }
    drawn[n] = of(a / pairs, b / pairs);
  }
  drawn.sort();
  const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const middle = of(total(policy) / pairs, total(baseline) / pairs);
  const wider = block > 1 ? widening(pairs / block) : 1;
  const bound = (value: number) => (wider === 1 ? value : middle + wider * (value - middle));
  return {
    mean: middle,
    low: bound(drawn[Math.floor(0.025 * (resamples - 1))]!),
    high: bound(drawn[Math.ceil(0.975 * (resamples - 1))]!),
  };
}

/** The series of a file have mostly as many pairs: what was drawn for the last is drawn for the next. */
const latest = { pairs: 0, block: 0, starts: new Int32Array(0) };
/** More of them are drawn anew: a long history is not kept in memory for this. */
const mostKept = 1 << 20;

/** Where the blocks of all resamples start, one resample after another. */
function startsOf(pairs: number, block: number): Int32Array {
  if (latest.pairs === pairs && latest.block === block) return latest.starts;
  const random = new Random(pairs).fork('paired bootstrap');
  const starts = new Int32Array(resamples * Math.ceil(pairs / block));
  for (let i = 0; i < starts.length; i++) starts[i] = random.integer(pairs);
  if (starts.length <= mostKept) Object.assign(latest, { pairs, block, starts });
  return starts;
}

/** Sums of the values before each place, twice round: a block is a difference of two. [2 * values + 1] */
function goingRound(values: readonly number[]): Float64Array {
  const { length } = values;
  const sums = new Float64Array(2 * length + 1);
  for (let i = 0; i < 2 * length; i++) sums[i + 1] = sums[i]! + values[i % length]!;
  return sums;
}

/** By how much the interval of so few blocks is too narrow. */
function widening(blocks: number): number {
  return (Math.sqrt(blocks / (blocks - 1)) * studentCritical(0.05, blocks - 1)) / normalQuantile(0.975);
}
