// Rows of cells into columns of numbers: the one loop that every row of a file goes through.
//
// Nothing is kept per row but the columns: dates and products are numbers into dictionaries, cells that could not be
// read become findings with bounded memory.

import { type ColumnMapping, type NumericRole, columns } from './columns.ts';
import type { ProductInfo } from './dataset.ts';
import { DateDictionary, ownCopy } from './dates.ts';
import { cellExample, type FindingCollector } from './findings.ts';
import { columnLike, type ColumnMemory, ownMemory } from './group-rows.ts';
import { type DecimalSeparator, NumberReader } from './numbers.ts';

/** The columns of a file before its dates are settled. */
export interface RawTable {
  readonly rowCount: number;
  /** Row number as a spreadsheet shows it; the header is row 1. [rows] */
  readonly fileRow: Uint32Array;
  /** Index into `dates`. [rows] */
  readonly dateCode: Uint32Array;
  readonly dates: DateDictionary;
  /** Index into `products`. [rows] */
  readonly product: Uint32Array;
  readonly products: readonly ProductInfo[];
  /** [rows] each */
  readonly numbers: Readonly<Partial<Record<NumericRole, Float64Array>>>;
}

interface NumberColumn {
  readonly role: NumericRole;
  readonly index: number;
  readonly reader: NumberReader;
  values: Float64Array;
}

const numericRoles = columns.filter((column) => column.kind === 'number').map((column) => column.role);

/** The numeric roles that a mapping fills, in the order of the column list. */
export function mappedNumericRoles(mapping: ColumnMapping): NumericRole[] {
  return numericRoles.filter((role) => mapping[role] !== undefined);
}

export class TableBuilder {
  readonly numberColumns: readonly NumberColumn[];
  readonly #headers: readonly string[];
  readonly #findings: FindingCollector;
  readonly #dateIndex: number;
  readonly #idIndex: number;
  readonly #nameIndex: number;
  readonly #categoryIndex: number;
  readonly #dates = new DateDictionary();
  readonly #products = new Map<string, number>();
  readonly #productInfos: ProductInfo[] = [];
  readonly #onlyProduct: string;
  readonly #memory: ColumnMemory;
  #rowCount = 0;
  #fileRow: Uint32Array;
  #dateCode: Uint32Array;
  #product: Uint32Array;
  #lastDateText = '';
  #lastDateCode = 0;
  #lastKey = '';
  #lastProduct = -1;

  /** `separators` are the decimal separators of `mappedNumericRoles(mapping)`; `expectedRows` saves growing. */
  constructor(
    headers: readonly string[],
    mapping: ColumnMapping,
    separators: readonly DecimalSeparator[],
    fileName: string,
    expectedRows: number,
    findings: FindingCollector,
    memory: ColumnMemory = ownMemory,
  ) {
    const capacity = Math.max(64, Math.ceil(expectedRows));
    this.#headers = headers;
    this.#findings = findings;
    this.#dateIndex = mapping.date!;
    this.#idIndex = mapping.productId ?? mapping.productName ?? -1;
    this.#nameIndex = mapping.productName ?? -1;
    this.#categoryIndex = mapping.category ?? -1;
    this.#onlyProduct = fileName.replace(/\.[^.]+$/, '') || fileName;
    this.#memory = memory;
    this.#fileRow = new Uint32Array(memory(4 * capacity));
    this.#dateCode = new Uint32Array(memory(4 * capacity));
    this.#product = new Uint32Array(memory(4 * capacity));
    this.numberColumns = mappedNumericRoles(mapping).map((role, i) => ({
      role,
      index: mapping[role]!,
      reader: new NumberReader(separators[i] ?? '.'),
      values: new Float64Array(memory(8 * capacity)),
    }));
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  /** Takes rows of cells, of which the first stands in row `firstRow` of the file. */
  addRows(rows: readonly string[][], firstRow: number): void {
    this.#reserve(this.#rowCount + rows.length);
    for (let r = 0; r < rows.length; r++) this.#addRow(rows[r]!, firstRow + r);
  }

  #addRow(row: string[], fileRow: number): void {
    const width = this.#headers.length;
    if (row.length !== width && !this.#widthIsFine(row, fileRow)) return;
    const dateText = row[this.#dateIndex] ?? '';
    if (dateText !== this.#lastDateText) {
      this.#lastDateCode = this.#dates.codeOf(dateText);
      this.#lastDateText = dateText;
    }
    if (this.#lastDateCode === 0 && !this.#hasDate(row, fileRow)) return;
    if (dateText === this.#headers[this.#dateIndex] && this.#repeatsHeader(row, fileRow)) return;
    const product = this.#productOf(row, fileRow);
    if (product < 0) return;
    const at = this.#rowCount++;
    this.#fileRow[at] = fileRow;
    this.#dateCode[at] = this.#lastDateCode;
    this.#product[at] = product;
    for (const column of this.numberColumns) {
      const cell = row[column.index];
      let value = cell === undefined ? NaN : column.reader.read(cell);
      if (cell !== undefined && !(value > 0)) value = this.#checked(column, value, cell, fileRow);
      column.values[at] = value;
    }
  }

  /** `value`, or NaN with a finding where the cell holds none or none that its column may hold. */
  #checked(column: NumberColumn, value: number, cell: string, fileRow: number): number {
    const header = this.#headers[column.index]!;
    const mustBePositive = column.role === 'price' || column.role === 'competitorPrice';
    const expected = mustBePositive ? 'a positive number' : 'a number';
    const example = () => cellExample(fileRow, header, expected, cell.trim());
    if (Number.isNaN(value)) {
      if (column.reader.problem === 'unreadable') {
        this.#findings.add(
          {
            kind: 'unreadable-number',
            severity: 'attention',
            found: `Unreadable numbers in "${header}"`,
            done: 'Taken as missing',
          },
          fileRow,
          example,
        );
      } else if (column.reader.problem === 'marked-missing') {
        this.#findings.add(
          {
            kind: 'marked-missing',
            severity: 'repaired',
            found: `Cells marked as missing in "${header}"`,
            done: 'Taken as missing',
          },
          fileRow,
          example,
        );
      }
      return NaN;
    }
    if (mustBePositive || (column.role === 'cost' && value < 0)) {
      this.#findings.add(
        {
          kind: 'price-not-positive',
          severity: 'repaired',
          found: value < 0 ? `Negative values in "${header}"` : `Zeros in "${header}"`,
          done: 'Taken as missing',
        },
        fileRow,
        example,
      );
      return NaN;
    }
    return value;
  }

