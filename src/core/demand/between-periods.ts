// How far elasticities differ from one period to the next, told by the products of a file.
//
// A regression's error says how well it knows the elasticity of the days it saw. What is asked for is the next season's, and
// elasticities move: between the halves of a file they differ by more than the errors of both allow. With d_i the
// difference between product i's halves and s_i its error, d_i ~ N(0, s_i^2 + tau^2) over the products; tau has a half-normal
// prior, so that a handful of products says little. A half is a period: its own variance is tau^2 / 2, the file's mean over
// two of them has half of that, and the next period its own again, which is tau^2 * 3 / 4 in all.

export interface HalvesDifference {
  readonly difference: number;
  readonly standardError: number;
}

/** Scale of tau's half-normal prior. */
const priorScale = 0.5;
/** Fewer products tell nothing of it. */
const fewestProducts = 3;
const largestSd = 6;
const steps = 240;
/** Differences beyond this many of their standard deviations count as this: one odd product is not the file. */
const boundedAt = 4;

/** Standard deviation that belongs to an estimate about the next period; null with too few products to tell. */
export function betweenPeriodSd(differences: readonly HalvesDifference[]): number | null {
  if (differences.length < fewestProducts) return null;
  const logs: number[] = [];
  const squares: number[] = [];
  for (let k = 0; k <= steps; k++) {
    const tau2 = ((largestSd * k) / steps) ** 2;
    let log = -tau2 / (2 * priorScale ** 2);
    for (const { difference, standardError } of differences) {
      const variance = standardError ** 2 + tau2;
      log -= 0.5 * Math.log(variance) + 0.5 * Math.min(boundedAt ** 2, difference ** 2 / variance);
    }
    logs.push(log);
    squares.push(tau2);
  }
  const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  let total = 0;
  let sum = 0;
  logs.forEach((log, k) => {
    const weight = Math.exp(log - most);
    total += weight;
    sum += weight * squares[k]!;
  });
  return Math.sqrt((0.75 * sum) / total);
}
