// Columns that say of a row that nothing was sold after all: a status, a mark such as `is_cancelled`, the time of a
// cancellation.
//
// A status is known by its name or by what its cells say: "State" of Paid and Voided is one, "State" of Texas is not.

import { median } from '../statistics/summary.ts';
import { parseDate } from '../table/dates.ts';
import { formatCount } from '../text/format.ts';
import { type ColumnFacts, isNamed, rankAs } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Note } from './note.ts';
import {
  flagOf,
  hasHappened,
  isOtherDocument,
  isPlanned,
  isPurchaseEvent,
  isTakenBack,
  isVisitEvent,
  isWon,
  saysNotSold,
  saysSold,
  stageOf,
} from './vocabulary.ts';

export interface StatusRule {
  readonly column: number;
  /** The column of the order, by which a blank status is that of the order's first row; -1 without one. */
  readonly order: number;
  readonly isNotSold: (cell: string) => boolean;
  /** What a row is that the rule leaves out. `marked`: what stands there differs from row to row. */
  readonly leaves: 'not sold' | 'marked' | 'planned' | 'totals' | 'charges' | 'heads' | 'stages';
}

const cancelWords =
  /^(?:cancel|void|storn|annul|anul|refunded$|returned$|erstattet|retourn|rembours|reembols|rimbors|anulowan)/;

/** Whether a header speaks of a cancellation: `is_cancelled`, `Storniert`, `Cancelled at`. */
const speaksOfCancelling = (column: ColumnFacts) =>
  headerTokens(column.header).some((token) => cancelWords.test(token)) ||
  /キャンセル|取消/.test(column.header);

const cameBack =
  /^(?:returned|returns?|refunded|retouren?|retour|retournees?|retournier\p{L}*|geretourneerd|devuelt[oa]s?|devolvid[oa]s?|resi|zwroty?|zwrocon\p{L}*)$/u;
const counted =
  /^(?:qty|quantity|quantities|units?|pieces|pcs|items|copies|tickets|seats|nights|bottles|cases|packs|exemplare|exemplaires|ejemplares|menge|anzahl|stuck|stk|qte|quantites?|cantidad|unidades|quantidade|quantita|pezzi|aantal|ilosc)$/u;

const wasCancelled = /^(?:cancel|void|storn|annul|anul)/;

/** Whether a header counts what was cancelled before it was sold: `qty_canceled`, `Cancelled Units`. */
export function countsCancelled(header: string): boolean {
  const tokens = headerTokens(header);
  return tokens.some((token) => wasCancelled.test(token)) && tokens.some((token) => counted.test(token));
}

/** Whether a header counts what came back: `Refunded Qty`, `Returned quantity`. */
export function countsReturns(header: string): boolean {
  const tokens = headerTokens(header);
  return tokens.some((token) => cameBack.test(token)) && tokens.some((token) => counted.test(token));
}

/** From so many units a row on it is no line of an order, so that a 1 under `Returned` counts a piece and marks no row. */
const manyUnits = 5;

/** Whether a column of 0 and 1 under `Returned` or `Retouren` counts pieces: its rows hold many units each. */
export function countsFewReturns(column: ColumnFacts, facts: readonly ColumnFacts[]): boolean {
  const tokens = headerTokens(column.header);
  if (tokens.length === 0 || !tokens.every((token) => cameBack.test(token))) return false;
  if (!column.cells.every((cell) => cell === '' || /^\d$/.test(cell))) return false;
  const units = facts.find((one) => one !== column && isNamed(one, 'units') && one.numeric > 0.9);
  return units !== undefined && median(units.numbers.filter((value) => value > 0)) >= manyUnits;
}

/** Whether a header asks whether a row is a return: `IsReturn`, `return_flag`, `Is Refund`. */
const asksForReturn = ({ header }: ColumnFacts) =>
  /^(?:is (?:a )?(?:returns?|refund|returned|void|cancellation)|(?:return|refund|void) (?:flag|ind|indicator|yn)|isreturn|isrefund)$/.test(
    headerTokens(header).join(' '),
  );

/** Whether a header says why, or by whom, a sale was ended: `Void Reason`, `Cancelled by`. */
const saysWhy = ({ header }: ColumnFacts) =>
  headerTokens(header).some((token) =>
    /^(?:reason|by|grund|motif|raison|motivo|reden|powod|user)$/.test(token),
  );

/** A mark rather than a no. */
const hasMark = (cell: string) => cell !== '' && flagOf(cell) !== 0;

const hasReason = (cell: string) =>
  /\p{L}{2}/u.test(cell) && !/^(?:none|null|nan|n\/a|no|false)$/i.test(cell);

/** Whether a column marks a few rows as orders made to try the shop out: `Test`, `is_test`. A half of all rows is an experiment. */
function marksTests(column: ColumnFacts): boolean {
  const tokens = headerTokens(column.header).filter((token) => token !== 'is' && token !== 'order');
  if (tokens.length !== 1 || !/^(?:test|tests|testorder|testbestellung|istest|demo)$/.test(tokens[0]!))
    return false;
  const marked = column.cells.filter((cell) => flagOf(cell) === 1).length;
  return marked < 0.25 * column.cells.length;
}

