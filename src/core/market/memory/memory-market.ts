// The market with memory: demand responds to the price and to its change from the day before.
//
// Several markets side by side, each with its own stream of noise. In evaluation every reset begins the very same episode
// again.

import { Random } from '../../random.ts';
import type { Market, MarketMode, MarketStep } from '../market.ts';
import { requireFitting, type MarketState } from '../market-state.ts';
import { emptyStep, writeNothing, writeReward } from '../market-step.ts';
import { observationSizeOf, observationSizeProblem } from '../observation-size.ts';
import {
  expectedUnits,
  firstMoment,
  memoryObservationSize,
  memoryPriceFromAction,
  rewardScale,
  writeMemoryObservation,
  writeMemoryReward,
} from './memory-day.ts';
import type { MemoryMarketState } from './memory-state.ts';
import { memoryRewardParts, type MemoryParameters } from './memory-parameters.ts';
import { memoryMarketProblem, type MemorySetup } from './memory-setup.ts';

interface Episode {
  noise: Random;
  /** Charged the day before; NaN where there was none. */
  price: number;
  /** Units left; NaN in a market without stock. */
  inventory: number;
  day: number;
  ended: boolean;
}

/** Stock below this many units counts as gone: it is the dust of subtraction. */
const stockGone = 1e-9;

export class MemoryMarket implements Market {
  readonly kind = 'memory';
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize = 1;
  readonly rewardPartNames = memoryRewardParts;
  readonly observations: Float32Array;
  readonly productIndex: Uint32Array;
  private readonly parameters: MemoryParameters;
  private readonly scale: number;
  private readonly mode: MarketMode;
  private readonly root: Random;
  private readonly episodes: Episode[];
  private readonly result: MarketStep;
  private readonly parts = new Float64Array(memoryRewardParts.length);

  /** @throws Error naming the product and the parameter that cannot be. */
  constructor(setup: MemorySetup, count: number, seed: number, mode: MarketMode) {
    const [product] = setup.products;
    if (!product || setup.products.length > 1)
      throw new Error(`A market with memory sells one product, got ${setup.products.length}`);
    const problem = memoryMarketProblem(product.parameters);
    if (problem !== null) throw new Error(`Market with memory of "${product.name}": ${problem}`);
    const sizeProblem = observationSizeProblem(setup, memoryObservationSize);
    if (sizeProblem !== null) throw new Error(sizeProblem);
    this.parameters = product.parameters;
    this.scale = rewardScale(product.parameters);
    this.count = count;
    this.mode = mode;
    this.root = new Random(seed).fork(`memory market ${mode}`);
    this.observationSize = observationSizeOf(setup, memoryObservationSize);
    this.observations = new Float32Array(count * this.observationSize);
    this.productIndex = new Uint32Array(count);
    this.result = emptyStep(this.observations, count, memoryRewardParts.length);
    this.episodes = Array.from({ length: count }, (_, i) => ({
      noise: this.noiseOf(i),
      ...firstMoment(product.parameters),
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

  state(): MemoryMarketState {
    return {
      kind: 'memory',
      episodes: this.episodes.map(({ noise, ...rest }) => ({ ...rest, noise: noise.state() })),
      observations: this.observations.slice(),
      productIndex: this.productIndex.slice(),
    };
  }

  restore(state: MarketState): void {
    requireFitting<MemoryMarketState>(state, this);
    state.episodes.forEach(({ noise, ...rest }, i) => {
      this.episodes[i] = { ...rest, noise: Random.fromState(noise) };
    });
    this.observations.set(state.observations);
    this.productIndex.set(state.productIndex);
  }

  private noiseOf(i: number): Random {
    return this.root.fork(`market ${i}`);
  }

  private resetOne(i: number): void {
    const episode = this.episodes[i]!;
    if (this.mode === 'evaluation') episode.noise = this.noiseOf(i);
    Object.assign(episode, firstMoment(this.parameters));
    episode.ended = false;
    this.observe(i, episode);
  }

  private stepOne(i: number, action: number): void {
    const { result, parameters } = this;
    const episode = this.episodes[i]!;
    if (episode.ended) {
      writeNothing(result, i);
      return;
    }
    const price = memoryPriceFromAction(parameters, action);
    const factor = Math.max(0, 1 + parameters.demandNoise * episode.noise.normal());
    const asked = factor * expectedUnits(parameters, price, episode.price);
    const units = parameters.hasStock ? Math.min(asked, episode.inventory) : asked;
    episode.inventory -= units;
    if (episode.inventory < stockGone) episode.inventory = 0;
    writeMemoryReward(parameters, this.scale, price, units, this.parts);
    writeReward(result, i, this.parts);
    result.price[i] = price;
    result.units[i] = units;
    result.profit[i] = units * (price - parameters.unitCost);
    result.inventory[i] = episode.inventory;

    episode.price = price;
    episode.day += 1;
    episode.ended = episode.day >= parameters.days || episode.inventory === 0;
    result.terminated[i] = episode.ended ? 1 : 0;
    result.truncated[i] = 0;
    this.observe(i, episode);
  }

  private observe(i: number, episode: Episode): void {
    writeMemoryObservation(this.parameters, episode, this.observations, i * this.observationSize);
  }
}
