// Rows of cells into columns of numbers: the one loop that every row of a file goes through.
//
// Nothing is kept per row but the columns: dates and products are numbers into dictionaries, cells that could not be
// read become findings with bounded memory.

import { plainPlan, type HelperName, type ReadPlan, type RowNumbers } from '../files/read-plan.ts';
import { currencySign } from '../files/currency-signs.ts';
import { sizeIn, sizedName } from '../files/size-column.ts';
import type { StatusRule } from '../files/status-column.ts';
import { endsAsTotal, flagOf, isTotalWord } from '../files/vocabulary.ts';
import { meaningsOf } from '../files/header-words.ts';
import { type ColumnMapping, type NumericRole, columns } from './columns.ts';
import type { ProductInfo } from './dataset.ts';
import { DateDictionary, ownCopy } from './dates.ts';
import { cellExample, type FindingCollector } from './findings.ts';
import { columnLike, type ColumnMemory, ownMemory } from './group-rows.ts';
import { type DecimalSeparator, NumberReader } from './numbers.ts';
import { RepeatedLines } from './repeated-lines.ts';

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
  /** File rows whose price is 0: given away where something sold. */
  readonly zeroPrices: Uint32Array;
}

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

/** A key or name as it is meant: `="00123"` of a spreadsheet is the text 00123. */
function keyText(cell: string): string {
  const text = cell.replace(/[\u200e\u200f\u202a-\u202e\ufeff]/g, '').trim();
  return text.startsWith('="') && text.endsWith('"') && text.length > 3 ? text.slice(2, -1) : text;
}

const cp1252Only = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const cp1252Codes = [
  0x80, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8e, 0x91, 0x92, 0x93, 0x94, 0x95,
  0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9e, 0x9f,
];

