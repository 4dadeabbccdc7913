// From the head of a file to the plan of its reading: which column is the date, the product, the price; what splits rows
// of one product and day; what is left out; and what has to be asked or refused, with the way on.

import type { ColumnMapping, ColumnRole, NumericRole } from '../table/columns.ts';
import type { Finding, OpenQuestion, ReadChoices } from '../table/dataset.ts';
import type { DecimalSeparator } from '../table/numbers.ts';
import { matchHeaders } from '../table/header.ts';
import { ReadError } from '../table/read-error.ts';
import { type ColumnFacts, columnFacts, isNamed, rowsOf } from './column-facts.ts';
import { knownExport } from './known-exports.ts';
import { type MoneyPlan, understandMoney } from './money.ts';
import type { Note } from './note.ts';
import { plainPlan, type ReadPlan } from './read-plan.ts';
import { repeatedShare, type SampleRows } from './second-key.ts';
import { statusRules, unknownStatuses } from './status-column.ts';
import { billRules, headRules } from './rows-of-charges.ts';
import { stockFlags } from './stock-flag.ts';
import { totalRules } from './total-rows.ts';
import { sizeColumn, tellOtherSizes } from './size-column.ts';
import { noteFinding, oddCells, sizeNotes, unusedColumns, unusedNote, columnWords } from './plan-words.ts';
import { dayPart, isByTime, holdMoments, dateColumn, refuseDayBeforeMonth } from './date-column.ts';
import {
  holdsOrders,
  ownKey,
  productColumns,
  sectionColumn,
  productTexts,
  takeProduct,
  categoryColumn,
  takeNames,
} from './product-columns.ts';
import { samplePrice, askForPrice, takeRegularPrice, countRows, priceOfTotals } from './price-columns.ts';
import { refuseOrdersInOneCell } from './one-cell-orders.ts';
import { flagOf } from './vocabulary.ts';
import { namesAll, refuseUnlessWhole } from './whole-plan.ts';
import { isToldApart, renamedKey, splitsOf } from './splitting-columns.ts';
import { currenciesOf } from './currency-signs.ts';
import { takeDrivers } from './driver-columns.ts';
import { fillDown, fillDateDown } from './fill-down.ts';
import { isInPercent } from './money-arithmetic.ts';
import { letterRules } from './letter-codes.ts';
import { figuresOfLines, orderFigures, spreadDiscount } from './order-discount.ts';

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
  if (date !== undefined) refuseDayBeforeMonth(facts[date]!);
  const free = facts.filter((column) => !used.has(column.index));
  const orderColumn = free.find(
    (column) => (isNamed(column, 'orderId') || holdsOrders(column)) && column.distinct > 0.2 * rows.length,
  );
  const letters = letterRules(free, statusRules(free, orderColumn?.index ?? -1));
  let statuses = letters.rules;
  const section = choices.mapping ? null : sectionColumn(facts, rows, used);
  const product = section
    ? { id: section.index, name: undefined }
    : choices.mapping
      ? { id: chosen.productId, name: chosen.productName }
      : productColumns(free, facts, rows.length, chosen);

  if (!choices.mapping) refuseOrdersInOneCell(facts, product.id ?? product.name);
  const dayText = date === undefined ? rows.map((_, row) => String(row)) : facts[date]!.cells.map(dayPart);
  const productText = productTexts(facts, product.id ?? product.name, rows.length);
  const figures = free.filter((column) => column.index !== product.id && column.index !== product.name);
  const ofOrders = orderFigures(figures, orderColumn);
  const bare = { rows: rows.length, product: productText, day: dayText };
  const money = moneyOfLines(figuresOfLines(figures, ofOrders), facts, product, bare, chosen);
  const whole = choices.mapping !== undefined;
  const mapping = firstMapping({ ...money.roles }, date, product, chosen, whole);
  const notes = [...money.notes, ...unknownStatuses(facts, statuses), ...letters.notes];
  const formulas = [...money.formulas];
  takeMarks(free, mapping, facts, bare, whole, notes);
  if (whole) priceOfTotals(mapping, headers, formulas);
  askForPrice(mapping, money, facts, choices, questions);
  takeRegularPrice(mapping, facts, notes);
  takeNames(headersThatCount(facts, money), facts, mapping, formulas);

  if (!whole) statuses.push(...billRules(facts, mapping, statuses));

  const orderDiscount = spreadDiscount(ofOrders, facts, statuses, mapping, formulas, notes);

  // What splits rows of one product and day.
  const price = samplePrice(mapping, facts, formulas);
  let sample: SampleRows = { ...bare, price };
  const roleColumns = new Set<number>([...Object.values(mapping), ...Object.values(money.helpers)]);
  statuses.forEach(({ column }) => roleColumns.add(column));
  if (!whole && mapping.productId === undefined && mapping.productName === undefined)
    sample = takeProduct(facts, sample, roleColumns, mapping, notes);
  if (chosen.productId === undefined) sample = renamedKey(facts, sample, roleColumns, mapping, notes);
  const split = splitsOf(facts, sample, roleColumns, choices, notes, questions, orderColumn !== undefined);
  const isTold = isToldApart(facts, sample, roleColumns, split, choices, notes, questions);
  const category = categoryColumn(facts, new Set([...Object.values(mapping), ...split]), mapping, sample);
  if (!whole && mapping.category === undefined && category !== null) mapping.category = category;
  const size = sizeColumn(facts, [...roleColumns, ...split], mapping, sample);
  if (!whole && choices.splits === undefined)
    tellOtherSizes(facts, [...roleColumns, ...split], sample, notes, questions);
  statuses = [...statuses, ...totalRules(facts, sample, [...roleColumns, ...split], choices, questions)];
  const hasTimes = date !== undefined && holdMoments(facts);
  const isByLine = orderColumn !== undefined || hasTimes || holdsLines(mapping, facts, sample);
  const isRepeated = repeatedShare(sample) > 0.1 || orderColumn !== undefined;
  const shape = split.length === 0 && isRepeated && isByLine ? 'lines' : 'report';

  const order = orderColumn ?? ownKey(free, rows.length);
  formulas.push(
    ...countRows(mapping, formulas, shape, order, facts, sample, notes, questions, money.helpers),
  );
  const currencies = currenciesOf(facts, mapping, notes, questions);
  const fillsProductDown = fillDown(facts, mapping, statuses, notes);
  const fillsDateDown = !fillsProductDown && fillDateDown(facts, mapping, notes);
  refuseUnlessWhole(headers, facts, mapping, formulas, fileName, rows, money.running);

  const exportName = knownExport(headers);
  notes.push(...cellNotes(facts, mapping, size, whole));
  if (exportName) notes.unshift(exportNote(exportName));
  const unused = unusedColumns(facts, mapping, money, split, statuses, orderColumn, size);
  if (unused.length > 0) notes.push(unusedNote(unused));
  findings.push(...notes.map(noteFinding));
  return {
    mapping,
    helpers: money.helpers,
    formulas,
    splits: split,
    ...currencies,
    fillsProductDown,
    fillsDateDown,
    statuses,
    order: orderColumn?.index ?? null,
    ...(size === null ? {} : { size }),
    ...(orderDiscount === null ? {} : { orderDiscount }),
    shape,
    isByTime: isTold || standApart(facts, date, orderColumn, sample),
    salesMeaning: money.salesMeaning,
    findings,
    questions,
    understood: { exportName, columns: columnWords(facts, mapping, formulas, split), unused },
  };
}

