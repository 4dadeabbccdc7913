// The training loop on small networks: what it repeats, what it remembers, what it keeps, and how it ends.

import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

import type { DemandMarketParameters } from '../core/market/demand/demand-parameters.ts';
import { historyFixture } from '../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { createMarket } from '../core/market/create-market.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { Random } from '../core/random.ts';
import { referenceMarket } from '../core/market/demand/reference-market.ts';
import { createPolicy } from '../core/policy/actor.ts';
import type { RunCheckpoint } from '../core/run/checkpoint.ts';
import type { EpisodeRecord, EvaluationRecord, PolicySnapshot, TrainerEvent } from '../core/run/events.ts';
import { marketSetupFor } from '../core/run/market-setup.ts';
import { settingsFrom } from '../core/run/run-settings.ts';
import type { RunSettings } from '../core/run/settings.ts';
import type { TrainingRun } from '../core/run/training-run.ts';
import type { BackendReport } from '../core/run/backend.ts';
import { chosenEngines } from './engine/choose-engine.ts';
import { EngineLostError, type Engine } from './engine/engine.ts';
import { portableEngines, type EngineSource } from './engine/engine-source.ts';
import { nodeKernels } from './engine/wasm/node-kernels.ts';
import { ReplayBuffer } from './experience/replay-buffer.ts';
import { startTestBackend } from './test-backend.ts';
import { startTraining } from './trainer.ts';