/** The rules of a file by its columns; `order` is the column of the order, -1 without one. */
export function statusRules(facts: readonly ColumnFacts[], order: number): StatusRule[] {
  const rules: StatusRule[] = [];
  const status = statusColumn(facts);
  if (status) {
    const signed = takenOffBySign(status, facts);
    rules.push({
      column: status.index,
      order,
      // Of quotes that are won or lost, those still open or talked about are no sales either.
      isNotSold: status.cells.some(isWon)
        ? (cell) => cell !== '' && !isWon(cell)
        : (cell) => saysNotSold(cell) && !signed.has(cell),
      leaves: 'not sold',
    });
  }
  rules.push(
    ...scenarioRules(facts),
    ...visitRules(facts),
    ...documentRules(facts, status),
    ...stageRules(facts),
  );
  for (const column of facts) {
    if (column === status || column.filled === 0) continue;
    const speaks = speaksOfCancelling(column) || asksForReturn(column);
    const counts =
      countsReturns(column.header) || countsCancelled(column.header) || countsFewReturns(column, facts);
    if ((!speaks || counts) && !marksTests(column)) continue;
    const filled = column.cells.filter((cell) => cell !== '');
    // `V` or a stroke on the rows of a cancellation alone marks them as well as a yes does.
    const isMark =
      column.distinct === 1 &&
      column.filled < 0.5 * column.cells.length &&
      column.numeric === 0 &&
      column.dated === 0;
    if (
      (saysWhy(column) || isMark) &&
      column.filled < 0.5 * column.cells.length &&
      (!isMark || filled.every(hasMark))
    )
      rules.push({
        column: column.index,
        order: -1,
        isNotSold: isMark ? hasMark : hasReason,
        leaves: 'marked',
      });
    else if (column.distinct <= 3 && filled.every((cell) => !Number.isNaN(flagOf(cell))))
      rules.push({
        column: column.index,
        order: -1,
        isNotSold: (cell) => flagOf(cell) === 1,
        leaves: 'marked',
      });
    else if (
      column.filled < 0.6 * column.cells.length &&
      !headerTokens(column.header).includes('refunded') &&
      filled.every((cell) => parseDate(cell) !== null)
    )
      rules.push({
        column: column.index,
        order: -1,
        isNotSold: (cell) => parseDate(cell) !== null,
        leaves: 'marked',
      });
  }
  return rules;
}

/** The words of refunds whose rows take their units off by themselves: all are below zero, where units sold are above. */
function takenOffBySign(status: ColumnFacts, facts: readonly ColumnFacts[]): ReadonlySet<string> {
  const units = facts.find((column) => isNamed(column, 'units') && column.numeric > 0.9);
  if (!units) return new Set();
  const rowsOf = (isOne: (cell: string) => boolean) =>
    units.numbers.filter((value, row) => value !== 0 && isOne(status.cells[row]!));
  const isAbove = rowsOf((cell) => !saysNotSold(cell)).every((value) => !(value < 0));
  if (!isAbove) return new Set();
  return new Set(
    different(status).filter((word) => {
      const rows = saysNotSold(word) ? rowsOf((cell) => cell === word) : new Float64Array();
      return rows.length > 0 && rows.every((value) => value < 0);
    }),
  );
}

const different = (column: ColumnFacts) => [...new Set(column.cells)].filter((cell) => cell !== '');

/** Rows of a budget or a forecast beside rows of what happened. */
function scenarioRules(facts: readonly ColumnFacts[]): StatusRule[] {
  return facts.flatMap((column): StatusRule[] => {
    if (column.distinct < 2 || column.distinct > 8) return [];
    const words = different(column);
    if (!words.some(isPlanned) || !words.some(hasHappened)) return [];
    if (!words.every((word) => isPlanned(word) || hasHappened(word))) return [];
    return [{ column: column.index, order: -1, isNotSold: isPlanned, leaves: 'planned' }];
  });
}

/** What visitors looked at or laid into their cart beside what they bought. */
function visitRules(facts: readonly ColumnFacts[]): StatusRule[] {
  return facts.flatMap((column): StatusRule[] => {
    if (column.distinct < 2 || column.distinct > 15) return [];
    const words = different(column);
    if (!words.some(isVisitEvent) || !words.some(isPurchaseEvent)) return [];
    if (!words.every((word) => isVisitEvent(word) || isPurchaseEvent(word) || saysNotSold(word))) return [];
    return [{ column: column.index, order: -1, isNotSold: isVisitEvent, leaves: 'not sold' }];
  });
}

