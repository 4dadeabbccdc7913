// A market of the tests' own, which no list of the lab knows: a bandit of one step. A stall names one price and sells for one
// day, `slope * (choke - price)` units, so that the best price lies halfway between cost and choke price.
//
// Call `registerBandit` before anything loads the settings: import those dynamically.

import { z } from 'zod';

import { declaredShape } from '../incoming/declared-shape.ts';
import { Random, type RandomState } from '../random.ts';
import type { SettingValues } from '../parameter.ts';
import { auditOf, playedBy } from './audited-reward.ts';
import type { Actor } from './episode-returns.ts';
import { registerMarket } from './kinds.ts';
import type { PolicyMap } from './map-facts.ts';
import type { MarketCard } from './market-card.ts';
import type { MarketKind } from './market-kind.ts';
import type { CardOf, MarketModel } from './market-model.ts';
import { type MarketParameter, type OwnValuesOf, ownValues } from './market-parameter.ts';
import { requireFitting, type MarketState } from './market-state.ts';
import { emptyStep } from './market-step.ts';
import type { Market, MarketMode, MarketSetup, MarketStep } from './market.ts';
import { registerModel } from './market-models.ts';

export const banditName = 'bandit';

const banditParameters = [
  {
    name: 'banditChoke',
    parameter: 'choke',
    group: 'bandit',
    kind: 'number',
    default: 20,
    min: 5,
    max: 1000,
    step: 1,
    label: 'Choke price',
    unit: 'currency',
    meaning: 'At this price nobody buys.',
    source: 'a test',
  },
  {
    name: 'banditSlope',
    parameter: 'slope',
    group: 'bandit',
    kind: 'number',
    default: 3,
    min: 0.1,
    max: 100,
    step: 1,
    label: 'Units a coin',
    unit: 'units',
    meaning: 'So many more are sold where the price is one coin lower.',
    source: 'a test',
  },
  {
    name: 'banditLuck',
    parameter: 'luck',
    group: 'bandit',
    kind: 'number',
    default: 0.5,
    min: 0,
    max: 10,
    step: 0.1,
    label: 'Luck of a day',
    unit: 'units',
    meaning: 'Standard deviation of the units of a day.',
    source: 'a test',
    advanced: true,
  },
] as const satisfies readonly MarketParameter[];

type BanditParameters = OwnValuesOf<typeof banditParameters>;

export interface BanditSetup extends MarketSetup {
  readonly kind: typeof banditName;
  readonly products: readonly { readonly name: string }[];
  readonly parameters: BanditParameters;
}

/** Every stall pays this for a unit, and begins at the middle of the prices. */
export const stallCost = 4;
const unitsScale = 10;

/** Prices run from the cost to the choke price. */
function priceOf({ choke }: BanditParameters, action: number): number {
  return stallCost + ((action + 1) / 2) * (choke - stallCost);
}

function actionOf({ choke }: BanditParameters, price: number): number {
  return Math.max(-1, Math.min(1, (2 * (price - stallCost)) / (choke - stallCost) - 1));
}

function expectedUnits({ choke, slope }: BanditParameters, price: number): number {
  return slope * Math.max(0, choke - price);
}

/** Scaled so that returns lie about 1. */
function rewardOf(price: number, units: number): number {
  return ((price - stallCost) * units) / (unitsScale * unitsScale);
}

export function bestBanditPrice({ choke }: BanditParameters): number {
  return (choke + stallCost) / 2;
}

interface BanditState extends MarketState {
  readonly kind: typeof banditName;
  readonly episodes: readonly { readonly draws: RandomState }[];
}

class BanditMarket implements Market {
  readonly kind = banditName;
  readonly observationSize = 1;
  readonly actionSize = 1;
  readonly rewardPartNames = ['takings'];
  readonly count: number;
  readonly observations: Float32Array;
  readonly productIndex: Uint32Array;
  private readonly parameters: BanditParameters;
  private readonly isDrawn: boolean;
  private draws: Random[];
  private readonly out: MarketStep;

