// What a kind of market says of itself: one object in its own folder, listed once in `kinds.ts`. Nobody outside asks which
// kind it is; whoever needs to know something of it asks the object.
//
// A kind has two sides. This one is light and loads with the page: names, parameters, and what a run of it is made from.
// The other, `MarketModel` (market-model.ts), computes, and loads where something is computed.

import type { SettingValues } from '../parameter.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { DayMode } from './game-facts.ts';
import type { MarketParameter } from './market-parameter.ts';
import type { MarketSetup } from './market.ts';
import type { HoldOut } from './hold-out-figures.ts';
import type { Objective } from './objective.ts';
import type { RunProduct } from './run-product.ts';

/** A group of the form. */
export interface ParameterGroup {
  readonly name: string;
  readonly label: string;
  /** Shown unfolded. */
  readonly isOpen?: true;
}

/** Settings that belong together, for the form. */
interface MarketPreset {
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly settings: SettingValues;
}

/** Of a market that replays histories: its products are `HistoryProduct`s, and how well it predicts is checked. */
interface Replay<Setup extends MarketSetup = MarketSetup> {
  /** Whether it carries units along the demand curve, by the settings of a run or by the parameters of a market. */
  carriesUnits(values: Readonly<Record<string, unknown>>): boolean;
  parametersOf(setup: Setup): Readonly<Record<string, unknown>>;
}

/** A number that a file's product gives its market, to be read. */
export interface CalibratedFact {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

/** What a product of the file makes of a market. */
interface Calibration {
  /** The setting it stands under in the form. */
  readonly below: string;
  of(
    settings: SettingValues,
    product: RunProduct,
  ): {
    readonly facts: readonly CalibratedFact[];
    /** What the file does not say, one sentence each. */
    readonly assumptions: readonly string[];
  };
}

export interface MarketKind<Setup extends MarketSetup = MarketSetup> {
  readonly name: string;
  /** `Demand market`. */
  readonly label: string;
  /** What it does, a sentence. */
  readonly meaning: string;
  readonly groups: readonly ParameterGroup[];
  readonly parameters: readonly MarketParameter[];
  /** Absent: none. */
  readonly presets?: readonly MarketPreset[];
  /** Of each part of its reward that other markets have not, in words. */
  readonly rewardPartLabels: Readonly<Record<string, string>>;

  /** Whether its products are those of the file, by the settings of a run. */
  isOfFile(settings: SettingValues): boolean;
  /** The settings that make it one of the file, and those that make it one without; absent: it is always the same. */
  readonly source?: { readonly ofFile: SettingValues; readonly withoutFile: SettingValues };
  /** Absent: the file's numbers are not shown beside the form. */
  readonly calibration?: Calibration;
  /** Why nothing can be trained without a file, a sentence; null where it can. */
  readonly needsFile: string | null;
  /** Whether what a product earns is known where profit is asked for. */
  knowsProfit(history: ProductHistory): boolean;
  /** What it pays where its values are typed in and nobody chose an objective, a sentence. */
  readonly usualReward: string;
  /**
   * The market that settings ask for. `largestChange` is the share by which the guardrails let a price move in a day: a
   * market from a file lets it move no further.
   *
   * @throws Error in a sentence where a file is asked for and there are no products.
   */
  setup(
    settings: SettingValues,
    products: readonly RunProduct[],
    objective: Objective,
    largestChange: number | null,
  ): Setup;
  /** What a setup pays for. */
  paysFor(setup: Setup): Objective;
  /** The names of a setup's products, in order. */
  productNames(setup: Setup): readonly string[];
  /** Days until an episode ends, by the settings. */
  episodeDays(settings: SettingValues): number;

  /** null where it replays no histories. */
  readonly replay: Replay<Setup> | null;
  /** How well it forecasts a file's held-out sales, by which the default market is chosen; null where it makes none of it. */
  readonly forecast: {
    /** Mean absolute error of one built from the first four fifths of a product's rows on the rest; null: not asked. */
    error(holdOut: HoldOut): number | null;
    /** Whether it is the default where nothing can be told. */
    readonly isUsual: boolean;
  } | null;
  /** Whether its optimum can be computed at all. */
  readonly hasOptimum: boolean;
  /** Why the optimum of the market in the form cannot be computed, a sentence; null where it can. */
  optimumProblem(settings: SettingValues): string | null;
  /** Why its days cannot be differentiated, the end of a sentence; null where they can. */
  readonly differentiationProblem: string | null;
  /** Whether what the reward gives up is computed without being asked for: always known, and soon. */
  readonly auditsEarly: boolean;
  /** Why a policy of it can price no catalogue, a sentence; null where it can. */
  readonly catalogueProblem: string | null;
  /** Why one policy can serve several products; follows "One policy for all 12 products: ". */
  readonly sharing: string;
  /** Absent: a day is a day. */
  readonly dayModes?: readonly DayMode[];
}
