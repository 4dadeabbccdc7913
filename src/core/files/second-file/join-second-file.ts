// A second file joined to the histories of a sales file: by product, by what keeps series apart, and by day or period.
//
// What the sales file says itself stands; a second file fills what it leaves open. A cost, a regular price and a rival's
// price with one day hold from that day on, until the next; stock and promotions are of their day alone.

import type { Dataset, Finding, ProductHistory } from '../../table/dataset.ts';
import { decideDateOrder, parseDate, resolveDate } from '../../table/dates.ts';
import { counted } from '../../table/findings.ts';
import { decideSeparators, readNumber, SeparatorEvidence } from '../../table/numbers.ts';
import { ReadError } from '../../table/read-error.ts';
import type { CellTable } from '../read-cells.ts';
import { flagOf } from '../vocabulary.ts';
import {
  plainKey,
  type SecondFilePlan,
  type SecondRole,
  secondRoles,
  understandSecondFile,
} from './understand-second-file.ts';

/** What of a second file found its place. */
export interface SecondFileReport {
  readonly fileName: string;
  /** Header per role that was taken. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: number;
  /** Rows that reached at least one day of a product. */
  readonly usedRows: number;
  /** Rows that could not be read: their row in the file and why. */
  readonly problems: readonly { readonly row: number; readonly message: string }[];
  /** Products of the sales that the file speaks of, and those that it does not. */
  readonly matched: readonly string[];
  readonly withoutMatch: readonly string[];
  /** Products of the file that the sales do not have. */
  readonly unknown: readonly string[];
  /** Days per role that took a figure. */
  readonly days: Readonly<Partial<Record<SecondRole, number>>>;
  /** Headers that are not used. */
  readonly unused: readonly string[];
}

interface Entry {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly values: Readonly<Partial<Record<SecondRole, number>>>;
  readonly category: string;
  readonly name: string;
}

const always = Number.MAX_SAFE_INTEGER;
const heldOn: ReadonlySet<SecondRole> = new Set<SecondRole>(['cost', 'regularPrice', 'competitorPrice']);
const mostProblems = 20;

/**
 * The dataset with what the second file brings, and the report of what matched.
 *
 * @throws ReadError where the file has nothing to bring, or its dates can be read in two ways.
 */
export function joinSecondFile(
  dataset: Dataset,
  file: CellTable,
): { readonly dataset: Dataset; readonly report: SecondFileReport } {
  const plan = understandSecondFile(
    file,
    dataset.histories.map(({ product }) => product),
  );
  const problems: { row: number; message: string }[] = [];
  const byKey = entriesOf(file, plan, problems);
  const reached = new Set<number>();
  const days: Partial<Record<SecondRole, number>> = {};
  const matched: string[] = [];
  const withoutMatch: string[] = [];
  const known = new Set<string>();
  const histories = dataset.histories.map((history) => {
    const { product } = history;
    const names =
      plan.product === null ? [''] : [product.key ?? product.id, product.name.split(' · ')[0]!].map(plainKey);
    const series = Object.keys(plan.series).map((name) => plainKey(product.series?.[name] ?? ''));
    const key = names.map((name) => [name, ...series].join('\u0000')).find((one) => byKey.has(one));
    if (key !== undefined) known.add(key);
    const entries = key === undefined ? [] : byKey.get(key)!;
    if (entries.length === 0) {
      withoutMatch.push(product.id);
      return history;
    }
    matched.push(product.id);
    return withEntries(history, entries, plan, reached, days);
  });
  const unknown = [...byKey.keys()]
    .filter((key) => !known.has(key))
    .map((key) => key.split('\u0000').join(' · '));
  const header = (column: number | null | undefined) => (column == null ? '' : file.headers[column]!);
  const columns: Record<string, string> = {};
  if (plan.product !== null) columns.product = header(plan.product);
  for (const [name, column] of Object.entries(plan.series)) columns[name] = header(column);
  if (plan.from !== null) columns.from = header(plan.from);
  if (plan.to !== null) columns.to = header(plan.to);
  for (const role of secondRoles)
    if (plan.values[role] !== undefined)
      columns[role] = plan.values[role] === null ? 'every row is a promotion' : header(plan.values[role]);
  if (plan.category !== null) columns.category = header(plan.category);
  if (plan.name !== null) columns.productName = header(plan.name);
  const report: SecondFileReport = {
    fileName: file.fileName,
    columns,
    rows: file.rows.length,
    usedRows: reached.size,
    problems: problems.slice(0, mostProblems),
    matched,
    withoutMatch,
    unknown,
    days,
    unused: plan.unused,
  };
  return {
    dataset: { ...dataset, histories, findings: [findingOf(report), ...dataset.findings] },
    report,
  };
}

