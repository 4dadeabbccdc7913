// Which numbers are the unit price, the line's total, the units, the discount and the cost: by arithmetic before names.
//
// `total = price x units` to the cent tells unit price from line total. Where rows of one product and day differ in
// units, a line total moves with them and a unit price does not; that tells them apart without a third column.

import { median } from '../statistics/summary.ts';
import type { NumericRole } from '../table/columns.ts';
import type { SalesMeaning } from '../table/dataset.ts';
import { type ColumnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';
import { headerTokens } from './header-words.ts';
import type { Formula, HelperName } from './read-plan.ts';
import { isRunningTotal } from './running-total.ts';
import type { SampleRows } from './second-key.ts';

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

export type Note = readonly [
  kind: string,
  severity: 'info' | 'repaired' | 'attention',
  found: string,
  done: string,
  example: string,
];

/** Share of rows with both numbers on which `total` is `price` times `units` to the cent (of a rounded factor). */
function productShare(total: Float64Array, price: Float64Array, units: Float64Array): number {
  let asked = 0;
  let equal = 0;
  for (let row = 0; row < total.length; row++) {
    const expected = price[row]! * units[row]!;
    if (!(Math.abs(expected) > 0) || Number.isNaN(total[row]!)) continue;
    asked++;
    const tolerance = Math.max(0.011, 0.0006 * Math.abs(expected), 0.0051 * Math.abs(units[row]!));
    if (Math.abs(total[row]! - expected) <= tolerance) equal++;
  }
  return asked < 5 ? 0 : equal / asked;
}

function ratio(top: Float64Array, bottom: Float64Array): Float64Array {
  return top.map((value, row) => (bottom[row]! > 0 ? value / bottom[row]! : NaN));
}

function varies(column: ColumnFacts): boolean {
  let first = NaN;
  for (const value of column.numbers) {
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return true;
  }
  return false;
}

/** Spread of log values within groups of equal keys that hold different units; NaN where there is nothing to compare. */
function spreadWithin(values: Float64Array, units: Float64Array, keys: readonly string[]): number {
  const groups = new Map<string, { n: number; sum: number; squares: number; low: number; high: number }>();
  for (let row = 0; row < values.length; row++) {
    if (!(values[row]! > 0) || !(units[row]! > 0)) continue;
    const log = Math.log(values[row]!);
    const unit = units[row]!;
    const known = groups.get(keys[row]!);
    if (known) {
      known.n++;
      known.sum += log;
      known.squares += log * log;
      known.low = Math.min(known.low, unit);
      known.high = Math.max(known.high, unit);
    } else groups.set(keys[row]!, { n: 1, sum: log, squares: log * log, low: unit, high: unit });
  }
  let spread = 0;
  let degrees = 0;
  for (const { n, sum, squares, low, high } of groups.values()) {
    if (n < 2 || low === high) continue;
    spread += Math.max(0, squares - (sum * sum) / n);
    degrees += n - 1;
  }
  return degrees < 8 ? NaN : spread / degrees;
}

/**
 * Whether a column in cents is a multiple of the units on nearly every row, as a line's total is, and of few prices. A
 * price of one unit is so by chance on one row in as many as there are units.
 */
function isWholeMultiple(total: ColumnFacts, units: ColumnFacts): boolean {
  let asked = 0;
  let whole = 0;
  let byChance = 0;
  const each = new Set<number>();
  const given = new Set<number>();
  total.numbers.forEach((value, row) => {
    const sold = units.numbers[row]!;
    if (!(value > 0) || !(sold >= 2) || !Number.isInteger(sold)) return;
    asked++;
    byChance += 1 / sold;
    const cents = Math.round(100 * value);
    given.add(cents);
    if (cents % sold !== 0) return;
    whole++;
    each.add(cents / sold);
  });
  return asked >= 12 && whole >= 0.97 * asked && byChance < 0.4 * asked && each.size < 0.6 * given.size;
}

const thousandWords =
  /(?:^|[^\p{L}\p{N}])(?:k|tsd|teur|tusd|thousands?|tausend|milliers?|miles|migliaia|milhares|duizend|tys)(?:[^\p{L}]|$)|[([]\s*0{3}s?\s*[)\]]|['’,]0{3}\b|\bin\s+1[.,']?000\b|\bk[€$£]|[€$£]k\b|千円|千元|万元|万円/iu;

/** By what a column's header says its figures are to be multiplied: `Revenue (k EUR)` by a thousand. */
function scaleOf(header: string): number {
  const short = header.slice(0, 200);
  if (/万元|万円|万/.test(short)) return 10_000;
  if (/\b(?:mio|mln|million|millions)\b|\bm(?:€|eur|usd)\b/iu.test(short)) return 1_000_000;
  if (/(?:^|[^\p{L}])(?:cents?|pence|centimes?|centavos?|centesimi|grosze)(?:[^\p{L}]|$)/iu.test(short))
    return 0.01;
  return thousandWords.test(short) ? 1000 : 1;
}

const moneyTokens = new Set(
  'revenue turnover umsatz erlos erloes umsatzerlose gmv ca chiffre fatturato ricavi receita faturamento omzet przychod obrot ingresos facturacion takings amount betrag importe montant importo valor kwota wartosc eur euro euros usd gbp chf dollars jpy yen sek pln incasso monto'.split(
    ' ',
  ),
);

/** Whether a header says that its figures are money: `Umsatz in EUR`, `Revenue`, `Net Sales`, `Sales ($)`. */
function saysMoney(column: ColumnFacts): boolean {
  if (column.hasCurrency || /\p{Sc}/u.test(column.header)) return true;
  const tokens = headerTokens(column.header);
  if (tokens.some((token) => moneyTokens.has(token))) return true;
  if (/売上高|売上金額|販売金額|金額|金额|销售额|營業額|营业额|円|выручка|сумма/u.test(column.header))
    return true;
  return (
    tokens.includes('sales') &&
    tokens.some((token) => ['net', 'gross', 'value', 'dollar', 'amount'].includes(token))
  );
}

/** Whether a header speaks of money before or after tax. */
const includesTax = (header: string) =>
  /\b(?:incl|inc|including|brutto|gross|ttc|with)\b/i.test(header) || /税込/.test(header);

export function understandMoney(all: readonly ColumnFacts[], sample: SampleRows): MoneyPlan {
  const filled = all.filter((column) => column.numeric >= 0.6 && column.filled > 0);
  const running = filled.filter(
    (column) => (isNamed(column, 'sales') || isNamed(column, 'units')) && isRunningTotal(column, sample),
  );
  const usable = filled.filter((column) => !running.includes(column));
  const notes: Note[] = running.map(({ header }) => [
    'running-total',
    'attention',
    `"${header}" is a running total: it grows from row to row`,
    'Not used, since it is not the sales of a day',
    'The difference from the row before would be',
  ]);
  const roles: Partial<Record<NumericRole, number>> = {};
  const helpers: Partial<Record<HelperName, number>> = {};
  const formulas: Formula[] = [];
  const keys = sample.product.map((product, row) => `${product}\u0000${sample.day[row]!}`);

  const unitNames = namedAs(usable, 'units').filter(
    (column) => column.whole > 0.5 || rankAs(column, 'units') < 1000,
  );
  const totals = namedAs(usable, 'sales');
  let prices = namedAs(usable, 'price').filter(
    (column) => !(isNamed(column, 'sales') && rankAs(column, 'price') > 0 && rankAs(column, 'sales') === 0),
  );
  const lists = namedAs(usable, 'regularPrice').filter((column) => isNamed(column, 'regularPrice'));
  prices = prices.filter(
    (column) => !lists.includes(column) && (isNamed(column, 'price') || rankAs(column, 'price') < 2000),
  );

  // Where nothing else names a price, WooCommerce's "Item Cost" is it: what the item cost the customer.
  if (prices.length === 0 && lists.length === 0) {
    const paid = usable.find((column) => headerTokens(column.header).join(' ') === 'item cost');
    if (paid) {
      prices = [paid];
      notes.push([
        'item-cost-is-price',
        'attention',
        `No column names a price`,
        `"${paid.header}" is read as the price of one unit`,
        '',
      ]);
    }
  }
  if (prices.length === 0 && lists.length === 0) {
    const each = usable.find((column) =>
      /^(?:price|preis|prix|precio|prezzo|preço|prijs|cena) (?:per|pro|je|par|por|al|za)\b/i.test(
        column.header,
      ),
    );
    if (each) prices = [each];
  }
  let units = bestUnits(unitNames, prices, totals);
  const constantUnits = units && !varies(units) && sample.rows >= 20 ? units : null;

  // A total that is price times units to the cent names all three.
  let total: ColumnFacts | null = null;
  let price: ColumnFacts | null = null;
  if (units) {
    let best = 0.85;
    for (const candidate of totals) {
      for (const one of [...prices, ...lists]) {
        if (one === candidate || candidate === units || one === units) continue;
        const share = productShare(candidate.numbers, one.numbers, units.numbers);
        const bonus = prices.includes(one) ? 0.01 : 0;
        if (share + bonus > best && (varies(units) || share > 0.99)) {
          best = share + bonus;
          total = candidate;
          price = one;
        }
      }
    }
  }
  if (units) noteOtherUnits(units, unitNames, notes);
  const proven = total !== null && units !== null && varies(units);
  if (!price) price = pickPrice(prices, notes, sample);
  else noteOtherPrices(price, prices, notes);
  if (price && lists.includes(price)) price = prices[0] ?? price;
  if (!total) total = totals.find((column) => column !== units && column !== price) ?? null;
  if (!proven && total && totals.length > 1) total = netTotal(totals, all, units, price) ?? total;

  const list = lists[0] ?? null;
  if (list && list !== price) roles.regularPrice = list.index;
  if (list && price && list !== price)
    notes.push([
      'regular-price',
      'info',
      `"${list.header}" is the regular price`,
      `The price paid is "${price.header}"`,
      '',
    ]);

  // A price that moves with the units of the line is the line's total.
  if (price && units && !proven && varies(units)) {
    const asIs = spreadWithin(price.numbers, units.numbers, keys);
    const perUnit = spreadWithin(ratio(price.numbers, units.numbers), units.numbers, keys);
    const isByRow = asIs > 1e-4 && perUnit < 0.1 * asIs;
    if (isByRow || (Number.isNaN(asIs) && isWholeMultiple(price, units))) {
      notes.push([
        'price-is-line-total',
        'repaired',
        `"${price.header}" is the line total, not the price of one unit`,
        `The price is "${price.header}" divided by "${units.header}"`,
        isByRow
          ? `On lines of the same product and day it grows with "${units.header}"`
          : `It can be divided by "${units.header}" to the cent on nearly every row`,
      ]);
      if (!total || !proven) total = price;
      price = null;
    }
  }

  if (constantUnits && price && total && !isSameColumn(total, price)) {
    const whole = ratio(total.numbers, price.numbers);
    const moving = whole.some((value) => value > 1.5 && Math.abs(value - Math.round(value)) < 0.06);
    if (moving) {
      notes.push([
        'units-never-vary',
        'repaired',
        `"${constantUnits.header}" is the same in every row, so it is not the units sold`,
        `Units are "${total.header}" divided by "${price.header}"`,
        `Every value of "${constantUnits.header}" is ${constantUnits.numbers.find((value) => !Number.isNaN(value))!}`,
      ]);
      units = null;
    }
  }

  if (price && units && total && total !== price && !proven && isMoreThanSold(total, price, units)) {
    notes.push([
      'total-with-extras',
      'info',
      `"${total.header}" is more than "${price.header}" times "${units.header}" (shipping, tax or other lines)`,
      'Not used: sales are price times units',
      '',
    ]);
    total = null;
  }
  const scale = total ? scaleOf(total.header) : 1;
  const discount = discountOf(
    namedAs(usable, 'discount').filter((column) => isNamed(column, 'discount') && varies(column)),
  );

  if (units) roles.units = units.index;
  if (units) unitSigns(units, total, formulas, notes);
  if (total) roles.sales = total.index;
  if (price) roles.price = price.index;

  if (total && scale !== 1) {
    formulas.push({
      role: 'sales',
      words: `"${total.header}" x ${scale.toLocaleString('en')}`,
      compute: (row) => row.sales * scale,
    });
    notes.push([
      'figures-in-thousands',
      'attention',
      `"${total.header}" is in ${scale === 0.01 ? 'cents' : scale === 1_000_000 ? 'millions' : 'thousands'} (by its header)`,
      `Multiplied by ${scale.toLocaleString('en')}`,
      `${total.numbers[0]!} stands for ${(total.numbers[0]! * scale).toLocaleString('en')}`,
    ]);
  }
  if (units && scaleOf(units.header) !== 1) {
    const by = scaleOf(units.header);
    formulas.push({ role: 'units', words: `"${units.header}" x ${by}`, compute: (row) => row.units * by });
    notes.push([
      'figures-in-thousands',
      'attention',
      `"${units.header}" is in thousands (by its header)`,
      `Multiplied by ${by}`,
      '',
    ]);
  }

  if (!price && list && discount && !total) {
    price = list;
    roles.price = list.index;
    delete roles.regularPrice;
  }
  if (!price && total && units) {
    const [totalHeader, unitsHeader] = [total.header, units.header];
    const each = ratio(total.numbers, units.numbers);
    const after = discount ? afterDiscount(discount, each, units.numbers, keys, sample) : null;
    formulas.push({
      role: 'price',
      words: `"${totalHeader}" / "${unitsHeader}"${after ? ` less "${discount!.header}"` : ''}`,
      compute: after
        ? (row) => after.compute((row.sales / row.units) * 1, row.discount, row.units)
        : (row) => (row.units !== 0 ? row.sales / row.units : NaN),
    });
    if (after) helpers.discount = discount!.index;
    notes.push([
      'price-from-sales',
      'info',
      prices.length === 0 ? 'No column names a price' : 'The price of one unit is computed',
      `The price is "${totalHeader}" divided by "${unitsHeader}"${after ? `, less the discount in "${discount!.header}"` : ''}`,
      `Sales per unit, row by row`,
    ]);
  } else if (price && discount) {
    paidPrice({ price, units, total, discount, keys, sample, formulas, helpers, notes, roles, proven });
  } else if (price && total && units && !proven && total !== price) {
    // A total below price times units is what was paid, where it follows the units.
    paidByTotal(price, total, units, formulas, notes, roles, list);
  }

  if (price && list && list !== price) {
    const filledBoth = price.filled / Math.max(1, sample.rows);
    if (
      filledBoth < 0.95 &&
      list.filled > 0.95 * sample.rows &&
      formulas.every(({ role }) => role !== 'price')
    ) {
      const sold = price.cells.some((cell, row) => cell === '' && (units?.numbers[row] ?? 0) > 0);
      if (sold) {
        formulas.push({
          role: 'price',
          words: `"${price.header}", else "${list.header}"`,
          compute: (row) => (row.price > 0 ? row.price : row.regularPrice),
        });
        notes.push([
          'sale-price-blank',
          'info',
          `"${price.header}" is blank where nothing was on offer`,
          `There the price is "${list.header}"`,
          '',
        ]);
      }
    }
  }

  if (price && scaleOf(price.header) === 0.01 && formulas.every(({ role }) => role !== 'price')) {
    const { header } = price;
    formulas.push({ role: 'price', words: `"${header}" / 100`, compute: (row) => row.price / 100 });
    notes.push([
      'price-in-cents',
      'info',
      `"${header}" is in cents (by its header)`,
      'Divided by 100',
      `${price.numbers[0]!} is read as ${price.numbers[0]! / 100}`,
    ]);
  }
  costRole(usable, price, total, units, roles, formulas, notes);
  rivalRole(usable, price, sample, roles, notes);
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

  const salesMeaning =
    total && !units && price && (saysMoney(total) || scale !== 1) && totalIsLarge(total, price)
      ? 'money'
      : null;
  return {
    roles,
    helpers,
    formulas,
    salesMeaning,
    notes,
    rowIsUnit: false,
    otherPrices:
      proven || !price ? [] : prices.filter((one) => one !== price && varies(one)).map(({ index }) => index),
    running: running.map(({ header }) => header),
  };
}

/** Units that carry the sign of the stock, and returns whose units carry none. */
function unitSigns(units: ColumnFacts, total: ColumnFacts | null, formulas: Formula[], notes: Note[]): void {
  let sold = 0;
  let below = 0;
  let returned = 0;
  units.numbers.forEach((value, row) => {
    const money = total ? total.numbers[row]! : NaN;
    if (total && money > 0 && value !== 0) {
      sold++;
      if (value < 0) below++;
    } else if (!total && value !== 0 && !Number.isNaN(value)) {
      sold++;
      if (value < 0) below++;
    }
    if (money < 0 && value > 0) returned++;
  });
  if (sold >= 10 && below > 0.9 * sold) {
    formulas.push({ role: 'units', words: `-"${units.header}"`, compute: (row) => -row.units });
    notes.push([
      'units-negative',
      'attention',
      `"${units.header}" is below zero where something was sold (movements of the stock)`,
      'Its sign is turned',
      `${units.numbers.find((value) => value < 0)!} is read as ${-units.numbers.find((value) => value < 0)!}`,
    ]);
  } else if (returned >= 3 && total) {
    formulas.push({
      role: 'units',
      words: `"${units.header}", below zero where "${total.header}" is`,
      compute: (row) => (row.sales < 0 ? -Math.abs(row.units) : row.units),
    });
    notes.push([
      'returns-by-sales',
      'repaired',
      `"${units.header}" is above zero on rows where "${total.header}" is below (returns)`,
      'Those units are taken off',
      `${returned} such rows in the beginning of the file`,
    ]);
  }
}

/** Whether a total mostly exceeds price times units, and is not the units themselves. */
function isMoreThanSold(total: ColumnFacts, price: ColumnFacts, units: ColumnFacts): boolean {
  let asked = 0;
  let above = 0;
  total.numbers.forEach((value, row) => {
    const sold = price.numbers[row]! * units.numbers[row]!;
    if (!(sold > 0) || !(value > 0)) return;
    asked++;
    if (value > 1.005 * sold && value < 20 * sold) above++;
  });
  return asked >= 10 && above > 0.5 * asked;
}

/** Money for less than the price of one unit a day would be no sale; a header alone does not make it so. */
function totalIsLarge(total: ColumnFacts, price: ColumnFacts): boolean {
  return (
    median(total.numbers.filter((value) => value > 0)) * scaleOf(total.header) >=
    0.9 * median(price.numbers.filter((value) => value > 0))
  );
}

const isSameColumn = (a: ColumnFacts, b: ColumnFacts) => a.index === b.index;

function bestUnits(
  named: readonly ColumnFacts[],
  prices: readonly ColumnFacts[],
  totals: readonly ColumnFacts[],
): ColumnFacts | null {
  const own = named.filter((column) => isNamed(column, 'units') || rankAs(column, 'units') < 1000);
  const candidates = own.length > 0 ? own : named;
  let best: ColumnFacts | null = null;
  let bestShare = 0.85;
  for (const column of candidates.filter(varies))
    for (const price of prices)
      for (const total of totals) {
        if (total === column || price === column || total === price) continue;
        const share = productShare(total.numbers, price.numbers, column.numbers);
        if (share > bestShare + 0.01) {
          best = column;
          bestShare = share;
        }
      }
  return best ?? candidates.find(varies) ?? candidates[0] ?? null;
}

/** The price among several columns that name one; the others are named to the person. */
function pickPrice(prices: readonly ColumnFacts[], notes: Note[], sample: SampleRows): ColumnFacts | null {
  if (prices.length < 2) return prices[0] ?? null;
  const moving = prices.filter((column) => varies(column) && column.filled > 0.3 * sample.rows);
  const chosen = moving[0] ?? prices[0]!;
  noteOtherPrices(chosen, prices, notes);
  return chosen;
}

function noteOtherPrices(chosen: ColumnFacts, prices: readonly ColumnFacts[], notes: Note[]): void {
  const others = prices.filter((column) => column !== chosen);
  if (others.length === 0) return;
  const isTax = includesTax(chosen.header) || others.some((column) => includesTax(column.header));
  const same = others.some(({ header }) => header === chosen.header);
  notes.push([
    'other-price-column',
    same ? 'attention' : 'info',
    `The file has ${others.length + 1} price columns`,
    `The price is "${chosen.header}"${same ? ` in column ${chosen.index + 1}` : ''}; ${others.map(({ header, index }) => `"${header}"${same ? ` in column ${index + 1}` : ''}`).join(', ')} ${others.length === 1 ? 'is' : 'are'} not used`,
    isTax ? 'They differ by tax' : 'Choose the other price column if that is what customers paid',
  ]);
}

/** Several columns of units of which none holds the others: the person hears which one counts. */
function noteOtherUnits(units: ColumnFacts, named: readonly ColumnFacts[], notes: Note[]): void {
  const others = named.filter(
    (column) => column !== units && isNamed(column, 'units') && varies(column) && column.whole > 0.9,
  );
  const apart = others.filter((column) => {
    let asked = 0;
    let within = 0;
    column.numbers.forEach((value, row) => {
      if (Number.isNaN(value) || Number.isNaN(units.numbers[row]!)) return;
      asked++;
      if (value <= units.numbers[row]!) within++;
    });
    return asked > 0 && within < 0.98 * asked;
  });
  if (apart.length === 0) return;
  const list = apart.map(({ header }) => `"${header}"`).join(', ');
  notes.push([
    'other-units-column',
    'attention',
    `The file has ${apart.length + 1} columns of units`,
    `Units are "${units.header}"; ${list} ${apart.length === 1 ? 'is' : 'are'} not used`,
    'Choose the column, or add them up in the file, if that is wrong',
  ]);
}

/** Of several totals the one that customers paid without tax and shipping. */
function netTotal(
  totals: readonly ColumnFacts[],
  all: readonly ColumnFacts[],
  units: ColumnFacts | null,
  price: ColumnFacts | null,
): ColumnFacts | null {
  const others = totals.filter(
    (column) => column !== units && column !== price && rankAs(column, 'sales') < 2000,
  );
  if (others.length < 2) return others[0] ?? null;
  const extras = all.filter(
    (column) => column.numeric > 0.6 && (isNamed(column, 'tax') || isNamed(column, 'other')),
  );
  const isSum = (column: ColumnFacts) =>
    others.some(
      (base) =>
        base !== column &&
        extras.some((extra) => {
          let asked = 0;
          let equal = 0;
          column.numbers.forEach((value, row) => {
            if (!(extra.numbers[row]! > 0)) return;
            asked++;
            if (Math.abs(base.numbers[row]! + extra.numbers[row]! - value) < 0.011) equal++;
          });
          return asked >= 5 && equal > 0.9 * asked;
        }),
    );
  const left = others.filter((column) => !isSum(column));
  const pool = left.length > 0 ? left : others;
  const net = pool.find((column) => /\bnet|netto|liquid|neta/i.test(column.header));
  return net ?? pool[0]!;
}

function discountOf(columns: readonly ColumnFacts[]): ColumnFacts | null {
  return (
    columns.find((column) => column.numbers.some((value) => value !== 0 && !Number.isNaN(value))) ?? null
  );
}

type DiscountKind = 'percent' | 'fraction' | 'perUnit' | 'perLine';

const reduce: Readonly<Record<DiscountKind, (price: number, discount: number, units: number) => number>> = {
  percent: (price, discount) => price * (1 - Math.abs(discount) / 100),
  fraction: (price, discount) => price * (1 - Math.abs(discount)),
  perUnit: (price, discount) => price - Math.abs(discount),
  perLine: (price, discount, units) => price - Math.abs(discount) / (units || 1),
};

const kindWords: Readonly<Record<DiscountKind, string>> = {
  percent: 'percent of the price',
  fraction: 'a share of the price',
  perUnit: 'money off each unit',
  perLine: 'money off the whole line',
};

/** What a discount's figures are; amounts are per line or per unit by which leaves prices of a day more alike. */
function discountKind(
  discount: ColumnFacts,
  price: Float64Array,
  units: Float64Array | null,
  keys: readonly string[],
): DiscountKind {
  const values = discount.numbers.filter((value) => value !== 0 && !Number.isNaN(value)).map(Math.abs);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const header = headerTokens(discount.header);
  if (discount.hasPercent) return largest <= 1 ? 'fraction' : 'percent';
  const saysPercent =
    header.some((token) =>
      ['percent', 'percentage', 'pct', 'rate', 'taux', 'satz', 'prozent'].includes(token),
    ) || /[率％]/.test(discount.header);
  if (largest <= 1 && !header.includes('amount')) return 'fraction';
  if (saysPercent) return largest <= 1 ? 'fraction' : 'percent';
  let above = 0;
  discount.numbers.forEach((value, row) => {
    if (Math.abs(value) > price[row]! * Math.max(1, units?.[row] ?? 1)) above++;
  });
  if (above > 0.02 * values.length && largest <= 100) return 'percent';
  const isRound = values.every((value) => value % 5 === 0);
  if (
    isRound &&
    largest <= 95 &&
    !header.includes('amount') &&
    price.some((value) => value % 5 !== 0 && value > 0)
  )
    return 'percent';
  if (!units) return 'perUnit';
  const perLine = spreadWithin(
    price.map((value, row) => reduce.perLine(value, discount.numbers[row] || 0, units[row]!)),
    units,
    keys,
  );
  const perUnit = spreadWithin(
    price.map((value, row) => reduce.perUnit(value, discount.numbers[row] || 0, units[row]!)),
    units,
    keys,
  );
  if (Number.isNaN(perLine)) return header.includes('unit') ? 'perUnit' : 'perLine';
  return perUnit < perLine ? 'perUnit' : 'perLine';
}

/** How to take a discount off `price`; null where the price has it taken off already. */
function afterDiscount(
  discount: ColumnFacts,
  price: Float64Array,
  units: Float64Array | null,
  keys: readonly string[],
  sample: SampleRows,
): {
  readonly kind: DiscountKind;
  readonly compute: (price: number, discount: number, units: number) => number;
} | null {
  const kind = discountKind(discount, price, units, keys);
  const kinds: DiscountKind[] = discount.hasPercent ? [kind] : [kind, 'perUnit', 'perLine', 'fraction'];
  if (kinds.some((one) => isTakenOff(discount, price, one, units, sample))) return null;
  return { kind, compute: (value, off, sold) => reduce[kind](value, Number.isNaN(off) ? 0 : off, sold) };
}

/** Whether a price already moves with the discount: adding it back makes the product's prices more alike. */
function isTakenOff(
  discount: ColumnFacts,
  price: Float64Array,
  kind: DiscountKind,
  units: Float64Array | null,
  sample: SampleRows,
): boolean {
  const back = price.map((value, row) => {
    const off = Math.abs(discount.numbers[row] || 0);
    if (kind === 'percent') return value / Math.max(0.01, 1 - off / 100);
    if (kind === 'fraction') return value / Math.max(0.01, 1 - off);
    return kind === 'perUnit' ? value + off : value + off / (units?.[row] || 1);
  });
  return spreadBy(back, sample.product) < 0.5 * spreadBy(price, sample.product);
}

/** Spread of log values within equal keys. */
function spreadBy(values: Float64Array, keys: readonly string[]): number {
  const sums = new Map<string, [number, number, number]>();
  values.forEach((value, row) => {
    if (!(value > 0)) return;
    const log = Math.log(value);
    const known = sums.get(keys[row]!);
    if (known) {
      known[0]++;
      known[1] += log;
      known[2] += log * log;
    } else sums.set(keys[row]!, [1, log, log * log]);
  });
  let total = 0;
  for (const [n, sum, squares] of sums.values()) total += Math.max(0, squares - (sum * sum) / n);
  return total;
}

interface PaidInput {
  readonly price: ColumnFacts;
  readonly units: ColumnFacts | null;
  readonly total: ColumnFacts | null;
  readonly discount: ColumnFacts;
  readonly keys: readonly string[];
  readonly sample: SampleRows;
  readonly formulas: Formula[];
  readonly helpers: Partial<Record<HelperName, number>>;
  readonly notes: Note[];
  readonly roles: Partial<Record<NumericRole, number>>;
  readonly proven: boolean;
}

/** The price paid where the file has a price and a discount. */
function paidPrice({
  price,
  units,
  total,
  discount,
  keys,
  sample,
  formulas,
  helpers,
  notes,
  roles,
}: PaidInput): void {
  const given = units?.numbers ?? null;
  if (total && units && total !== price) {
    const paid = ratio(total.numbers, units.numbers);
    let asked = 0;
    let below = 0;
    let equal = 0;
    discount.numbers.forEach((value, row) => {
      if (!(Math.abs(value) > 0) || !(paid[row]! > 0) || !(price.numbers[row]! > 0)) return;
      asked++;
      const off = paid[row]! / price.numbers[row]!;
      if (off < 0.997) below++;
      else if (off < 1.003) equal++;
    });
    if (asked >= 3 && below > 0.8 * asked) {
      formulas.push({
        role: 'price',
        words: `"${total.header}" / "${units.header}"`,
        compute: (row) => (row.units !== 0 ? row.sales / row.units : NaN),
      });
      roles.regularPrice ??= price.index;
      notes.push([
        'paid-price',
        'repaired',
        `"${price.header}" is the price before the discount in "${discount.header}"`,
        `The price paid is "${total.header}" divided by "${units.header}"`,
        `"${price.header}" is kept as the regular price`,
      ]);
      return;
    }
    if (
      asked >= 3 &&
      equal > 0.8 * asked &&
      isTakenOff(discount, price.numbers, discountKind(discount, price.numbers, given, keys), given, sample)
    ) {
      notes.push([
        'discount-taken-off',
        'info',
        `"${discount.header}" is taken off in "${price.header}" already`,
        'Nothing more is taken off',
        '',
      ]);
      return;
    }
  }
  const after = afterDiscount(discount, price.numbers, given, keys, sample);
  if (!after) {
    notes.push([
      'discount-taken-off',
      'info',
      `"${discount.header}" is taken off in "${price.header}" already`,
      'Nothing more is taken off',
      '',
    ]);
    return;
  }
  helpers.discount = discount.index;
  formulas.push({
    role: 'price',
    words: `"${price.header}" less "${discount.header}"`,
    compute: (row) => after.compute(row.price, row.discount, row.units),
  });
  roles.regularPrice ??= price.index;
  notes.push([
    'paid-price',
    'repaired',
    `"${price.header}" is the price before the discount in "${discount.header}"`,
    `The price paid is "${price.header}" less the discount, read as ${kindWords[after.kind]}`,
    `"${price.header}" is kept as the regular price`,
  ]);
}

/** A total that is below price times units on some rows and equal on the rest is what was paid. */
function paidByTotal(
  price: ColumnFacts,
  total: ColumnFacts,
  units: ColumnFacts,
  formulas: Formula[],
  notes: Note[],
  roles: Partial<Record<NumericRole, number>>,
  list: ColumnFacts | null,
): void {
  let asked = 0;
  let below = 0;
  let equal = 0;
  total.numbers.forEach((value, row) => {
    const full = price.numbers[row]! * units.numbers[row]!;
    if (!(full > 0) || !(value > 0)) return;
    asked++;
    if (Math.abs(value - full) <= Math.max(0.011, 0.003 * full)) equal++;
    else if (value < full && value > 0.3 * full) below++;
  });
  if (asked < 14 || below + equal < 0.98 * asked || below < 0.03 * asked || equal < 0.2 * asked) return;
  const isList = !varies(price);
  if (!isList) return;
  formulas.push({
    role: 'price',
    words: `"${total.header}" / "${units.header}"`,
    compute: (row) => (row.units !== 0 ? row.sales / row.units : NaN),
  });
  if (!list) roles.regularPrice = price.index;
  notes.push([
    'paid-price',
    'repaired',
    `"${price.header}" never moves, but "${total.header}" is less than it times "${units.header}" on ${below} of ${asked} rows`,
    `The price paid is "${total.header}" divided by "${units.header}"`,
    `"${price.header}" is kept as the regular price`,
  ]);
}

/** The cost of one unit, which a column may hold for all units of the row. */
function costRole(
  usable: readonly ColumnFacts[],
  price: ColumnFacts | null,
  total: ColumnFacts | null,
  units: ColumnFacts | null,
  roles: Partial<Record<NumericRole, number>>,
  formulas: Formula[],
  notes: Note[],
): void {
  const cost = namedAs(usable, 'cost').find(
    (column) => column !== price && isNamed(column, 'cost') && !Object.values(roles).includes(column.index),
  );
  if (!cost) return;
  roles.cost = cost.index;
  if (!units) return;
  const each = price?.numbers ?? (total ? ratio(total.numbers, units.numbers) : null);
  if (!each) return;
  let asked = 0;
  let above = 0;
  let fits = 0;
  cost.numbers.forEach((value, row) => {
    const sold = units.numbers[row]!;
    if (!(value > 0) || !(sold > 1) || !(each[row]! > 0)) return;
    asked++;
    if (value > each[row]!) above++;
    if (value / sold <= 1.03 * each[row]!) fits++;
  });
  const perUnit = spreadOf(ratio(cost.numbers, units.numbers));
  const asIs = spreadOf(cost.numbers);
  const byShape = asked >= 5 && asIs > 1e-6 && perUnit < 0.05 * asIs;
  if (asked < 5 || fits < 0.9 * asked || (above < 0.5 * asked && !byShape)) return;
  formulas.push({
    role: 'cost',
    words: `"${cost.header}" / "${units.header}"`,
    compute: (row) => (row.units > 0 ? row.cost / row.units : NaN),
  });
  notes.push([
    'cost-is-line-total',
    'repaired',
    `"${cost.header}" is the cost of all units of the row, a line total`,
    `The unit cost is "${cost.header}" divided by "${units.header}"`,
    `It lies above the price on ${above} of ${asked} rows`,
  ]);
}

function spreadOf(values: Float64Array): number {
  const logs = values.filter((value) => value > 0).map(Math.log);
  if (logs.length < 2) return 0;
  const mean = logs.reduce((a, b) => a + b, 0) / logs.length;
  return logs.reduce((a, b) => a + (b - mean) ** 2, 0) / logs.length;
}

/** A rival's price, unless it is the printed price of the product itself: never below the price and never moving. */
function rivalRole(
  usable: readonly ColumnFacts[],
  price: ColumnFacts | null,
  sample: SampleRows,
  roles: Partial<Record<NumericRole, number>>,
  notes: Note[],
): void {
  const rival = namedAs(usable, 'competitorPrice').find(
    (column) => isNamed(column, 'competitorPrice') && rankAs(column, 'competitorPrice') < 2000,
  );
  if (!rival) return;
  const saysRival =
    headerTokens(rival.header).some((token) =>
      /^(?:competi|rival|konkurr|wettbew|concurr|concorr|mitbew)/.test(token),
    ) || /競合|竞|对手|他社/.test(rival.header);
  if (price && !saysRival) {
    let asked = 0;
    let atLeast = 0;
    let equal = 0;
    rival.numbers.forEach((value, row) => {
      const own = price.numbers[row]!;
      if (!(value > 0) || !(own > 0)) return;
      asked++;
      if (value >= own - 0.005) atLeast++;
      if (Math.abs(value - own) < 0.005) equal++;
    });
    const changes = spreadBy(rival.numbers, sample.product);
    if (asked >= 5 && atLeast === asked && (equal > 0 || changes < 1e-9)) {
      roles.regularPrice ??= rival.index;
      notes.push([
        'printed-price',
        'info',
        `"${rival.header}" is never below "${price.header}": the list price (MRP) of the own product, not a rival's`,
        'Kept as the regular price',
        '',
      ]);
      return;
    }
  }
  roles.competitorPrice = rival.index;
}
