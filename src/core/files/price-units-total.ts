// Which column is the price of one unit, which the units and which the total of a line: what `price x units = total` proves to the
// cent, then what moves with the units from line to line, then names.

import { type ColumnFacts, isNamed } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import {
  productShare,
  ratio,
  varies,
  spreadWithin,
  isWholeMultiple,
  isSameColumn,
} from './money-arithmetic.ts';
import { isMoreThanSold, pickPrice, noteOtherPrices, noteOtherUnits } from './price-and-units.ts';
import { netTotal } from './discounts.ts';
import type { Draft } from './money-draft.ts';

const wholesaleWords = /wholesale|gro(?:ß|ss)handel|mayorista|ingrosso|groothandel|hurtow/i;

/** A wholesale price that was taken for the cost: what it is depends on who sells, the maker or the shop. */
export function paidByShops({ all, roles, price }: Draft): readonly number[] | null {
  const cost = all.find((column) => column.index === roles.cost);
  const isWholesale = cost && wholesaleWords.test(cost.header);
  return isWholesale && price && varies(cost) ? [cost.index] : null;
}

/** A price that no usual word names. */
export function priceInOtherWords(m: Draft): void {
  const { lists, usable, notes } = m;
  // Where nothing else names a price, WooCommerce's "Item Cost" is it: what the item cost the customer.
  if (m.prices.length === 0 && lists.length === 0) {
    const paid = usable.find((column) => headerTokens(column.header).join(' ') === 'item cost');
    if (paid) {
      m.prices = [paid];
      notes.push([
        'item-cost-is-price',
        'attention',
        `No column names a price`,
        `"${paid.header}" is read as the price of one unit`,
        '',
      ]);
    }
  }
  if (m.prices.length === 0 && lists.length === 0 && m.totals.length === 0) {
    const wholesale = usable.find(({ header }) => wholesaleWords.test(header));
    if (wholesale) {
      m.prices = [wholesale];
      notes.push([
        'wholesale-is-price',
        'attention',
        `"${wholesale.header}" is the only price`,
        'Read as what buyers pay for one unit, as a maker sells to shops',
        'Choose it as the cost and add the shop price where shoppers bought at another',
      ]);
    }
  }
  if (m.prices.length === 0 && lists.length === 0) {
    const each = usable.find((column) =>
      /^(?:price|preis|prix|precio|prezzo|preço|prijs|cena) (?:per|pro|je|par|por|al|za)\b/i.test(
        column.header,
      ),
    );
    if (each) m.prices = [each];
  }
}

/** Words of which a price is often said to be, that are no count of what was sold. */
const noCount = /^(?:day|week|month|year|store|shop|tag|woche|monat|jour|mois|dia|mes|giorno|mese)/;

/** Where nothing is named as units, `Price per session` says that `Sessions` are. */
export function unitsOfPrice(m: Draft): void {
  if (m.unitNames.length > 0) return;
  for (const price of m.prices) {
    const words = headerTokens(price.header);
    const of = words.at(-1)!;
    if (!['per', 'pro', 'je', 'par', 'por'].includes(words.at(-2) ?? '') || of.length < 3 || noCount.test(of))
      continue;
    const counts = m.usable.filter((column) => {
      const own = headerTokens(column.header);
      return (
        column !== price &&
        column.whole > 0.95 &&
        varies(column) &&
        own.some((token) => token.startsWith(of) && token.length <= of.length + 2)
      );
    });
    if (counts.length !== 1) continue;
    m.unitNames = counts;
    m.notes.push([
      'units-by-price',
      'attention',
      `No column is named as units, but "${price.header}" is the price of one of "${counts[0]!.header}"`,
      'Read as the units sold',
      'Choose the column of units if that is wrong',
    ]);
    return;
  }
}

/** Two columns that only together are the units: rooms and nights, where the total is the price of one night in one room times both. */
export function findUnitsOfTwo(m: Draft): void {
  const counts = m.unitNames.filter((column) => column.whole === 1 && varies(column)).slice(0, 4);
  const isProven = (units: Float64Array) =>
    m.prices.some((price) =>
      m.totals.some((total) => productShare(total.numbers, price.numbers, units) > 0.95),
    );
  if (counts.length < 2 || counts.some(({ numbers }) => isProven(numbers))) return;
  for (const [i, one] of counts.entries())
    for (const other of counts.slice(i + 1)) {
      const both = one.numbers.map((value, row) => value * other.numbers[row]!);
      if (!isProven(both)) continue;
      m.units = { ...one, numbers: both };
      m.helpers.quantity = other.index;
      m.formulas.push({
        role: 'units',
        words: `"${one.header}" x "${other.header}"`,
        compute: (row) => row.units * row.quantity,
      });
      m.notes.push([
        'units-of-two',
        'repaired',
        `Units are "${one.header}" times "${other.header}"`,
        'Only both together, at the price of one, make the total',
        `${one.numbers[0]!} times ${other.numbers[0]!}`,
      ]);
      return;
    }
}

