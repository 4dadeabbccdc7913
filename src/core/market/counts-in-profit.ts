// One answer for training and recommendations: whether what the products of a file earn is counted in profit.

/** Where at least half of the products have a known cost; else revenue is what can be counted. */
export function countsInProfit(known: number, products: number): boolean {
  return known > 0 && 2 * known >= products;
}
