// What a comparison of two policies says. Apart from what plays them, so that the page need not load a market to show it.

import type { Interval } from '../statistics/paired-bootstrap.ts';

/** So many episodes where nobody asks for another number. */
export const usualComparedEpisodes = 256;

/** Means an episode of both, in their order, and of today's prices. */
export interface ComparedMeasure {
  readonly means: readonly [number, number];
  readonly keepPrice: number;
  /** How much more the first one has; 95 % interval, paired. */
  readonly difference: Interval | null;
}

export interface ComparedPolicies {
  readonly episodes: number;
  readonly reward: ComparedMeasure;
  /** Currency; null where no cost is known. */
  readonly profit: ComparedMeasure | null;
  /** Currency. */
  readonly revenue: ComparedMeasure;
  /** What `better` goes by: profit, or revenue where no cost is known, or where they were trained for it. */
  readonly by: 'profit' | 'revenue';
  /** Beyond chance, or it may be chance. */
  readonly better: 'first' | 'second' | 'unclear';
}

/** Whose mean is higher beyond chance, by an interval of how much more the first one has. */
export function betterBy(difference: Interval | null): ComparedPolicies['better'] {
  if (difference === null) return 'unclear';
  if (difference.low > 0) return 'first';
  return difference.high < 0 ? 'second' : 'unclear';
}