/** A total that is price times units to the cent names all three. */
export function proveTotal(m: Draft): void {
  const { totals, lists } = m;
  if (m.units) {
    let best = 0.85;
    if (totals.length === 0) provePaidCost(m, m.units);
    for (const candidate of totals) {
      for (const one of [...m.prices, ...lists]) {
        if (one === candidate || candidate === m.units || one === m.units) continue;
        const share = productShare(candidate.numbers, one.numbers, m.units.numbers);
        const bonus = m.prices.includes(one) ? 0.01 : 0;
        if (share + bonus > best && (varies(m.units) || share > 0.99)) {
          best = share + bonus;
          m.total = candidate;
          m.price = one;
        }
      }
    }
    if (m.prices.length === 0) proveAmounts(m, m.units);
  }
}

/** Of two amounts that no name tells apart one is the price of one unit, where it makes the other one times the units. */
function proveAmounts(m: Draft, units: ColumnFacts): void {
  if (m.total !== null || !varies(units)) return;
  for (const total of m.totals)
    for (const price of m.totals)
      if (total !== price && total !== units && price !== units)
        if (productShare(total.numbers, price.numbers, units.numbers) > 0.95) {
          m.total = total;
          m.price = price;
          return;
        }
}

/** A "cost" that is price times units, or a hundredth of it where prices are in cents, is what the customer paid. */
function provePaidCost(m: Draft, units: ColumnFacts): void {
  for (const candidate of m.usable.filter((column) => isNamed(column, 'cost')))
    for (const price of m.prices) {
      if (price === candidate || !varies(units)) continue;
      const isPaid =
        productShare(candidate.numbers, price.numbers, units.numbers) > 0.95 ||
        (price.whole === 1 && isHundredth(candidate, price, units));
      if (!isPaid) continue;
      m.total = candidate;
      m.price = price;
      m.notes.push([
        'cost-is-paid',
        'repaired',
        `"${candidate.header}" is "${price.header}" times "${units.header}": what customers paid, not what the goods cost`,
        'Read as sales',
        `Row by row`,
      ]);
      return;
    }
}

/** Whether a column is to the cent a hundredth of price times units, wherever that is above 0. */
function isHundredth(part: ColumnFacts, price: ColumnFacts, units: ColumnFacts): boolean {
  let [asked, equal] = [0, 0];
  part.numbers.forEach((value, row) => {
    const expected = (price.numbers[row]! * units.numbers[row]!) / 100;
    if (!(Math.abs(expected) > 0) || Number.isNaN(value)) return;
    asked++;
    if (Math.abs(value - expected) < 0.006) equal++;
  });
  return asked >= 5 && equal > 0.95 * asked;
}

/** What no arithmetic proves is told by its name. */
export function nameTheRest(m: Draft): void {
  const { unitNames, notes, sample, lists, totals, all, roles } = m;
  if (m.units) noteOtherUnits(m.units, unitNames, notes);
  m.proven = m.total !== null && m.units !== null && varies(m.units);
  if (!m.price) m.price = pickPrice(m.prices, notes, sample);
  else noteOtherPrices(m.price, m.prices, notes);
  if (m.price && lists.includes(m.price)) m.price = m.prices[0] ?? m.price;
  if (!m.total) m.total = totals.find((column) => column !== m.units && column !== m.price) ?? null;
  if (!m.proven && m.total && totals.length > 1)
    m.total = netTotal(totals, all, m.units, m.price, sample.product) ?? m.total;

  const named = lists[0] ?? null;
  const isTotal = named && m.units && varies(m.units) && growsWith(named, m.units, m.keys) !== null;
  if (isTotal && !m.total) m.total = named;
  const list = isTotal ? null : named;
  if (list && list !== m.price) roles.regularPrice = list.index;
  if (list && m.price && list !== m.price)
    notes.push([
      'regular-price',
      'info',
      `"${list.header}" is the regular price`,
      `The price paid is "${m.price.header}"`,
      '',
    ]);
}

