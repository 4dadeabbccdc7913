// Which numbers are the unit price, the line's total, the units, the discount and the cost: by arithmetic before names.
//
// `total = price x units` to the cent tells unit price from line total. Where rows of one product and day differ in
// units, a line total moves with them and a unit price does not; that tells them apart without a third column.

import type { NumericRole } from '../table/columns.ts';
import type { SalesMeaning } from '../table/dataset.ts';
import { type ColumnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import { differsByTax } from './net-total.ts';
import type { Formula, HelperName, RowNumbers } from './read-plan.ts';
import { isRunningTotal } from './running-total.ts';
import type { SampleRows } from './second-key.ts';
import type { Note } from './note.ts';
import { priceOfOne } from './priced-per.ts';
import { lessReturned } from './returned-units.ts';
import {
  productShare,
  ratio,
  varies,
  spreadWithin,
  isWholeMultiple,
  scaleOf,
  saysMoney,
  isSameColumn,
} from './money-arithmetic.ts';
import {
  unitSigns,
  isMoreThanSold,
  totalIsLarge,
  bestUnits,
  pickPrice,
  noteOtherPrices,
  noteOtherUnits,
  notePackPrice,
} from './price-and-units.ts';
import { netTotal, discountOf, afterDiscount, paidPrice, paidByTotal } from './discounts.ts';
import { costRole, rivalRole } from './cost-and-rival.ts';

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
  m.units = bestUnits(m.unitNames, m.prices, m.totals);
  const constantUnits = m.units && !varies(m.units) && sample.rows >= 20 ? m.units : null;
  proveTotal(m);
  nameTheRest(m);
  findUnitsByPrice(m);
  findLineTotal(m);
  dropConstantUnits(m, constantUnits);
  dropExtras(m);
  const scale = m.total ? scaleOf(m.total.header) : 1;
  const discount = discountOf(
    namedAs(m.usable, 'discount').filter((column) => isNamed(column, 'discount') && varies(column)),
    m.total,
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

/** A wholesale price that was taken for the cost: what it is depends on who sells, the maker or the shop. */
function paidByShops({ all, roles, price }: Draft): readonly number[] | null {
  const cost = all.find((column) => column.index === roles.cost);
  const isWholesale =
    cost && /wholesale|gro(?:ß|ss)handel|mayorista|ingrosso|groothandel|hurtow/i.test(cost.header);
  return isWholesale && price && varies(cost) ? [cost.index] : null;
}

/** What is known so far; every step knows more. */
interface Draft {
  readonly all: readonly ColumnFacts[];
  readonly sample: SampleRows;
  /** All that is filled and no running total. */
  readonly usable: readonly ColumnFacts[];
  /** Product and day of each row. */
  readonly keys: readonly string[];
  readonly unitNames: readonly ColumnFacts[];
  readonly totals: readonly ColumnFacts[];
  /** Regular prices. */
  readonly lists: readonly ColumnFacts[];
  readonly notes: Note[];
  readonly roles: Partial<Record<NumericRole, number>>;
  readonly helpers: Partial<Record<HelperName, number>>;
  readonly formulas: Formula[];
  prices: readonly ColumnFacts[];
  units: ColumnFacts | null;
  price: ColumnFacts | null;
  total: ColumnFacts | null;
  /** Whether the total is price times units to the cent, the units varying. */
  proven: boolean;
}

function begin(
  all: readonly ColumnFacts[],
  sample: SampleRows,
): Draft & { readonly running: readonly ColumnFacts[] } {
  const filled = all.filter((column) => column.numeric >= 0.6 && column.filled > 0);
  const running = filled.filter(
    (column) => (isNamed(column, 'sales') || isNamed(column, 'units')) && isRunningTotal(column, sample),
  );
  const usable = filled.filter((column) => !running.includes(column));
  const lists = namedAs(usable, 'regularPrice').filter((column) => isNamed(column, 'regularPrice'));
  return {
    all,
    sample,
    usable,
    running,
    keys: sample.product.map((product, row) => `${product}\u0000${sample.day[row]!}`),
    unitNames: namedAs(usable, 'units').filter(
      (column) => column.whole > 0.5 || rankAs(column, 'units') < 1000 || scaleOf(column.header) !== 1,
    ),
    totals: namedAs(usable, 'sales'),
    lists,
    prices: namedAs(usable, 'price').filter(
      (column) =>
        !(isNamed(column, 'sales') && rankAs(column, 'price') > 0 && rankAs(column, 'sales') === 0) &&
        !lists.includes(column) &&
        (isNamed(column, 'price') || rankAs(column, 'price') < 2000),
    ),
    notes: running.map(({ header }) => [
      'running-total',
      'attention',
      `"${header}" is a running total: it grows from row to row`,
      'Not used, since it is not the sales of a day',
      'The difference from the row before would be',
    ]),
    roles: {},
    helpers: {},
    formulas: [],
    units: null,
    price: null,
    total: null,
    proven: false,
  };
}

function takeRoles({ usable, units, total, price, roles, formulas, helpers, notes }: Draft): void {
  if (units) roles.units = units.index;
  if (units) unitSigns(units, total, price, formulas, helpers, notes);
  if (units) lessReturned(usable, units, total, formulas, helpers, notes);
  if (total) roles.sales = total.index;
  if (price) roles.price = price.index;
  if (price && units) notePackPrice(price, units, total, notes);
}

/** A price that no usual word names. */
function priceInOtherWords(m: Draft): void {
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
  if (m.prices.length === 0 && lists.length === 0) {
    const each = usable.find((column) =>
      /^(?:price|preis|prix|precio|prezzo|preço|prijs|cena) (?:per|pro|je|par|por|al|za)\b/i.test(
        column.header,
      ),
    );
    if (each) m.prices = [each];
  }
}

/** A total that is price times units to the cent names all three. */
function proveTotal(m: Draft): void {
  const { totals, lists } = m;
  if (m.units) {
    let best = 0.85;
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
  }
}

/** What no arithmetic proves is told by its name. */
function nameTheRest(m: Draft): void {
  const { unitNames, notes, sample, lists, totals, all, roles } = m;
  if (m.units) noteOtherUnits(m.units, unitNames, notes);
  m.proven = m.total !== null && m.units !== null && varies(m.units);
  if (!m.price) m.price = pickPrice(m.prices, notes, sample);
  else noteOtherPrices(m.price, m.prices, notes);
  if (m.price && lists.includes(m.price)) m.price = m.prices[0] ?? m.price;
  if (!m.total) m.total = totals.find((column) => column !== m.units && column !== m.price) ?? null;
  if (!m.proven && m.total && totals.length > 1)
    m.total = netTotal(totals, all, m.units, m.price, sample.product) ?? m.total;

  const list = lists[0] ?? null;
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
function findUnitsByPrice(m: Draft): void {
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

/** A price that moves with the units of the line is the line's total. */
function findLineTotal(m: Draft): void {
  const { keys, notes } = m;
  if (m.price && m.units && !m.proven && varies(m.units)) {
    const asIs = spreadWithin(m.price.numbers, m.units.numbers, keys);
    const perUnit = spreadWithin(ratio(m.price.numbers, m.units.numbers), m.units.numbers, keys);
    const isByRow = asIs > 1e-4 && perUnit < 0.1 * asIs;
    if (isByRow || (Number.isNaN(asIs) && isWholeMultiple(m.price, m.units))) {
      notes.push([
        'price-is-line-total',
        'repaired',
        `"${m.price.header}" is the line total, not the price of one unit`,
        `The price is "${m.price.header}" divided by "${m.units.header}"`,
        isByRow
          ? `On lines of the same product and day it grows with "${m.units.header}"`
          : `It can be divided by "${m.units.header}" to the cent on nearly every row`,
      ]);
      if (!m.total || !m.proven) m.total = m.price;
      m.price = null;
    }
  }
}

/** Units that are the same in every row, while total over price is not, are none. */
function dropConstantUnits(m: Draft, constantUnits: ColumnFacts | null): void {
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
function dropExtras(m: Draft): void {
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
      `"${m.total.header}" is in ${scale === 0.01 ? 'cents' : scale === 1_000_000 ? 'millions' : 'thousands'} (by its header)`,
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
    const after = discount ? afterDiscount(discount, each, m.units.numbers, keys, sample) : null;
    formulas.push({
      role: 'price',
      words: `"${totalHeader}" / "${unitsHeader}"${after ? ` less "${discount!.header}"` : ''}`,
      compute: after
        ? (row) => after.compute((row.sales / row.units) * 1, row.discount, row.units)
        : (row) => (row.units !== 0 ? row.sales / row.units : NaN),
    });
    if (after) {
      helpers.discount = discount!.index;
      formulas.push({
        role: 'sales',
        words: `"${totalHeader}" less "${discount!.header}"`,
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
      `The price is "${totalHeader}" divided by "${unitsHeader}"${after ? `, less the discount in "${discount!.header}"` : ''}`,
      `Sales per unit, row by row`,
    ]);
  } else if (m.price && priceOfOne(m.all, m.price, m.total, m.units, formulas, helpers, notes)) {
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
  } else if (m.price && m.total && m.units && !m.proven && m.total !== m.price) {
    // A total below price times units is what was paid, where it follows the units.
    paidByTotal(m.price, m.total, m.units, formulas, notes, roles, list, m.usable, sample.product);
  }
}

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

/** The numbers of a sample's row as formulas read them. */
function numbersOf({ all, roles, helpers }: Draft, row: number): RowNumbers {
  const numbers: Partial<RowNumbers> = {};
  for (const [role, index] of Object.entries({ ...roles, ...helpers }) as [keyof RowNumbers, number][])
    numbers[role] = all.find((column) => column.index === index)?.numbers[row] ?? NaN;
  return numbers as RowNumbers;
}

/** A price in cents by its header. */
function priceFromCents(m: Draft): void {
  const { formulas, notes } = m;
  if (m.price && scaleOf(m.price.header) === 0.01 && formulas.every(({ role }) => role !== 'price')) {
    const { header } = m.price;
    formulas.push({ role: 'price', words: `"${header}" / 100`, compute: (row) => row.price / 100 });
    notes.push([
      'price-in-cents',
      'info',
      `"${header}" is in cents (by its header)`,
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
