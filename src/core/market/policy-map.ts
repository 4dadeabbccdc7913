// A policy drawn: the price it asks in every state of two of its market's dimensions, the rest held still.
//
// `demand-map.ts` and `history-map.ts` say which dimensions. Observations and prices come from the market's
// own functions; a map is what the market would show the policy, and what it would charge, and no second formula.
//
// Not every cell can come to pass. A map marks those that can, and carries episodes played by its own policy.

import type { FeatureName } from '../features/features.ts';
import { createMarket } from './create-market.ts';
import type { Actor } from './episode-returns.ts';
import { marketOfOne } from './market-of-one.ts';
import type { Market, MarketSetup } from './market.ts';
import { observationSizeOf } from './observation-size.ts';
import { plannedActor, type OptimalPlan } from './demand/optimal-plan.ts';
import { demandMap, demandPrices } from './demand/demand-map.ts';
import { historyMap } from './history/history-map.ts';
import type { Policy } from '../policy/policy.ts';

/** A state on the plane of the map, in the units of its axes. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

interface MapShared {
  readonly productName: string;
  /** Centres of the columns, ascending, evenly spaced. [columns] */
  readonly x: readonly number[];
  /** Centres of the rows, ascending, evenly spaced. [rows] */
  readonly y: readonly number[];
  /** Price asked in each cell, currency. [rows * columns], row by row */
  readonly prices: Float64Array;
  /** 1 where the state can come to pass (demand) or a past week lay near (history); null where that is not known. */
  readonly reached: Uint8Array | null;
  /** Episodes played by the policy of the map, state by state. */
  readonly episodes: readonly (readonly MapPoint[])[];
}

export interface DemandPolicyMap extends MapShared {
  readonly kind: 'demand';
  /**
   * `x` is the day of the episode, 1 first; `y` the share of the initial stock that is left, or in a market without
   * stock (null) the price charged the day before.
   */
  readonly initialStock: number | null;
  readonly referencePrice: number;
  /** What was charged the day before, held where there is stock, and the prices it can be chosen from. */
  readonly yesterdayPrice: number;
  readonly lowestPrice: number;
  readonly highestPrice: number;
  /** Held: the rival's price; null without a rival. */
  readonly rivalPrice: number | null;
}

export interface HistoryPolicyMap extends MapShared {
  readonly kind: 'history';
  /** `x` is the price of each of the last seven days; `y` the sales of each, in the unit of the file. */
  readonly salesMeaning: 'money' | 'units';
  /** Held: the calendar of the week that ends on this day, in days since 1970-01-01. */
  readonly lastDay: number;
  /** Held at their training medians; profit only where no cost is known. */
  readonly heldAtMedian: readonly FeatureName[];
  /** Weeks of the past. */
  readonly pastWeeks: readonly MapPoint[];
}

export type PolicyMap = DemandPolicyMap | HistoryPolicyMap;

/** What a map shows of a setup. */
export interface MapView {
  readonly product: number;
  /** What was charged the day before, currency; null: the reference price. History markets take no notice. */
  readonly yesterdayPrice: number | null;
}

const playedEpisodes = 8;
const episodeSeed = 1;

/**
 * Draws `policy`; yields its progress from 0 to 1 after every row.
 *
 * @throws Error where the policy reads other observations than the market gives.
 */
export function* policyMapSteps(
  setup: MarketSetup,
  policy: Policy,
  view: MapView,
): Generator<number, PolicyMap> {
  const expected = observationSizeOf(setup);
  const { observationSize: given } = policy.architecture;
  if (given !== expected)
    throw new Error(
      `The policy reads ${given} numbers and its market gives ${expected}: they do not belong together.`,
    );
  const play = playedBy(setup, view, (market) => policy.act(market.observations, market.count));
  return setup.kind === 'history'
    ? yield* historyMap(setup, policy, view, play)
    : yield* demandMap(setup, view, play, (states) => demandPrices(setup, policy, view, states));
}

/** The map of the optimal plan, cell for cell that of the policy's. */
export function* planMapSteps(
  setup: Extract<MarketSetup, { readonly kind: 'demand' }>,
  plan: OptimalPlan,
  view: MapView,
): Generator<number, DemandPolicyMap> {
  return yield* demandMap(setup, view, playedBy(setup, view, plannedActor(plan)), (states) =>
    states.map(({ day, inventory, price }) => plan.priceAt(day, inventory, price)),
  );
}

/** The market whose episodes a map carries, and who acts in it. */
function playedBy(
  setup: MarketSetup,
  { product }: MapView,
  actor: Actor,
): { readonly market: Market; readonly actor: Actor } {
  const market = createMarket(marketOfOne(setup, product), playedEpisodes, episodeSeed, 'evaluation');
  return { market, actor };
}
