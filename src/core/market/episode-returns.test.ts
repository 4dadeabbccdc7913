import { expect, test } from 'vitest';

import { mean } from '../statistics/summary.ts';
import { episodeOutcomes, episodeReturns, type Actor } from './episode-returns.ts';
import type { Market, MarketStep } from './market.ts';
import { emptyStep } from './market-step.ts';

/** An episode: what each day pays for the action 1, and how it ends. */
interface Episode {
  readonly pay: readonly number[];
  readonly end: 'terminated' | 'truncated';
}

/**
 * Market i plays `episodes[i]`, the same again after each reset; a day pays its pay times the action.
 * The observation is the number of the day, and a market that ended must be reset before it pays again.
 */
class FakeMarket implements Market {
  readonly kind = 'demand';
  readonly observationSize = 1;
  readonly actionSize = 1;
  readonly rewardPartNames = ['pay'];
  readonly count: number;
  readonly observations: Float32Array;
  readonly productIndex: Uint32Array;
  steps = 0;
  private readonly episodes: readonly Episode[];
  private readonly result: MarketStep;

  constructor(episodes: readonly Episode[]) {
    this.episodes = episodes;
    this.count = episodes.length;
    this.observations = new Float32Array(this.count);
    this.productIndex = new Uint32Array(this.count);
    this.result = emptyStep(this.observations, this.count, 1);
  }

  reset(indices: readonly number[] = this.episodes.map((_, i) => i)): void {
    for (const i of indices) this.observations[i] = 0;
  }

  state(): never {
    throw new Error('not asked for here');
  }

  restore(): never {
    throw new Error('not asked for here');
  }

  step(actions: Float32Array): MarketStep {
    this.steps++;
    this.episodes.forEach(({ pay, end }, i) => {
      const day = this.observations[i]!;
      if (day === pay.length) throw new Error(`market ${i} was stepped after its end`);
      this.result.rewards[i] = pay[day]! * actions[i]!;
      this.result.profit[i] = 10 * pay[day]!;
      this.observations[i] = day + 1;
      const over = day + 1 === pay.length;
      this.result.terminated[i] = over && end === 'terminated' ? 1 : 0;
      this.result.truncated[i] = over && end === 'truncated' ? 1 : 0;
    });
    return this.result;
  }
}

const always =
  (action: number): Actor =>
  (market) =>
    new Float32Array(market.count).fill(action);

function played(market: Market, actor: Actor): { returns: number[]; yields: number } {
  const steps = episodeReturns(market, actor);
  let yields = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return { returns: [...step.value], yields };
    yields++;
  }
}

test('episodeReturns: the undiscounted sum of one episode per market, whichever way it ends', () => {
  const market = new FakeMarket([
    { pay: [1, 2, 4], end: 'terminated' },
    { pay: [10, 20, 40], end: 'truncated' },
  ]);
  expect(played(market, always(1)).returns).toEqual([7, 70]);
  market.reset();
  expect(played(market, always(-0.5)).returns).toEqual([-3.5, -35]);
});

test('episodeReturns: a market that ends early counts once, however long the others take', () => {
  const market = new FakeMarket([
    { pay: [5], end: 'terminated' },
    { pay: [1, 1, 1, 1, 1], end: 'truncated' },
    { pay: [2, 3], end: 'truncated' },
  ]);
  expect(played(market, always(1)).returns).toEqual([5, 5, 5]);
  expect(market.steps).toBe(5);
});

test('episodeOutcomes: the profit of one episode stands beside its return, whatever the reward pays', () => {
  const market = new FakeMarket([
    { pay: [5], end: 'terminated' },
    { pay: [1, 2, 3], end: 'truncated' },
  ]);
  const steps = episodeOutcomes(market, always(-1));
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  expect([...step.value.returns]).toEqual([-5, -6]);
  expect([...step.value.profits]).toEqual([50, 60]);
});

test('episodeReturns: the actor sees each market’s present observation', () => {
  const market = new FakeMarket([
    { pay: [1, 1, 1], end: 'truncated' },
    { pay: [1, 1], end: 'terminated' },
  ]);
  const seen: number[][] = [];
  const byDay: Actor = ({ observations }) => {
    seen.push([...observations]);
    return observations.map((day) => day / 4);
  };
  // 0 + 1/4 + 2/4, and 0 + 1/4 with the second market begun anew on its third day.
  expect(played(market, byDay).returns).toEqual([0.75, 0.25]);
  expect(seen).toEqual([
    [0, 0],
    [1, 1],
    [2, 0],
  ]);
});

test('episodeReturns: yields after every step, and stays where it was left', () => {
  const episodes: Episode[] = [{ pay: [1, 1, 1], end: 'truncated' }];
  expect(played(new FakeMarket(episodes), always(1)).yields).toBe(3);
  const market = new FakeMarket(episodes);
  const steps = episodeReturns(market, always(1));
  expect(market.steps).toBe(0);
  steps.next();
  expect(market.steps).toBe(1);
  expect(steps.return(new Float64Array()).done).toBe(true);
  expect(steps.next().done).toBe(true);
  expect(market.steps).toBe(1);
});

test('mean', () => {
  expect(mean(Float64Array.of(1, 2, 6))).toBe(3);
  expect(mean([-4])).toBe(-4);
});
