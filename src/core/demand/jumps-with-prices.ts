// Demand that jumps where the price changes, by more than one answer to price explains: marketing that begins and ends with low prices, a page that
// is made anew with them, anything that nobody wrote down.
//
// Such jumps err together with the price. Where most cuts have a campaign, cuts seem to sell what campaigns sell, in all products alike, and no
// number of days makes up for it. How much of the jumps goes along with the price's steps the file does not tell; but how large they are it
// does: the level's steps are odder on days of a new price than within spells of one price. A correlation of steps and jumps about 0 then leaves
// the elasticity an error of correlation * jump / step, shared by the products of the file.

import { mean } from '../statistics/summary.ts';

/** A level's steps as one product's fit has them, beside the steps of its log price. [rows - 1] each */
export interface StepsSeen {
  readonly priceSteps: Float64Array;
  /** The steps in log units, and in their standard deviations where all are alike. */
  readonly levelSteps: Float64Array;
  readonly oddSteps: Float64Array;
  /** Variance of a step from a row to the next. */
  readonly levelVariance: number;
}

/** Jumps of a file where its prices change: their standard deviation in log units, beyond what the level steps anyway. */
export interface PriceJumps {
  readonly sd: number;
}

/** A smaller step of log price is none. */
const leastPriceStep = 0.01;
/** Rows about a new price that are not of a spell. */
const nearRows = 2;
/** Rows of either kind without which a product tells nothing, and products without which a file does not. */
const fewestRows = 5;
const fewestProducts = 8;
/** Standard errors of the products' mean beyond which a file has such jumps. */
const certain = 3.5;
/**
 * What of the jumps goes along with the price's steps, over what does not: N(0, 1.3). The fit takes the one for an answer and leaves the other, and
 * campaigns that go with most cuts leave the less of the two.
 */
const alongSd = 1.3;
/** Jumps over the log price's own steps beyond which nothing of an answer can be told: nobody may be priced by it. */
const largestTold = 1;

/** By how much squares of odd steps are larger at new prices than within spells, and the jump's variance that makes them so; null where one cannot say. */
function excessOf({ priceSteps, levelSteps, oddSteps, levelVariance }: StepsSeen) {
  const isNew = priceSteps.map((step) => (Math.abs(step) > leastPriceStep ? 1 : 0));
  const isNear = isNew.map((_, t) =>
    isNew.subarray(Math.max(0, t - nearRows), t + nearRows + 1).some((here) => here === 1) ? 1 : 0,
  );
  const within: number[] = [];
  const at: { square: number; told: number }[] = [];
  oddSteps.forEach((odd, t) => {
    if (!(Math.abs(odd) > 0)) return;
    const square = odd ** 2;
    if (isNear[t] === 0) within.push(square);
    // A step of variance q is seen with the share told of it; one of q + v then has the square 1 + told * v / q.
    else if (isNew[t] === 1) at.push({ square, told: levelSteps[t]! ** 2 / square / levelVariance });
  });
  if (at.length < fewestRows || within.length < fewestRows) return null;
  const excess = mean(at.map(({ square }) => square)) - mean(within);
  return { excess, variance: (excess * levelVariance) / mean(at.map(({ told }) => told)) };
}

/** null where levels step no more at new prices than elsewhere. */
export function priceJumps(seen: readonly StepsSeen[]): PriceJumps | null {
  const told = seen.flatMap((product) => excessOf(product) ?? []);
  if (told.length < fewestProducts) return null;
  const excesses = told.map(({ excess }) => excess);
  const usual = mean(excesses);
  const error = Math.sqrt(mean(excesses.map((excess) => (excess - usual) ** 2)) / (told.length - 1));
  if (!(usual > certain * error)) return null;
  // Products with small steps may lead the other way: there is then no size to tell.
  const variance = mean(told.map((product) => product.variance));
  return variance > 0 ? { sd: Math.sqrt(variance) } : null;
}

/** Jumps of the file as one product has them. */
export interface OwnJumps extends PriceJumps {
  /** Standard error that they leave in its elasticity. */
  readonly error: number;
  /** Whether they leave it untold. */
  readonly isUntold: boolean;
}

/** @param logPrice [rows] */
export function ownJumps({ sd }: PriceJumps, logPrice: Float64Array): OwnJumps {
  let squares = 0;
  let count = 0;
  for (let t = 1; t < logPrice.length; t++) {
    const step = Math.abs(logPrice[t]! - logPrice[t - 1]!);
    if (!(step > leastPriceStep)) continue;
    squares += step ** 2;
    count++;
  }
  const share = count === 0 ? 0 : sd / Math.sqrt(squares / count);
  return { sd, error: alongSd * share, isUntold: share > largestTold };
}

/** What the verdict rests on there. */
export const untoldByJumpsGround =
  'Demand jumps where its price changes, by so much more or less from one change to the next that something else must come and go with prices: campaigns, displays, bundles, a rival. ' +
  'What of this is the answer to price cannot be told from its sales; a price changed while all else stays would tell.';

export function jumpsSentence({ sd }: PriceJumps): string {
  const up = (100 * (Math.exp(sd) - 1)).toFixed(0);
  const down = (100 * (1 - Math.exp(-sd))).toFixed(0);
  return (
    `Where prices of this file change, demand jumps by more than price explains (about ${up} % up or ${down} % down), as if something that the file does not tell came and went with prices: campaigns, displays, bundles, a rival. ` +
    'What it sells may be part of what the price seems to sell, so the elasticity is less certain. A price changed while all else stays would tell.'
  );
}
