// Rows of a file that are no data: blank, too wide, totals, the header again, a second table below the first.

import { meaningsOf } from '../files/header-words.ts';
import { isRuled } from '../files/layout-parts.ts';
import { endsAsTotal, isTotalWord } from '../files/vocabulary.ts';
import { cellExample, type FindingCollector } from './findings.ts';

const totalRows = {
  kind: 'total-row',
  severity: 'repaired',
  found: 'Totals and subtotals',
  done: 'Rows left out',
} as const;

const otherTable = {
  kind: 'second-table',
  severity: 'attention',
  found: 'A second table below the first',
  done: 'Its rows are left out',
} as const;

/** Tells such rows, row after row: what stands below the header of a second table belongs to it. */
export class RowsWithoutData {
  readonly #headers: readonly string[];
  readonly #dateIndex: number;
  readonly #findings: FindingCollector;
  #isBeyond = false;

  constructor(headers: readonly string[], dateIndex: number, findings: FindingCollector) {
    this.#headers = headers;
    this.#dateIndex = dateIndex;
    this.#findings = findings;
  }

  /** Whether the row belongs to a second table. */
  isBeyond(fileRow: number): boolean {
    if (this.#isBeyond) this.#findings.add(otherTable, fileRow, () => `Row ${fileRow} belongs to it`);
    return this.#isBeyond;
  }

  /** False for a blank line and for a row with more cells than the header, whose cells cannot be trusted. */
  widthIsFine(row: readonly string[], fileRow: number): boolean {
    const width = this.#headers.length;
    if (row.every(isRuled)) return false;
    if (row.length > width && row.slice(width).some((cell) => cell.trim() !== '')) {
      this.#findings.add(
        {
          kind: 'too-many-cells',
          severity: 'attention',
          found: 'Rows with more cells than the header',
          done: 'Left out, since their cells may be in the wrong columns',
        },
        fileRow,
        () => `Row ${fileRow}: expected ${width} cells, got ${row.length}`,
      );
      return false;
    }
    if (row.length < width) {
      this.#findings.add(
        {
          kind: 'too-few-cells',
          severity: 'repaired',
          found: 'Rows with fewer cells than the header',
          done: 'The cells at the end are taken as blank',
        },
        fileRow,
        () => `Row ${fileRow}: expected ${width} cells, got ${row.length}`,
      );
    }
    return true;
  }

  hasDate(row: readonly string[], fileRow: number, isFirst: boolean): boolean {
    if (row.every((cell) => cell.trim() === '')) return false;
    if (this.isNoData(row, fileRow, isFirst)) return false;
    const header = this.#headers[this.#dateIndex]!;
    this.#findings.add(
      { kind: 'missing-date', severity: 'attention', found: `No date in "${header}"`, done: 'Rows left out' },
      fileRow,
      () => cellExample(fileRow, header, 'a date', ''),
    );
    return false;
  }

  /** A row without a readable date that is the header again, a total, or the header of another table below. */
  isNoData(row: readonly string[], fileRow: number, isFirst: boolean): boolean {
    const plain = (cell: string | undefined) =>
      (cell ?? '')
        .replace(/[\u200e\u200f\ufeff]/g, '')
        .trim()
        .toLowerCase();
    if (row.every(isRuled)) return true;
    const filled = row.filter((cell) => cell.trim() !== '');
    if (filled.length > 1 && row.every((cell, i) => plain(cell) === plain(this.#headers[i]))) {
      this.#isBeyond = false;
      this.#findings.add(
        {
          kind: 'repeated-header',
          severity: 'repaired',
          found: 'The header repeated',
          done: 'Rows left out',
        },
        fileRow,
        () => `Row ${fileRow} repeats the header`,
      );
      return true;
    }
    const total = row.find((cell) => isTotalWord(cell) || endsAsTotal(cell));
    if (total !== undefined) {
      this.#findings.add(totalRows, fileRow, () => `Row ${fileRow}: "${total.trim()}"`);
      return true;
    }
    const names = filled.filter((cell) => meaningsOf(cell)[0] !== undefined && !/\d/.test(cell)).length;
    if (filled.length >= 2 && names >= 2 && names >= filled.length / 2) {
      if (isFirst) {
        this.#findings.add(
          {
            kind: 'second-header-row',
            severity: 'info',
            found: 'A second row of names below the header',
            done: 'Left out',
          },
          fileRow,
          () => `Row ${fileRow}: ${filled.slice(0, 4).join(', ')}`,
        );
        return true;
      }
      this.#isBeyond = true;
      this.#findings.add(
        otherTable,
        fileRow,
        () => `Row ${fileRow} is its header: ${filled.slice(0, 4).join(', ')}`,
      );
      return true;
    }
    return false;
  }
}
