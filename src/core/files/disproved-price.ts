// A column that is named as a price and is not the one of the row's sales: yesterday's, or that of another list.

import { type ColumnFacts, isNamed, namedAs } from './column-facts.ts';
import { isListLess } from './discounts.ts';
import { isWholeMultiple, ratio, spreadWithin, varies } from './money-arithmetic.ts';
import type { Draft } from './money-draft.ts';

/** How far a total has to be from price times units to be another amount, as a share. */
const apart = 0.01;
/** Share of the rows that must lie above, and below, for the price to be none of these sales. */
const oftenEnough = 0.1;

/**
 * Drops a price that times the units is more than the total on some rows and less on others, where total over units is a
 * price by itself: to the cent, or the same on all lines of a day. Discounts and taxes go one way only.
 */
export function dropDisprovedPrice(m: Draft): void {
  const { price, total, units, keys, notes, proven, lists } = m;
  if (!price || !total || !units || proven || total === price || !varies(units)) return;
  if (!isOnBothSides(price, total, units)) return;
  const each = ratio(total.numbers, units.numbers);
  // A discount may be what lies between, unless it is off another price, and makes the total of that.
  const discount = namedAs(m.usable, 'discount').find((one) => isNamed(one, 'discount') && varies(one));
  if (discount && !(lists[0] && lists[0] !== price && isListLess(lists[0], discount, each))) return;
  const isOnePerDay = spreadWithin(each, units.numbers, keys) < 1e-5;
  if (!isOnePerDay && !isWholeMultiple(total, units)) return;
  notes.push([
    'price-of-other-sales',
    'attention',
    `"${price.header}" times "${units.header}" is more than "${total.header}" on some rows and less on others`,
    `The price is "${total.header}" divided by "${units.header}"`,
    `Choose "${price.header}" as the price if that is what customers paid`,
  ]);
  m.price = null;
}

function isOnBothSides(price: ColumnFacts, total: ColumnFacts, units: ColumnFacts): boolean {
  let [asked, above, below] = [0, 0, 0];
  total.numbers.forEach((value, row) => {
    const sold = price.numbers[row]! * units.numbers[row]!;
    if (!(sold > 0) || !(value > 0)) return;
    asked++;
    if (value > (1 + apart) * sold) above++;
    else if (value < (1 - apart) * sold) below++;
  });
  return asked >= 20 && Math.min(above, below) >= oftenEnough * asked;
}
