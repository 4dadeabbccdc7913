// What a product of a catalogue could earn, and what it is like.

/** Expected returns of one product. */
export interface ProductBaselines {
  readonly keepPrice: number;
  /** The one price, in currency, that earns most when charged throughout. */
  readonly bestFixedPrice: { readonly price: number; readonly ret: number };
  readonly optimum: number;
}

export interface EvaluatedTraits {
  /** The fitted elasticity and its standard error. */
  readonly elasticity: number;
  readonly elasticityError: number;
  /** Unit cost as a share of the reference price. */
  readonly costShare: number;
  /** Initial inventory as a share of the season's demand at the reference price; null in a market without stock. */
  readonly stockCover: number | null;
  /** Standard deviation of the daily demand factor. */
  readonly demandNoise: number;
}