/** The headers, those left blank whose figures add up from row to row or are in percent: they name no units and no money. */
const headersThatCount = (facts: readonly ColumnFacts[], { running }: MoneyPlan) =>
  facts.map((column) => (running.includes(column.header) || isInPercent(column) ? '' : column.header));

/** What was found under what was chosen; `whole`: nothing but what was chosen. */
function firstMapping(
  mapping: Partial<Record<ColumnRole, number>>,
  date: number | undefined,
  product: { readonly id: number | undefined; readonly name: number | undefined },
  chosen: ColumnMapping,
  whole: boolean,
): Partial<Record<ColumnRole, number>> {
  if (date !== undefined) mapping.date = date;
  if (product.id !== undefined) mapping.productId = product.id;
  if (product.name !== undefined) mapping.productName = product.name;
  if (whole)
    for (const role of Object.keys(mapping) as ColumnRole[])
      if (chosen[role] === undefined) delete mapping[role];
  for (const [role, column] of Object.entries(chosen) as [ColumnRole, number][]) {
    for (const other of Object.keys(mapping) as ColumnRole[])
      if (mapping[other] === column) delete mapping[other];
    mapping[role] = column;
  }
  return mapping;
}

/** What cells say beside their figures: odd forms, sizes, words on stock. */
function cellNotes(
  facts: readonly ColumnFacts[],
  mapping: Partial<Record<ColumnRole, number>>,
  size: Parameters<typeof sizeNotes>[1],
  whole: boolean,
): Note[] {
  const stock = whole ? [] : stockFlags(facts, mapping);
  return [...stock, ...oddCells(facts, mapping), ...sizeNotes(facts, size)];
}

