// A calendar of prices as its steps, and as a price a day.

/** A price and the day it begins on, 0 the first of the season; it holds until the next step. */
export interface ScheduleStep {
  readonly day: number;
  readonly price: number;
}

/** The steps of prices day by day: the first on day 0, the others where the price changes. */
export function stepsOf(prices: ArrayLike<number>): ScheduleStep[] {
  const steps: ScheduleStep[] = [];
  for (let day = 0; day < prices.length; day++) {
    const price = prices[day]!;
    if (steps.at(-1)?.price !== price) steps.push({ day, price });
  }
  return steps;
}

/** The price of a day that a schedule charges. */
export function scheduledPrice(steps: readonly ScheduleStep[], day: number): number {
  return (steps.findLast((step) => step.day <= day) ?? steps[0]!).price;
}

/** The same for every day. [days] */
export function dailyPrices(steps: readonly ScheduleStep[], days: number): Float64Array {
  return Float64Array.from({ length: days }, (_, day) => scheduledPrice(steps, day));
}

/** Days within which a large move is one move to whoever buys. */
export const moveDays = 7;

/** The largest move between two prices at most `moveDays` apart, as a share of the earlier one; `today` is charged before day 0. */
export function largestMove(steps: readonly ScheduleStep[], today: number): number {
  const all = [{ day: -1, price: today }, ...steps];
  let largest = 0;
  all.forEach(({ price }, i) => {
    // A price holds until the day before the next one.
    const until = (all[i + 1]?.day ?? Infinity) - 1;
    for (const later of all.slice(i + 1))
      if (later.day - until <= moveDays && Math.abs(later.price / price - 1) > Math.abs(largest))
        largest = later.price / price - 1;
  });
  return largest;
}
