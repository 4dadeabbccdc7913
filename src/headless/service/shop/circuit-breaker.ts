// Stops a list of prices that moves too many products or one of them too far: whoever made the list, a person looks first.

export interface BreakerLimits {
  /** Percent of the shop's products that one list may move. */
  readonly mostMovedPercent: number;
  /** Lists that move no more products than this pass whatever their share. */
  readonly fewProducts: number;
  /** Percent of today's price that a price may move up or down. */
  readonly largestMovePercent: number;
}

export const usualBreaker: BreakerLimits = { mostMovedPercent: 50, fewProducts: 10, largestMovePercent: 30 };

export interface PriceMove {
  readonly productId: string;
  readonly currentPrice: number;
  readonly price: number;
}

export interface BreakerStop {
  readonly reason: 'tooMany' | 'tooFar';
  readonly sentence: string;
}

/** Less than half a cent is no move. */
const leastMove = 0.005;

/** Why the list is stopped; null where it passes. `products`: how many the shop has. */
export function breakerStop(
  moves: readonly PriceMove[],
  products: number,
  limits: BreakerLimits,
): BreakerStop | null {
  const moved = moves.filter(({ currentPrice, price }) => Math.abs(price - currentPrice) >= leastMove);
  const share = (100 * moved.length) / Math.max(1, products);
  if (moved.length > limits.fewProducts && share > limits.mostMovedPercent)
    return {
      reason: 'tooMany',
      sentence: `The list moves ${moved.length} of ${products} products, more than ${limits.mostMovedPercent} % of them.`,
    };
  const far = moved.find(
    ({ currentPrice, price }) =>
      100 * Math.abs(price - currentPrice) > limits.largestMovePercent * currentPrice + 1e-9 * currentPrice,
  );
  if (!far) return null;
  const percent = (100 * (far.price - far.currentPrice)) / far.currentPrice;
  return {
    reason: 'tooFar',
    sentence:
      `The list moves "${far.productId}" by ${percent > 0 ? '+' : ''}${percent.toFixed(0)} % to ${far.price.toFixed(2)}, ` +
      `further than ${limits.largestMovePercent} %.`,
  };
}