/** Whether a time of day or the number of an order tells two sales that are alike from a row written twice; a row's number does not. */
const standApart = (
  facts: readonly ColumnFacts[],
  date: number | undefined,
  order: ColumnFacts | undefined,
  sample: SampleRows,
) =>
  (date !== undefined && isByTime(facts[date]!, sample.product)) ||
  (order !== undefined && !/\b(?:index|row|record|line|num)\b/i.test(order.header));

const exportNote = (name: string): Note => [
  'known-export',
  'info',
  `The columns are those of: ${name}`,
  'Read as such',
  '',
];

/** Columns that say what moved demand beside the price: promotions, and where not all was chosen advertising and its like. */
function takeMarks(
  free: readonly ColumnFacts[],
  mapping: Partial<Record<ColumnRole, number>>,
  facts: readonly ColumnFacts[],
  days: Pick<SampleRows, 'product' | 'day'>,
  whole: boolean,
  notes: Note[],
): void {
  takeFlag(free, mapping);
  notes.push(...takeDrivers(whole ? [] : free, mapping, facts, days));
}

/** A column of few values that is named as a promotion. */
function takeFlag(free: readonly ColumnFacts[], mapping: Partial<Record<ColumnRole, number>>): void {
  const flag = free.find(
    (column) =>
      isNamed(column, 'promoted') &&
      column.distinct <= 12 &&
      column.filled > 0 &&
      // Words in every row are names of offers, or of products, and mark none of them.
      (column.filled < column.cells.length || column.cells.some((cell) => !Number.isNaN(flagOf(cell)))),
  );
  if (flag && mapping.promoted === undefined && !Object.values(mapping).includes(flag.index))
    mapping.promoted = flag.index;
}

/** The person's columns, by place or by header. @throws ReadError where a header is none of the file. */
function chosenMapping(headers: readonly string[], choices: ReadChoices): ColumnMapping {
  const mapping: Partial<Record<ColumnRole, number>> = { ...choices.mapping };
  for (const [role, header] of Object.entries(choices.columns ?? {}) as [ColumnRole, string][]) {
    const at = headers.indexOf(header);
    if (at < 0) throw new ReadError(`The column "${header}" chosen for ${role} does not exist.`);
    mapping[role] = at;
  }
  return mapping;
}

type BareSample = Omit<SampleRows, 'price'>;

/** What the figures of lines are, under the columns that the person chose. Heads and payments of orders price no product. */
function moneyOfLines(
  figures: readonly ColumnFacts[],
  facts: readonly ColumnFacts[],
  product: { readonly id: number | undefined; readonly name: number | undefined },
  sample: BareSample,
  chosen: ColumnMapping,
): MoneyPlan {
  const key = product.id ?? product.name;
  const rules = key === undefined ? [] : headRules(facts, { productId: key });
  const isLine = (_: unknown, row: number) =>
    !rules.some(({ column, isNotSold }) => isNotSold(facts[column]!.cells[row]!));
  const lines = {
    product: sample.product.filter(isLine),
    day: sample.day.filter(isLine),
  };
  const rows = lines.product.length;
  const columns = rows === sample.rows ? figures : figures.map((column) => rowsOf(column, isLine));
  const price = new Float64Array(rows).fill(NaN);
  return withChosen(understandMoney(columns, { ...lines, rows, price }), chosen);
}

/** With columns that the person chose, what was computed from others for the same role falls away. */
function withChosen(money: MoneyPlan, chosen: ColumnMapping): MoneyPlan {
  if (Object.keys(chosen).length === 0) return money;
  const isKept = (role: NumericRole) => chosen[role] === undefined || chosen[role] === money.roles[role];
  return { ...money, formulas: money.formulas.filter(({ role }) => isKept(role)) };
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