/** The file's rows by product and series, in the order of their days. */
function entriesOf(
  file: CellTable,
  plan: SecondFilePlan,
  problems: { row: number; message: string }[],
): Map<string, Entry[]> {
  const roles = secondRoles.filter((role) => typeof plan.values[role] === 'number' && role !== 'promoted');
  const { file: separator } = decideSeparators(
    roles.map((role) => {
      const evidence = new SeparatorEvidence();
      for (const { cells } of file.rows) evidence.add(cells[plan.values[role]!] ?? '');
      return evidence;
    }),
    file.delimiter,
  );
  const dayOf = dayReader(file, plan);
  const byKey = new Map<string, Entry[]>();
  for (const { cells, fileRow } of file.rows) {
    const cell = (column: number | null | undefined) => (column == null ? '' : (cells[column] ?? '').trim());
    const product = plan.product === null ? '' : plainKey(cell(plan.product));
    if (plan.product !== null && product === '') continue;
    const say = (column: number, expected: string) =>
      problems.push({
        row: fileRow,
        message: `Row ${fileRow}, column "${file.headers[column]!}": expected ${expected}, got "${cell(column).slice(0, 40)}"`,
      });
    const from = plan.from === null ? -always : dayOf(cell(plan.from));
    const to = plan.to === null || cell(plan.to) === '' ? null : dayOf(cell(plan.to));
    if (from === null) {
      say(plan.from!, 'a date such as 2025-01-31');
      continue;
    }
    const values: Partial<Record<SecondRole, number>> = {};
    for (const role of roles) {
      const value = readNumber(cell(plan.values[role]), separator);
      if (typeof value === 'number' && (value > 0 || role === 'inventory')) values[role] = value;
      else if (value !== 'blank' && value !== 'marked-missing') say(plan.values[role]!, 'a number above 0');
    }
    if (plan.values.promoted !== undefined) {
      const flag = plan.values.promoted === null ? 1 : flagOf(cell(plan.values.promoted));
      values.promoted = Number.isNaN(flag) ? 1 : flag;
    }
    const key = [product, ...Object.values(plan.series).map((column) => plainKey(cell(column)))].join(
      '\u0000',
    );
    const entry: Entry = {
      row: fileRow,
      from,
      to: to ?? (plan.from === null ? always : plan.to === null ? from : always),
      values,
      category: cell(plan.category),
      name: cell(plan.name),
    };
    const known = byKey.get(key);
    if (known) known.push(entry);
    else byKey.set(key, [entry]);
  }
  for (const entries of byKey.values()) entries.sort((a, b) => a.from - b.from || a.row - b.row);
  return byKey;
}

/** @throws ReadError where day and month could be either. */
function dayReader(file: CellTable, { from, to }: SecondFilePlan): (cell: string) => number | null {
  const texts = [from, to].flatMap((column) =>
    column === null ? [] : file.rows.map(({ cells }) => (cells[column] ?? '').trim()),
  );
  const verdict = decideDateOrder(texts.map((text) => ({ text, parsed: parseDate(text) })));
  if (verdict.ambiguous !== null)
    throw new ReadError(
      `Dates of "${file.fileName}" such as "${verdict.ambiguous}" can be read with the day or with the month first; write them as 2025-01-31.`,
    );
  const reading = {
    order: verdict.order,
    partsAreWeeks: verdict.partsAreWeeks,
    partsAreDays: verdict.partsAreDays,
  };
  return (cell) => {
    const parsed = parseDate(cell);
    return parsed && resolveDate(parsed, reading);
  };
}

