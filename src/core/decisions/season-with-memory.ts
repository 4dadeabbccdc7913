// The coming season of a product with a past whose demand fit found habit or a rival that answers; else none.

import type { DemandSummary } from '../demand/demand-summary.ts';
import { rememberedPrice, type GivenElasticity } from '../demand/lasting.ts';
import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { LastingSeason, type LastingTerms } from './lasting-season.ts';
import { lastCompetitorPrice } from './recent-days.ts';
import type { SeasonDraws } from './season.ts';

const seed = 1;

/**
 * null where the file shows neither habit nor an answering rival. `draws.elasticity` is the own elasticity, `index` the
 * season's factors [days], `evidence` the prices about which the past says something.
 */
export function seasonWithMemory(
  history: ProductHistory,
  { found, estimate, productId }: DemandSummary,
  draws: SeasonDraws,
  unitCost: number,
  index: Float64Array,
  evidence: LastingTerms['evidence'],
): LastingSeason | null {
  const lasting = found?.lasting;
  if (!lasting || estimate === null) return null;
  const random = new Random(seed).fork('lasting draws').fork(productId);
  const drawn = (label: string, { value, slope, standardError }: GivenElasticity) => {
    const own = random.fork(label);
    return draws.elasticity.map((e) =>
      Math.max(0, value + slope * (e - estimate) + standardError * own.normal()),
    );
  };
  const { given, habit, rival } = lasting;
  const rivalNow = lastCompetitorPrice(history);
  return new LastingSeason(
    draws,
    {
      memory:
        given.memory && habit
          ? {
              exponent: drawn('memory', given.memory),
              lossFactor: habit.lossFactor,
              retention: habit.retention,
              start: rememberedPrice(history, habit),
            }
          : null,
      rival:
        given.cross && rival && rivalNow !== null
          ? {
              cross: drawn('cross', given.cross),
              ...rival,
              reference: rivalNow,
              start: Math.exp(
                Math.log(rivalNow) +
                  rival.pace *
                    (rival.passThrough * Math.log(history.price.at(-1)!) + rival.offset - Math.log(rivalNow)),
              ),
            }
          : null,
      evidence,
      bend: random.fork('bend').fillNormal(new Float64Array(draws.base.length)),
    },
    unitCost,
    index,
  );
}
