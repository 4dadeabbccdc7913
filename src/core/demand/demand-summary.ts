// What the lab knows of one product's demand, as plain data for messages, tables and exports.

/** The four answers of design section 4. */
export type DemandVerdict = 'answers' | 'leans' | 'cannotTell' | 'suspicious';

export interface DemandSummary {
  readonly productId: string;
  /** Own-price elasticity of the regression, a rival's price held still; null where it could not be fitted. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  /** 95 % interval of the estimate. */
  readonly interval: readonly [number, number] | null;
  /** The estimate weighed against its prior by precision: what the markets use. */
  readonly marketElasticity: number;
  /** Standard error of `marketElasticity`. */
  readonly marketElasticityError: number;
  readonly prior: { readonly mean: number; readonly standardDeviation: number };
  /** Pearson chi2 / (n - k); null where not fitted. */
  readonly dispersion: number | null;
  /** Days the regression used. */
  readonly days: number;
  readonly distinctPrices: number;
  readonly verdict: DemandVerdict;
  /** The verdict in a sentence, with what would settle it. */
  readonly sentence: string;
  /** Expected units a row at the reference price at the present level: the demand curve is base * (p / reference) ^ elasticity. */
  readonly referencePrice: number;
  readonly baseUnits: number;
  /** Elasticity of the ratio rival / own, where a competitor price exists. */
  readonly crossElasticity: number | null;
}
