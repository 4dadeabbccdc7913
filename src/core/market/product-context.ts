// What tells products apart, for a policy that prices several of them: how demand answers to the price and how sure that
// is, what a unit costs, and where the price stands in the range it may take.
//
// A window of scaled features, or ratios to a product's own price and demand, look alike for two products whose best
// prices lie on opposite sides of the present one; without these numbers a policy can only move all the same way. All of
// them lie in about -1 to 1, as the rest of an observation does.

export interface ProductFacts {
  /** The estimate that the market uses, and its standard error. */
  readonly elasticity: number;
  readonly elasticityError: number;
  /** Unit cost as a share of the product's usual price; null where no cost is known. */
  readonly costShare: number | null;
  /** Currency. */
  readonly price: number;
  /** The prices the product may take, currency. */
  readonly lowest: number;
  readonly highest: number;
}

/** The numbers of `writeProductContext`, in order, as formulas; each is clipped to -2..2. */
export const productContextNames = [
  '1 + elasticity / 2',
  '2 * elasticityError - 1',
  '2 * unitCost / usual price - 1, 0 without a cost',
  '2 * (price - lowest) / (highest - lowest) - 1',
] as const;

export const productContextSize = productContextNames.length;
/** Usual products lie in about -1 to 1; beyond twice that a number is clipped. */
const bound = 2;

/** Writes the four numbers to `out[offset..offset + 4]`. */
export function writeProductContext(facts: ProductFacts, out: Float32Array, offset: number): void {
  const { elasticity, elasticityError, costShare, price, lowest, highest } = facts;
  const span = highest - lowest;
  out[offset] = clipped(1 + elasticity / 2);
  out[offset + 1] = clipped(2 * elasticityError - 1);
  out[offset + 2] = costShare === null ? 0 : clipped(2 * costShare - 1);
  out[offset + 3] = span > 0 ? clipped((2 * (price - lowest)) / span - 1) : 0;
}

function clipped(value: number): number {
  return Math.min(bound, Math.max(-bound, value));
}
