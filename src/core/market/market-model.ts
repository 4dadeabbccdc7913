// The computing side of a kind of market: everything that is asked of it once something is trained, drawn or played.
// `kinds.ts` says where it comes from, `market-models.ts` has it at hand.

import type { z } from 'zod';

import type { DemandSummary } from '../demand/demand-summary.ts';
import type { SettingValues } from '../parameter.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { DifferentiableEpisodes } from './differentiable.ts';
import type { MarketCard } from './market-card.ts';
import type { Actor } from './episode-returns.ts';
import type { Market, MarketMode, MarketSetup } from './market.ts';
import type { Objective } from './objective.ts';
import type { MapPolicy, MapView, PolicyMap } from './map-facts.ts';
import type { RewardAudit } from './audited-reward.ts';
import type { HistoryProduct, RunProduct } from './run-product.ts';
import type { DayMode, GameDay, GameMoment, KnownFigure } from './game-facts.ts';
import type { EvaluatedTraits, ProductBaselines } from './known-baselines.ts';
import type { DemandMarketParameters } from './demand/demand-parameters.ts';

/** The optimal price for every state of one product's market, as whoever computed it needs it. */
export interface OptimalPlan {
  readonly bestFixedPrice: number;
  /** Acts by it in markets of its product. */
  readonly actor: Actor;
}

/**
 * A market made of the rows of `past`, asked what a later row sells in expectation, in the unit of the sales column, at the price
 * that was charged. `summary` is what the same rows say of demand: given to all kinds but the one that replays them.
 */
export type Forecaster = (
  past: ProductHistory,
  elasticity: number,
  summary?: DemandSummary,
) => (history: ProductHistory, row: number) => number;

/** What a dynamic programme over a market's days finds; expected returns. */
export interface MarketOptimum {
  readonly optimalReturn: number;
  readonly keepPrice: { readonly ret: number };
  readonly bestFixedPrice: { readonly price: number; readonly ret: number };
  /** The same in currency, where the reward is profit and nothing else; absent where it is not. */
  readonly profit?: {
    readonly optimum: number;
    readonly keepPrice: number;
    readonly bestFixedPrice: number;
  };
}

export interface OptimumOf<Setup extends MarketSetup, Plan extends OptimalPlan = OptimalPlan> {
  /** Why none can be computed for a product, a sentence; null where it can. */
  problem(setup: Setup, product: number): string | null;
  /** Yields its progress from 0 to 1; `gamma` is the discount a day, 1 unless it is given. @throws Error where there is a problem. */
  steps(setup: Setup, product: number, gamma?: number): Generator<number, MarketOptimum>;
  /** The same for every product of a catalogue; `known` remembers what was computed before, by content. */
  baselines(
    setup: Setup,
    known: Map<string, ProductBaselines>,
  ): Generator<number, readonly ProductBaselines[]>;
  /** What a product is like, to see on which ones a policy does well. */
  traits(setup: Setup, product: number): EvaluatedTraits;
  plan(setup: Setup, product: number): Generator<number, Plan>;
  /** All that decides a product's plan, as text to compare. */
  planKey(setup: Setup, product: number): string;
  /** Whether something of the market is drawn anew for each episode, which the plan takes at its estimate. */
  isAtEstimate(setup: Setup, product: number): boolean;
  /** The map of the plan, cell for cell that of a policy, with episodes drawn in `market`. */
  map(setup: Setup, plan: Plan, view: MapView, market: Market): Generator<number, PolicyMap>;
}

/** What a policy is asked of a product for tomorrow, and what is known of the days to come. */
interface PricedProduct {
  /** The past that its demand was fitted on, where the market holds it itself. */
  readonly history: HistoryProduct | null;
  readonly name: string;
  /** null where the market has none and the past says it. */
  readonly currentPrice: number;
  /** What a policy that reads `size` numbers is shown. [size] */
  observation(size: number): Float32Array;
  priceOf(action: number): number;
  /** The demand market its future is valued in; null: that of its past. */
  readonly world: DemandMarketParameters | null;
}

