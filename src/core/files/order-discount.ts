// What an order states once for all its lines, as shops write it on the order's first row: its totals, its shipping, its
// discount. None of them is of the line beside which it stands; the discount is a part of every line, by what the line costs.

import type { ColumnRole } from '../table/columns.ts';
import { type ColumnFacts, isNamed, rankAs } from './column-facts.ts';
import { isRoundPercent } from './discounts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Note } from './note.ts';
import type { Formula, OrderDiscount } from './read-plan.ts';
import type { StatusRule } from './status-column.ts';

export interface OrderFigures {
  /** Whether a column names orders. */
  readonly hasOrders: boolean;
  /** Columns of figures that stand on an order's first row alone. */
  readonly once: readonly ColumnFacts[];
  /** The discount of the whole order in money; null without one. */
  readonly discount: ColumnFacts | null;
  /** Whether lines have it taken off already, in a column of their own. */
  readonly isOnLines: boolean;
  /** True where the lines of an order do not stand together, as in a file sorted by product. */
  readonly isScattered: boolean;
}

/** Orders of several lines below which nothing is known of what they state once. */
const leastOrders = 5;

const ofOrder =
  /^(?:order|cart|basket|checkout|bestell\p{L}*|auftrags?\p{L}*|warenkorb\p{L}*|commande|panier|pedido|carrito|ordine|carrello|carrinho|bestelling|winkelwagen|zamowieni\p{L}*|koszyk\p{L}*|siparis|sepet|заказ\p{L}*|корзин\p{L}*)$/u;

/** The figures of orders among `columns`; nothing where no column names orders, or too few have several lines. */
export function orderFigures(columns: readonly ColumnFacts[], order: ColumnFacts | undefined): OrderFigures {
  const none = {
    hasOrders: order !== undefined,
    once: [],
    discount: null,
    isOnLines: false,
    isScattered: false,
  };
  if (!order) return none;
  const figures = columns.filter((column) => column !== order && column.numeric > 0.6 && column.filled > 0);
  const all = ordersOf(order);
  const orders = all.filter((rows) => rows.length > 1);
  if (orders.length < leastOrders) return { ...none, ...scatteredDiscount(figures, order) };
  // Statements have the units of a sale on one of its rows alone.
  const once = figures.filter((column) => !isNamed(column, 'units') && standsOnce(column, orders));
  const prices = figures.filter((column) => isNamed(column, 'price'));
  const discount =
    figures.find(
      (column) =>
        isDiscount(column) &&
        !column.hasPercent &&
        !headerTokens(column.header).includes('percent') &&
        ((once.includes(column) && once.length > 1) ||
          (isRepeated(column, orders) && !prices.some(({ numbers }) => isRoundPercent(column, numbers)))),
    ) ?? null;
  const isOnLines =
    discount !== null &&
    figures.some((column) => column !== discount && isDiscount(column) && addsUpTo(column, discount, all));
  return { hasOrders: true, once, discount, isOnLines, isScattered: false };
}

/** The discount that is the same on all lines of an order, of orders whose lines stand apart from each other. */
function scatteredDiscount(
  figures: readonly ColumnFacts[],
  order: ColumnFacts,
): Pick<OrderFigures, 'discount' | 'isOnLines' | 'isScattered'> | null {
  const byId = new Map<string, number[]>();
  order.cells.forEach((id, row) => {
    const rows = byId.get(id);
    if (rows) rows.push(row);
    else if (id !== '') byId.set(id, [row]);
  });
  const all = [...byId.values()];
  const orders = all.filter((rows) => rows.length > 1);
  if (orders.length < leastOrders) return null;
  const discounts = figures.filter(isDiscount);
  const discount = discounts.find((one) => !one.hasPercent && isRepeated(one, orders));
  if (!discount) return null;
  const isOnLines = discounts.some((one) => one !== discount && addsUpTo(one, discount, all));
  return { discount, isOnLines, isScattered: true };
}

/** The discount of whole orders that is to be spread over their lines, which is said; null where none is. */
export function spreadDiscount(
  { hasOrders, discount, isOnLines, isScattered }: OrderFigures,
  facts: readonly ColumnFacts[],
  statuses: readonly StatusRule[],
  mapping: Partial<Record<ColumnRole, number>>,
  formulas: readonly Formula[],
  notes: Note[],
): OrderDiscount | null {
  const hasPrice = mapping.price !== undefined || formulas.some(({ role }) => role === 'price');
  const hasUnits = mapping.units !== undefined || formulas.some(({ role }) => role === 'units');
  if (!hasPrice || !hasUnits) return null;
  if (!discount) return hasOrders ? discountRows(facts, statuses, mapping, notes) : null;
  if (isOnLines) return null;
  if (mapping.price !== undefined) mapping.regularPrice ??= mapping.price;
  notes.push([
    'order-discount',
    'repaired',
    `"${discount.header}" is the discount of a whole order, stated once for all its lines`,
    'Taken off each line of the order, by what the line costs',
    'Choose another price if the price of a line has it taken off already',
  ]);
  return { money: discount.index, rows: null, isScattered };
}