/** Quotes, purchases, transfers and credit notes among the documents of sales. */
function documentRules(facts: readonly ColumnFacts[], status: ColumnFacts | null): StatusRule[] {
  return facts.flatMap((column): StatusRule[] => {
    if (column.distinct < 2 || column.distinct > 25 || column.numeric > 0.5) return [];
    const words = different(column);
    const isNoSale = (cell: string) => isOtherDocument(cell) || isTakenBack(cell);
    const isSale = (cell: string) => !isNoSale(cell) && saysSold(cell);
    if (!words.some(isNoSale) || !words.some(isSale)) return [];
    const isKnown = words.every(
      (word) => isNoSale(word) || isSale(word) || saysNotSold(word) || stageOf(word) > 0,
    );
    if (!isKnown && column !== status) return [];
    // Credit notes with a sign take their units off by themselves.
    const carriesSign = column.cells.some(
      (cell, row) => isTakenBack(cell) && facts.some(({ numbers }) => numbers[row]! < 0),
    );
    const leaves = (cell: string) => isOtherDocument(cell) || (isTakenBack(cell) && !carriesSign);
    return [{ column: column.index, order: -1, isNotSold: leaves, leaves: 'not sold' }];
  });
}

/**
 * Orders and delivery notes beside the invoices of the same sales: the last of these documents counts. Of an earlier one so many
 * lines must stand in it once more, the same but for date and number; orders that are not billed yet would be lost otherwise.
 */
function stageRules(facts: readonly ColumnFacts[]): StatusRule[] {
  return facts.flatMap((column): StatusRule[] => {
    if (column.distinct < 2 || column.distinct > 25 || column.numeric > 0.5) return [];
    const words = different(column);
    const last = Math.max(...words.map(stageOf));
    const earlier = words.filter((word) => stageOf(word) > 0 && stageOf(word) < last);
    if (earlier.length === 0) return [];
    const own = facts.filter((one) => one !== column && one.dated < 0.5 && one.distinct < 0.3 * one.filled);
    const lineOf = (row: number) => own.map(({ cells }) => cells[row]!).join('\u0000');
    const billed = new Map<string, number>();
    column.cells.forEach((cell, row) => {
      if (stageOf(cell) === last) billed.set(lineOf(row), (billed.get(lineOf(row)) ?? 0) + 1);
    });
    const isRepeated = (word: string) => {
      const left = new Map(billed);
      let asked = 0;
      let found = 0;
      column.cells.forEach((cell, row) => {
        if (cell !== word) return;
        asked++;
        const rows = left.get(lineOf(row)) ?? 0;
        if (rows === 0) return;
        found++;
        left.set(lineOf(row), rows - 1);
      });
      return found >= 5 && found > 0.5 * asked;
    };
    const repeated = new Set(earlier.filter(isRepeated));
    if (repeated.size === 0) return [];
    return [{ column: column.index, order: -1, isNotSold: (cell) => repeated.has(cell), leaves: 'stages' }];
  });
}

/** What is said of a column of statuses whose words are not all known: their rows count as sold. */
export function unknownStatuses(facts: readonly ColumnFacts[], rules: readonly StatusRule[]): Note[] {
  return rules.flatMap(({ column: index, order, leaves }): Note[] => {
    const column = facts[index]!;
    const rank = rankAs(column, 'status');
    if (leaves !== 'not sold' || rank === Infinity || (rank >= 2000 && order < 0)) return [];
    const words = different(column);
    const unknown = words.filter(
      (word) =>
        !saysSold(word) &&
        !saysNotSold(word) &&
        !isOtherDocument(word) &&
        !isVisitEvent(word) &&
        !isTakenBack(word) &&
        stageOf(word) === 0,
    );
    if (words.length < 2 || words.length > 15 || unknown.length === 0) return [];
    const shown = unknown.slice(0, 4).map((word) => `"${word.slice(0, 40)}"`);
    const rows = column.cells.filter((cell) => unknown.includes(cell)).length;
    return [
      [
        'unknown-status',
        'attention',
        `"${column.header}" holds words that say neither sold nor not sold: ${shown.join(', ')}${unknown.length > 4 ? ` and ${unknown.length - 4} more` : ''}`,
        'Their rows count as sold',
        `${formatCount(rows)} of the first ${formatCount(column.cells.length)} rows; take those out of the file where nothing was sold after all`,
      ],
    ];
  });
}

function statusColumn(facts: readonly ColumnFacts[]): ColumnFacts | null {
  const words = facts.filter(
    (column) => column.filled > 0 && column.distinct <= 40 && column.numeric < 0.5 && !isFlags(column),
  );
  const named = words.filter((column) => rankAs(column, 'status') < Infinity);
  return (
    named.find((column) => column.cells.some(saysNotSold)) ??
    words.find((column) => !isNamed(column, 'customer') && holdsStatuses(column)) ??
    named[0] ??
    // Its first rows say nothing else, but a return may stand further down.
    words.find(
      (column) =>
        column.filled === column.cells.length && column.filled >= 50 && column.cells.every(saysSold),
    ) ??
    null
  );
}

const isFlags = (column: ColumnFacts) =>
  column.distinct <= 3 && column.cells.every((cell) => cell === '' || !Number.isNaN(flagOf(cell)));

/** Whether every cell is a word of a status, and some say that nothing was sold. */
function holdsStatuses(column: ColumnFacts): boolean {
  const different = new Set(column.cells);
  return (
    different.size >= 2 &&
    different.size <= 15 &&
    column.cells.some(saysNotSold) &&
    [...different].every((cell) => cell === '' || saysNotSold(cell) || saysSold(cell))
  );
}