/** An amount in whole numbers with which the price of a line grows is how many were bought: no price of one does that. */
export function findUnitsByPrice(m: Draft): void {
  const { price, total, keys, notes } = m;
  if (m.units || !price || !total || total === price || total.whole < 0.99 || !varies(total)) return;
  const asIs = spreadWithin(price.numbers, total.numbers, keys);
  const each = spreadWithin(ratio(price.numbers, total.numbers), total.numbers, keys);
  if (!(asIs > 1e-4) || each >= 0.1 * asIs) return;
  m.units = total;
  m.total = null;
  notes.push([
    'amount-is-units',
    'repaired',
    `"${total.header}" counts units, though its name could mean money`,
    `Taken as units sold`,
    `On lines of the same product and day "${price.header}" grows with it`,
  ]);
}

/** Whether a column grows with the units, as a line's total does, and by what that is known; null where it does not. */
function growsWith(
  column: ColumnFacts,
  units: ColumnFacts,
  keys: readonly string[],
): 'lines' | 'cents' | null {
  const asIs = spreadWithin(column.numbers, units.numbers, keys);
  const perUnit = spreadWithin(ratio(column.numbers, units.numbers), units.numbers, keys);
  if (asIs > 1e-4 && perUnit < 0.1 * asIs) return 'lines';
  return Number.isNaN(asIs) && isWholeMultiple(column, units) ? 'cents' : null;
}

/** A price that moves with the units of the line is the line's total. */
export function findLineTotal(m: Draft): void {
  const { keys, notes } = m;
  if (m.price && m.units && !m.proven && varies(m.units)) {
    const how = growsWith(m.price, m.units, keys);
    if (how !== null) {
      notes.push([
        'price-is-line-total',
        'repaired',
        `"${m.price.header}" is the line total, not the price of one unit`,
        `The price is "${m.price.header}" divided by "${m.units.header}"`,
        how === 'lines'
          ? `On lines of the same product and day it grows with "${m.units.header}"`
          : `It can be divided by "${m.units.header}" to the cent on nearly every row`,
      ]);
      if (!m.total || !m.proven) m.total = m.price;
      m.price = null;
    }
  }
}

/** An amount that does not move with the units of the line is the price of one: the only one that the file has. */
export function findUnitPrice(m: Draft): void {
  const { total, units, keys, notes } = m;
  if (m.price || !total || !units || total === units || !varies(units)) return;
  const asIs = spreadWithin(total.numbers, units.numbers, keys);
  const perUnit = spreadWithin(ratio(total.numbers, units.numbers), units.numbers, keys);
  if (!(perUnit > 1e-4) || !(asIs < 0.1 * perUnit)) return;
  m.price = total;
  m.total = null;
  notes.push([
    'amount-is-unit-price',
    'repaired',
    `"${total.header}" is the price of one unit, not the line's total`,
    'Taken as the price',
    `On lines of the same product and day it is the same whatever "${units.header}" is`,
  ]);
}

/** Units that are the same in every row, while total over price is not, are none. */
export function dropConstantUnits(m: Draft, constantUnits: ColumnFacts | null): void {
  const { notes } = m;
  if (constantUnits && m.price && m.total && !isSameColumn(m.total, m.price)) {
    const whole = ratio(m.total.numbers, m.price.numbers);
    const moving = whole.some((value) => value > 1.5 && Math.abs(value - Math.round(value)) < 0.06);
    if (moving) {
      notes.push([
        'units-never-vary',
        'repaired',
        `"${constantUnits.header}" is the same in every row, so it is not the units sold`,
        `Units are "${m.total.header}" divided by "${m.price.header}"`,
        `Every value of "${constantUnits.header}" is ${constantUnits.numbers.find((value) => !Number.isNaN(value))!}`,
      ]);
      m.units = null;
    }
  }
}

/** A total beyond price times units holds more than what was sold. */
export function dropExtras(m: Draft): void {
  const { notes } = m;
  if (
    m.price &&
    m.units &&
    m.total &&
    m.total !== m.price &&
    !m.proven &&
    isMoreThanSold(m.total, m.price, m.units)
  ) {
    notes.push([
      'total-with-extras',
      'info',
      `"${m.total.header}" is more than "${m.price.header}" times "${m.units.header}" (shipping, tax or other lines)`,
      'Not used: sales are price times units',
      '',
    ]);
    m.total = null;
  }
}
