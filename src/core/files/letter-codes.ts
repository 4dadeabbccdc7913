// A letter or two that say what a row is: `S` for a sale and `R` for a return, `H` and `S` of a German ledger, `D` and `C`.
//
// Letters are no words: what they were read as is always said. A pair that is known leaves the rarer of its two out where it is the one that
// takes a sale back; of the two sides of a ledger the commoner one is the sale. Others count as sold.

import { formatCount } from '../text/format.ts';
import { type ColumnFacts, isNamed } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Note } from './note.ts';
import type { StatusRule } from './status-column.ts';

/** What sells and what takes it back. */
const pairs: readonly (readonly [sale: string, back: string])[] = [
  ['S', 'R'],
  ['SA', 'RE'],
  ['SA', 'RT'],
  ['SL', 'RT'],
  ['SAL', 'RET'],
  ['SLS', 'RTN'],
  ['V', 'R'],
  ['I', 'C'],
  ['I', 'R'],
  ['IN', 'CR'],
  ['INV', 'CRN'],
  ['INV', 'CM'],
  ['INV', 'CN'],
  ['SI', 'SC'],
  ['PSI', 'PSC'],
  ['RE', 'GU'],
  ['RE', 'GS'],
  ['RG', 'GS'],
  ['RG', 'GU'],
  ['FA', 'AV'],
];
/** The two sides of a ledger: which of them is the sale depends on the account. */
const sides: readonly (readonly [string, string])[] = [
  ['D', 'C'],
  ['DR', 'CR'],
  ['S', 'H'],
];

const kindWords =
  /^(?:type|typ|art|kind|ind|indicator|flag|kz|kennzeichen|kennz|drcr|crdr|debit|credit|soll|haben|(?:tran|trans|trx|doc|line|sale|beleg|vorgangs?|buchungs?|bewegungs?|satz)(?:type|typ|art|kz))$/u;

const speaksOfRows = (token: string) =>
  /^(?:tran|trans|transaction|trx|txn|tx|doc|document|record|row|movement|line|entry|sale|sales|order|beleg|vorgang|buchung|bewegung)$/u.test(
    token,
  );

/** Whether a header says of what kind rows are: `Tran Type`, `S/H`; the type of a room or a customer is none. */
const namesKind = ({ header }: ColumnFacts) => {
  const tokens = headerTokens(header);
  if (/^(?:s h|d c|c d|dr cr|cr dr)$/.test(tokens.join(' '))) return true;
  const isKind = (token: string) => kindWords.test(token);
  return tokens.some(isKind) && tokens.every((token) => isKind(token) || speaksOfRows(token));
};

interface Letters {
  readonly rules: StatusRule[];
  readonly notes: Note[];
}

/** `rules` and those by letters of columns that none of them reads, and what is to be said of the latter. */
export function letterRules(facts: readonly ColumnFacts[], rules: readonly StatusRule[]): Letters {
  const out: Letters = { rules: [...rules], notes: [] };
  for (const column of facts) {
    if (rules.some((rule) => rule.column === column.index) || !namesKind(column)) continue;
    if (column.distinct < 2 || column.distinct > 6 || column.filled < 0.98 * column.cells.length) continue;
    const counts = new Map<string, number>();
    for (const cell of column.cells) if (cell !== '') counts.set(cell, (counts.get(cell) ?? 0) + 1);
    const letters = [...counts.keys()];
    if (!letters.every((cell) => /^\p{Lu}{1,3}$/u.test(cell))) continue;
    const back = takesBack(counts);
    if (back === null) {
      // Letters of sizes, classes and units are no kinds of rows.
      if (isNamed(column, 'status') || headerTokens(column.header).length > 1)
        out.notes.push(unknown(column, letters));
      continue;
    }
    const carriesSign = column.cells.some(
      (cell, row) => cell === back && facts.some(({ numbers }) => numbers[row]! < 0),
    );
    if (carriesSign) continue;
    out.rules.push({
      column: column.index,
      order: -1,
      isNotSold: (cell) => cell.trim() === back,
      leaves: 'not sold',
    });
    const sale = letters.find((cell) => cell !== back)!;
    out.notes.push([
      'letters-of-rows',
      'attention',
      `"${column.header}" holds letters: "${sale}" and "${back}"`,
      `Rows of "${sale}" are read as sales, those of "${back}" as what came back; the latter are left out`,
      `${formatCount(counts.get(back)!)} of the first ${formatCount(column.cells.length)} rows; take those of "${sale}" out of the file where it is the other way round`,
    ]);
  }
  return out;
}

/** The letters of the rows that take a sale back, of two that are known and fewer of them than of the other; null where they are not. */
function takesBack(counts: ReadonlyMap<string, number>): string | null {
  if (counts.size !== 2) return null;
  const count = (cell: string) => counts.get(cell) ?? 0;
  const pair = pairs.find((two) => two.every((cell) => counts.has(cell)));
  if (pair) return count(pair[1]) < 0.5 * count(pair[0]) ? pair[1] : null;
  const ledger = sides.find((two) => two.every((cell) => counts.has(cell)));
  if (!ledger) return null;
  const [one, other] = ledger;
  if (Math.max(count(one), count(other)) < 2 * Math.min(count(one), count(other))) return null;
  return count(one) < count(other) ? one : other;
}

function unknown({ header, cells }: ColumnFacts, letters: readonly string[]): Note {
  const shown = letters.slice(0, 4).map((cell) => `"${cell}"`);
  return [
    'unknown-status',
    'attention',
    `"${header}" holds letters that say neither sold nor not sold: ${shown.join(', ')}${letters.length > 4 ? ` and ${letters.length - 4} more` : ''}`,
    'Their rows count as sold',
    `All of the first ${formatCount(cells.length)} rows; take those out of the file that are returns or no sales`,
  ];
}
