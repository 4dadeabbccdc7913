// The demand market: demand simulated from an elasticity, stock, season and a rival.
//
// Several markets side by side, each with its own streams of random numbers, so that what one does changes no
// other. In training an episode draws its product and elasticity anew; in evaluation market i always sells product
// i modulo the number of products, and every reset begins the very same episode again (planned-episodes.ts says which
// ones for a portfolio).

import type { DemandSetup } from './demand-setup.ts';
import { demandRewardParts, type DemandMarketParameters } from './demand-parameters.ts';
import type { DemandMarketState } from './demand-state.ts';
import { Random } from '../../random.ts';
import {
  demandIndex,
  demandObservationSize,
  demandPriceFromAction,
  drawnElasticity,
  expectedDemand,
  nextRivalPrice,
  soldUnits,
  writeDemandObservation,
  writeRewardParts,
} from './demand-model.ts';
import { plannedEpisodes, type PlannedEpisode } from './planned-episodes.ts';
import { type Market, type MarketMode, type MarketStep } from '../market.ts';
import { requireFitting, type MarketState } from '../market-state.ts';
import { emptyStep, evaluatedProduct, writeNothing, writeReward } from '../market-step.ts';
import { valuesProblem } from '../market-parameter.ts';
import { demandParameters } from './demand-parameters.ts';
import { observationSizeOf, observationSizeProblem } from '../observation-size.ts';

/** One of the parallel markets: its streams and where its episode stands. */
interface Episode {
  draws: Random;
  noise: Random;
  rivalNoise: Random;
  parameters: DemandMarketParameters;
  elasticity: number;
  price: number;
  /** Units left; NaN in a market without stock. */
  inventory: number;
  day: number;
  rivalPrice: number;
  ended: boolean;
}

/** Stock below this many units counts as gone: it is the dust of subtraction. */
const stockGone = 1e-9;

export class DemandMarket implements Market {
  readonly kind = 'demand';
  readonly count: number;
  readonly observationSize: number;
  readonly actionSize = 1;
  readonly rewardPartNames = demandRewardParts;
  readonly observations: Float32Array;
  readonly productIndex: Uint32Array;
  private readonly products: readonly DemandMarketParameters[];
  private readonly mode: MarketMode;
  private readonly root: Random;
  private readonly episodes: Episode[];
  /** The evaluation of a portfolio, an entry a market; else null. */
  private readonly plan: readonly PlannedEpisode[] | null;
  private readonly result: MarketStep;
  private readonly parts = new Float64Array(demandRewardParts.length);