  constructor({ parameters, products }: BanditSetup, count: number, seed: number, mode: MarketMode) {
    this.count = count;
    this.parameters = parameters;
    this.isDrawn = mode === 'training';
    this.observations = new Float32Array(count).fill(1);
    this.productIndex = Uint32Array.from({ length: count }, (_, i) => i % products.length);
    this.draws = Array.from({ length: count }, (_, i) => new Random(seed).fork(`stall ${i}`));
    this.out = emptyStep(this.observations, count, 1);
  }

  reset(): void {}

  step(actions: Float32Array): MarketStep {
    const { out, parameters } = this;
    this.draws.forEach((draws, i) => {
      const price = priceOf(parameters, actions[i]!);
      const luck = this.isDrawn ? parameters.luck * draws.normal() : 0;
      const units = Math.max(0, expectedUnits(parameters, price) + luck);
      out.price[i] = price;
      out.units[i] = units;
      out.profit[i] = (price - stallCost) * units;
      out.rewards[i] = out.rewardParts[i] = rewardOf(price, units);
      out.terminated[i] = 1;
    });
    return out;
  }

  state(): BanditState {
    return {
      kind: banditName,
      episodes: this.draws.map((draws) => ({ draws: draws.state() })),
      observations: this.observations.slice(),
      productIndex: this.productIndex.slice(),
    };
  }

  restore(state: MarketState): void {
    requireFitting<BanditState>(state, this);
    this.draws = state.episodes.map(({ draws }) => Random.fromState(draws));
  }
}

function banditSetup(settings: SettingValues): BanditSetup {
  return {
    kind: banditName,
    products: [{ name: 'Stall' }],
    parameters: ownValues(banditParameters, settings),
  };
}

const banditKind: MarketKind<BanditSetup> = {
  name: banditName,
  label: 'Bandit of one step',
  meaning: 'Sells for one day at one price.',
  groups: [{ name: 'bandit', label: 'The stall', isOpen: true }],
  parameters: banditParameters,
  rewardPartLabels: { takings: 'Takings of the stall' },
  isOfFile: () => false,
  needsFile: null,
  knowsProfit: () => true,
  usualReward: 'The stall pays what it takes in.',
  setup: banditSetup,
  paysFor: () => 'weights',
  productNames: ({ products }) => products.map(({ name }) => name),
  episodeDays: () => 1,
  replay: null,
  forecast: null,
  hasOptimum: true,
  optimumProblem: () => null,
  differentiationProblem: 'the stall is asked, not differentiated',
  auditsEarly: false,
  catalogueProblem: 'was trained at a stall, and a catalogue has none.',
  sharing: 'all stalls are alike.',
};

const banditProduct = z.object({
  id: z.string(),
  name: z.string(),
  category: z.null(),
  unitCost: z.number(),
  priceRule: z.object({ kind: z.literal('stall'), formula: z.string() }),
});

const banditCard: CardOf<BanditSetup, MarketCard & { readonly marketParameters: BanditParameters }> = {
  shape: {
    market: z.literal(banditName),
    marketParameters: z.object(declaredShape(banditParameters)),
    products: z.array(banditProduct).min(1),
  },
  of: ({ products, parameters }) => ({
    market: banditName,
    marketParameters: parameters,
    observation: { features: ['one'], windowDays: 1 },
    products: products.map(({ name }) => ({
      id: name,
      name,
      category: null,
      unitCost: stallCost,
      priceRule: { kind: 'stall', formula: 'price = 4 + (action + 1) / 2 * (choke - 4)' },
    })),
  }),
  fault: ({ observation }) => (observation.windowDays === 1 ? null : 'its card shows more than one day'),
  setup: ({ marketParameters, products }) => ({
    kind: banditName,
    products: products.map(({ name }) => ({ name })),
    parameters: marketParameters,
  }),
  recalibrated: () => null,
  bounds: () => [stallCost, 1000],
  key: 'name',
  priceLines: '  const price = 4 + (action + 1) / 2 * (card.marketParameters.choke - 4);',
  world: () => null,
};

function constant({ parameters }: BanditSetup, price: number): Actor {
  return ({ count }) => new Float32Array(count).fill(actionOf(parameters, price));
}

