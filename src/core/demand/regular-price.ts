// Which price is the regular one, and which days are promotions.
//
// A file may say so (a regular price, a mark). Where it does not, the shape of the prices may: short spells below a
// price that holds before and after them, and hardly any above. A promotion comes with displays, leaflets and people
// who stock up, so what it sells is no answer to the regular price, and only that one is a decision.

import type { ProductHistory } from '../table/dataset.ts';
import { dealsBelowOnePrice } from './averaged-rows.ts';

export interface RegularPrice {
  /** The price when nothing is on offer. [days] */
  readonly regular: Float64Array;
  /** 1 on days of a promotion. [days] */
  readonly promoted: Uint8Array;
  /** What told them apart. */
  readonly told: 'column' | 'shape';
}

/** Prices that differ by less are one price; a promotion is at least this far below. */
const samePrice = 0.005;
const leastDiscount = 0.02;
/** A spell of more days or rows is a price of its own. */
const longestDays = 28;
const longestRows = 3;
/** Fewer spells are no habit. */
const fewestPromotions = 3;
/** Of the spells that return to the price before, at least this share lies below it... */
const fewestBelow = 0.85;
/** ... and of all changes of price this share belongs to them. */
const fewestExplained = 0.6;
/** Promotions end sooner than regular prices: median lengths, regular over promotion. */
const leastPatience = 1.5;

/** Regular price and promotions of a history; null where neither column nor shape tells any. */
export function regularPrice(history: ProductHistory): RegularPrice | null {
  const told = fromColumns(history);
  if (told) return told;
  const deals = dealsBelowOnePrice(history);
  return deals ? { ...deals, told: 'shape' } : fromShape(history);
}

function fromColumns({
  price,
  regularPrice: regularColumn,
  promoted: marks,
}: ProductHistory): RegularPrice | null {
  if (!regularColumn && !marks) return null;
  const promoted = new Uint8Array(price.length);
  const regular = new Float64Array(price.length).fill(NaN);
  for (let t = 0; t < price.length; t++) {
    const given = regularColumn?.[t] ?? NaN;
    const isBelow = given > 0 && price[t]! < given * (1 - leastDiscount);
    promoted[t] = marks?.[t] === 1 || isBelow ? 1 : 0;
    if (given > 0) regular[t] = Math.max(given, price[t]!);
    else if (promoted[t] === 0) regular[t] = price[t]!;
  }
  if (!promoted.includes(1)) return null;
  return { regular: filled(regular, price), promoted, told: 'column' };
}

/** Forward, then backward; `price` where nothing is known. */
function filled(values: Float64Array, price: Float64Array): Float64Array {
  for (let t = 1; t < values.length; t++) if (Number.isNaN(values[t]!)) values[t] = values[t - 1]!;
  for (let t = values.length - 2; t >= 0; t--) if (Number.isNaN(values[t]!)) values[t] = values[t + 1]!;
  return values.map((value, t) => (Number.isNaN(value) ? price[t]! : value));
}

interface Spell {
  readonly from: number;
  /** The row behind its last. */
  readonly to: number;
  readonly price: number;
}

function fromShape(history: ProductHistory): RegularPrice | null {
  const spells = spellsOf(history.price);
  const { days } = history;
  const lengthOf = ({ from, to }: Spell) => days[to - 1]! - days[from]! + 1;
  const longest = history.daysPerRow < 2 ? longestDays : longestRows * history.daysPerRow;
  const isPromotion = new Array<boolean>(spells.length).fill(false);
  let below = 0;
  let above = 0;
  let regularAt = 0; // the spell whose price was regular last
  for (let i = 1; i < spells.length; i++) {
    const spell = spells[i]!;
    const before = spells[regularAt]!.price;
    // A promotion may have steps: the first spell behind it that is no lower price decides.
    let j = i;
    while (j < spells.length && spells[j]!.price < before * (1 - leastDiscount)) j++;
    const isShort = j < spells.length && days[spells[j]!.from]! - days[spell.from]! <= longest;
    if (j > i && isShort && isSame(spells[j]!.price, before)) {
      for (let k = i; k < j; k++) isPromotion[k] = true;
      below++;
      i = j;
      regularAt = j;
      continue;
    }
    const next = spells[i + 1];
    if (
      next !== undefined &&
      spell.price > before * (1 + leastDiscount) &&
      lengthOf(spell) <= longest &&
      isSame(next.price, before)
    )
      above++;
    regularAt = i;
  }
  if (below < fewestPromotions || below < fewestBelow * (below + above)) return null;
  const promotions = spells.filter((_, i) => isPromotion[i]);
  // A promotion is a change down and one back.
  const changes = spells.length - 1;
  if ((promotions.length + below) / changes < fewestExplained) return null;
  const promotionLength = medianOf(promotions.map(lengthOf));
  const regularLength = medianOf(spells.filter((_, i) => !isPromotion[i]).map(lengthOf));
  if (regularLength < leastPatience * promotionLength) return null;
  const promoted = new Uint8Array(history.price.length);
  const regular = history.price.slice();
  spells.forEach(({ from, to }, i) => {
    if (!isPromotion[i]) return;
    promoted.fill(1, from, to);
    regular.fill(NaN, from, to);
  });
  // The last days may be a promotion that has not ended yet: as deep as the others, and no longer.
  const last = spells.at(-1)!;
  const usual = spells[regularAt === spells.length - 1 ? Math.max(0, spells.length - 2) : regularAt]!.price;
  const deepest = Math.min(...promotions.map(({ from, price }) => price / regularBefore(regular, from)));
  const isOpen =
    !isPromotion[spells.length - 1] &&
    lengthOf(last) <= Math.max(...promotions.map(lengthOf)) &&
    last.price < usual * (1 - leastDiscount) &&
    last.price >= usual * (deepest - samePrice);
  if (isOpen) {
    promoted.fill(1, last.from);
    regular.fill(NaN, last.from);
  }
  return { regular: filled(regular, history.price), promoted, told: 'shape' };
}

function regularBefore(regular: Float64Array, from: number): number {
  for (let t = from - 1; t >= 0; t--) if (regular[t]! > 0) return regular[t]!;
  return NaN;
}

function spellsOf(price: Float64Array): Spell[] {
  const spells: Spell[] = [];
  let from = 0;
  for (let t = 1; t <= price.length; t++) {
    if (t < price.length && isSame(price[t]!, price[from]!)) continue;
    spells.push({ from, to: t, price: price[from]! });
    from = t;
  }
  return spells;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= samePrice * b;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