  /** @throws Error naming the product and the parameter that cannot be. */
  constructor(setup: DemandSetup, count: number, seed: number, mode: MarketMode) {
    if (setup.products.length === 0) throw new Error('A demand market needs at least one product, got none');
    for (const { name, parameters } of setup.products) {
      const problem = demandMarketProblem(parameters);
      if (problem !== null) throw new Error(`Demand market of "${name}": ${problem}`);
    }
    this.products = setup.products.map((product) => product.parameters);
    this.count = count;
    this.mode = mode;
    this.root = new Random(seed).fork(`demand market ${mode}`);
    const sizeProblem = observationSizeProblem(setup, demandObservationSize);
    if (sizeProblem !== null) throw new Error(sizeProblem);
    this.observationSize = observationSizeOf(setup, demandObservationSize);
    this.observations = new Float32Array(count * this.observationSize);
    this.productIndex = new Uint32Array(count);
    this.result = emptyStep(this.observations, count, demandRewardParts.length);
    const planned = mode === 'evaluation' && this.products.length > 1;
    this.plan = planned ? plannedEpisodes(count, this.products.length) : null;
    this.episodes = Array.from({ length: count }, (_, i) => this.freshEpisode(i));
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

  state(): DemandMarketState {
    const episodes = this.episodes.map((episode) => ({
      draws: episode.draws.state(),
      noise: episode.noise.state(),
      rivalNoise: episode.rivalNoise.state(),
      elasticity: episode.elasticity,
      price: episode.price,
      inventory: episode.inventory,
      day: episode.day,
      rivalPrice: episode.rivalPrice,
      ended: episode.ended,
    }));
    const { observations, productIndex } = this;
    return {
      kind: 'demand',
      episodes,
      observations: observations.slice(),
      productIndex: productIndex.slice(),
    };
  }

  restore(state: MarketState): void {
    requireFitting<DemandMarketState>(state, this);
    state.episodes.forEach(({ draws, noise, rivalNoise, ...rest }, i) => {
      this.episodes[i] = {
        ...rest,
        draws: Random.fromState(draws),
        noise: Random.fromState(noise),
        rivalNoise: Random.fromState(rivalNoise),
        parameters: this.products[state.productIndex[i]!]!,
      };
    });
    this.observations.set(state.observations);
    this.productIndex.set(state.productIndex);
  }

  private freshEpisode(i: number): Episode {
    const stream = this.root.fork(`market ${this.plan?.[i]!.stream ?? i}`);
    return {
      draws: stream.fork('draws'),
      noise: stream.fork('noise'),
      rivalNoise: stream.fork('rival'),
      parameters: this.products[0]!,
      elasticity: 0,
      price: 0,
      inventory: 0,
      day: 0,
      rivalPrice: NaN,
      ended: false,
    };
  }

  private resetOne(i: number): void {
    if (this.mode === 'evaluation') this.episodes[i] = this.freshEpisode(i);
    const episode = this.episodes[i]!;
    const product =
      this.mode === 'evaluation'
        ? evaluatedProduct(i, this.count, this.products.length)
        : episode.draws.integer(this.products.length);
    const parameters = this.products[product]!;
    this.productIndex[i] = product;
    episode.parameters = parameters;
    const score = this.plan?.[i]!.elasticityScore ?? episode.draws.normal();
    episode.elasticity = drawnElasticity(parameters, score);
    episode.price = parameters.referencePrice;
    episode.inventory = parameters.initialInventory ?? NaN;
    episode.day = 0;
    episode.rivalPrice = parameters.rival === 'none' ? NaN : parameters.rivalPrice;
    episode.ended = false;
    this.observe(i, episode);
  }

  private stepOne(i: number, action: number): void {
    const { result } = this;
    const episode = this.episodes[i]!;
    const { parameters } = episode;
    if (episode.ended) {
      writeNothing(result, i);
      return;
    }
    const price = demandPriceFromAction(parameters, episode.price, action);
    const index = demandIndex(parameters, episode.day);
    const noise = (this.plan?.[i]!.noiseSign ?? 1) * episode.noise.normal();
    const factor = Math.max(0, 1 + parameters.demandNoise * noise);
    const demand = factor * expectedDemand(parameters, episode.elasticity, price, index, episode.rivalPrice);
    const units = soldUnits(demand, episode.inventory);
    episode.inventory -= units;
    if (episode.inventory < stockGone) episode.inventory = 0;
    writeRewardParts(parameters, price, units, episode.inventory, episode.rivalPrice, this.parts);
    writeReward(result, i, this.parts);
    result.price[i] = price;
    result.units[i] = units;
    result.profit[i] = units * (price - parameters.unitCost);
    result.inventory[i] = episode.inventory;
    result.competitorPrice[i] = episode.rivalPrice;

    episode.rivalPrice = nextRivalPrice(parameters, episode.rivalPrice, price, () =>
      episode.rivalNoise.normal(),
    );
    episode.price = price;
    episode.day += 1;
    episode.ended = episode.day >= parameters.days || episode.inventory === 0;
    result.terminated[i] = episode.ended ? 1 : 0;
    result.truncated[i] = 0;
    this.observe(i, episode);
  }

  private observe(i: number, episode: Episode): void {
    writeDemandObservation(
      episode.parameters,
      episode,
      this.observationSize,
      this.observations,
      i * this.observationSize,
    );
  }
}

/** Why these parameters describe no market, in words, or null where they do. */
export function demandMarketProblem(parameters: DemandMarketParameters): string | null {
  const { initialInventory } = parameters;
  const problem = valuesProblem(demandParameters, { ...parameters });
  if (problem !== null) return problem;
  if (initialInventory !== null && !(initialInventory > 0 && Number.isFinite(initialInventory)))
    return `expected initialInventory to be a positive number, or null without stock, got ${initialInventory}`;
  if (!(parameters.elasticityError >= 0 && Number.isFinite(parameters.elasticityError)))
    return `expected elasticityError to be 0 or more, got ${parameters.elasticityError}`;
  if (!Number.isFinite(parameters.startDay))
    return `expected startDay to be a number, got ${parameters.startDay}`;
  if (parameters.maxDailyChange >= 1)
    return `expected maxDailyChange to be a share below 1, got ${parameters.maxDailyChange}`;
  for (const [name, length] of [
    ['weekdayFactors', 7],
    ['monthFactors', 12],
  ] as const) {
    const factors = parameters[name];
    if (factors.length !== length || !factors.every((factor) => factor >= 0 && Number.isFinite(factor)))
      return `expected ${name} to be ${length} numbers of 0 or more, got ${JSON.stringify(factors)}`;
  }
  if (parameters.rival !== 'none' && !(parameters.rivalPrice > 0))
    return `expected rivalPrice to be a positive number, got ${parameters.rivalPrice}`;
  return null;
}