/** The bandit has one state: a map of one cell, for what is asked there. */
function mapOf({ products, parameters }: BanditSetup, action: number): PolicyMap {
  return {
    productName: products[0]!.name,
    x: [1],
    y: [1],
    axes: {
      x: { label: 'day', plural: 'days', quantity: 'day', place: 'on day {}' },
      y: { label: 'stall', plural: 'stalls', quantity: 'count', place: 'at stall {}' },
    },
    prices: Float64Array.of(priceOf(parameters, action)),
    reached: null,
    episodes: [],
    dots: [],
    states: 'The {price} of {cells} stall.',
    held: { text: '', figures: [] },
    marks: '',
    unreached: '',
    isComparable: true,
    yesterday: null,
  };
}

/** Computed at once, in the form of a long computation. */
// eslint-disable-next-line require-yield -- nothing takes long here
function* atOnce<T>(value: () => T): Generator<number, T> {
  return value();
}

const banditModel: MarketModel<BanditSetup> = {
  create: (setup, count, seed, mode) => new BanditMarket(setup, count, seed, mode),
  observationSizes: { single: 1, portfolio: 1 },
  ofOne: (setup, product) => ({ ...setup, products: [setup.products[product]!] }),
  forecaster: null,
  keepActions: ({ products }) => products.map(() => -0.5),
  fixedPrices: (setup, prices) => constant(setup, prices[0]!),
  pricesToTry: ({ parameters: { choke } }, count) =>
    Array.from({ length: count }, (_, k) => stallCost + (k / (count - 1)) * (choke - stallCost)),
  myopic: () => null,
  optimum: {
    problem: () => null,
    steps: ({ parameters }) =>
      atOnce(() => {
        const returnAt = (price: number) => rewardOf(price, expectedUnits(parameters, price));
        const price = bestBanditPrice(parameters);
        const ret = returnAt(price);
        const keepPrice = { ret: returnAt(priceOf(parameters, -0.5)) };
        return { optimalReturn: ret, keepPrice, bestFixedPrice: { price, ret } };
      }),
    baselines: () => atOnce(() => []),
    traits: () => ({ elasticity: -1, elasticityError: 0, costShare: 0.5, stockCover: null, demandNoise: 0 }),
    plan: (setup) =>
      atOnce(() => {
        const bestFixedPrice = bestBanditPrice(setup.parameters);
        return { bestFixedPrice, actor: constant(setup, bestFixedPrice) };
      }),
    planKey: ({ parameters }) => JSON.stringify(parameters),
    isAtEstimate: () => false,
    map: (setup, { bestFixedPrice }) =>
      atOnce(() => mapOf(setup, actionOf(setup.parameters, bestFixedPrice))),
  },
  evaluated: () => null,
  play: {
    mode: () => 'training',
    moment: ({ parameters }) => ({
      day: 1,
      lastDay: 1,
      date: null,
      lowest: stallCost,
      highest: parameters.choke,
      price: priceOf(parameters, -0.5),
      units: null,
      week: null,
      stock: null,
      firstStock: null,
      rivalPrice: null,
      demandIndex: null,
    }),
    known: ({ parameters: { choke } }) => [{ label: 'Choke price', value: choke, quantity: 'money' }],
  },
  map: (setup, policy) => atOnce(() => mapOf(setup, policy.act(Float32Array.of(1), 1)[0]!)),
  differentiable: () => null,
  auditProblem: () => null,
  audit: (setup) =>
    atOnce(() => {
      const best = playedBy(
        new BanditMarket(setup, 4, 1, 'evaluation'),
        constant(setup, bestBanditPrice(setup.parameters)),
      );
      return auditOf('constant prices', ['Stall'], 1, [{ rewarded: best, profitable: best }]);
    }),
  priced: ({ products, parameters }, product) => ({
    history: null,
    name: products[product]!.name,
    currentPrice: priceOf(parameters, -0.5),
    observation: (size) => new Float32Array(size).fill(1),
    priceOf: (action) => priceOf(parameters, action),
    world: null,
  }),
  costs: ({ products }) => products.map(() => ({ unitCost: stallCost })),
  card: banditCard,
  typedIn: {
    names: ['stall'],
    named: (_, settings) => banditSetup(settings),
    parse: (text, _, settings) => banditSetup({ ...settings, ...(JSON.parse(text) as SettingValues) }),
  },
};

/** To be called by a test file before it loads the settings. */
export function registerBandit(): void {
  registerMarket(banditKind);
  registerModel(banditName, banditModel);
}
