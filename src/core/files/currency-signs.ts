// The currency sign of a cell.

import type { ColumnMapping } from '../table/columns.ts';
import type { OpenQuestion } from '../table/dataset.ts';
import type { Note } from './note.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { ReadPlan } from './read-plan.ts';

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
    /(?<![\p{L}])(?:CA|C|AU|A|NZ|HK|S|R|MX)\$|[$€£¥₹₽₩₺]|(?<![\p{L}])(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|HRK|RSD|CZK|HUF|RON|CAD|AUD|INR|BRL|MXN|CNY|zł|kn|kr|Kč|Ft|lei|TL)(?![\p{L}])/u.exec(
      cell.slice(0, 40),
    )?.[0] ?? ''
  );
}

/** What a file says of currencies: whether its prices have several, which it asks about, else the one that it names. */
export function currenciesOf(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  notes: Note[],
  questions: OpenQuestion[],
): Pick<ReadPlan, 'splitsByCurrencySign' | 'currency'> {
  const { date, price, sales } = mapping;
  if (date !== undefined && price !== undefined && currencySigns(facts[price]!)) {
    askForCurrency(facts[price]!, notes, questions);
    return { splitsByCurrencySign: true };
  }
  const money = [price, sales].flatMap((column) => (column === undefined ? [] : facts[column]!));
  const currency = currencyOfFile(money, facts);
  return { splitsByCurrencySign: false, ...(currency === null ? {} : { currency }) };
}

/**
 * The one currency that a file names: in the cells of its money, else in their headers, else in a column of codes; null
 * where it names none or several.
 */
function currencyOfFile(money: readonly ColumnFacts[], all: readonly ColumnFacts[]): string | null {
  const codes = all.filter(({ cells }) =>
    cells.every((cell) => cell === '' || (/^[A-Z]{3}$/.test(cell) && currencySign(cell) === cell)),
  );
  for (const texts of [
    money.flatMap(({ cells }) => cells),
    money.map(({ header }) => header),
    codes.flatMap(({ cells }) => cells),
  ]) {
    const named = new Set(texts.map(currencySign).filter((sign) => sign !== ''));
    if (named.size > 0) return named.size === 1 ? [...named][0]! : null;
  }
  return null;
}

const dollars = ['USD', 'CAD', 'AUD', 'NZD', 'HKD', 'SGD', 'MXN'];
/** What a sign may stand for, where that is not itself. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  $: dollars,
  CA$: ['CAD'],
  C$: ['CAD'],
  AU$: ['AUD'],
  A$: ['AUD'],
  NZ$: ['NZD'],
  HK$: ['HKD'],
  S$: ['SGD'],
  R$: ['BRL'],
  MX$: ['MXN'],
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
  '₹': ['INR'],
  '₺': ['TRY'],
  TL: ['TRY'],
  zł: ['PLN'],
  kn: ['HRK'],
  kr: ['SEK', 'NOK', 'DKK'],
  Kč: ['CZK'],
  Ft: ['HUF'],
  lei: ['RON'],
};

/** Whether two signs cannot mean the same currency. */
export function areOtherCurrencies(one: string, other: string): boolean {
  const meant = (sign: string) => meanings[sign] ?? [sign];
  return !meant(one).some((code) => meant(other).includes(code));
}

/** Says that a column of prices holds several currencies, and asks what to do. */
function askForCurrency({ header }: ColumnFacts, notes: Note[], questions: OpenQuestion[]): void {
  notes.push([
    'mixed-currencies',
    'attention',
    `"${header}" holds several currencies`,
    'Each currency is kept as a series of its own, since their prices cannot be mixed',
    `Some cells carry one sign, others another`,
  ]);
  questions.push({
    about: 'currency',
    message: `"${header}" holds several currencies: keep one currency's rows, or a file for each?`,
    choices: [{ label: 'A series for each currency', choices: {} }],
  });
}