/** A history with what the entries say of its days where it says nothing itself. */
function withEntries(
  history: ProductHistory,
  entries: readonly Entry[],
  plan: SecondFilePlan,
  reached: Set<number>,
  counts: Partial<Record<SecondRole, number>>,
): ProductHistory {
  const { days, daysPerRow } = history;
  const n = days.length;
  const filledIn = (role: SecondRole, own: ArrayLike<number> | null | undefined): Float64Array | null => {
    if (plan.values[role] === undefined) return null;
    const out = Float64Array.from({ length: n }, (_, t) => own?.[t] ?? NaN);
    const since = new Float64Array(n).fill(NaN);
    const holds = heldOn.has(role) && plan.from !== null && plan.to === null;
    let filled = 0;
    entries.forEach(({ from, to, values, row }, e) => {
      const value = values[role];
      if (value === undefined) return;
      const next = holds ? nextFrom(entries, e, role) : always;
      for (let t = 0; t < n; t++) {
        const day = days[t]!;
        // A row of the sales that stands for a week takes what falls into it.
        const isCovered = holds ? day >= from && day < next : day + daysPerRow > from && day <= to;
        if (!isCovered) continue;
        reached.add(row);
        if (own && !Number.isNaN(own[t]!)) continue;
        // Several rivals on a day: the lowest price is the one that customers see first.
        if (role === 'competitorPrice' && since[t] === from && out[t]! < value) continue;
        if (Number.isNaN(out[t]!)) filled++;
        out[t] = value;
        since[t] = from;
      }
    });
    counts[role] = (counts[role] ?? 0) + filled;
    return filled > 0 ? out : null;
  };
  const cost = filledIn('cost', history.cost);
  const inventory = filledIn('inventory', history.inventory);
  const promoted = filledIn('promoted', history.promoted);
  const category = entries.find((entry) => entry.category !== '')?.category;
  const name = entries.find((entry) => entry.name !== '')?.name;
  if (category !== undefined || name !== undefined) for (const { row } of entries) reached.add(row);
  const { product } = history;
  const split = product.series ? ` · ${Object.values(product.series).join(' · ')}` : '';
  return {
    ...history,
    product: {
      ...product,
      category: product.category ?? category ?? null,
      name: name !== undefined && product.name === product.id ? `${name}${split}` : product.name,
    },
    cost: cost ?? history.cost,
    unitCost:
      history.cost === null && cost
        ? (cost.findLast((value) => value > 0) ?? history.unitCost)
        : history.unitCost,
    inventory: inventory ?? history.inventory,
    soldOut: inventory ? soldOutDays(inventory) : (history.soldOut ?? null),
    competitorPrice: filledIn('competitorPrice', history.competitorPrice) ?? history.competitorPrice,
    regularPrice: filledIn('regularPrice', history.regularPrice) ?? history.regularPrice ?? null,
    promoted: promoted
      ? Uint8Array.from(promoted, (value) => (value > 0 ? 1 : 0))
      : (history.promoted ?? null),
  };
}

/** The day from which the next figure of the role holds. */
function nextFrom(entries: readonly Entry[], at: number, role: SecondRole): number {
  const { from } = entries[at]!;
  return (
    entries.slice(at + 1).find((entry) => entry.values[role] !== undefined && entry.from > from)?.from ??
    always
  );
}

function soldOutDays(inventory: Float64Array): Uint8Array | null {
  const out = Uint8Array.from(inventory, (value) => (value <= 0 ? 1 : 0));
  return out.includes(1) && inventory.some((value) => value > 0) ? out : null;
}

const roleWords: Readonly<Record<SecondRole, string>> = {
  cost: 'costs',
  inventory: 'stock',
  competitorPrice: "rivals' prices",
  regularPrice: 'regular prices',
  promoted: 'promotions',
};

/** What matched and what did not, as a line of the findings. */
function findingOf(report: SecondFileReport): Finding {
  const { fileName, matched, withoutMatch, unknown, problems, rows, usedRows, days } = report;
  const brought = secondRoles.flatMap((role) =>
    (days[role] ?? 0) > 0 ? [`${roleWords[role]} for ${counted(days[role]!, 'day')}`] : [],
  );
  if (report.columns.category) brought.push('categories');
  if (report.columns.productName) brought.push('names');
  const rest = [
    withoutMatch.length > 0 ? `nothing for ${quoted(withoutMatch)}` : '',
    unknown.length > 0 ? `no sales of ${quoted(unknown)}` : '',
    problems.length > 0 ? problems[0]!.message : '',
  ].filter((words) => words !== '');
  return {
    kind: 'second-file',
    severity: rest.length > 0 || usedRows === 0 ? 'attention' : 'info',
    found: `"${fileName}" was joined: ${usedRows} of ${counted(rows, 'row')} found a day of ${matched.length} of ${counted(matched.length + withoutMatch.length, 'product')}`,
    done: brought.length > 0 ? `It brings ${brought.join(', ')}` : 'It brings nothing',
    count: usedRows,
    rows: problems.slice(0, 5).map(({ row }) => row),
    example: rest.length > 0 ? rest.join('; ') : 'Every product is in it',
  };
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `"${name}"`);
  return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : shown.join(', ');
}
