// What the lab knows of one product's demand, as plain data for messages, tables and exports.

import type { FoundPromotions } from './full-findings.ts';
import type { Outlier } from './full-terms.ts';
import type { LastingFit } from './lasting.ts';
import type { TestEvidence } from './evidence-of-tests.ts';
import type { Steepening } from './steepening.ts';
import type { SettlingExperiment } from './settling-experiment.ts';

/** The four answers to whether the data can tell how sales respond to price. */
export type DemandVerdict = 'answers' | 'leans' | 'cannotTell' | 'suspicious';

/** An elasticity as a fit gives it. */
export interface ElasticityEstimate {
  readonly estimate: number;
  readonly standardError: number;
  /** 95 % interval. */
  readonly interval: readonly [number, number];
}

/** An elasticity after it borrowed from its category. */
interface PooledElasticity {
  readonly estimate: number;
  readonly standardError: number;
  /** Where the elasticities of the category lie, and how far products differ from there. */
  readonly categoryMean: number;
  readonly categorySd: number;
  /** Products of the category whose fits count. */
  readonly products: number;
}

/** Prices that fall because orders are large, not orders that grow because prices fall. */
export interface QuantityBreaks {
  /** Share of the selling days that carry the mark, 0 to 1. */
  readonly share: number;
  readonly sentence: string;
}

/** What the full model found of a product besides its elasticity. */
export interface DemandFindings {
  /** What promotions do, where a column or the shape of prices tells them apart. */
  readonly promotions: FoundPromotions | null;
  readonly soldOut: {
    readonly days: number;
    /** Units that were asked for on those days and not sold, about. */
    readonly lostUnits: number;
  };
  /** Days whose units are unknown and have no part. */
  readonly unknownDays: number;
  /** Days on which large orders paid less a unit, set aside, with their share of the selling days and how many times as much they sell; absent: none. */
  readonly largeOrders?: { readonly days: number; readonly share: number; readonly ratio: number };
  /** Days that weigh little or nothing in the fit, the first twenty. */
  readonly outliers: readonly Outlier[];
  /** Standard deviation of the log level's step from a row to the next; 0 where it stands still. */
  readonly levelStep: number;
  /** How the elasticity differs between the later and the earlier half of the days; null where that cannot be told. */
  readonly halves: { readonly difference: number; readonly standardError: number } | null;
  /** How far elasticities differ from period to period in this file, part of all errors; null before pooling or with too few products. */
  readonly betweenPeriodSd: number | null;
  /**
   * Elasticity of this product's units by its category's other prices: of one of them it is `coefficient * shares[its id]`.
   * Shrunk towards the category where pooled; null without a category whose prices move.
   */
  readonly category: {
    readonly coefficient: number;
    readonly standardError: number;
    /** The part of the error that all products of the category have in common, because they borrow from one mean; absent: none. */
    readonly sharedError?: number;
    /** Whether the category's mean effect can be told from none; absent: no. */
    readonly isTold?: boolean;
    readonly shares: Readonly<Record<string, number>>;
  } | null;
  /** What buyers' habits and a rival's answer add to the own elasticity over a season; absent or null: nothing is known of either. */
  readonly lasting?: LastingFit | null;
  /** Of the elasticity's error what the form of stocking up adds; absent: buyers do not stock up. */
  readonly stockingUpError?: number;
  /** Of the elasticity's error what is off to the same side in all products of the file, so that they do not make up for each other; absent: none. */
  readonly sharedError?: number;
  /** Whether all prices of the file moved at once, and nothing else tells what they do (shared-moves.ts); absent: no. */
  readonly isUntoldByMoves?: boolean;
  /** Whether demand jumps with its prices by so much that nothing tells what these do (jumps-with-prices.ts); absent: no. */
  readonly isUntoldByJumps?: boolean;
  /** By what the elasticity's error grew because uneven or neighbouring days say so, 1 or more. */
  readonly errorFactor: number;
  /** What advertising and its like do, a sentence each, among the others too; absent: the file tells of none. */
  readonly drivers?: readonly string[];
  /** Set where the price follows the demand of its day (day-prices.ts): the estimate is then no answer to price. */
  readonly followsDemand?: boolean;
  /** What was found, a sentence each; empty where nothing needs saying. */
  readonly sentences: readonly string[];
}

export interface DemandSummary {
  readonly productId: string;
  /** Own-price elasticity of the regression, a rival's price held still; null where it could not be fitted. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** 95 % interval of the estimate. */
  readonly interval: readonly [number, number] | null;
  /**
   * What the markets use: the estimate weighed against its prior by precision, never above 0. The prior's mean where
   * the estimate is no evidence, for quantity breaks or a suspicious verdict.
   */
  readonly marketElasticity: number;
  /** Standard error of `marketElasticity`. */
  readonly marketElasticityError: number;
  /** The category's where pooled, else N(-1.5, 1). */
  readonly prior: { readonly mean: number; readonly standardDeviation: number };
  /** null where the product has no category or too few fits are in it. */
  readonly pooled: PooledElasticity | null;
  /** Pearson chi2 / (n - k); null where not fitted. */
  readonly dispersion: number | null;
  /** Days the regression used. */
  readonly days: number;
  readonly distinctPrices: number;
  readonly verdict: DemandVerdict;
  /** The verdict in a sentence, with what would settle it. */
  readonly sentence: string;
  /**
   * The price charged last; where promotions are told apart, the regular one. Expected units a row at that price at the
   * present level: the demand curve is base * (p / reference) ^ elasticity, or steeper by `steepening`.
   */
  readonly referencePrice: number;
  readonly baseUnits: number;
  /** How sure `baseUnits` is. */
  readonly level: {
    /** How far log `baseUnits` moves when the elasticity is 1 higher: covariance of both over the variance. */
    readonly slope: number;
    /** Standard error of log `baseUnits` at a given elasticity. */
    readonly standardError: number;
  };
  /** How the elasticity grows with the price: the curve is base * exp(elasticity * steepened(log(p / reference))); absent or null: not at all. */
  readonly steepening?: Steepening | null;
  /** Elasticity of the ratio rival / own, where a competitor price exists, and its 95 % interval. */
  readonly crossElasticity: number | null;
  readonly crossInterval: readonly [number, number] | null;
  /** Own elasticity of the same regression without the rival, where a competitor price exists. */
  readonly withoutCompetitor: ElasticityEstimate | null;
  /** Set where the file shows quantity breaks: the estimate is then no response to price. */
  readonly quantityBreaks: QuantityBreaks | null;
  /** The cheapest experiment that would settle the verdict; null where it answers or none of those tried would. */
  readonly experiment: SettlingExperiment | null;
  /** Price tests that are weighed in; absent: none. */
  readonly tested?: readonly TestEvidence[];
  /** What else the full model found; null for the plain regression. */
  readonly found: DemandFindings | null;
}
