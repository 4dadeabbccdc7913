// The history market: replays what happened at similar prices.
//
// Several markets side by side, each with its own stream of random numbers. Training draws product, start window and
// one similar day at a time; evaluation takes the mean of similar days, market i always sells product i modulo the
// number of products, and every reset begins at the same window again.

import type { HistoryMarketParameters } from './history-parameters.ts';
import type { HistoryMarketState } from './history-state.ts';
import type { HistorySetup } from './history-setup.ts';
import {
  featureCount,
  nextFeatureRow,
  predictedSalesAfter,
  pushDay,
  recentDaysAt,
  rollWindow,
  scaleRow,
  windowAt,
  windowDays,
  type RecentDays,
} from '../../features/features.ts';
import { Random } from '../../random.ts';
import { HistoryReward, rewardPartNames } from './history-reward.ts';
import type { Market, MarketMode, MarketStep } from '../market.ts';
import { requireFitting, type MarketState } from '../market-state.ts';
import { emptyStep, evaluatedProduct, writeNothing, writeReward } from '../market-step.ts';
import { observationSizeOf, observationSizeProblem } from '../observation-size.ts';
import {
  historyObservationSize,
  prepareProduct,
  writeHistoryContext,
  type PreparedProduct,
} from './prepared-product.ts';
import { emptyDay } from './similar-days.ts';
import { priceFromAction } from '../price-from-action.ts';

/** One of the parallel markets and where its episode stands. */
interface Episode {
  draws: Random;
  product: number;
  recent: RecentDays;
  /** Days since 1970-01-01 of the newest day in the window. */
  day: number;
  steps: number;
  ended: boolean;
}

export class HistoryMarket implements Market {
  readonly kind = 'history';
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize = 1;
  readonly rewardPartNames: readonly string[];
  readonly observations: Float32Array;
  readonly productIndex: Uint32Array;
  readonly products: readonly PreparedProduct[];
  private readonly parameters: HistoryMarketParameters;
  private readonly mode: MarketMode;
  private readonly root: Random;
  private readonly rewards: readonly HistoryReward[];
  private readonly episodes: Episode[];
  private readonly result: MarketStep;
  private readonly today = emptyDay();
  private readonly parts: Float64Array;
  private readonly raw = new Float64Array(featureCount);
  private readonly scaled = new Float64Array(featureCount);

  /** @throws Error in a sentence where a product's history is too short or lacks what the objective needs. */
  constructor(setup: HistorySetup, count: number, seed: number, mode: MarketMode) {
    const problem = historyMarketProblem(setup);
    if (problem !== null) throw new Error(problem);
    this.parameters = setup.parameters;
    this.observationSize = observationSizeOf(setup, historyObservationSize);
    this.products = setup.products.map((product) =>
      prepareProduct(product, setup.parameters.carryAlongDemandCurve),
    );
    this.rewards = this.products.map((product) => new HistoryReward(product, setup.parameters));
    this.rewardPartNames = rewardPartNames(setup.parameters);
    this.count = count;
    this.mode = mode;
    this.root = new Random(seed).fork(`history market ${mode}`);
    this.observations = new Float32Array(count * this.observationSize);
    this.productIndex = new Uint32Array(count);
    this.parts = new Float64Array(this.rewardPartNames.length);
    this.result = emptyStep(this.observations, count, this.parts.length);
    this.episodes = Array.from({ length: count }, (_, i) => ({
      draws: this.root.fork(`market ${i}`),
      product: 0,
      recent: recentDaysAt(this.products[0]!.features, windowDays - 1),
      day: 0,
      steps: 0,
      ended: false,
    }));
    this.reset();
  }

  reset(indices?: readonly number[]): void {
    if (indices) for (const i of indices) this.resetOne(i);
    else for (let i = 0; i < this.count; i++) this.resetOne(i);
  }

  /** Ended markets that were not reset stay ended: they earn nothing until they are. */
  step(actions: Float32Array): MarketStep {
    for (let i = 0; i < this.count; i++) this.stepOne(i, actions[i]!);
    return this.result;
  }

