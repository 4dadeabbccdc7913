// The price of the highest profit between two bounds: a grid, then golden section around its best point.

const gridPoints = 40;
const golden = (Math.sqrt(5) - 1) / 2;

export function bestPrice(
  profit: (price: number) => number,
  low: number,
  high: number,
): { readonly price: number; readonly profit: number } {
  const at = (k: number) => low + ((high - low) * k) / gridPoints;
  let best = 0;
  let found = profit(low);
  for (let k = 1; k <= gridPoints; k++) {
    const value = profit(at(k));
    if (value > found) [best, found] = [k, value];
  }
  let [a, b] = [at(Math.max(0, best - 1)), at(Math.min(gridPoints, best + 1))];
  for (let round = 0; round < 20; round++) {
    const [x, y] = [b - golden * (b - a), a + golden * (b - a)];
    if (profit(x) >= profit(y)) b = y;
    else a = x;
  }
  const refined = (a + b) / 2;
  const value = profit(refined);
  return value > found ? { price: refined, profit: value } : { price: at(best), profit: found };
}

/** The whole cent of the highest profit between two bounds: where demand jumps from cent to cent. */
export function bestLabel(profit: (price: number) => number, low: number, high: number) {
  let best = { price: low, profit: profit(low) };
  for (let cents = Math.ceil(100 * low); cents <= 100 * high; cents++) {
    const value = profit(cents / 100);
    if (value > best.profit) best = { price: cents / 100, profit: value };
  }
  return best;
}
