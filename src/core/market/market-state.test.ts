import { expect, test } from 'vitest';

import { demandState } from './demand/demand-state.ts';
import { historyState } from './history/history-state.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { Random } from '../random.ts';
import { defaultSettings } from '../run/settings.ts';
import { marketSetupFor } from '../run/market-setup.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { createMarket } from './create-market.ts';
import type { Market, MarketSetup } from './market.ts';
import { referenceMarket } from './demand/reference-market.ts';

const demand: MarketSetup = {
  kind: 'demand',
  products: ['tea', 'mug'].map((name, i) => ({
    name,
    parameters: {
      ...referenceMarket,
      elasticity: -1.5 - i,
      elasticityError: 0.3,
      rival: 'randomWalk' as const,
      rivalPrice: 19,
      crossElasticity: 0.5,
    },
  })),
};

const tried = [10, 12, 14, 16];
const history = historyFixture({
  price: Array.from({ length: 60 }, (_, t) => tried[t % 4]!),
  units: Array.from({ length: 60 }, (_, t) => Math.round(400 / tried[t % 4]!) + ((t * 5) % 7)),
  unitCost: 6,
});
const past = marketSetupFor({ ...defaultSettings, market: 'history', historyEpisodeSteps: 9 }, [
  { history, demand: summarizeProductDemand(history) },
]);

/** Rewards, observations and products of `steps` steps at random prices; ended markets begin anew. */
function played(market: Market, random: Random, steps: number): unknown[] {
  return Array.from({ length: steps }, () => {
    const actions = random.fillUniform(new Float32Array(market.count)).map((x) => 2 * x - 1);
    const { rewards, observations, terminated, truncated } = market.step(actions);
    const seen = [rewards.slice(), observations.slice(), market.productIndex.slice()];
    const ended = [...rewards.keys()].filter((i) => terminated[i] === 1 || truncated[i] === 1);
    market.reset(ended);
    return seen;
  });
}

test.each([
  ['demand', demand],
  ['history', past],
] as const)('Market.restore: a %s market goes on as the one whose state it was', (_, setup) => {
  const market = createMarket(setup, 3, 7, 'training');
  played(market, new Random(1), 40);
  const state = structuredClone(market.state());
  const going = played(market, new Random(2), 60);
  const other = createMarket(setup, 3, 7, 'training');
  other.restore(state);
  expect(played(other, new Random(2), 60)).toEqual(going);
});

test('Market.restore: another kind or number of markets is refused', () => {
  const market = createMarket(demand, 2, 1, 'training');
  expect(() => market.restore(createMarket(demand, 3, 1, 'training').state())).toThrow(
    'Market.restore: expected the state of 2 demand markets, got 3 demand markets',
  );
  expect(() => market.restore(createMarket(past, 2, 1, 'training').state())).toThrow('got 2 history markets');
});

test('demandState, historyState: the state of a market of that kind, and no other', () => {
  const market = createMarket(demand, 2, 1, 'training');
  expect(demandState(market)).toEqual(market.state());
  expect(() => historyState(market)).toThrow('internal: expected the state of a history market');
});
