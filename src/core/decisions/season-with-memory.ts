// The coming season of a product with a past whose demand fit found habit or a rival that answers; else none.

import { rememberedPrice, type GivenElasticity, type LastingFit } from '../demand/lasting.ts';
import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { LastingSeason, type LastingTerms } from './lasting-season.ts';
import { lastCompetitorPrice } from './recent-days.ts';
import type { SeasonDraws } from './season.ts';

const seed = 1;

/** What such a season begins with. Prices in currency. */
export interface MemoryStart {
  /** What buyers are used to; null where they remember nothing. */
  readonly remembered: number | null;
  /** The rival's last price, and where it stands on the first day; null where none answers. */
  readonly rival: { readonly now: number; readonly first: number } | null;
}

/** Where buyers and rival stand at the end of a history. */
export function memoryStart(
  history: ProductHistory,
  { given, habit, rival }: Pick<LastingFit, 'given' | 'habit' | 'rival'>,
): MemoryStart {
  const now = lastCompetitorPrice(history);
  return {
    remembered: given.memory && habit ? rememberedPrice(history, habit) : null,
    rival:
      given.cross && rival && now !== null
        ? {
            now,
            first: Math.exp(
              Math.log(now) +
                rival.pace *
                  (rival.passThrough * Math.log(history.price.at(-1)!) + rival.offset - Math.log(now)),
            ),
          }
        : null,
  };
}

/** What the fit says of a product whose season has a memory. */
export interface RememberedDemand {
  readonly productId: string;
  /** Own-price elasticity of the fit. */
  readonly estimate: number;
  readonly lasting: LastingFit;
}

/**
 * `draws.elasticity` is the own elasticity, `index` the season's factors [days], `evidence` the prices about which the past
 * says something.
 */
export function seasonWithMemory(
  { productId, estimate, lasting }: RememberedDemand,
  start: MemoryStart,
  draws: SeasonDraws,
  unitCost: number,
  index: Float64Array,
  evidence: LastingTerms['evidence'],
): LastingSeason {
  const random = new Random(seed).fork('lasting draws').fork(productId);
  const drawn = (label: string, { value, slope, standardError }: GivenElasticity) => {
    const own = random.fork(label);
    return draws.elasticity.map((e) =>
      Math.max(0, value + slope * (e - estimate) + standardError * own.normal()),
    );
  };
  const { given, habit, rival } = lasting;
  return new LastingSeason(
    draws,
    {
      memory:
        given.memory && habit && start.remembered !== null
          ? {
              exponent: drawn('memory', given.memory),
              lossFactor: habit.lossFactor,
              retention: habit.retention,
              start: start.remembered,
            }
          : null,
      rival:
        given.cross && rival && start.rival
          ? {
              cross: drawn('cross', given.cross),
              ...rival,
              reference: start.rival.now,
              start: start.rival.first,
            }
          : null,
      evidence,
      bend: random.fork('bend').fillNormal(new Float64Array(draws.base.length)),
    },
    unitCost,
    index,
  );
}