/** What a text said before its UTF-8 was read as Windows-1252 (`KÃ¼hl` is `Kühl`); null where it says what it means. */
function ungarbled(text: string): string | null {
  if (!/[ÂÃÄÅÐÑØÙàâãäåæçèé][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/.test(text)) return null;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const special = cp1252Only.indexOf(text[i]!);
    if (special >= 0) bytes[i] = cp1252Codes[special]!;
    else if (code < 256) bytes[i] = code;
    else return null;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface NumberColumn {
  readonly role: NumericRole | HelperName;
  readonly index: number;
  readonly reader: NumberReader;
  values: Float64Array;
}

const numericRoles = columns.filter((column) => column.kind === 'number').map((column) => column.role);

/** The numeric roles that a mapping fills, in the order of the column list. */
export function mappedNumericRoles(mapping: ColumnMapping): NumericRole[] {
  return numericRoles.filter((role) => mapping[role] !== undefined);
}

/** What no price, no units and no sum of money reaches: beyond it a number is a slip, and sums of it lose their meaning. */
const largest = 1e12;
const smallest = 1e-6;

export class TableBuilder {
  readonly numberColumns: readonly NumberColumn[];
  /** Columns that hold what formulas compute, and the numbers of the row they read. */
  readonly #computed: {
    readonly role: NumericRole;
    readonly compute: (row: Readonly<RowNumbers>) => number;
    readonly own: NumberColumn | null;
    values: Float64Array;
  }[] = [];
  readonly #row = {} as RowNumbers;
  readonly #helpers: NumberColumn[] = [];
  readonly #plan: ReadPlan;
  readonly #splits: readonly number[];
  readonly #repeats: RepeatedLines | null;
  #dayAbove = 0;
  #datedOrder = '';
  #datedOrderCode = 0;
  #lastStatus = '';
  #lastOrder = '';
  #keyAbove = '';
  #isBeyond = false;
  readonly #zeroPrices: number[] = [];
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
  /** Products by cells that are keys as they stand, so that a key is cleaned once and not in every row. */
  readonly #plainKeys = new Map<string, number>();
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
    plan: ReadPlan = plainPlan(mapping),
  ) {
    const capacity = Math.max(64, Math.ceil(expectedRows));
    this.#plan = plan;
    this.#splits = plan.splits;
    this.#repeats = plan.order === null ? null : new RepeatedLines();
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
    if (plan.formulas.length === 0) return;
    const file =
      separators.filter((separator) => separator === ',').length * 2 > separators.length ? ',' : '.';
    for (const [role, index] of Object.entries(plan.helpers) as [HelperName, number][])
      this.#helpers.push({ role, index, reader: new NumberReader(file), values: new Float64Array(0) });
    for (const { role, compute } of plan.formulas) {
      const own = this.numberColumns.find((column) => column.role === role) ?? null;
      const values = own ? own.values : new Float64Array(memory(8 * capacity));
      this.#computed.push({ role, compute, own, values });
    }
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  /** Takes rows of cells, of which the first stands in row `firstRow` of the file; all in that row where `isOne`. */
  addRows(rows: readonly string[][], firstRow: number, isOne = false): void {
    this.#reserve(this.#rowCount + rows.length);
    for (let r = 0; r < rows.length; r++) this.#addRow(rows[r]!, isOne ? firstRow : firstRow + r);
  }

  #addRow(row: string[], fileRow: number): void {
    const width = this.#headers.length;
    if (row.length !== width && !this.#widthIsFine(row, fileRow)) return;
    const dateText = row[this.#dateIndex] ?? '';
    if (dateText !== this.#lastDateText) {
      this.#lastDateCode = this.#dates.codeOf(dateText);
      this.#lastDateText = dateText;
    }
    if (this.#plan.fillsDateDown) this.#dateAbove(row);
    if (this.#plan.order !== null) this.#dateOfOrder(row, this.#plan.order);
    if (this.#lastDateCode === 0) {
      if (this.#plan.fillsProductDown && this.#noteKey(row)) return;
      if (!this.#hasDate(row, fileRow)) return;
    }
    if (this.#dates.parsed[this.#lastDateCode] === null && this.#isNoData(row, fileRow)) return;
    if (this.#isBeyond) {
      this.#findings.add(otherTable, fileRow, () => `Row ${fileRow} belongs to it`);
      return;
    }
    if (this.#plan.statuses.length > 0 && this.#isNotSold(row, fileRow)) return;
    if (this.#repeats !== null && this.#isRepeated(row, fileRow)) return;
    const product = this.#productOf(row, fileRow);
    if (product < 0) return;
    const at = this.#rowCount++;
    this.#fileRow[at] = fileRow;
    this.#dateCode[at] = this.#lastDateCode;
    this.#product[at] = product;
    for (const column of this.numberColumns) {
      const cell = row[column.index];
      let value = cell === undefined ? NaN : column.reader.read(cell);
      if (cell !== undefined && !(value > smallest && value < largest))
        value = this.#checked(column, value, cell, fileRow);
      column.values[at] = value;
    }
    if (this.#computed.length > 0) this.#compute(row, at);
  }

  /** A row of figures without a date is of the day above; a total is not. */
  #dateAbove(row: readonly string[]): void {
    if (this.#lastDateCode !== 0) this.#dayAbove = this.#lastDateCode;
    else if (
      !row.some((cell) => isTotalWord(cell) || endsAsTotal(cell)) &&
      keyText(row[this.#idIndex] ?? '') !== ''
    ) {
      this.#lastDateCode = this.#dayAbove;
      this.#lastDateText = '\u0000'; // the next row's date is looked up again
    }
  }

  /** A line without a date is of its order's day, which stands on the order's first line. */
  #dateOfOrder(row: readonly string[], order: number): void {
    const id = (row[order] ?? '').trim();
    if (this.#lastDateCode !== 0) {
      this.#datedOrder = id;
      this.#datedOrderCode = this.#lastDateCode;
      return;
    }
    if (id === '' || id !== this.#datedOrder) return;
    this.#lastDateCode = this.#datedOrderCode;
    this.#lastDateText = '\u0000'; // the next row's date is looked up again
  }

  #isRepeated(row: readonly string[], fileRow: number): boolean {
    const order = (row[this.#plan.order!] ?? '').trim();
    if (order === '' || !this.#repeats!.has(order, row)) return false;
    this.#findings.add(
      {
        kind: 'identical-row',
        severity: 'repaired',
        found: 'Identical lines of the same order in two parts of the file (overlapping exports)',
        done: 'Counted once',
      },
      fileRow,
      () => `Row ${fileRow} repeats a line of order "${order.slice(0, 40)}"`,
    );
    return true;
  }

  /** What the formulas make of the row's numbers. */
  #compute(cells: readonly string[], at: number): void {
    const row = this.#row;
    for (const column of this.numberColumns) row[column.role] = column.values[at]!;
    for (const helper of this.#helpers) row[helper.role] = helper.reader.read(cells[helper.index] ?? '');
    for (const one of this.#computed) {
      const value = one.compute(row);
      const isPrice = one.role === 'price';
      const isSound = Number.isFinite(value) && Math.abs(value) < largest && (!isPrice || value > smallest);
      one.values[at] = isSound ? value : NaN;
      if (one.role !== 'price') row[one.role] = one.values[at]!;
    }
  }

  /** `value`, or NaN with a finding where the cell holds none or none that its column may hold. */
  #checked(column: NumberColumn, value: number, cell: string, fileRow: number): number {
    const header = this.#headers[column.index]!;
    if (column.role === 'promoted') {
      const flag = flagOf(cell);
      if (!Number.isNaN(flag)) return flag;
      return Number.isNaN(value) ? 1 : value > 0 ? 1 : 0;
    }
    const mustBePositive =
      column.role === 'price' || column.role === 'competitorPrice' || column.role === 'regularPrice';
    if (Math.abs(value) >= largest || (mustBePositive && value > 0 && value <= smallest)) {
      this.#findings.add(
        {
          kind: 'beyond-sense',
          severity: 'attention',
          found: `Numbers in "${header}" beyond what it can hold`,
          done: 'Taken as missing',
        },
        fileRow,
        () =>
          cellExample(
            fileRow,
            header,
            mustBePositive
              ? 'a number between 0.000001 and 1,000,000,000,000'
              : 'a number below 1,000,000,000,000',
            cell.trim(),
          ),
      );
      return NaN;
    }
    if (value > 0) return value;
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
      if (column.role === 'price' && value === 0) this.#zeroPrices.push(this.#rowCount - 1);
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
    if (this.#isNoData(row, fileRow)) return false;
    const header = this.#headers[this.#dateIndex]!;
    this.#findings.add(
      { kind: 'missing-date', severity: 'attention', found: `No date in "${header}"`, done: 'Rows left out' },
      fileRow,
      () => cellExample(fileRow, header, 'a date', ''),
    );
    return false;
  }

  /** A row without a readable date that is the header again, a total, or the header of another table below. */
  #isNoData(row: readonly string[], fileRow: number): boolean {
    const plain = (cell: string | undefined) =>
      (cell ?? '')
        .replace(/[\u200e\u200f\ufeff]/g, '')
        .trim()
        .toLowerCase();
    const filled = row.filter((cell) => cell.trim() !== '');
    if (filled.length > 1 && row.every((cell, i) => plain(cell) === plain(this.#headers[i]))) {
      this.#isBeyond = false;
      this.#findings.add(
        { kind: 'repeated-header', severity: 'repaired', found: 'The header again', done: 'Rows left out' },
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
      if (this.#rowCount === 0) {
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

  /** Whether the row's status says that nothing was sold; a blank one is that of the order's first row. */
  #isNotSold(row: readonly string[], fileRow: number): boolean {
    return this.#plan.statuses.some((rule) => this.#endsSale(rule, row, fileRow));
  }

  #endsSale(
    { column, order, isNotSold, leaves }: StatusRule,
    row: readonly string[],
    fileRow: number,
  ): boolean {
    let status = (row[column] ?? '').trim();
    const id = order < 0 ? '' : (row[order] ?? '');
    if (order >= 0) {
      if (status === '' && id === this.#lastOrder) status = this.#lastStatus;
      this.#lastStatus = status;
      this.#lastOrder = id;
    }
    if (!isNotSold(status)) return false;
    const header = this.#headers[column]!;
    this.#findings.add(
      {
        kind: 'not-sold',
        severity: 'repaired',
        found: leaves === 'marked' ? `Rows marked in "${header}"` : `Rows whose "${header}" says "${status}"`,
        done:
          leaves === 'planned'
            ? 'Left out, since they are a plan or another period, not what was sold'
            : 'Left out, since nothing was sold',
      },
      fileRow,
      () => `Row ${fileRow}, column "${header}": "${status}"`,
    );
    return true;
  }

  /** Keeps the product that a row above its days names; whether the row holds nothing else. */
  #noteKey(row: readonly string[]): boolean {
    const key = keyText(row[this.#idIndex] ?? '');
    if (key === '' || isTotalWord(key)) return false;
    this.#keyAbove = key;
    return row.every((cell, column) => column === this.#idIndex || cell.trim() === '');
  }

  /** The row's product as an index, -1 where its key is blank. */
  #productOf(row: readonly string[], fileRow: number): number {
    if (this.#splits.length > 0 || this.#plan.splitsByCurrencySign) return this.#seriesOf(row, fileRow);
    if (this.#idIndex < 0) return this.#productFor(this.#onlyProduct, row);
    const cell = row[this.#idIndex] ?? '';
    if (cell === this.#lastKey && cell !== '' && this.#lastProduct >= 0) return this.#lastProduct;
    const plain = this.#plainKeys.get(cell);
    if (plain !== undefined) {
      this.#keyAbove = cell;
      this.#lastKey = cell;
      this.#lastProduct = plain;
      return plain;
    }
    const key = this.#keyIn(row, fileRow);
    if (key === '') return -1;
    this.#lastProduct = this.#productFor(key, row);
    this.#lastKey = cell;
    if (key === cell) this.#plainKeys.set(ownCopy(cell), this.#lastProduct);
    return this.#lastProduct;
  }

  /** The product's key as it is meant; '' with a finding where the row has none. */
  #keyIn(row: readonly string[], fileRow: number): string {
    let key = keyText(row[this.#idIndex] ?? '');
    if (key === '' && this.#plan.fillsProductDown) key = this.#keyAbove;
    if (key !== '') {
      const mended = ungarbled(key);
      if (mended !== null) {
        const garbled = key;
        this.#findings.add(
          {
            kind: 'garbled-name',
            severity: 'repaired',
            found: 'Names garbled by a wrong encoding (UTF-8 read as Windows-1252)',
            done: 'Read as they were meant',
          },
          fileRow,
          () => `Row ${fileRow}: "${garbled}" is "${mended}"`,
        );
        key = mended;
      }
      this.#keyAbove = key;
      return key;
    }
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
    return '';
  }

  /** A product in one of the values that split it: store, region, currency. */
  #seriesOf(row: readonly string[], fileRow: number): number {
    const key = this.#idIndex < 0 ? this.#onlyProduct : this.#keyIn(row, fileRow);
    if (key === '') return -1;
    const series: Record<string, string> = {};
    for (const column of this.#splits)
      series[this.#headers[column]!] = ownCopy((row[column] ?? '').trim() || '(blank)');
    if (this.#plan.splitsByCurrencySign)
      series.Currency = currencySign(row[this.#plan.mapping.price!] ?? '') || '(none)';
    const id = [key, ...Object.values(series)].join(' · ');
    return this.#products.get(id) ?? this.#addProduct(id, row, { key: ownCopy(key), series });
  }

  #productFor(key: string, row: readonly string[]): number {
    return this.#products.get(key) ?? this.#addProduct(ownCopy(key), row, null);
  }

  #addProduct(
    id: string,
    row: readonly string[],
    split: { readonly key: string; readonly series: Readonly<Record<string, string>> } | null,
  ): number {
    const given = this.#nameIndex < 0 ? '' : keyText(row[this.#nameIndex] ?? '');
    const name = this.#withSize(ungarbled(given) ?? given, row);
    const category = this.#categoryIndex < 0 ? '' : (row[this.#categoryIndex] ?? '').trim();
    const values = split ? Object.values(split.series).join(' · ') : '';
    this.#products.set(id, this.#productInfos.length);
    this.#productInfos.push({
      id,
      name: name === '' || name === split?.key ? id : split ? `${name} · ${values}` : ownCopy(name),
      category: category === '' ? null : ownCopy(category),
      ...(split ?? {}),
    });
    return this.#productInfos.length - 1;
  }

  /** A name with the size that the file has a column for. */
  #withSize(name: string, row: readonly string[]): string {
    const { size } = this.#plan;
    if (size === undefined || name === '') return name;
    const said = sizeIn(this.#headers[size]!, row[size] ?? '');
    return said === null ? name : sizedName(name, said);
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
    for (const one of this.#computed) one.values = one.own ? one.own.values : grown(one.values);
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
    for (const { role, own, values } of this.#computed) if (!own) numbers[role] = fitted(values);
    for (const column of this.numberColumns) {
      numbers[column.role as NumericRole] = fitted(column.values);
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
      zeroPrices: Uint32Array.from(this.#zeroPrices, (row) => this.#fileRow[row]!),
    };
  }
}
