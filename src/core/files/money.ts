// Which numbers are the unit price, the line's total, the units, the discount and the cost: by arithmetic before names.
//
// `total = price x units` to the cent tells unit price from line total. Where rows of one product and day differ in
// units, a line total moves with them and a unit price does not; that tells them apart without a third column.

import type { NumericRole } from '../table/columns.ts';
import type { SalesMeaning } from '../table/dataset.ts';
import { type ColumnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';
import { isExportInCents } from './known-exports.ts';
import { differsByTax, extraWithin } from './net-total.ts';
import type { Formula, HelperName, RowNumbers } from './read-plan.ts';
import type { SampleRows } from './second-key.ts';
import type { Note } from './note.ts';
import { priceOfOne, setAsideMultiple } from './priced-per.ts';
import { lessReturned } from './returned-units.ts';
import { isPartlyBlank, productShare, ratio, varies, scaleOf, saysMoney } from './money-arithmetic.ts';
import { unitSigns, totalIsLarge, bestUnits, notePackPrice } from './price-and-units.ts';
import { discountOf } from './discount-taken-off.ts';
import { afterDiscount, isListLess, paidPrice, saysPercent } from './discounts.ts';
import { dropDisprovedPrice } from './disproved-price.ts';
import { paidByTotal } from './paid-by-total.ts';
import { costRole, rivalRole } from './cost-and-rival.ts';
import { begin, type Draft } from './money-draft.ts';
import {
  paidByShops,
  priceInOtherWords,
  unitsOfPrice,
  findUnitsOfTwo,
  proveTotal,
  nameTheRest,
  findUnitsByPrice,
  findLineTotal,
  findUnitPrice,
  dropConstantUnits,
  dropExtras,
} from './price-units-total.ts';

export interface MoneyPlan {
  readonly roles: Partial<Record<NumericRole, number>>;
  readonly helpers: Partial<Record<HelperName, number>>;
  readonly formulas: Formula[];
  readonly salesMeaning: SalesMeaning | null;
  /** What a person should know, as [kind, severity, found, done, example]. */
  readonly notes: Note[];
  /** True where each row counts as one unit. */
  readonly rowIsUnit: boolean;
  /** Columns that name a price and are not used, where nothing but their order in the file decided. */
  readonly otherPrices: readonly number[];
  /** Headers of columns that are added up from row to row. */
  readonly running: readonly string[];
}

/**
 * Which columns are unit price, line total, units, discount and cost, by name and by arithmetic over the sample's rows.
 *
 * The steps work on one draft, each on what those before it found: proofs by `price x units = total` first, names where
 * arithmetic is silent.
 */
export function understandMoney(all: readonly ColumnFacts[], sample: SampleRows): MoneyPlan {
  const { running, ...begun } = begin(all, sample);
  const m: Draft = begun;
  priceInOtherWords(m);
  unitsOfPrice(m);
  setAsideMultiple(m);
  m.units = bestUnits(m.unitNames, m.prices, m.totals, sample.product);
  findUnitsOfTwo(m);
  const constantUnits = m.units && !varies(m.units) && sample.rows >= 20 ? m.units : null;
  proveTotal(m);
  nameTheRest(m);
  dropDisprovedPrice(m);
  findUnitsByPrice(m);
  findLineTotal(m);
  findUnitPrice(m);
  dropConstantUnits(m, constantUnits);
  dropExtras(m);
  const scale = m.total ? (isInCents(m, m.total) ? 0.01 : scaleOf(m.total.header)) : 1;
  const discount = discountOf(
    namedAs(m.usable, 'discount').filter(
      (column) =>
        isNamed(column, 'discount') &&
        // Without a total beside it nothing but its name tells whether a discount of all rows is in the price.
        (varies(column) || isPartlyBlank(column) || (m.total === null && saysPercent(column))),
    ),
    m.total,
    m.price,
    m.units,
    m.usable,
    m.notes,
  );
  takeRoles(m);
  applyScales(m, scale);
  findPaidPrice(m, discount);
  fillSalePrice(m);
  priceFromCents(m);
  dropOtherTax(m);
  const { price, total, units, roles, helpers, formulas, notes } = m;
  costRole(m.usable, price, total, units, roles, formulas, notes);
  rivalRole(m.usable, price, sample, roles, notes);
  takeNamed(m);
  const isMoney = total && !units && price && (saysMoney(total) || scale !== 1) && totalIsLarge(total, price);
  return {
    roles,
    helpers,
    formulas,
    salesMeaning: isMoney ? 'money' : null,
    notes,
    rowIsUnit: false,
    otherPrices:
      m.proven || !price
        ? []
        : [
            ...m.prices.filter((one) => one !== price && varies(one)).map(({ index }) => index),
            ...(paidByShops(m) ?? []),
          ],
    running: running.map(({ header }) => header),
  };
}

function takeRoles({ usable, units, total, price, roles, formulas, helpers, notes }: Draft): void {
  if (units) roles.units = units.index;
  if (units) unitSigns(units, total, price, formulas, helpers, notes);
  if (units) lessReturned(usable, units, total, price, formulas, helpers, notes);
  if (total) roles.sales = total.index;
  if (price) roles.price = price.index;
  if (price && units) notePackPrice(price, units, total, notes);
}

/** Figures in cents, thousands or millions by their header. */
function applyScales(m: Draft, scale: number): void {
  const { formulas, notes } = m;
  if (m.total && scale !== 1) {
    formulas.push({
      role: 'sales',
      words: `"${m.total.header}" x ${scale.toLocaleString('en')}`,
      compute: (row) => row.sales * scale,
    });
    notes.push([
      'figures-in-thousands',
      'attention',
      `"${m.total.header}" is in ${scale === 0.01 ? 'cents' : scale === 1_000_000 ? 'millions' : 'thousands'} (${isInCents(m, m.total) ? 'as this export has all amounts' : 'by its header'})`,
      `Multiplied by ${scale.toLocaleString('en')}`,
      `${m.total.numbers[0]!} stands for ${(m.total.numbers[0]! * scale).toLocaleString('en')}`,
    ]);
  }
  if (m.units && scaleOf(m.units.header) !== 1) {
    const by = scaleOf(m.units.header);
    formulas.push({ role: 'units', words: `"${m.units.header}" x ${by}`, compute: (row) => row.units * by });
    notes.push([
      'figures-in-thousands',
      'attention',
      `"${m.units.header}" is in thousands (by its header)`,
      `Multiplied by ${by}`,
      '',
    ]);
  }
}

/** The price paid: from total, discount or both. */
function findPaidPrice(m: Draft, discount: ColumnFacts | null): void {
  const { roles, keys, sample, formulas, helpers, notes, lists } = m;
  const list = lists[0] ?? null;
  if (!m.price && list && discount && !m.total) {
    m.price = list;
    roles.price = list.index;
    delete roles.regularPrice;
  }
  if (!m.price && m.total && m.units) {
    const [totalHeader, unitsHeader] = [m.total.header, m.units.header];
    const each = ratio(m.total.numbers, m.units.numbers);
    const extra = extraWithin(m.total, m.units, m.usable, keys);
    const off = extra ?? (discount && list && isListLess(list, discount, each) ? null : discount);
    const after = extra
      ? { compute: lessExtra }
      : off
        ? afterDiscount(off, each, m.units.numbers, keys, sample)
        : null;
    const less = after ? ` less "${off!.header}"` : '';
    formulas.push({
      role: 'price',
      words: `"${totalHeader}" / "${unitsHeader}"${less}`,
      compute: after
        ? (row) => after.compute((row.sales / row.units) * 1, row.discount, row.units)
        : (row) => (row.units !== 0 ? row.sales / row.units : NaN),
    });
    if (after) {
      helpers.discount = off!.index;
      formulas.push({
        role: 'sales',
        words: `"${totalHeader}"${less}`,
        compute: (row) =>
          row.units !== 0
            ? row.units * after.compute(row.sales / row.units, row.discount, row.units)
            : row.sales,
      });
    }
    notes.push([
      'price-from-sales',
      'info',
      m.prices.length === 0 ? 'No column names a price' : 'The price of one unit is computed',
      `The price is "${totalHeader}" divided by "${unitsHeader}"${less === '' ? '' : extra ? `, without "${extra.header}", which is in it` : `, less the discount in "${discount!.header}"`}`,
      `Sales per unit, row by row`,
    ]);
  } else if (m.price && priceOfOne(m.all, m.price, m.total, m.units, formulas, helpers, notes, m.multiple)) {
    return;
  } else if (m.price && discount) {
    paidPrice({
      price: m.price,
      units: m.units,
      total: m.total,
      discount,
      keys,
      sample,
      formulas,
      helpers,
      notes,
      roles,
      proven: m.proven,
    });
  } else if (m.price && m.total && m.units && m.total !== m.price) {
    // A total below price times units is what was paid, where it follows the units.
    const { price, total, units } = m;
    paidByTotal({
      price,
      total,
      units,
      list,
      proven: m.proven,
      all: m.usable,
      sample,
      formulas,
      notes,
      roles,
    });
  }
}

/** The price of one unit without its share of what the total of the line holds besides. */
const lessExtra = (each: number, extra: number, units: number) => each - Math.abs(extra || 0) / (units || 1);

/** A sale price that is blank or 0 where nothing was on offer. */
function fillSalePrice(m: Draft): void {
  const { sample, formulas, notes, lists } = m;
  const list = lists[0] ?? null;
  if (m.price && list && list !== m.price) {
    const filledBoth = m.price.numbers.filter((value) => value > 0).length / Math.max(1, sample.rows);
    if (
      filledBoth < 0.95 &&
      list.filled > 0.95 * sample.rows &&
      formulas.every(({ role }) => role !== 'price')
    ) {
      const sold = m.price.numbers.some((value, row) => !(value > 0) && (m.units?.numbers[row] ?? 0) > 0);
      if (sold) {
        formulas.push({
          role: 'price',
          words: `"${m.price.header}", else "${list.header}"`,
          compute: (row) => (row.price > 0 ? row.price : row.regularPrice),
        });
        notes.push([
          'sale-price-blank',
          'info',
          `"${m.price.header}" is blank where nothing was on offer`,
          `There the price is "${list.header}"`,
          '',
        ]);
      }
    }
  }
}

/** A total with tax beside a price without, or the other way round: sales are then price times units. */
function dropOtherTax(m: Draft): void {
  const { price, total, units, sample, notes, roles, formulas } = m;
  if (!price || !total || !units || total === price || m.proven) return;
  if (roles.sales !== total.index || formulas.some(({ role }) => role === 'sales')) return;
  const computed = formulas.find(({ role }) => role === 'price');
  const sold = price.numbers.map((value, row) => {
    const one = computed ? computed.compute(numbersOf(m, row)) : value;
    return one * units.numbers[row]!;
  });
  if (lessFixedDiscount(m, sold)) return;
  const isWithout = differsByTax(total.numbers, sold, sample.product);
  if (!isWithout && !differsByTax(sold, total.numbers, sample.product)) return;
  delete roles.sales;
  m.total = null;
  notes.push([
    'total-of-other-tax',
    'info',
    `"${total.header}" is ${isWithout ? 'less' : 'more'} than "${price.header}" times "${units.header}" by the same share throughout, as by a tax`,
    'Not used: sales are price times units',
    'Choose the columns if prices are meant as that total has them',
  ]);
}

/** Takes a total that is `sold` less the one discount of all rows as what was paid; whether there is such a discount. */
function lessFixedDiscount(
  { all, total, units, price, formulas, notes, roles }: Draft,
  sold: Float64Array,
): boolean {
  const fixed = namedAs(all, 'discount').find((column) => {
    if (!isNamed(column, 'discount') || column.numeric < 0.9 || varies(column)) return false;
    const given = Math.abs(column.numbers.find((value) => value !== 0 && !Number.isNaN(value)) ?? 0);
    const left = 1 - (given < 1 ? given : given / 100);
    return given > 0 && productShare(total!.numbers, sold, new Float64Array(sold.length).fill(left)) > 0.85;
  });
  if (!fixed) return false;
  const before = formulas.findIndex(({ role }) => role === 'price');
  if (before >= 0) formulas.splice(before, 1);
  formulas.push({
    role: 'price',
    words: `"${total!.header}" / "${units!.header}"`,
    compute: (row) => (row.units !== 0 ? row.sales / row.units : NaN),
  });
  roles.regularPrice ??= price!.index;
  notes.push([
    'paid-price',
    'repaired',
    `"${price!.header}" is the price before the discount in "${fixed.header}"`,
    `The price paid is "${total!.header}" divided by "${units!.header}"`,
    `The discount is the same on all rows: ${fixed.cells.find((cell) => cell !== '')!}`,
  ]);
  return true;
}

/** The numbers of a sample's row as formulas read them. */
function numbersOf({ all, roles, helpers }: Draft, row: number): RowNumbers {
  const numbers: Partial<RowNumbers> = {};
  for (const [role, index] of Object.entries({ ...roles, ...helpers }) as [keyof RowNumbers, number][])
    numbers[role] = all.find((column) => column.index === index)?.numbers[row] ?? NaN;
  return numbers as RowNumbers;
}

/** Currencies without cents. */
const withoutCents = /^(?:jpy|krw|vnd|clp|isk|pyg|ugx|xaf|xof|xpf)$/i;

/** Whether the program that wrote the file keeps this amount in cents. */
const isInCents = ({ all }: Draft, { whole }: ColumnFacts) =>
  whole === 1 &&
  isExportInCents(all.map((column) => column.header)) &&
  !all.some(({ cells }) => cells.some((cell) => withoutCents.test(cell)));

/** A price in cents by its header, or by the program that wrote the file. */
function priceFromCents(m: Draft): void {
  const { formulas, notes } = m;
  if (!m.price || formulas.some(({ role }) => role === 'price')) return;
  const { header } = m.price;
  const isExport = isInCents(m, m.price);
  if (scaleOf(header) === 0.01 || isExport) {
    formulas.push({ role: 'price', words: `"${header}" / 100`, compute: (row) => row.price / 100 });
    notes.push([
      'price-in-cents',
      'info',
      `"${header}" is in cents (${isExport ? 'as this export has all amounts' : 'by its header'})`,
      'Divided by 100',
      `${m.price.numbers[0]!} is read as ${m.price.numbers[0]! / 100}`,
    ]);
  }
}

/** The columns that their name alone tells. */
function takeNamed(m: Draft): void {
  const { all, roles } = m;
  for (const [role, concept] of [
    ['profit', 'profit'],
    ['predictedSales', 'predictedSales'],
    ['organicConversion', 'organicConversion'],
    ['adConversion', 'adConversion'],
    ['inventory', 'inventory'],
  ] as const) {
    const column = namedAs(all, concept).find(
      (one) =>
        isNamed(one, concept) &&
        !Object.values(roles).includes(one.index) &&
        (one.numeric > 0.3 || one.filled === 0),
    );
    if (column && rankAs(column, concept) < 2000) roles[role] = column.index;
  }
}
