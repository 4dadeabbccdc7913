// Drawn days of a product with a known elasticity, for tests of how files are read.

import type { Random } from '../random.ts';
import { isoDate } from '../table/day-numbers.ts';

/** The elasticity that the days are drawn with. */
export const drawnElasticity = -2;
const firstDrawnDay = 19_723; // 2024-01-01

export interface DrawnDay {
  readonly date: string;
  readonly price: number;
  readonly units: number;
}

/** Poisson draws by their products of uniforms; a normal one from a mean of 60. */
function poisson(random: Random, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  const limit = Math.exp(-mean);
  let product = random.uniform();
  let n = 0;
  while (product > limit) {
    product *= random.uniform();
    n++;
  }
  return n;
}

/** `n` rows `step` days apart at prices that move every seventh row around `level`. */
export function drawnDays(random: Random, n: number, level: number, base: number, step = 1): DrawnDay[] {
  let price = level;
  return Array.from({ length: n }, (_, t) => {
    if (t % (step === 1 ? 7 : 2) === 0)
      price = Number((level * (0.8 + 0.1 * Math.floor(5 * random.uniform()))).toFixed(2));
    return {
      date: isoDate(firstDrawnDay + t * step),
      price,
      units: poisson(random, base * (price / level) ** drawnElasticity),
    };
  });
}