beforeAll(async () => {
  await startTestBackend('cpu');
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A run of a second or less: 100 steps, two evaluations, eleven updates. */
function quick(changes: Partial<RunSettings> = {}): RunSettings {
  const small = settingsFrom({
    market: 'demand',
    hiddenUnits: 8,
    batchSize: 8,
    parallelMarkets: 2,
    trainingSteps: 100,
    warmupSteps: 10,
    updatesPerStep: 0.125,
    evaluationEverySteps: 50,
    evaluationEpisodes: 2,
    finalists: 1,
  });
  return { ...small, ...changes };
}

/** Demand markets of five days with ample stock; what they could earn is computed once and remembered. */
function demandSetup(
  changes: Partial<DemandMarketParameters> = {},
  names: readonly string[] = ['tea', 'mug'],
): MarketSetup {
  const products = names.map((name, i) => ({
    name,
    parameters: { ...referenceMarket, days: 5, initialInventory: 3000, elasticity: -1.5 - i, ...changes },
  }));
  return { kind: 'demand', products };
}

const tried = [10, 12, 14, 16];

/** Sixty days at four prices; episodes are cut short after `historyEpisodeSteps`. */
function historySetup(settings: RunSettings): MarketSetup {
  const history = historyFixture({
    price: Array.from({ length: 60 }, (_, t) => tried[t % 4]!),
    units: Array.from({ length: 60 }, (_, t) => Math.round(400 / tried[t % 4]!) + ((t * 5) % 7)),
    unitCost: 6,
  });
  return marketSetupFor({ ...settings, market: 'history' }, [
    { history, demand: summarizeProductDemand(history) },
  ]);
}

async function played(run: TrainingRun): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  try {
    for await (const event of run.events) events.push(event);
  } finally {
    run.dispose();
  }
  return events;
}

const episodesOf = (events: readonly TrainerEvent[]): EpisodeRecord[] =>
  events.flatMap((event) => (event.type === 'step' ? event.episodes : []));
const evaluationsOf = (events: readonly TrainerEvent[]): EvaluationRecord[] =>
  events.flatMap((event) => (event.type === 'evaluation' ? [event.evaluation] : []));
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

function started(settings: RunSettings, setup: MarketSetup): TrainingRun {
  return startTraining(settings, setup, portableEngines(report));
}

const report: BackendReport = { name: 'cpu', adapter: null, detail: 'JavaScript', reason: 'for a test' };

/** Returns of one greedy episode per market, undiscounted. */
function greedyReturns(setup: MarketSetup, count: number, snapshot: PolicySnapshot): number[] {
  const market = createMarket(setup, count, 12345, 'evaluation');
  const policy = createPolicy(snapshot.architecture, snapshot.weights);
  const returns = new Array<number>(count).fill(0);
  const over = new Array<boolean>(count).fill(false);
  while (over.includes(false)) {
    const step = market.step(policy.act(market.observations, count));
    for (let i = 0; i < count; i++) {
      if (!over[i]) returns[i]! += step.rewards[i]!;
      over[i] ||= step.terminated[i] === 1 || step.truncated[i] === 1;
    }
  }
  return returns;
}

interface Remembered {
  readonly state: readonly number[];
  readonly action: readonly number[];
  readonly reward: number;
  readonly nextState: readonly number[];
  readonly discount: number;
}

/** Everything that reaches the replay buffer of the next run, one list per market. */
function watchReplay(): Remembered[][] {
  const markets: Remembered[][] = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the buffer as `this` below
  const add = ReplayBuffer.prototype.add;
  vi.spyOn(ReplayBuffer.prototype, 'add').mockImplementation(function (
    this: ReplayBuffer,
    ...[states, actions, rewards, nextStates, discounts]
  ) {
    const { observationSize, actionSize } = this.shape;
    const row = (values: Float32Array, i: number, size: number) => [
      ...values.slice(i * size, (i + 1) * size),
    ];
    for (let i = 0; i < rewards.length; i++)
      (markets[i] ??= []).push({
        state: row(states, i, observationSize),
        action: row(actions, i, actionSize),
        reward: rewards[i]!,
        nextState: row(nextStates, i, observationSize),
        discount: discounts[i]!,
      });
    add.call(this, states, actions, rewards, nextStates, discounts);
  });
  return markets;
}

describe('startTraining: repeatable', () => {
  test.each(['sac', 'ddpg', 'td3'] as const)('%s: the same seed gives the same events', async (agent) => {
    const events = (seed: number) => played(started(quick({ agent, seed }), demandSetup()));
    const first = await events(3);
    expect(await events(3)).toEqual(first);
    const other = await events(4);
    expect(episodesOf(other)).not.toEqual(episodesOf(first));
    expect(evaluationsOf(other)).not.toEqual(evaluationsOf(first));
  });

  test('the same seed gives the same events in a history market', async () => {
    const settings = quick({ historyEpisodeSteps: 6 });
    const events = (seed: number) => played(started({ ...settings, seed }, historySetup(settings)));
    const first = await events(3);
    expect(episodesOf(first).length).toBeGreaterThan(10);
    expect(await events(3)).toEqual(first);
    expect(episodesOf(await events(4))).not.toEqual(episodesOf(first));
  });

  test('a policy that does not move is worth the same at every evaluation, episode by episode', async () => {
    const settings = quick({ agent: 'ddpg', learningRateActor: 0, historyEpisodeSteps: 6 });
    for (const setup of [demandSetup(), historySetup(settings)]) {
      const evaluations = evaluationsOf(await played(started(settings, setup)));
      expect(evaluations).toHaveLength(2);
      expect(evaluations[1]!.returns).toEqual(evaluations[0]!.returns);
      expect(evaluations[0]!.returns[0]).not.toBe(evaluations[0]!.returns[1]);
      expect(evaluations.map(({ isBest }) => isBest)).toEqual([true, false]);
    }
  });
});

describe('startTraining: events', () => {
  test('baselines first, evaluations in their rhythm, one finish at the end', async () => {
    const events = await played(started(quick(), demandSetup()));
    const moments = ['evaluating', 'preparing'];
    const types = events.map(({ type }) => type).filter((type) => !moments.includes(type));
    expect(types[0]).toBe('baselines');
    expect(events.findLastIndex(({ type }) => type === 'preparing')).toBeLessThan(
      events.findIndex(({ type }) => type === 'baselines'),
    );
    expect(types.at(-1)).toBe('finished');
    expect(types.filter((type) => type === 'step')).toHaveLength(50); // 100 steps, two markets at once
    expect(evaluationsOf(events).map(({ step }) => step)).toEqual([50, 100]);
    // From step 10 on 46 steps of two markets, an eighth of an update each: 11.5.
    expect(types.filter((type) => type === 'update')).toHaveLength(11);
    expect(events.at(-1)).toEqual({ type: 'finished', step: 100, updates: 11 });
  });

  test('the parts of an episode sum to its return, the episodes to all rewards', async () => {
    const settings = quick({ historyEpisodeSteps: 10 });
    for (const setup of [demandSetup({ revenueWeight: 0.2 }), historySetup(settings)]) {
      const markets = watchReplay();
      const run = started(settings, setup);
      const episodes = episodesOf(await played(run));
      expect(episodes.length).toBeGreaterThan(5);
      for (const { parts, episodeReturn } of episodes) {
        expect(parts).toHaveLength(run.rewardPartNames.length);
        expect(sum(parts)).toBeCloseTo(episodeReturn, 5);
      }
      // Both setups divide 50 steps a market into whole episodes of 5 or 10 days.
      expect(episodes.map(({ days }) => days)).toEqual(
        episodes.map(() => (setup.kind === 'demand' ? 5 : 10)),
      );
      const rewards = markets.flat().map(({ reward }) => reward);
      expect(sum(episodes.map(({ episodeReturn }) => episodeReturn))).toBeCloseTo(sum(rewards), 4);
      vi.restoreAllMocks();
    }
  });

  test('the path is the first market, day by day, and says where an episode starts', async () => {
    const events = await played(started(quick(), demandSetup()));
    const steps = events.flatMap((event) => (event.type === 'step' ? [event] : []));
    expect(steps).toHaveLength(50);
    steps.forEach(({ path, pathStarts }, t) => {
      expect(path.day).toBe((t % 5) + 1);
      expect(pathStarts).toBe(t % 5 === 0);
    });
  });

  test('the gap closed is measured between keeping the price and the optimum', async () => {
    const setup = demandSetup({}, ['tea']);
    const events = await played(started(quick(), setup));
    const baselines = events.flatMap((event) => (event.type === 'baselines' ? [event.baselines] : []))[0]!;
    const { keepPrice, optimum } = baselines;
    expect(optimum).toBeGreaterThan(keepPrice);
    expect(evaluationsOf(events)).toHaveLength(2);
    for (const { meanReturn, gapClosed } of evaluationsOf(events))
      expect(gapClosed).toBeCloseTo((meanReturn - keepPrice) / (optimum! - keepPrice), 10);
  });

  test('the baselines see the start states and noise of the evaluations', async () => {
    // No policy can move the price by more than a billionth, so each earns what keeping the price earns.
    const events = await played(started(quick(), demandSetup({ maxDailyChange: 1e-9 })));
    const keepPrice = events.flatMap((event) => (event.type === 'baselines' ? [event.baselines] : []))[0]!
      .keepPrice;
    expect(evaluationsOf(events)).toHaveLength(2);
    for (const { meanReturn } of evaluationsOf(events)) expect(meanReturn).toBeCloseTo(keepPrice, 5);
  });
});

describe('startTraining: a portfolio', () => {
  const setup = demandSetup();

  test('each evaluation scores product by product; the median is the gap closed', async () => {
    const events = await played(started(quick(), setup));
    const { baselines } = events.find((event) => event.type === 'baselines')!;
    const { products, ofProducts } = baselines.portfolio!;
    expect(ofProducts).toBe(2);
    expect(evaluationsOf(events)).toHaveLength(2);
    for (const { returns, meanReturn, portfolio, gapClosed, gapInterval } of evaluationsOf(events)) {
      expect(returns).toHaveLength(2 * 6); // three pairs of episodes each
      expect(portfolio!.episodesPerProduct).toBe(6);
      // Market i sells product i modulo two.
      const means = [0, 1].map((k) => returns.reduce((sum, r, i) => (i % 2 === k ? sum + r / 6 : sum), 0));
      portfolio!.returns.forEach((value, k) => expect(value).toBeCloseTo(means[k]!, 10));
      const gaps = means.map((value, k) => {
        const { keepPrice, optimum } = products[k]!;
        return (value - keepPrice) / (optimum - keepPrice);
      });
      portfolio!.gaps.forEach((gap, k) => expect(gap).toBeCloseTo(gaps[k]!, 10));
      expect(gapClosed).toBeCloseTo((gaps[0]! + gaps[1]!) / 2, 10);
      expect(meanReturn).toBeCloseTo((means[0]! + means[1]!) / 2, 10);
      expect(gapInterval).toBeNull();
    }
  });

  test('the kept policy is checked at the end on other noise, and its model says what came of it', async () => {
    const run = startTraining(quick(), setup, portableEngines(report));
    const events: TrainerEvent[] = [];
    for await (const event of run.events) events.push(event);
    const check = events.find((event) => event.type === 'portfolioCheck')!;
    const best = evaluationsOf(events).findLast(({ isBest }) => isBest)!;
    expect(events.at(-1)!.type).toBe('finished');
    expect(check.step).toBe(best.step);
    expect(check.score.episodesPerProduct).toBe(32);
    expect(check.score.returns).not.toEqual(best.portfolio!.returns);
    check.score.returns.forEach((value, k) =>
      expect(Math.abs(value / best.portfolio!.returns[k]! - 1)).toBeLessThan(0.1),
    );
    expect(await run.model()).toMatchObject({
      step: best.step,
      bestReturn: best.meanReturn,
      gapClosed: check.score.quartiles!.median,
    });
    run.dispose();
  });

  test('one product alone has no portfolio', async () => {
    const events = await played(started(quick(), demandSetup({}, ['tea'])));
    expect(events.some(({ type }) => type === 'portfolioCheck')).toBe(false);
    expect(evaluationsOf(events)[0]!.portfolio).toBeUndefined();
  });
});

describe('startTraining: the model', () => {
  test('is the best by evaluation, not the last', async () => {
    // Without noise an episode of the evaluation is the same whatever its seed, so the test can play it again.
    const setup = demandSetup({ demandNoise: 0, initialInventory: 600 });
    const settings = quick({
      seed: 2,
      trainingSteps: 400,
      updatesPerStep: 0.25,
      learningRateActor: 0.01,
      learningRateCritic: 0.01,
    });
    const run = started(settings, setup);
    const evaluations = evaluationsOf(await played(run));
    const returns = evaluations.map(({ meanReturn }) => meanReturn);
    const best = Math.max(...returns);
    expect(returns).toHaveLength(8);
    expect(returns.at(-1)).toBeLessThan(best);
    evaluations.forEach(({ isBest, meanReturn }, i) =>
      expect(isBest).toBe(returns.slice(0, i).every((earlier) => earlier < meanReturn)),
    );
    const model = (await run.model())!;
    expect(model.bestReturn).toBe(best);
    expect(model.step).toBe(evaluations[returns.indexOf(best)]!.step);
    expect(sum(greedyReturns(setup, 2, model.snapshot)) / 2).toBeCloseTo(best, 6);
  });

  test('is the best finalist of the second look, on episodes that chose none of them', async () => {
    const setup = demandSetup({ initialInventory: 600, demandNoise: 0.5 }, ['tea']);
    const settings = quick({
      seed: 2,
      trainingSteps: 400,
      updatesPerStep: 0.25,
      learningRateActor: 0.01,
      learningRateCritic: 0.01,
      finalists: 3,
    });
    const run = started(settings, setup);
    const events: TrainerEvent[] = [];
    const kept = new Map<number, PolicySnapshot>();
    for await (const event of run.events) {
      events.push(event);
      if (event.type === 'evaluation')
        kept.set(event.evaluation.step, {
          architecture: (await run.model())!.snapshot.architecture,
          weights: (await run.checkpoint())!.acting!,
        });
    }
    const look = events.find((event) => event.type === 'secondLook')!;
    const { baselines } = events.find((event) => event.type === 'baselines')!;
    const model = (await run.model())!;
    run.dispose();
    expect(events.at(-1)!.type).toBe('finished');
    const finalists = evaluationsOf(events)
      .toSorted((a, b) => b.meanReturn - a.meanReturn)
      .slice(0, 3);
    expect(look.figures).toMatchObject({ finalists: 3, episodes: 256 });
    expect(finalists.map(({ step }) => step)).toContain(look.step);
    // On other noise, but on so much of it that the order of the three is the same.
    const means = finalists.map(({ step }) => sum(greedyReturns(setup, 4096, kept.get(step)!)) / 4096);
    expect(look.step).toBe(finalists[means.indexOf(Math.max(...means))]!.step);
    expect(look.figures.meanReturn / Math.max(...means)).toBeCloseTo(1, 1);
    expect(look.figures.gapClosed).toBeCloseTo(
      (look.figures.meanReturn - look.figures.keepPrice) / (baselines.optimum! - look.figures.keepPrice),
      10,
    );
    expect(look.figures.bestFixedPrice!.against!.mean).toBeCloseTo(
      look.figures.meanReturn - look.figures.bestFixedPrice!.meanReturn,
      10,
    );
    expect(model).toMatchObject({
      step: look.step,
      bestReturn: look.figures.meanReturn,
      evaluationEpisodes: 256,
    });
    expect(model.snapshot.weights).toEqual(kept.get(look.step)!.weights);
  });

  test('is the same whether or not the run was interrupted before its second look', async () => {
    const setup = demandSetup({ initialInventory: 600, demandNoise: 0.5 }, ['tea']);
    const settings = quick({ seed: 2, trainingSteps: 400, evaluationEverySteps: 40, finalists: 3 });
    const whole = started(settings, setup);
    const events = await played(whole);
    const run = started(settings, setup);
    let checkpoint: RunCheckpoint | null = null;
    for await (const event of run.events)
      if (event.type === 'evaluation' && event.evaluation.step >= 300) {
        checkpoint = structuredClone(await run.checkpoint());
        break;
      }
    run.dispose();
    expect(checkpoint!.runnersUp).toHaveLength(2);
    const after = await played(startTraining(settings, setup, portableEngines(report), checkpoint));
    expect(after.find(({ type }) => type === 'secondLook')).toEqual(
      events.find(({ type }) => type === 'secondLook'),
    );
  });

  test('one finalist is the best by evaluation, and there is no second look', async () => {
    const setup = demandSetup({}, ['tea']);
    const [one, several] = [1, 5].map((finalists) => quick({ finalists, evaluationEverySteps: 20 }));
    const events = await played(started(one!, setup));
    expect(events.some(({ type }) => type === 'secondLook')).toBe(false);
    // It comes after all learning: nothing before it is changed by it.
    const besides = await played(started(several!, setup));
    expect(besides.filter(({ type }) => type === 'evaluation')).toEqual(
      events.filter(({ type }) => type === 'evaluation'),
    );
  });

  test('each product of a catalogue has its say in an evaluation', async () => {
    const events = await played(started(quick(), demandSetup({}, ['tea', 'mug', 'pot'])));
    expect(evaluationsOf(events)).toHaveLength(2);
    for (const { returns, meanReturn } of evaluationsOf(events)) {
      expect(returns).toHaveLength(3 * 6); // though two episodes were asked for
      expect(sum(returns) / 18).toBeCloseTo(meanReturn, 10);
    }
  });

  test('there is none before the first update, an unevaluated one after it', async () => {
    const run = started(quick(), demandSetup());
    for await (const event of run.events) {
      if (event.type === 'step') expect(event.updates > 0).toBe((await run.model()) !== null);
      if (event.type === 'update') break;
    }
    expect(await run.model()).toMatchObject({ updates: 1, step: 10 + 6, bestReturn: null });
    run.dispose();
  });

  test('a short run takes a fifth of its steps at random and learns in the rest', async () => {
    // Episodes of one day all begin alike, so without exploration noise and with an actor that is renewed once
    // every learnt action is the same and every other was random.
    const settings = quick({
      agent: 'ddpg',
      trainingSteps: 200,
      warmupSteps: 800,
      explorationNoise: 0,
      updatesPerStep: 0.5,
      actorRefreshUpdates: 1024,
      evaluationEverySteps: 1000,
    });
    const markets = watchReplay();
    const run = started(settings, demandSetup({ days: 1, elasticity: -1.5 }));
    const events = await played(run);
    const actions = Array.from({ length: 100 }, (_, t) => markets.map((market) => market[t]!.action[0]!));
    expect(new Set(actions.slice(0, 20).flat()).size).toBe(40);
    expect(new Set(actions.slice(20).flat()).size).toBe(1);
    expect(events.at(-1)).toEqual({ type: 'finished', step: 200, updates: 81 }); // 81 steps of two, a half each
    expect(await run.model()).toMatchObject({ step: 200, updates: 81 });
  });
});

describe('startTraining: what is remembered', () => {
  test('a true end is one and is remembered with the day it led to, not with the next beginning', async () => {
    const markets = watchReplay();
    await played(started(quick(), demandSetup()));
    expect(markets).toHaveLength(2);
    for (const market of markets) {
      expect(market).toHaveLength(50);
      market.forEach(({ state, nextState, discount }, t) => {
        // The third number of an observation is 2 * day / days - 1.
        const day = t % 5;
        expect(state[2]).toBeCloseTo((2 * day) / 5 - 1, 6);
        expect(nextState[2]).toBeCloseTo((2 * (day + 1)) / 5 - 1, 6);
        expect(discount === 0).toBe(day === 4);
        if (day < 4) expect(market[t + 1]!.state).toEqual(nextState);
        else if (t < 49) expect(market[t + 1]!.state).not.toEqual(nextState);
      });
    }
  });

  test('stock that is gone is a true end, and is remembered as gone', async () => {
    const markets = watchReplay();
    const setup = demandSetup({ initialInventory: 50, maxDailyChange: 0.1 });
    await played(started(quick(), setup));
    expect(markets.map((market) => market.length)).toEqual([50, 50]);
    for (const market of markets)
      market.forEach(({ state, nextState, discount }) => {
        // 50 units last one day at about 100 a day; the second number is 2 * inventory / initial inventory - 1.
        expect([state[1], nextState[1], discount]).toEqual([1, -1, 0]);
      });
  });

  test('an end begins a new episode in its own market and leaves the others alone', async () => {
    const markets = watchReplay();
    await played(started(quick(), demandSetup({ initialInventory: 300 })));
    const ends = markets.map((market) => market.flatMap(({ discount }, t) => (discount === 0 ? [t] : [])));
    expect(ends[0]).not.toEqual(ends[1]);
    for (const market of markets)
      for (let t = 0; t < 49; t++) {
        const { nextState, discount } = market[t]!;
        if (discount > 0) expect(market[t + 1]!.state).toEqual(nextState);
        else expect(market[t + 1]!.state.slice(0, 3)).toEqual([0, 1, -1]); // price p0, all the stock, day 0
      }
  });

  test('a time limit is no end, and is remembered with the day it led to', async () => {
    const markets = watchReplay();
    const settings = quick({ historyEpisodeSteps: 5 });
    const events = await played(started(settings, historySetup(settings)));
    expect(episodesOf(events).map(({ days }) => days)).toEqual(new Array<number>(20).fill(5));
    let beginnings = 0;
    for (const market of markets) {
      expect(market).toHaveLength(50);
      market.forEach(({ state, nextState, discount }, t) => {
        expect(discount).toBeCloseTo(0.99, 6);
        // The window of seven days rolls by one, at the limit too.
        expect(nextState.slice(0, 84)).toEqual(state.slice(14));
        if (t === 49) return;
        if (t % 5 < 4) expect(market[t + 1]!.state).toEqual(nextState);
        else if (market[t + 1]!.state.some((value, k) => value !== nextState[k])) beginnings++;
      });
    }
    expect(beginnings).toBe(18);
  });

  test('the learner is given time limits as going on and true ends as ends', async () => {
    const seen: number[] = [];
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the buffer as `this` below
    const sample = ReplayBuffer.prototype.sample;
    vi.spyOn(ReplayBuffer.prototype, 'sample').mockImplementation(function (this: ReplayBuffer, ...args) {
      const batch = sample.apply(this, args);
      seen.push(...batch.discount.map((discount) => (discount === 0 ? 1 : 0)));
      return batch;
    });
    const settings = quick({ historyEpisodeSteps: 5 });
    await played(started(settings, historySetup(settings)));
    expect(new Set(seen)).toEqual(new Set([0]));
    seen.length = 0;
    await played(started(settings, demandSetup()));
    expect(new Set(seen)).toEqual(new Set([0, 1]));
  });
});

describe('startTraining: leaving', () => {
  const moments: Readonly<Record<string, (event: TrainerEvent) => boolean>> = {
    'inside the baselines': (event) => event.type === 'evaluating' && event.step === 0,
    'after the baselines': (event) => event.type === 'baselines',
    'after a step': (event) => event.type === 'step' && event.step === 20,
    'after an update': (event) => event.type === 'update' && event.updates === 7,
    'inside an evaluation': (event) => event.type === 'evaluating' && event.step === 50,
    'after an evaluation': (event) => event.type === 'evaluation',
    'at the end': (event) => event.type === 'finished',
  };

  test.each(Object.entries(moments))('%s ends cleanly and leaves no tensor', async (_, isMoment) => {
    const before = tf.memory().numTensors;
    const run = started(quick(), demandSetup());
    for (;;) {
      const next = await run.events.next();
      if (next.done) throw new Error('the moment never came');
      if (isMoment(next.value)) break;
    }
    expect(await run.events.return()).toEqual({ done: true, value: undefined });
    expect(await run.events.next()).toEqual({ done: true, value: undefined });
    const { updates } = await run.losses();
    expect((await run.model()) !== null).toBe(updates > 0);
    run.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a run that was never asked for an event leaves no tensor either', () => {
    const before = tf.memory().numTensors;
    started(quick(), demandSetup()).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('what was left goes on where it stood', async () => {
    const run = started(quick(), demandSetup());
    const events: TrainerEvent[] = [];
    for (let next = await run.events.next(); !next.done; next = await run.events.next()) {
      events.push(next.value);
      if (events.length % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    run.dispose();
    expect(events).toEqual(await played(started(quick(), demandSetup())));
  });
});

describe('startTraining: failing', () => {
  const sentence =
    /^Training diverged: the actor's weights "[\w.]+" are no longer numbers after \d+ updates \(market step \d+\)\. Try a smaller learning rate or normalised rewards\.$/;

  test.each(['sac', 'ddpg', 'td3'] as const)(
    '%s: rewards beyond all bounds end in a sentence',
    async (agent) => {
      const before = tf.memory().numTensors;
      const settings = quick({
        agent,
        learningRateActor: 0.1,
        learningRateCritic: 0.1,
        normalizeRewards: false,
      });
      const run = started(settings, demandSetup({ profitWeight: 1e38 }));
      await expect(played(run)).rejects.toThrow(sentence);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('a run that diverges late keeps the best policy it had', async () => {
    let batches = 0;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the buffer as `this` below
    const sample = ReplayBuffer.prototype.sample;
    vi.spyOn(ReplayBuffer.prototype, 'sample').mockImplementation(function (this: ReplayBuffer, ...args) {
      const batch = sample.apply(this, args);
      if (++batches > 7) batch.reward.fill(NaN);
      return batch;
    });
    const run = started(quick(), demandSetup());
    const evaluations: EvaluationRecord[] = [];
    const all = async () => {
      for await (const event of run.events)
        if (event.type === 'evaluation') evaluations.push(event.evaluation);
    };
    await expect(all()).rejects.toThrow(sentence);
    expect(evaluations).toHaveLength(1);
    expect(await run.model()).toMatchObject({ step: 50, bestReturn: evaluations[0]!.meanReturn });
    run.dispose();
  });

  test('a setup that makes no market says so before anything is computed', () => {
    const before = tf.memory().numTensors;
    expect(() => started(quick(), { kind: 'demand', products: [] })).toThrow(
      'A demand market needs at least one product, got none',
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('startTraining: normalised observations', () => {
  const changes = { normalizeObservations: true, trainingSteps: 400, evaluationEverySteps: 200 };

  test('the learner meets inputs of mean 0 and deviation 1, and every step', async () => {
    const markets = watchReplay();
    await played(started(quick(changes), demandSetup()));
    // A fifth of 400 steps is random: 40 of each of the two markets.
    const states = markets.flatMap((market) => market.slice(0, 40).map(({ state }) => state));
    expect(markets.map((market) => market.length)).toEqual([200, 200]);
    for (const input of [0, 1, 2]) {
      const values = states.map((state) => state[input]!);
      const mean = sum(values) / values.length;
      expect(mean).toBeCloseTo(0, 5);
      expect(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1)).toBeCloseTo(1, 4);
    }
    // No rival and no season: always 0, and still.
    for (const state of states) expect(state.slice(3, 5)).toEqual([0, 0]);
    for (const market of markets)
      for (let t = 0; t < 199; t++)
        if (market[t]!.discount > 0) expect(market[t + 1]!.state).toEqual(market[t]!.nextState);
  });

  test.each(['sac', 'ddpg', 'td3'] as const)(
    '%s: the policy that is kept reads observations as the market gives them',
    async (agent) => {
      const settings = quick({ ...changes, agent, historyEpisodeSteps: 5 });
      for (const setup of [demandSetup({ demandNoise: 0 }), historySetup(settings)]) {
        const run = started(settings, setup);
        const evaluations: EvaluationRecord[] = [];
        for await (const event of run.events)
          if (event.type === 'evaluation') evaluations.push(event.evaluation);
        const { snapshot, bestReturn } = (await run.model())!;
        run.dispose();
        expect(snapshot.architecture.inputNorm).toBe(false);
        expect(bestReturn).toBe(Math.max(...evaluations.map(({ meanReturn }) => meanReturn)));
        if (setup.kind === 'demand')
          expect(sum(greedyReturns(setup, 2, snapshot)) / 2).toBeCloseTo(bestReturn!, 5);
      }
    },
  );

  test('a run left before its first evaluation leaves a policy that reads them so, too', async () => {
    const setup = demandSetup({ demandNoise: 0 });
    const run = started(quick(changes), setup);
    for (let next = await run.events.next(); !next.done; next = await run.events.next())
      if (next.value.type === 'update' && next.value.updates === 3) break;
    const trained = (await run.model())!;
    const { acting } = (await run.checkpoint())!;
    run.dispose();
    const [early, mirror] = [trained.snapshot.weights, acting!].map((weights) =>
      createPolicy(trained.snapshot.architecture, weights),
    );
    // The acting policy is that of the first update, the model that of the third: close, and folded alike.
    const observation = createMarket(setup, 1, 1, 'evaluation').observations;
    expect(trained.bestReturn).toBeNull();
    expect(Math.abs(early!.act(observation, 1)[0]! - mirror!.act(observation, 1)[0]!)).toBeLessThan(0.05);
    expect(trained.snapshot.weights['l1.kernel']!.values).not.toEqual(acting!['l1.kernel']!.values);
  });
});

describe('startTraining: going on from a checkpoint', () => {
  /** Events from the `from`-th on, and the checkpoint taken there. */
  async function interrupted(settings: RunSettings, setup: MarketSetup, engines: EngineSource, at: number) {
    const run = startTraining(settings, setup, engines);
    const before: TrainerEvent[] = [];
    while (before.length < at) before.push((await run.events.next()).value as TrainerEvent);
    const checkpoint = structuredClone(await run.checkpoint());
    run.dispose();
    return { before, checkpoint: checkpoint! };
  }

  const settled = (events: readonly TrainerEvent[]) =>
    events.filter(({ type }) => type !== 'evaluating' && type !== 'baselines' && type !== 'engine');

  const kernels = chosenEngines({
    preference: 'wasm',
    report: { ...report, name: 'wasm' },
    device: null,
    kernels: { ...nodeKernels, sharesMemory: false },
    now: () => 0,
    restart: () => Promise.reject(new Error('not asked for here')),
  });

  test.each([
    ['sac', 'demand', 'portable', { nStep: 3, dropout: 0.1 }],
    ['ddpg', 'demand', 'portable', {}],
    ['td3', 'history', 'portable', {}],
    ['sac', 'history', 'portable', { actorRefreshUpdates: 3 }],
    ['sac', 'demand', 'fused', { dropout: 0.1, actorRefreshUpdates: 3 }],
    ['sac', 'demand', 'portable', { nStep: 3, normalizeObservations: true }],
    ['ddpg', 'history', 'fused', { normalizeObservations: true, actorRefreshUpdates: 3 }],
  ] as const)(
    '%s in a %s market, %s: the same numbers as never interrupted',
    async (agent, market, kind, changes) => {
      const engines = kind === 'fused' ? kernels : portableEngines(report);
      const settings = quick({ agent, market, ...changes });
      const setup = market === 'demand' ? demandSetup() : historySetup(settings);
      const whole = await played(startTraining(settings, setup, engines));
      // While prices are random still, early, between updates, and after the first evaluation.
      const thirdStep = whole.findIndex(({ type }) => type === 'step') + 3;
      const share = (of: number) => Math.floor(whole.length * of);
      for (const at of [thirdStep, share(0.4), share(0.75), whole.length - 4]) {
        const { before, checkpoint } = await interrupted(settings, setup, engines, at);
        const after = await played(startTraining(settings, setup, engines, checkpoint));
        const evaluationBegun = before.at(-1)?.type === 'evaluating';
        expect(
          settled([...before, ...after]),
          `after event ${at}${evaluationBegun ? ', in an evaluation' : ''}`,
        ).toEqual(settled(whole));
      }
    },
  );
});

describe('startTraining: a lost engine', () => {
  type Call = 'train' | 'mirror';

  /** The portable engine, which is lost at the given calls of `train` or `mirror` (counted over all engines of the run). */
  function fragileEngines(lostAt: ReadonlySet<number>, at: Call = 'train'): EngineSource {
    const sound = portableEngines(report);
    let calls = 0;
    return {
      async make(request) {
        const made = await sound.make(request);
        return { ...made, engine: fragile(made.engine, at, () => lostAt.has(calls++)) };
      },
      replace: () => Promise.resolve(),
    };
  }

  function fragile(engine: Engine, at: Call, isLost: () => boolean): Engine {
    const lost = () => {
      throw new EngineLostError('The GPU was lost.');
    };
    let gone = false;
    return new Proxy(engine, {
      get(target, name) {
        if (name === 'train')
          return (...args: Parameters<Engine['train']>) => {
            if (at === 'train') gone ||= isLost();
            return gone ? lost() : target.train(...args);
          };
        if (name === 'mirror' && at === 'mirror')
          return () => {
            gone ||= isLost();
            return gone ? Promise.reject(new EngineLostError('The GPU was lost.')) : target.mirror();
          };
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  test('goes on from the checkpoint, does the lost updates again and says so', async () => {
    const run = startTraining(quick(), demandSetup(), fragileEngines(new Set([8])));
    const messages: string[] = [];
    let updates = 0;
    for await (const event of run.events) {
      if (event.type === 'update' && event.updates === 5) await run.checkpoint();
      if (event.type === 'engine' && event.message !== null) messages.push(event.message);
      if (event.type === 'update') updates = event.updates;
    }
    run.dispose();
    expect(messages).toEqual([
      'The GPU was lost. Training continues on CPU (JavaScript) from update 5; the 3 updates after it are repeated.',
    ]);
    expect(updates).toBe(11);
  });

  test.each([
    ['an evaluation', 50, 'from update 3; the 2 updates after it are repeated.'],
    ['the last evaluation', 100, 'from update 3; the 8 updates after it are repeated.'],
  ])('where it is lost at %s, the lost updates come before it', async (_, lostAtStep, words) => {
    // The acting policy is renewed once, at the first update; each evaluation renews it.
    const settings = quick({ actorRefreshUpdates: 1024 });
    const run = startTraining(settings, demandSetup(), fragileEngines(new Set([lostAtStep / 50]), 'mirror'));
    const messages: string[] = [];
    const evaluatedAfter: number[] = [];
    let updates = 0;
    for await (const event of run.events) {
      if (event.type === 'update') ({ updates } = event);
      if (event.type === 'update' && updates === 3) await run.checkpoint();
      if (event.type === 'evaluation') evaluatedAfter.push(updates);
      if (event.type !== 'engine') continue;
      ({ updates } = event);
      if (event.message !== null) messages.push(event.message);
    }
    expect(messages).toEqual([expect.stringContaining(words)]);
    // From step 10 on an eighth of an update a step: 42 / 8 at step 50, 92 / 8 at the end.
    expect(evaluatedAfter).toEqual([5, 11]);
    const { step, updates: kept } = (await run.model())!;
    expect(kept).toBe(step === 50 ? 5 : 11);
    run.dispose();
  });

  test.each(['train', 'mirror'] as const)(
    '20 runs that lose it at a random moment in %s come to their end with all updates',
    async (at) => {
      const random = new Random(5);
      for (let i = 0; i < 20; i++) {
        const run = startTraining(
          quick({ seed: i }),
          demandSetup(),
          fragileEngines(new Set([random.integer(at === 'train' ? 11 : 3)]), at),
        );
        const events = await played(run);
        expect(events.filter((event) => event.type === 'engine')).toHaveLength(2);
        expect(events.at(-1)).toMatchObject({ type: 'finished', updates: 11 });
        expect(evaluationsOf(events)).toHaveLength(2);
      }
    },
  );
});