  /** False for a blank line and for a row with more cells than the header, whose cells cannot be trusted. */
  #widthIsFine(row: readonly string[], fileRow: number): boolean {
    const width = this.#headers.length;
    if (row.every((cell) => cell.trim() === '')) return false;
    if (row.length > width && row.slice(width).some((cell) => cell.trim() !== '')) {
      this.#findings.add(
        {
          kind: 'too-many-cells',
          severity: 'attention',
          found: 'Rows with more cells than the header',
          done: 'Left out, since their cells may stand in the wrong columns',
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

  #hasDate(row: readonly string[], fileRow: number): boolean {
    if (row.every((cell) => cell.trim() === '')) return false;
    const header = this.#headers[this.#dateIndex]!;
    this.#findings.add(
      { kind: 'missing-date', severity: 'attention', found: `No date in "${header}"`, done: 'Rows left out' },
      fileRow,
      () => cellExample(fileRow, header, 'a date', ''),
    );
    return false;
  }

  #repeatsHeader(row: readonly string[], fileRow: number): boolean {
    if (!row.every((cell, i) => cell.trim() === this.#headers[i])) return false;
    this.#findings.add(
      { kind: 'repeated-header', severity: 'repaired', found: 'The header again', done: 'Rows left out' },
      fileRow,
      () => `Row ${fileRow} repeats the header`,
    );
    return true;
  }

  /** The row's product as an index, -1 where its key is blank. */
  #productOf(row: readonly string[], fileRow: number): number {
    if (this.#idIndex < 0) return this.#productFor(this.#onlyProduct, row);
    const cell = row[this.#idIndex] ?? '';
    if (cell === this.#lastKey && this.#lastProduct >= 0) return this.#lastProduct;
    const key = cell.trim();
    if (key === '') {
      const header = this.#headers[this.#idIndex]!;
      this.#findings.add(
        {
          kind: 'missing-product',
          severity: 'attention',
          found: `No product in "${header}"`,
          done: 'Rows left out',
        },
        fileRow,
        () => cellExample(fileRow, header, 'a product', ''),
      );
      return -1;
    }
    this.#lastProduct = this.#productFor(key, row);
    this.#lastKey = cell;
    return this.#lastProduct;
  }

  #productFor(key: string, row: readonly string[]): number {
    const known = this.#products.get(key);
    if (known !== undefined) return known;
    const id = ownCopy(key);
    const name = this.#nameIndex < 0 ? '' : (row[this.#nameIndex] ?? '').trim();
    const category = this.#categoryIndex < 0 ? '' : (row[this.#categoryIndex] ?? '').trim();
    this.#products.set(id, this.#productInfos.length);
    this.#productInfos.push({
      id,
      name: name === '' ? id : ownCopy(name),
      category: category === '' ? null : ownCopy(category),
    });
    return this.#productInfos.length - 1;
  }

  #reserve(rows: number): void {
    if (rows <= this.#fileRow.length) return;
    const capacity = Math.max(rows, Math.ceil(this.#fileRow.length * 1.5));
    const grown = <T extends Uint32Array | Float64Array>(column: T): T => {
      const longer = columnLike(column, capacity, this.#memory);
      longer.set(column);
      return longer;
    };
    this.#fileRow = grown(this.#fileRow);
    this.#dateCode = grown(this.#dateCode);
    this.#product = grown(this.#product);
    for (const column of this.numberColumns) column.values = grown(column.values);
  }

  /** The table, its columns cut to their length. The builder is not to be used afterwards. */
  finish(): RawTable {
    const n = this.#rowCount;
    // A view where little lies behind the rows, since a copy of every column would double the memory.
    const fitted = <T extends Uint32Array | Float64Array>(column: T): T => {
      const rows = column.subarray(0, n) as T;
      if (column.length - n <= 0.1 * n) return rows;
      const copy = columnLike(column, n, this.#memory);
      copy.set(rows);
      return copy;
    };
    const numbers: Partial<Record<NumericRole, Float64Array>> = {};
    for (const column of this.numberColumns) {
      numbers[column.role] = fitted(column.values);
      column.values = new Float64Array(0);
    }
    return {
      rowCount: n,
      fileRow: fitted(this.#fileRow),
      dateCode: fitted(this.#dateCode),
      dates: this.#dates,
      product: fitted(this.#product),
      products: this.#productInfos,
      numbers,
    };
  }
}
