// What was found and repaired, gathered with bounded memory: a count, the first few rows and one example per kind.

import type { Finding, FindingSeverity } from './dataset.ts';

/** How many file rows a finding names. */
const rowsKept = 5;

interface Gathered {
  readonly text: FindingText;
  count: number;
  /** The smallest row numbers so far, ascending. */
  readonly rows: number[];
  example: () => string;
}

/** What a finding says whatever its rows. */
export interface FindingText {
  readonly kind: string;
  readonly severity: FindingSeverity;
  readonly found: string;
  readonly done: string;
}

const severityOrder: readonly FindingSeverity[] = ['attention', 'repaired', 'info'];

export class FindingCollector {
  readonly #gathered = new Map<string, Gathered>();

  /**
   * Counts occurrences at a file row (0: none to name). `example` speaks of that row and is asked at the end, for
   * the first row only. Occurrences are told apart by kind and `found`, so a column's name belongs into `found`.
   */
  add(text: FindingText, row: number, example: () => string, count = 1): void {
    const key = `${text.kind}\n${text.found}`;
    let one = this.#gathered.get(key);
    if (!one) {
      one = { text, count: 0, rows: [], example };
      this.#gathered.set(key, one);
    }
    one.count += count;
    if (row <= 0) return;
    const { rows } = one;
    if (rows.length === rowsKept && row >= rows[rowsKept - 1]!) return;
    if (rows.includes(row)) return;
    if (rows.length === 0 || row < rows[0]!) one.example = example;
    rows.push(row);
    rows.sort((a, b) => a - b);
    if (rows.length > rowsKept) rows.pop();
  }

  /** All findings, in the order of `sorted`. */
  list(): Finding[] {
    return FindingCollector.sorted(
      [...this.#gathered.values()].map(({ text, count, rows, example }) => ({
        ...text,
        count,
        rows: [...rows],
        example: example(),
      })),
    );
  }

  /** The ones that want attention first, otherwise as they came. */
  static sorted(findings: readonly Finding[]): Finding[] {
    return [...findings].sort(
      (a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity),
    );
  }
}

const wholeNumber = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `1 day`, `2,000 days`: a count with its word. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${wholeNumber.format(count)} ${count === 1 ? one : many}`;
}

/** `Row 214, column "Product Price": expected a positive number, got "n/a"` */
export function cellExample(row: number, header: string, expected: string, got: string): string {
  const shown = got.length > 40 ? `${got.slice(0, 40)}…` : got;
  return `Row ${row}, column "${header}": expected ${expected}, got "${shown}"`;
}