const saysDiscount =
  /discount|promo|coupon|voucher|rabatt|gutschein|nachlass|remise|réduction|descuento|cup[óo]n|sconto|desconto|korting|kupon|rabat|indirim|скидк|割引|値引|クーポン|优惠|折扣|할인|쿠폰|diskon/iu;

/** Rows of an order that name no product, are called a discount and take money off: `Type` of `promotion`. */
function discountRows(
  facts: readonly ColumnFacts[],
  statuses: readonly StatusRule[],
  mapping: Partial<Record<ColumnRole, number>>,
  notes: Note[],
): OrderDiscount | null {
  const money = facts[mapping.sales ?? mapping.price ?? -1];
  if (!money) return null;
  for (const { column: index, isNotSold, leaves } of statuses) {
    if (leaves !== 'heads') continue;
    const column = facts[index]!;
    const isOne = (cell: string) => saysDiscount.test(cell) && isNotSold(cell);
    let rows = 0;
    let below = 0;
    column.cells.forEach((cell, row) => {
      if (!isOne(cell)) return;
      rows++;
      if (money.numbers[row]! < 0) below++;
    });
    if (rows < leastOrders || below < 0.9 * rows) continue;
    notes.push([
      'order-discount',
      'repaired',
      `Rows of "${column.header}" are discounts of whole orders`,
      'Taken off each line of their order, by what the line costs',
      `"${column.cells.find(isOne)!}" in ${rows} of the first ${column.cells.length} rows`,
    ]);
    return { money: money.index, rows: { column: index, isOne }, isScattered: false };
  }
  return null;
}

/** The columns without those of whole orders, as long as the lines have money of their own. */
export function figuresOfLines(
  columns: readonly ColumnFacts[],
  { once, discount }: OrderFigures,
): readonly ColumnFacts[] {
  const lines = columns.filter((column) => !once.includes(column) && column !== discount);
  const hasMoney = lines.some(
    (column) => column.numeric > 0.6 && (isNamed(column, 'price') || isNamed(column, 'sales')),
  );
  return hasMoney ? lines : columns;
}

const isDiscount = (column: ColumnFacts) =>
  isNamed(column, 'discount') ||
  (rankAs(column, 'discount') < Infinity && headerTokens(column.header).some((token) => ofOrder.test(token)));

/** The rows of each order, as far as they stand together. */
function ordersOf(order: ColumnFacts): readonly number[][] {
  const orders: number[][] = [];
  order.cells.forEach((id, row) => {
    if (id === '') return;
    if (row > 0 && order.cells[row - 1] === id) orders.at(-1)!.push(row);
    else orders.push([row]);
  });
  return orders;
}

type Orders = readonly (readonly number[])[];

/** Whether a column is filled on the first row of orders and blank on all their others. */
function standsOnce(column: ColumnFacts, orders: Orders): boolean {
  let filled = 0;
  for (const [first, ...others] of orders) {
    if (others.some((row) => column.cells[row] !== '')) return false;
    if (column.cells[first!] !== '') filled++;
  }
  return filled >= leastOrders;
}

/** Whether a discount that is named as one of orders is the same on every row of one. */
function isRepeated(column: ColumnFacts, orders: Orders): boolean {
  if (!headerTokens(column.header).some((token) => ofOrder.test(token))) return false;
  let given = 0;
  for (const [first, ...others] of orders) {
    if (others.some((row) => !Object.is(column.numbers[row], column.numbers[first!]))) return false;
    if (Math.abs(column.numbers[first!]!) > 0) given++;
  }
  return given >= leastOrders;
}

/** Whether a column of the lines adds up to the order's discount. */
function addsUpTo(column: ColumnFacts, discount: ColumnFacts, orders: Orders): boolean {
  let asked = 0;
  let equal = 0;
  for (const rows of orders) {
    const off = Math.abs(discount.numbers[rows[0]!]!);
    if (!(off > 0)) continue;
    asked++;
    const sum = rows.reduce((all, row) => all + (Math.abs(column.numbers[row]!) || 0), 0);
    if (Math.abs(sum - off) < 0.02) equal++;
  }
  return asked >= leastOrders && equal > 0.8 * asked;
}
