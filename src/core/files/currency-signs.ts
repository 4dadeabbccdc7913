// The currency sign of a cell.

import type { OpenQuestion } from '../table/dataset.ts';
import type { Note } from './note.ts';
import type { ColumnFacts } from './column-facts.ts';

/** Whether the cells of a price carry different currency signs. */
export function currencySigns(column: ColumnFacts): boolean {
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

/** Says that a column of prices holds several currencies, and asks what to do. */
export function askForCurrency({ header }: ColumnFacts, notes: Note[], questions: OpenQuestion[]): void {
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
