// What a price test says of the elasticity: the slope of log units over log price between its prices, its error from leaving out
// one block after another (Efron and Tibshirani, "An Introduction to the Bootstrap", chapter 11), so that nothing is assumed of how
// sales scatter. With three prices also whether the two steps answer alike, which two prices cannot tell.

import type { TestEvidence } from '../demand/evidence-of-tests.ts';
import { isoDate } from '../table/day-numbers.ts';
import { arms, type Arm } from './assignment.ts';
import type { ResultDay } from './result-file.ts';

export interface TestSlopes {
  readonly elasticity: number;
  readonly standardError: number;
  /**
   * How much stronger units answer between the higher two prices than between the lower two, with its standard error; null with
   * two prices.
   */
  readonly bend: { readonly difference: number; readonly standardError: number } | null;
}

/** One block: the mean units of a day at each price, in the order of the prices. */
type Block = readonly number[];

const fewestBlocks = 6;

/** null where the test has too few whole blocks, sold nothing at a price, or its prices are not known. */
export function testSlopes(days: readonly ResultDay[]): TestSlopes | null {
  const present = arms.filter((arm) => days.some((day) => day.arm === arm));
  const prices = present.map((arm) =>
    meanOf(days.filter((day) => day.arm === arm).map(({ price }) => price)),
  );
  if (present.length < 2 || prices.some((price) => !(price > 0))) return null;
  const blocks = blocksOf(days, present);
  if (blocks.length < fewestBlocks) return null;
  const slope = (rows: readonly Block[]) => slopeOf(prices, rows);
  const elasticity = slope(blocks);
  const standardError = jackknife(blocks, slope);
  if (!Number.isFinite(elasticity) || !(standardError > 0)) return null;
  const order = prices.map((_, k) => k).sort((a, b) => prices[a]! - prices[b]!);
  const step = (rows: readonly Block[], from: number) => {
    const pair = [order[from]!, order[from + 1]!];
    return slopeOf(
      pair.map((k) => prices[k]!),
      rows.map((block) => pair.map((k) => block[k]!)),
    );
  };
  const bend = (rows: readonly Block[]) => step(rows, 1) - step(rows, 0);
  return {
    elasticity,
    standardError,
    bend: present.length < 3 ? null : { difference: bend(blocks), standardError: jackknife(blocks, bend) },
  };
}

/** The slopes as evidence for the demand fit; null where there are none. */
export function testEvidence(id: string, days: readonly ResultDay[]): TestEvidence | null {
  const slopes = testSlopes(days);
  if (slopes === null) return null;
  const { elasticity, standardError } = slopes;
  const all = days.map(({ day }) => day);
  return {
    id,
    elasticity,
    standardError,
    from: isoDate(all.reduce((a, b) => Math.min(a, b))),
    to: isoDate(all.reduce((a, b) => Math.max(a, b))),
  };
}

/** What three prices say that two cannot, in a sentence; null with two. */
export function bendSentence({ bend, elasticity }: TestSlopes): string | null {
  if (bend === null) return null;
  const { difference, standardError } = bend;
  const steps = `between the two higher prices the elasticity is ${Math.abs(difference).toFixed(1)} ${difference < 0 ? 'stronger' : 'weaker'} than between the two lower ones`;
  return Math.abs(difference) > 1.96 * standardError
    ? `The three prices do not lie on one curve: ${steps} (± ${(1.96 * standardError).toFixed(1)}), so judge each step by itself.`
    : `The three prices fit one elasticity of ${elasticity.toFixed(1)}: ${steps}, any difference may be chance.`;
}

function blocksOf(days: readonly ResultDay[], present: readonly Arm[]): Block[] {
  const byPair = new Map<string, ResultDay[]>();
  for (const day of days) {
    const block = byPair.get(day.pair);
    if (block) block.push(day);
    else byPair.set(day.pair, [day]);
  }
  return [...byPair.values()]
    .map((block) =>
      present.map((arm) => meanOf(block.filter((day) => day.arm === arm).map(({ units }) => units))),
    )
    .filter((block) => block.every(Number.isFinite));
}

/** Least squares of the logarithm of mean units on that of price. */
function slopeOf(prices: readonly number[], blocks: readonly Block[]): number {
  const units = prices.map((_, k) => Math.log(meanOf(blocks.map((block) => block[k]!))));
  const logs = prices.map(Math.log);
  const middle = meanOf(logs);
  const level = meanOf(units);
  let cross = 0;
  let square = 0;
  logs.forEach((log, k) => {
    cross += (log - middle) * (units[k]! - level);
    square += (log - middle) ** 2;
  });
  return cross / square;
}

function jackknife(blocks: readonly Block[], figure: (blocks: readonly Block[]) => number): number {
  const left = blocks.map((_, i) => figure(blocks.filter((__, k) => k !== i)));
  const mean = meanOf(left);
  const squares = left.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((blocks.length - 1) / blocks.length) * squares);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