export interface MarketModel<Setup extends MarketSetup = MarketSetup> {
  create(setup: Setup, count: number, seed: number, mode: MarketMode): Market;
  /** Numbers its observations may have: of one product, of several, and what earlier versions showed. */
  readonly observationSizes: { readonly single: number; readonly portfolio: number } & Readonly<
    Record<string, number>
  >;
  /** The setup whose every market sells `product`, as a policy of the whole setup sees it. */
  ofOne(setup: Setup, product: number): Setup;

  /** How a file's held-out rows are predicted; null where no market is made of a file. */
  readonly forecaster: Forecaster | null;

  /** The action that keeps each product's price. */
  keepActions(setup: Setup): readonly number[];
  /** Goes to each product's own price as fast as the market allows, and stays. */
  fixedPrices(setup: Setup, prices: readonly number[]): Actor;
  /** The prices of one product to try for the best fixed one. */
  pricesToTry(setup: Setup, count: number): readonly number[];
  /** Each day the price with the largest expected reward of that day; null where that is not known. */
  myopic(setup: Setup): Actor | null;
  /** null where it has none: then the best fixed price is found by trying. */
  readonly optimum: OptimumOf<Setup> | null;
  /** Which of many products an evaluation plays, in pairs of episodes; null: all, one after the other. */
  evaluated(setup: Setup, seed: number): readonly number[] | null;

  /** How an episode is played by hand. */
  readonly play: {
    mode(chosen: DayMode['value']): MarketMode;
    moment(setup: Setup, market: Market, played: readonly GameDay[]): GameMoment;
    known(setup: Setup): readonly KnownFigure[];
  };

  /** Draws `policy`; `market` plays its episodes. Yields its progress from 0 to 1 after every row. */
  map(setup: Setup, policy: MapPolicy, view: MapView, market: Market): Generator<number, PolicyMap>;
  /** Whole episodes whose days can be differentiated; null where no formula connects a day with its price. */
  differentiable(setup: Setup, count: number): DifferentiableEpisodes | null;
  auditProblem(setup: Setup): string | null;
  audit(setup: Setup): Generator<number, RewardAudit>;

  /** One product as a policy is asked about it. */
  priced(setup: Setup, product: number): PricedProduct;
  /** The costs by which it is decided whether profit counts. */
  costs(setup: Setup): readonly { readonly unitCost: number | null }[];

  readonly card: CardOf;

  /** Markets that need no file; `settings` say what they pay and how they are seen. */
  readonly typedIn: {
    readonly names: readonly string[];
    /** Of the one kind whose files need not name it. */
    readonly needsNoName?: true;
    named(name: string, settings: SettingValues): Setup;
    /** @throws Error that names the file, the field, and what was expected. */
    parse(text: string, fileName: string, settings: SettingValues): Setup;
  };
}

/** How the market stands in a model's card. */
export interface CardOf<Setup extends MarketSetup = MarketSetup, Card extends MarketCard = MarketCard> {
  /** The market's own fields: `market`, `products` and what it has besides. */
  readonly shape: z.ZodRawShape;
  of(setup: Setup, observationSize: number): Card;
  /** Why its parts do not fit, the end of a sentence; null where they do. */
  fault(card: Card, observationSize: number): string | null;
  /**
   * The market the card describes, around the loaded file's products.
   *
   * @throws Error in a sentence where the file gives other ranges than in training.
   */
  setup(card: Card, products: readonly HistoryProduct[], observationSize: number): Setup;
  /** The same calibrated anew for the products of another file; null where a policy prices its own products only. */
  recalibrated(card: Card, products: readonly RunProduct[]): Setup | null;
  /** The prices its rule can give a product. */
  bounds(product: Card['products'][number]): readonly [lowest: number, highest: number];
  /** Whether prices name its products by `id` or by `name`. */
  readonly key: 'id' | 'name';
  /** The lines of the README that make a price of `action` and `rule`. */
  readonly priceLines: string;
  /** The demand market that frames the products of a catalogue; null where there is none. */
  world(card: Card): DemandMarketParameters | null;
  /** What its reward pays for; absent: always weights of its own. */
  objective?(card: Card): Objective;
}
