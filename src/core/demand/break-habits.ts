// How a file's levels break, told by the breaks that its products show: how often, how far, and how prices follow.
//
// Who sets prices knows of a lost listing long before a model does, so that prices change soon after breaks, and the way the level went. A price
// that is changed is then itself a sign of a break before it, and of its size. A model that takes it for chance holds small breaks for none
// and the price's answer for too weak, in all products alike.
//
//   jump | a price step within a week after it ~ N(follows * that step, sdBefore^2)      another jump ~ N(0, sdElsewhere^2)

/** Breaks of one product, and where its price stepped. */
export interface BreaksSeen {
  /** Of log price from each row to the next. [rows - 1] */
  readonly priceSteps: Float64Array;
  readonly breaks: readonly { readonly row: number; readonly step: number }[];
}

export interface BreakHabits {
  /** Rows for one break. */
  readonly rowsABreak: number;
  /** Of the breaks, so many come before price steps because of those. */
  readonly followed: number;
  /** Log units of a jump per log of the price step that follows it. */
  readonly follows: number;
  /** How far a jump lies from what its price step says, and how large others are: standard deviations in log units. */
  readonly sdBefore: number;
  readonly sdElsewhere: number;
}

/** What a file is taken to be like before it has said anything, and the breaks that this weighs as much as. */
const usual = { rowsABreak: 60, sd: 0.5, breaks: 4 } as const;
/** What is known of `follows` before a file: nothing but that it is about so large. */
const usualFollows = 3;
/** Rows after a break in which the price follows it; the row of the break itself tells nothing of who came first. */
const soonest = 1;
const latest = 7;
/** A smaller step of log price is none. */
const leastPriceStep = 0.002;
/** No breaks are all alike, nor all before price steps. */
const leastSd = 0.1;
const mostFollowed = 0.9;

/** The step of the log price that follows a break at each row; NaN where none does. [rows - 1] */
export function stepsAfter(priceSteps: Float64Array): Float64Array {
  return priceSteps.map((_, row) => {
    for (let later = row + soonest; later <= Math.min(row + latest, priceSteps.length - 1); later++)
      if (Math.abs(priceSteps[later]!) > leastPriceStep) return priceSteps[later]!;
    return NaN;
  });
}

/** From the breaks that products of the file show. */
export function breakHabits(seen: readonly BreaksSeen[]): BreakHabits {
  const pairs: { readonly jump: number; readonly price: number }[] = [];
  const others: number[] = [];
  let rows = 0;
  let rowsBefore = 0;
  for (const { priceSteps, breaks } of seen) {
    const after = stepsAfter(priceSteps);
    rows += after.length;
    rowsBefore += after.reduce((sum, step) => sum + (Number.isNaN(step) ? 0 : 1), 0);
    for (const { row, step } of breaks)
      if (Number.isNaN(after[row]!)) others.push(step);
      else pairs.push({ jump: step, price: after[row]! });
  }
  const count = pairs.length + others.length;
  const byChance = rows > 0 ? rowsBefore / rows : 0;
  const share = (pairs.length + usual.breaks * byChance) / (count + usual.breaks);
  const prices = pairs.reduce((sum, { price }) => sum + price ** 2, 0);
  const both = pairs.reduce((sum, { jump, price }) => sum + jump * price, 0);
  const follows = both / (prices + (usual.sd / usualFollows) ** 2);
  return {
    rowsABreak: (rows + usual.breaks * usual.rowsABreak) / (count + usual.breaks),
    followed: byChance < 1 ? Math.min(mostFollowed, Math.max(0, (share - byChance) / (1 - byChance))) : 0,
    follows,
    sdBefore: sdOf(pairs.map(({ jump, price }) => jump - follows * price)),
    sdElsewhere: sdOf(others),
  };
}

function sdOf(values: readonly number[]): number {
  const squares = values.reduce((sum, value) => sum + value ** 2, usual.breaks * usual.sd ** 2);
  return Math.max(leastSd, Math.sqrt(squares / (values.length + usual.breaks)));
}