  state(): HistoryMarketState {
    const episodes = this.episodes.map(({ draws, recent, day, steps, ended }) => ({
      draws: draws.state(),
      recent: copied(recent),
      day,
      steps,
      ended,
    }));
    return {
      kind: 'history',
      episodes,
      visits: this.rewards.map((reward) => reward.visits.slice()),
      observations: this.observations.slice(),
      productIndex: this.productIndex.slice(),
    };
  }

  restore(state: MarketState): void {
    requireFitting<HistoryMarketState>(state, this);
    state.episodes.forEach(({ draws, recent, ...rest }, i) => {
      this.episodes[i] = {
        ...rest,
        draws: Random.fromState(draws),
        recent: copied(recent),
        product: state.productIndex[i]!,
      };
    });
    state.visits.forEach((visits, product) => this.rewards[product]!.visits.set(visits));
    this.observations.set(state.observations);
    this.productIndex.set(state.productIndex);
  }

  private resetOne(i: number): void {
    const episode = this.episodes[i]!;
    if (this.mode === 'evaluation') episode.draws = this.root.fork(`market ${i}`);
    episode.product =
      this.mode === 'evaluation'
        ? evaluatedProduct(i, this.count, this.products.length)
        : episode.draws.integer(this.products.length);
    const { features } = this.products[episode.product]!;
    const endDay = windowDays - 1 + episode.draws.integer(features.trainRows - windowDays + 1);
    episode.recent = recentDaysAt(features, endDay);
    episode.day = features.days[endDay]!;
    episode.steps = 0;
    episode.ended = false;
    this.productIndex[i] = episode.product;
    windowAt(features, endDay, this.observations, i * this.observationSize);
    this.showContext(i, features.price[endDay]!);
  }

  private stepOne(i: number, action: number): void {
    const { result, parts, today } = this;
    const episode = this.episodes[i]!;
    if (episode.ended) {
      writeNothing(result, i);
      return;
    }
    const product = this.products[episode.product]!;
    const { history, features } = product;
    const price = priceFromAction(product.priceRange, action);
    if (this.mode === 'training') product.similarDays.sampled(price, episode.draws, today);
    else product.similarDays.expected(price, today);

    episode.day += Math.max(1, Math.round(history.daysPerRow));
    nextFeatureRow(
      episode.recent,
      {
        day: episode.day,
        price,
        organicConversion: today.organicConversion,
        adConversion: today.adConversion,
        profit: today.profit,
        sales: today.sales,
        predictedSales: predictedSalesAfter(episode.recent),
      },
      this.raw,
    );
    pushDay(episode.recent, this.raw);
    scaleRow(this.raw, features.ranges, this.scaled);
    rollWindow(this.observations, i * this.observationSize, this.scaled);
    this.showContext(i, price);

    const salesMa7 = this.raw[7]!;
    this.rewards[episode.product]!.write(price, today, salesMa7, this.mode === 'training', parts);
    writeReward(result, i, parts);
    result.price[i] = price;
    result.units[i] = today.units;
    result.profit[i] = history.unitCost === null && !history.has.profit ? NaN : today.profit;

    episode.steps += 1;
    episode.ended = episode.steps >= this.parameters.episodeSteps;
    result.truncated[i] = episode.ended ? 1 : 0;
  }

  /** What tells the product from the others, where the market has several. */
  private showContext(i: number, price: number): void {
    const product = this.products[this.productIndex[i]!]!;
    writeHistoryContext(product, price, this.observationSize, this.observations, i * this.observationSize);
  }
}

function copied({ price, sales, salesMa7 }: RecentDays): RecentDays {
  return { price: price.slice(), sales: sales.slice(), salesMa7: salesMa7.slice() };
}

/** Why a history market cannot be made of this setup, as a sentence, or null where it can. */
function historyMarketProblem(setup: HistorySetup): string | null {
  if (setup.products.length === 0) return 'A history market needs at least one product, got none';
  const sizeProblem = observationSizeProblem(setup, historyObservationSize);
  if (sizeProblem !== null) return sizeProblem;
  if (setup.parameters.objective !== 'profitPerDay') return null;
  const without = setup.products.find(({ history }) => history.unitCost === null && !history.has.profit);
  return without
    ? `The objective "profit a day" needs a unit cost or a profit column, and "${without.history.product.name}" has neither`
    : null;
}
