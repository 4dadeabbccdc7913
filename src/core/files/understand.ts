// From the head of a file to the plan of its reading: which column is the date, the product, the price; what splits rows
// of one product and day; what is left out; and what has to be asked or refused, with the way on.

import {
  type ColumnMapping,
  type ColumnRole,
  columns as columnList,
  type NumericRole,
} from '../table/columns.ts';
import type { Finding, OpenQuestion, ReadChoices } from '../table/dataset.ts';
import type { DecimalSeparator } from '../table/numbers.ts';
import { matchHeaders } from '../table/header.ts';
import { ReadError } from '../table/read-error.ts';
import { type ColumnFacts, columnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';
import { knownExport } from './known-exports.ts';
import { type MoneyPlan, type Note, understandMoney } from './money.ts';
import { type Formula, plainPlan, type ReadPlan } from './read-plan.ts';
import {
  addedUp,
  pricedApart,
  priceExplained,
  repeatedShare,
  type SampleRows,
  splittingColumns,
} from './second-key.ts';
import { type StatusRule, statusRules } from './status-column.ts';
import { isTotalWord } from './vocabulary.ts';

/**
 * The plan for a file with these headers and first rows, under the person's choices.
 *
 * @throws ReadError where no plan is possible: what is missing, what was found, what would be right.
 */
export function understand(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  fileName: string,
  choices: ReadChoices,
  fallback: DecimalSeparator,
): ReadPlan {
  if (rows.length === 0 && !choices.mapping && namesAll(headers)) return plainPlan(matchHeaders(headers));
  const facts = columnFacts(headers, rows, fallback);
  const chosen = chosenMapping(headers, choices);
  const used = new Set<number>(Object.values(chosen));
  const findings: Finding[] = [];
  const questions: OpenQuestion[] = [];

  const date = chosen.date ?? dateColumn(facts, used)?.index;
  if (date !== undefined) used.add(date);
  const free = facts.filter((column) => !used.has(column.index));
  const orderColumn = free.find(
    (column) => (isNamed(column, 'orderId') || holdsOrders(column)) && column.distinct > 0.2 * rows.length,
  );
  const statuses = statusRules(free, orderColumn?.index ?? -1);
  const section = choices.mapping ? null : sectionColumn(facts, rows, used);
  const product = section
    ? { id: section.index, name: undefined }
    : choices.mapping
      ? { id: chosen.productId, name: chosen.productName }
      : productColumns(free, facts, rows.length, chosen);

  const dayText = date === undefined ? rows.map((_, row) => String(row)) : facts[date]!.cells.map(dayPart);
  const productText = productTexts(facts, product.id ?? product.name, rows.length);
  const blank = new Float64Array(rows.length).fill(NaN);
  const money = withChosen(
    understandMoney(
      free.filter((column) => column.index !== product.id && column.index !== product.name),
      { rows: rows.length, product: productText, day: dayText, price: blank },
    ),
    chosen,
  );
  const mapping: Partial<Record<ColumnRole, number>> = { ...money.roles };
  if (date !== undefined) mapping.date = date;
  if (product.id !== undefined) mapping.productId = product.id;
  if (product.name !== undefined) mapping.productName = product.name;
  const whole = choices.mapping !== undefined;
  if (whole)
    for (const role of Object.keys(mapping) as ColumnRole[])
      if (chosen[role] === undefined) delete mapping[role];
  for (const [role, column] of Object.entries(chosen) as [ColumnRole, number][]) {
    for (const other of Object.keys(mapping) as ColumnRole[])
      if (mapping[other] === column) delete mapping[other];
    mapping[role] = column;
  }
  const flag = free.find(
    (column) => isNamed(column, 'promoted') && column.distinct <= 12 && column.filled > 0,
  );
  if (flag && mapping.promoted === undefined && !Object.values(mapping).includes(flag.index))
    mapping.promoted = flag.index;

  let notes: Note[] = [...money.notes];
  const formulas = [...money.formulas];
  const [sold, counted] = [mapping.sales, mapping.units];
  if (
    whole &&
    mapping.price === undefined &&
    sold !== undefined &&
    counted !== undefined &&
    !formulas.some(({ role }) => role === 'price')
  )
    formulas.push({
      role: 'price',
      words: `"${headers[sold]!}" / "${headers[counted]!}"`,
      compute: (row) => (row.units !== 0 ? row.sales / row.units : NaN),
    });
  askForPrice(mapping, money, facts, choices, questions);
  takeRegularPrice(mapping, facts, notes);
  takeNames(
    headers.map((header) => (money.running.includes(header) ? '' : header)),
    facts,
    mapping,
    formulas,
  );

  // What splits rows of one product and day.
  const price = samplePrice(mapping, facts, formulas);
  const sample: SampleRows = { rows: rows.length, product: productText, day: dayText, price };
  const roleColumns = new Set<number>([...Object.values(mapping), ...Object.values(money.helpers)]);
  for (const { column } of statuses) roleColumns.add(column);
  if (!whole && mapping.productId === undefined && mapping.productName === undefined) {
    const key = findProduct(facts, sample, roleColumns);
    if (key) {
      mapping.productId = key.index;
      roleColumns.add(key.index);
      productTexts(facts, key.index, rows.length).forEach(
        (cell, row) => ((sample.product as string[])[row] = cell),
      );
      notes.push([
        'product-column',
        'info',
        `"${key.header}" tells products apart`,
        'Each of its values is a product',
        '',
      ]);
    }
  }
  const split = splitsOf(facts, sample, roleColumns, mapping, choices, headers, notes, questions);
  const category = categoryColumn(facts, new Set([...Object.values(mapping), ...split]), mapping, sample);
  if (!whole && mapping.category === undefined && category !== null) mapping.category = category;
  const repeated = repeatedShare(sample);
  const hasTimes = date !== undefined && timesVary(facts[date]!);
  const isByLine = orderColumn !== undefined || hasTimes || holdsLines(mapping, facts, sample);
  const shape: ReadPlan['shape'] =
    split.length === 0 && (repeated > 0.1 || orderColumn !== undefined) && isByLine ? 'lines' : 'report';

  const rowsAsUnits = countRows(mapping, formulas, shape, orderColumn, facts, notes, questions);
  if (rowsAsUnits) formulas.push(rowsAsUnits);
  const signs = date !== undefined && mapping.price !== undefined && currencySigns(facts[mapping.price]!);
  if (signs) {
    notes.push([
      'mixed-currencies',
      'attention',
      `"${facts[mapping.price!]!.header}" holds several currencies`,
      'Each currency is kept as a series of its own, since their prices cannot be mixed',
      `Some cells carry one sign, others another`,
    ]);
    questions.push({
      about: 'currency',
      message: `"${facts[mapping.price!]!.header}" holds several currencies: keep one currency's rows, or a file for each?`,
      choices: [{ label: 'A series for each currency', choices: {} }],
    });
  }
  const fillsProductDown = fillDown(facts, mapping, rows.length, notes);
  const fillsDateDown = !fillsProductDown && fillDateDown(facts, mapping, notes);
  refuseUnlessWhole(headers, facts, mapping, formulas, fileName, rows, money.running);

  const exportName = knownExport(headers);
  notes.push(...oddCells(facts, mapping));
  if (exportName)
    notes = [
      ['known-export', 'info', `The columns are those of: ${exportName}`, 'Read as such', ''],
      ...notes,
    ];
  const unused = unusedColumns(facts, mapping, money, split, statuses, orderColumn);
  if (unused.length > 0)
    notes.push([
      'unused-columns',
      'info',
      `${unused.length === 1 ? 'A column is' : `${unused.length} columns are`} not used`,
      unused
        .slice(0, 12)
        .map((header) => `"${header}"`)
        .join(', ') + (unused.length > 12 ? ` and ${unused.length - 12} more` : ''),
      'Choose columns to give one of them a role',
    ]);
  findings.push(...notes.map(noteFinding));
  return {
    mapping,
    helpers: money.helpers,
    formulas,
    splits: split,
    splitsByCurrencySign: signs,
    fillsProductDown,
    fillsDateDown,
    statuses,
    order: orderColumn?.index ?? null,
    shape,
    salesMeaning: money.salesMeaning,
    findings,
    questions,
    understood: { exportName, columns: columnWords(facts, mapping, formulas, split), unused },
  };
}

function noteFinding([kind, severity, found, done, example]: Note): Finding {
  return {
    kind,
    severity,
    found,
    done,
    count: 1,
    rows: [],
    example: example === '' ? 'See the columns' : example,
  };
}

/** The person's columns, by place or by header. */
function chosenMapping(headers: readonly string[], choices: ReadChoices): ColumnMapping {
  const mapping: Partial<Record<ColumnRole, number>> = { ...choices.mapping };
  for (const [role, header] of Object.entries(choices.columns ?? {}) as [ColumnRole, string][]) {
    const at = headers.indexOf(header);
    if (at < 0) throw new ReadError(`The column "${header}" chosen for ${role} does not exist.`);
    mapping[role] = at;
  }
  return mapping;
}

/** With columns that the person chose, what was computed from others for the same role falls away. */
function withChosen(money: MoneyPlan, chosen: ColumnMapping): MoneyPlan {
  if (Object.keys(chosen).length === 0) return money;
  const isKept = (role: NumericRole) => chosen[role] === undefined || chosen[role] === money.roles[role];
  return { ...money, formulas: money.formulas.filter(({ role }) => isKept(role)) };
}

const dayPart = (cell: string) => cell.replace(/^(.*?\d)(?:T|,?\s+)\d{1,2}[:.]\d{2}.*$/i, '$1');

function timesVary(column: ColumnFacts): boolean {
  const times = new Set<string>();
  for (const cell of column.cells) {
    const time = /(?:T|\s)(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)/i.exec(cell.slice(0, 60))?.[1];
    if (time !== undefined) times.add(time);
    if (times.size > 24) return true;
  }
  return false;
}

/** Whether rows are lines of a till by their figures: a few whole units each, and three or more rows on some days. */
function holdsLines(mapping: ColumnMapping, facts: readonly ColumnFacts[], sample: SampleRows): boolean {
  if (mapping.units === undefined) return false;
  const { numbers, whole } = facts[mapping.units]!;
  const known = numbers.filter((value) => value > 0).sort();
  if (known.length < 20 || whole < 1 || known[Math.floor(0.9 * known.length)]! > 4) return false;
  const rows = new Map<string, number>();
  for (let row = 0; row < sample.rows; row++) {
    const key = `${sample.product[row]!}\u0000${sample.day[row]!}`;
    rows.set(key, (rows.get(key) ?? 0) + 1);
  }
  const many = [...rows.values()].filter((count) => count > 2).length;
  return many >= 0.03 * rows.size;
}

/** The column of dates: one that is named so and holds some, the best name first. */
function dateColumn(facts: readonly ColumnFacts[], used: ReadonlySet<number>): ColumnFacts | null {
  const candidates = facts
    .filter((column) => !used.has(column.index) && column.filled > 0)
    .map((column) => ({ column, rank: rankAs(column, 'date'), holds: datedShare(column) }))
    .filter(({ rank, holds, column }) =>
      rank < Infinity ? holds > 0.3 : holds > 0.9 && !isNamed(column, 'other'),
    );
  candidates.sort(
    (a, b) =>
      Number(b.holds > 0.6) - Number(a.holds > 0.6) ||
      Number(b.column.filled > 0.5 * b.column.cells.length) -
        Number(a.column.filled > 0.5 * a.column.cells.length) ||
      a.rank - b.rank ||
      a.column.index - b.column.index,
  );
  if (candidates.length > 0) return candidates[0]!.column;
  // A name without a readable date: the reading then says what stands there.
  return (
    namedAs(facts, 'date').find(
      (column) =>
        !used.has(column.index) &&
        rankAs(column, 'date') < 2000 &&
        isNamed(column, 'date') &&
        column.filled > 0 &&
        !isCounter(column),
    ) ?? null
  );
}

/** Share of a column's cells that are dates, bare numbers counted where they can be serial days, months or Unix times. */
function datedShare(column: ColumnFacts): number {
  if (column.dated > 0.3) return column.dated;
  let hits = 0;
  for (const value of column.numbers) {
    if (
      (value >= 30_000 && value <= 60_000) ||
      (value >= 195_001 && value <= 210_012 && value % 100 >= 1 && value % 100 <= 53) ||
      (value >= 19_500_101 && value <= 21_001_231) ||
      (value >= 6e8 && value <= 4.2e9) ||
      (value >= 6e11 && value <= 4.2e12)
    )
      hits++;
  }
  return column.filled > 0 ? hits / column.filled : 0;
}

/** Whole numbers of up to four digits: week 40, day 711. */
function isCounter(column: ColumnFacts): boolean {
  return (
    column.numeric > 0.95 &&
    column.whole === 1 &&
    column.numbers.every((value) => Number.isNaN(value) || value < 10_000)
  );
}

/** Whether a column's cells are numbers of orders: Shopify's `Name` of `#1001`. */
const holdsOrders = (column: ColumnFacts) =>
  column.filled > 0.5 * column.cells.length &&
  column.cells.every((cell) => cell === '' || /^#[A-Z]{0,5}-?\d{3,}(?:[.-]\w{1,4})?$/.test(cell));

function productColumns(
  free: readonly ColumnFacts[],
  all: readonly ColumnFacts[],
  rows: number,
  chosen: ColumnMapping,
): { readonly id: number | undefined; readonly name: number | undefined } {
  const isKey = (column: ColumnFacts) =>
    column.filled > 0 &&
    !isNamed(column, 'customer') &&
    !isNamed(column, 'orderId') &&
    !holdsOrders(column) &&
    column.dated < 0.5;
  const repeats = (column: ColumnFacts) =>
    column.distinct <= Math.max(1, 0.6 * column.filled) || rows < 30 || column.filled < 0.2 * rows;
  const ids = namedAs(free, 'productId').filter(
    (column) =>
      isKey(column) &&
      isNamed(column, 'productId') &&
      rankAs(column, 'productId') < 2600 &&
      !isNumberColumn(column),
  );
  const idColumn =
    ids.find((column) => column.filled > 0.5 * rows && repeats(column)) ?? ids.find(repeats) ?? ids[0];
  const id = chosen.productId ?? idColumn?.index;
  const names = namedAs(free, 'productName').filter(
    (column) =>
      column.index !== id &&
      isKey(column) &&
      column.numeric < 0.5 &&
      rankAs(column, 'productName') < 2600 &&
      (isNamed(column, 'productName') || rankAs(column, 'productName') < 1000),
  );
  if (id === undefined) {
    const name = names.find((column) => repeats(column) && rankAs(column, 'productName') >= 0);
    return { id: undefined, name: chosen.productName ?? name?.index };
  }
  const key = all[id]!;
  const name = names.find(
    (column) =>
      oneNameEach(key, column) &&
      (key.distinct > 1 || column.distinct === 1) &&
      !column.cells.every((cell) => cell === '' || honorifics.test(cell)),
  );
  return { id, name: chosen.productName ?? name?.index };
}

/** A column that is filled only on rows of its own, above the rows that belong to it: `Candle`, then its days. */
function sectionColumn(
  facts: readonly ColumnFacts[],
  rows: readonly (readonly string[])[],
  used: ReadonlySet<number>,
): ColumnFacts | null {
  const alone = new Map<number, number>();
  for (const row of rows) {
    const filled = row.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
    if (filled.length === 1 && !isTotalWord(row[filled[0]!]!))
      alone.set(filled[0]!, (alone.get(filled[0]!) ?? 0) + 1);
  }
  for (const [index, count] of alone) {
    const column = facts[index];
    if (!column || used.has(index) || count < 2) continue;
    const others = column.cells.filter(
      (cell, row) =>
        cell !== '' && !isTotalWord(cell) && rows[row]!.filter((one) => one.trim() !== '').length > 2,
    );
    if (others.length < 0.02 * rows.length && column.filled < 0.3 * rows.length) return column;
  }
  return null;
}

const honorifics = /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|mlle|m|sr|sra|srta|sig|dhr|mevr|pan|pani)\.?$/i;

/** A product's key may be a number, but not one with fractions. */
function isNumberColumn(column: ColumnFacts): boolean {
  return column.numeric > 0.95 && column.whole < 0.95;
}

/** Whether nearly every key goes with one name, as product names do and customers' do not. */
function oneNameEach(key: ColumnFacts, name: ColumnFacts): boolean {
  const names = new Map<string, Map<string, number>>();
  key.cells.forEach((cell, row) => {
    const text = name.cells[row]!;
    if (cell === '' || text === '') return;
    const known = names.get(cell) ?? new Map<string, number>();
    known.set(text, (known.get(text) ?? 0) + 1);
    names.set(cell, known);
  });
  let all = 0;
  let usual = 0;
  for (const counts of names.values()) {
    let most = 0;
    for (const count of counts.values()) {
      all += count;
      most = Math.max(most, count);
    }
    usual += most;
  }
  return all === 0 || usual > 0.85 * all;
}

function productTexts(facts: readonly ColumnFacts[], column: number | undefined, rows: number): string[] {
  if (column === undefined) return new Array<string>(rows).fill('');
  let last = '';
  return facts[column]!.cells.map((cell) => (cell === '' ? last : (last = cell)));
}

/** The product where no column is named so: the words that part the prices of a day. */
function findProduct(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
): ColumnFacts | null {
  const isRepeated = repeatedShare(sample) > 0.02;
  const above = isRepeated ? blockNames(facts, sample, used) : null;
  if (above) return above;
  const words = facts.filter(
    (column) =>
      !used.has(column.index) &&
      column.numeric < 0.5 &&
      column.dated < 0.5 &&
      column.filled > 0.9 * sample.rows &&
      column.distinct >= 1 &&
      column.distinct <= Math.max(20, sample.rows / 5) &&
      !isNamed(column, 'customer') &&
      !isNamed(column, 'status') &&
      !isNamed(column, 'orderId') &&
      !isNamed(column, 'place') &&
      !isNamed(column, 'currency') &&
      !isNamed(column, 'other') &&
      !isNamed(column, 'promoted'),
  );
  const named = words.find(
    (column) =>
      isNamed(column, 'category') && (column.distinct === 1 || priceExplained(sample, column, true) > 0.3),
  );
  if (!isRepeated) return named ?? null;
  const best = words
    .map((column) => ({ column, share: priceExplained(sample, column, true) }))
    .sort((a, b) => b.share - a.share)[0];
  if (named && priceExplained(sample, named, true) > 0.5) return named;
  return best && best.share > 0.6 ? best.column : null;
}

/** A column that names the product on the first row of its block alone: with the blanks filled down no day comes twice. */
function blockNames(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
): ColumnFacts | null {
  for (const column of facts) {
    if (used.has(column.index) || column.numeric > 0.5 || column.dated > 0.5) continue;
    if (column.filled < 2 || column.filled > 0.3 * sample.rows || column.distinct < 0.9 * column.filled)
      continue;
    let name = '';
    const product = column.cells.map((cell) => (cell === '' ? name : (name = cell)));
    if (repeatedShare({ ...sample, product }) < 0.2 * repeatedShare(sample)) return column;
  }
  return null;
}

function categoryColumn(
  facts: readonly ColumnFacts[],
  used: ReadonlySet<number>,
  mapping: ColumnMapping,
  sample: SampleRows,
): number | null {
  const column = namedAs(facts, 'category').find(
    (one) =>
      !used.has(one.index) &&
      isNamed(one, 'category') &&
      rankAs(one, 'category') < 2000 &&
      one.numeric < 0.5 &&
      one.filled > 0,
  );
  if (!column || mapping.category !== undefined) return null;
  return column.filled >= 0.3 * sample.rows ? column.index : null;
}

/** The price of each sample row as the plan computes it. */
function samplePrice(
  mapping: ColumnMapping,
  facts: readonly ColumnFacts[],
  formulas: readonly Formula[],
): Float64Array {
  const numbers = (role: keyof ColumnMapping) =>
    mapping[role] === undefined ? null : facts[mapping[role]]!.numbers;
  const price = numbers('price');
  const formula = formulas.find(({ role }) => role === 'price');
  const [sales, units] = [numbers('sales'), numbers('units')];
  if (price) return price;
  if (!formula || !sales || !units) return new Float64Array(facts[0]?.cells.length ?? 0).fill(NaN);
  return sales.map((value, row) => (units[row]! > 0 ? value / units[row]! : NaN));
}

function namesAll(headers: readonly string[]): boolean {
  const named = matchHeaders(headers);
  return named.date !== undefined && named.price !== undefined && (named.sales ?? named.units) !== undefined;
}

/** What no figures decide, a plain name does: the reading then says what stands in its cells. */
function takeNames(
  headers: readonly string[],
  facts: readonly ColumnFacts[],
  mapping: Partial<Record<ColumnRole, number>>,
  formulas: readonly Formula[],
): void {
  const named = matchHeaders(headers);
  const take = (role: ColumnRole) => {
    const column = named[role];
    if (
      column === undefined ||
      mapping[role] !== undefined ||
      formulas.some((formula) => formula.role === role)
    )
      return;
    if (!Object.values(mapping).includes(column)) mapping[role] = column;
  };
  if (named.date !== undefined && !isCounter(facts[named.date]!)) take('date');
  take('price');
  if (mapping.units === undefined && mapping.sales === undefined) {
    take('sales');
    take('units');
  }
}

/** Two columns that both name a price and both move: the person says which one was paid. */
function askForPrice(
  mapping: ColumnMapping,
  { otherPrices }: MoneyPlan,
  facts: readonly ColumnFacts[],
  choices: ReadChoices,
  questions: OpenQuestion[],
): void {
  if (mapping.price === undefined || choices.mapping?.price !== undefined || choices.columns?.price) return;
  const places = [mapping.price, ...otherPrices].filter((place, i, all) => all.indexOf(place) === i);
  if (places.length < 2) return;
  const label = (place: number) => {
    const { header } = facts[place]!;
    const isDouble = places.some((other) => other !== place && facts[other]!.header === header);
    return isDouble ? `"${header}" in column ${place + 1}` : `"${header}"`;
  };
  questions.push({
    about: 'price',
    message: `The file has ${places.length} price columns: ${inWords(places.map(label))}. Which one did customers pay?`,
    choices: places.map((place) => ({
      label: label(place),
      choices: { mapping: { ...mapping, price: place } },
    })),
  });
}

/** A regular price is the price where no other is and nothing says that it was not always charged. */
function takeRegularPrice(
  mapping: Partial<Record<ColumnRole, number>>,
  facts: readonly ColumnFacts[],
  notes: Note[],
): void {
  if (mapping.price !== undefined || mapping.regularPrice === undefined || mapping.promoted !== undefined)
    return;
  if (mapping.sales !== undefined && mapping.units !== undefined) return;
  mapping.price = mapping.regularPrice;
  delete mapping.regularPrice;
  notes.push([
    'price-is-regular',
    'attention',
    `"${facts[mapping.price]!.header}" is the only price`,
    'Taken as the price paid; a list price that was not always charged misleads the estimate',
    '',
  ]);
}

function splitsOf(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
  mapping: Partial<Record<ColumnRole, number>>,
  choices: ReadChoices,
  headers: readonly string[],
  notes: Note[],
  questions: OpenQuestion[],
): number[] {
  if (choices.splits)
    return choices.splits.map((header) => headers.indexOf(header)).filter((column) => column >= 0);
  const currency = facts.find(
    (column) =>
      isNamed(column, 'currency') &&
      column.distinct >= 2 &&
      column.distinct <= 20 &&
      column.filled > 0.5 * sample.rows,
  );
  const keyName = sameKeyOtherName(facts, mapping, sample, used);
  if (keyName) {
    const key = facts[mapping.productId!]!;
    notes.push([
      'key-with-two-names',
      'attention',
      `One value of "${key.header}" goes with several names (product name in "${keyName.header}"), so it is no key of one product`,
      `Products are told apart by "${keyName.header}"${/E\+\d+$/i.test(key.cells[0] ?? '') ? '; a spreadsheet has shortened the key to scientific notation' : ''}`,
      `"${key.cells[0]!}" stands for several products`,
    ]);
    mapping.productId = keyName.index;
    if (mapping.productName === keyName.index) delete mapping.productName;
    keyName.cells.forEach((cell, row) => ((sample.product as string[])[row] = cell));
  }
  const found = splittingColumns(sample, facts, used);
  const splits = found.map((column) => column.index);
  const apart = found.length === 0 ? pricedApart(sample, facts, used) : null;
  if (apart) splits.push(apart.index);
  if (currency && !splits.includes(currency.index)) splits.push(currency.index);
  if (splits.length === 0) {
    const merged = addedUp(sample, facts, used);
    if (merged.length > 0) {
      const names = merged
        .slice(0, 4)
        .map(({ header }) => `"${header}"`)
        .join(', ');
      notes.push([
        'added-up',
        'info',
        `Rows of one product and day are added up over ${names}`,
        'Their prices do not differ by it; keep the values apart as series if they should be priced apart',
        `Such as ${[...new Set(merged[0]!.cells)]
          .slice(0, 3)
          .map((cell) => `"${cell}"`)
          .join(', ')}`,
      ]);
      questions.push({
        about: 'series',
        message: `Are the rows of ${names} added up, or kept apart as series?`,
        choices: [
          { label: 'Added up', choices: { splits: [] } },
          { label: 'Kept apart', choices: { splits: [merged[0]!.header] } },
        ],
      });
    }
  }
  for (const index of splits) {
    const column = facts[index]!;
    const isCurrency = isNamed(column, 'currency');
    notes.push([
      isCurrency ? 'split-by-currency' : 'split-by-column',
      isCurrency ? 'attention' : 'info',
      isCurrency
        ? `"${column.header}" holds ${column.distinct} currencies, whose prices cannot be mixed`
        : `"${column.header}" splits the rows of one product and day (${column.distinct} values)`,
      'Each of its values is kept apart as a series of its own',
      `Such as ${[...new Set(column.cells)]
        .slice(0, 3)
        .map((cell) => `"${cell}"`)
        .join(', ')}`,
    ]);
  }
  if (splits.length > 0 && !(splits.length === 1 && currency))
    questions.push({
      about: 'series',
      message: `Are the values of ${splits.map((index) => `"${headers[index]!}"`).join(' and ')} kept apart as series, or added up?`,
      choices: [
        { label: 'Kept apart', choices: { splits: splits.map((index) => headers[index]!) } },
        { label: 'Added up', choices: { splits: [] } },
      ],
    });
  return splits;
}

/** A name column whose values part the rows of one key and day, where the key is damaged or stands for several products. */
function sameKeyOtherName(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  sample: SampleRows,
  used: ReadonlySet<number>,
): ColumnFacts | null {
  if (mapping.productId === undefined) return null;
  const key = facts[mapping.productId]!;
  const names = namedAs(facts, 'productName').filter(
    (column) =>
      column.index !== key.index &&
      column.numeric < 0.5 &&
      column.filled > 0.9 * sample.rows &&
      (mapping.productName === column.index || !used.has(column.index)),
  );
  const isScientific = key.cells.some((cell) => /^\d(?:[.,]\d+)?E\+\d+$/i.test(cell));
  for (const column of names) {
    if (column.distinct < 2 || column.distinct > sample.rows / 10) continue;
    if (priceExplained(sample, column, true) > 0.9 || (isScientific && column.distinct > key.distinct))
      return column;
  }
  return null;
}

/** Where nothing counts units, lines of orders count one each. */
function countRows(
  mapping: ColumnMapping,
  formulas: readonly Formula[],
  shape: ReadPlan['shape'],
  order: ColumnFacts | undefined,
  facts: readonly ColumnFacts[],
  notes: Note[],
  questions: OpenQuestion[],
): Formula | null {
  if (mapping.units !== undefined || mapping.sales !== undefined || mapping.price === undefined) return null;
  if (shape !== 'lines' && order === undefined) return null;
  if (formulas.some(({ role }) => role === 'units')) return null;
  if (mapping.date === undefined) return null;
  notes.push([
    'row-is-one-unit',
    'attention',
    'No column counts units, and each row is one line of an order',
    'Each row is one unit: units are the number of rows a day',
    `Rows carry an order in "${(order ?? facts[0]!).header}"`,
  ]);
  questions.push({
    about: 'units',
    message: 'No column counts units. Is each row one unit sold?',
    choices: [{ label: 'Each row is one unit', choices: {} }],
  });
  return { role: 'units', words: '1 per row', compute: () => 1 };
}

/** Whether the cells of a price carry different currency signs. */
function currencySigns(column: ColumnFacts): boolean {
  const seen = new Map<string, number>();
  for (const cell of column.cells) {
    const sign = currencySign(cell);
    if (sign !== '') seen.set(sign, (seen.get(sign) ?? 0) + 1);
  }
  return seen.size > 1;
}

/** The currency that a cell names: `€`, `USD`; '' where it names none. */
export function currencySign(cell: string): string {
  return (
    /[$€£¥₹₽₩₺zł]|\b(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|CAD|AUD|INR|BRL|MXN|CNY)\b/u.exec(
      cell.slice(0, 40),
    )?.[0] ?? ''
  );
}

/** Whether a product is named on the first row of its block only. */
function fillDown(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  rows: number,
  notes: Note[],
): boolean {
  const index = mapping.productId ?? mapping.productName;
  if (index === undefined || mapping.date === undefined) return false;
  const column = facts[index]!;
  const dates = facts[mapping.date]!;
  const amount = mapping.units ?? mapping.sales ?? mapping.price;
  let blank = 0;
  let data = 0;
  column.cells.forEach((cell, row) => {
    if (dates.cells[row] === '' || amount === undefined || facts[amount]!.cells[row] === '') return;
    data++;
    if (cell === '') blank++;
  });
  if (blank < 0.3 * data || data === 0 || (column.filled === 0 && rows > 0)) return false;
  const first = column.cells.find((cell) => cell !== '');
  notes.push([
    'product-filled-down',
    'repaired',
    `"${column.header}" names the product only on the first row of its block`,
    `${blank} rows with a blank product belong to the product above (filled down)`,
    `"${first ?? ''}" and the rows below it`,
  ]);
  return true;
}

/** Whether a day is named on the first row of its block only: blank dates beside figures, and no product twice a day then. */
function fillDateDown(facts: readonly ColumnFacts[], mapping: ColumnMapping, notes: Note[]): boolean {
  const key = mapping.productId ?? mapping.productName;
  const amount = mapping.units ?? mapping.sales;
  if (mapping.date === undefined || key === undefined || amount === undefined) return false;
  const column = facts[mapping.date]!;
  let data = 0;
  let blank = 0;
  let day = '';
  const seen = new Set<string>();
  column.cells.forEach((cell, row) => {
    if (cell !== '') day = cell;
    const product = facts[key]!.cells[row]!;
    if (day === '' || product === '' || isTotalWord(product) || Number.isNaN(facts[amount]!.numbers[row]!))
      return;
    data++;
    if (cell === '') blank++;
    seen.add(`${day}\u0000${product}`);
  });
  if (data < 10 || blank < 0.2 * data || seen.size < 0.95 * data) return false;
  notes.push([
    'date-filled-down',
    'repaired',
    `"${column.header}" names the day only on the first row of its block`,
    `${blank} rows with a blank date belong to the day above (filled down)`,
    `"${column.cells.find((cell) => cell !== '')!}" and the rows below it`,
  ]);
  return true;
}

const oddForms: readonly [pattern: RegExp, words: string][] = [
  [
    /[\uff10-\uff19\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/,
    'digits of another script (full-width, Arabic, Indian)',
  ],
  [/\d{1,2},\d{2},\d{3}/, 'the Indian grouping of lakh'],
  [/\d\s*(?:\/\s*)?[\p{L}円元원]{1,8}\.?$/u, 'words behind the number'],
];

/** Numbers that are written in a way worth a word: the person sees how they were read. */
function oddCells(facts: readonly ColumnFacts[], mapping: ColumnMapping): Note[] {
  return columnList.flatMap(({ role, kind }): Note[] => {
    const column = mapping[role] === undefined || kind !== 'number' ? null : facts[mapping[role]];
    if (!column) return [];
    for (const [pattern, words] of oddForms) {
      const row = column.cells.findIndex(
        (cell, i) => cell.length < 60 && pattern.test(cell) && !Number.isNaN(column.numbers[i]!),
      );
      if (row < 0 || /[€$£¥]|\b(?:EUR|USD|GBP|CHF|kr|zł)\b/.test(column.cells[row]!)) continue;
      return [
        [
          'number-form',
          'info',
          `"${column.header}" has ${words}`,
          `"${column.cells[row]!}" is read as ${column.numbers[row]!}`,
          'Check that this is what is meant',
        ],
      ];
    }
    return [];
  });
}

function unusedColumns(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  money: MoneyPlan,
  splits: readonly number[],
  statuses: readonly StatusRule[],
  order: ColumnFacts | undefined,
): string[] {
  const used = new Set<number>([
    ...Object.values(mapping),
    ...Object.values(money.helpers),
    ...splits,
    ...statuses.map(({ column }) => column),
    ...(order ? [order.index] : []),
  ]);
  return facts
    .filter((column) => !used.has(column.index) && column.filled > 0 && column.header !== '')
    .map(({ header }) => header);
}

function columnWords(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  formulas: readonly Formula[],
  splits: readonly number[],
): Record<string, string> {
  const words: Record<string, string> = {};
  for (const { role } of columnList) {
    const column = mapping[role];
    if (column !== undefined) words[role] = facts[column]!.header;
  }
  for (const { role, words: formula } of formulas) words[role] = formula;
  if (splits.length > 0) words.series = splits.map((column) => facts[column]!.header).join(', ');
  return words;
}

/** @throws ReadError where date, price or sales are missing, with what would give them. */
function refuseUnlessWhole(
  headers: readonly string[],
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  formulas: readonly Formula[],
  fileName: string,
  rows: readonly (readonly string[])[],
  running: readonly string[],
): void {
  const has = (role: ColumnRole) =>
    mapping[role] !== undefined || formulas.some((formula) => formula.role === role);
  const missing: string[] = [];
  const ways: string[] = [];
  if (!has('date')) {
    missing.push('a date (such as "Report Date")');
    const counter = facts.find((column) => isNamed(column, 'date') && isCounter(column) && column.filled > 0);
    if (counter)
      ways.push(
        `"${counter.header}" counts (${counter.cells.find((cell) => cell !== '')!}), it holds no calendar dates: write dates such as 2025-01-31, or weeks such as 2025-W05`,
      );
  }
  if (!has('price')) {
    missing.push('a price (such as "Product Price")');
    if (mapping.regularPrice !== undefined)
      ways.push(
        `"${facts[mapping.regularPrice]!.header}" is a regular price beside a promotion mark, not the price that was paid; add a column with the price paid`,
      );
    else if (mapping.sales !== undefined && mapping.units === undefined)
      ways.push(
        `"${facts[mapping.sales]!.header}" divided by the units sold would give the price; add a column of units`,
      );
    else if (mapping.units !== undefined && mapping.sales === undefined)
      ways.push(
        `sales divided by "${facts[mapping.units]!.header}" would give the price; add a column of sales`,
      );
  }
  const computed = formulas.find(({ role }) => role === 'price');
  if (computed && missing.length > 0) ways.unshift(`the price would be ${computed.words}`);
  const runningTotal =
    running[0] ??
    facts.find(
      (column) =>
        /to date|cumul|running|kumul|acumul|ytd/i.test(column.header.slice(0, 200)) && column.numeric > 0.9,
    )?.header;
  if (runningTotal !== undefined && !has('sales') && !has('units'))
    ways.push(
      `"${runningTotal}" is a running total, not the sales of a day; take the difference from the row before`,
    );
  if (!has('sales') && !has('units')) {
    missing.push('sales or units (such as "Total Sales" or "Units")');
    const log = facts.find((column) => /^log/i.test(column.header) && column.numeric > 0.9);
    if (log) ways.push(`"${log.header}" looks like a logarithm: its exponential would give units`);
  }
  if (missing.length === 0) return;
  const shown = headers.slice(0, 20).map((header) => `"${header}"`);
  if (headers.length > 20) shown.push(`${headers.length - 20} more`);
  const totals = rows.filter((row) => row.some(isTotalWord)).length;
  const tail =
    ways.length > 0
      ? ` ${ways.map((way) => way[0]!.toUpperCase() + way.slice(1)).join('. ')}.`
      : totals === rows.length
        ? ` "${fileName}" holds totals only.`
        : '';
  throw new ReadError(
    `The file has the columns ${inWords(shown)}, but none that names ${inWords(missing, 'or')}.${tail}`,
  );
}

function inWords(parts: readonly string[], word = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)!}`;
}
