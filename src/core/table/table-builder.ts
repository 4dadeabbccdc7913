// Rows of cells into columns of numbers: the one loop that every row of a file goes through.
//
// Nothing is kept per row but the columns: dates and products are numbers into dictionaries, cells that could not be
// read become findings with bounded memory.

import { plainPlan, type HelperName, type ReadPlan, type RowNumbers } from '../files/read-plan.ts';
import type { StatusRule } from '../files/status-column.ts';
import { soldOutReader } from '../files/stock-flag.ts';
import { endsAsTotal, flagOf, isTotalWord } from '../files/vocabulary.ts';
import { type ColumnMapping, type NumericRole, columns } from './columns.ts';
import type { ProductInfo } from './dataset.ts';
import { DateDictionary } from './date-dictionary.ts';
import { cellExample, type FindingCollector } from './findings.ts';
import { columnLike, type ColumnMemory, ownMemory } from './group-rows.ts';
import { keyText } from './key-text.ts';
import { type DecimalSeparator, NumberReader } from './numbers.ts';
import { OrderDiscounts } from './order-discounts.ts';
import { ProductDictionary } from './product-dictionary.ts';
import { RepeatedLines } from './repeated-lines.ts';
import { RowsWithoutData } from './rows-without-data.ts';

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

/** Why rows of a rule are left out. */
const whyLeft: Readonly<Record<StatusRule['leaves'], string>> = {
  'not sold': 'nothing was sold',
  marked: 'nothing was sold',
  planned: 'they are a plan or another period, not what was sold',
  totals: 'they add up other rows and would count twice',
  charges: 'they are money without units: a tax, a fee or a charge',
  heads: 'they name no product: the head or the payment of an order',
  stages: 'the same sale stands in the file again as a later document',
};

interface NumberColumn {
  readonly role: NumericRole | HelperName;
  readonly index: number;
  readonly reader: NumberReader;
  /** Reads words for a product that ran out as 1 and others as 0; null in a column of numbers. */
  readonly flag: ((cell: string) => number) | null;
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
  readonly #repeats: RepeatedLines | null;
  readonly #orderDiscounts: OrderDiscounts | null;
  #dayAbove = 0;
  #datedOrder = '';
  #datedOrderCode = 0;
  #lastStatus = '';
  #lastOrder = '';
  readonly #zeroPrices: number[] = [];
  readonly #headers: readonly string[];
  readonly #findings: FindingCollector;
  readonly #dateIndex: number;
  readonly #idIndex: number;
  readonly #dates = new DateDictionary();
  readonly #products: ProductDictionary;
  readonly #noData: RowsWithoutData;
  readonly #memory: ColumnMemory;
  #rowCount = 0;
  #fileRow: Uint32Array;
  #dateCode: Uint32Array;
  #product: Uint32Array;
  #lastDateText = '';
  #lastDateCode = 0;

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
    this.#repeats = plan.order === null ? null : new RepeatedLines();
    this.#headers = headers;
    this.#findings = findings;
    this.#products = new ProductDictionary(headers, plan, fileName, findings);
    this.#noData = new RowsWithoutData(headers, mapping.date!, findings);
    this.#dateIndex = mapping.date!;
    this.#idIndex = mapping.productId ?? mapping.productName ?? -1;
    this.#memory = memory;
    this.#fileRow = new Uint32Array(memory(4 * capacity));
    this.#dateCode = new Uint32Array(memory(4 * capacity));
    this.#product = new Uint32Array(memory(4 * capacity));
    this.numberColumns = mappedNumericRoles(mapping).map((role, i) => ({
      role,
      index: mapping[role]!,
      reader: new NumberReader(separators[i] ?? '.'),
      flag: role === 'soldOut' ? soldOutReader(headers[mapping[role]!]!) : null,
      values: new Float64Array(memory(8 * capacity)),
    }));
    const file =
      separators.filter((separator) => separator === ',').length * 2 > separators.length ? ',' : '.';
    this.#orderDiscounts = this.#discountsOfOrders(file);
    for (const [role, index] of Object.entries(plan.helpers) as [HelperName, number][])
      this.#helpers.push({
        role,
        index,
        reader: new NumberReader(file),
        flag: null,
        values: new Float64Array(0),
      });
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
    if (row.length !== width && !this.#noData.widthIsFine(row, fileRow)) return;
    this.#orderDiscounts?.see(row, this.#rowCount);
    const dateText = row[this.#dateIndex] ?? '';
    if (dateText !== this.#lastDateText) {
      this.#lastDateCode = this.#dates.codeOf(dateText);
      this.#lastDateText = dateText;
    }
    if (this.#plan.fillsDateDown) this.#dateAbove(row);
    if (this.#plan.order !== null) this.#dateOfOrder(row, this.#plan.order);
    if (this.#lastDateCode === 0) {
      if (this.#plan.fillsProductDown && this.#products.noteKey(row)) return;
      if (!this.#noData.hasDate(row, fileRow, this.#rowCount === 0)) return;
    }
    if (
      this.#dates.parsed[this.#lastDateCode] === null &&
      this.#noData.isNoData(row, fileRow, this.#rowCount === 0)
    )
      return;
    if (this.#noData.isBeyond(fileRow)) return;
    if (this.#plan.statuses.length > 0 && this.#isNotSold(row, fileRow)) return;
    if (this.#repeats !== null && this.#isRepeated(row, fileRow)) return;
    const product = this.#products.productOf(row, fileRow);
    if (product < 0) return;
    const at = this.#rowCount++;
    this.#fileRow[at] = fileRow;
    this.#dateCode[at] = this.#lastDateCode;
    this.#product[at] = product;
    for (const column of this.numberColumns) {
      const cell = row[column.index];
      if (column.flag !== null) {
        column.values[at] = column.flag(cell ?? '');
        continue;
      }
      let value = cell === undefined ? NaN : column.reader.read(cell);
      if (cell !== undefined && !(value > smallest && value < largest))
        value = this.#checked(column, value, cell, fileRow);
      column.values[at] = value;
    }
    if (this.#computed.length > 0) this.#compute(row, at);
  }

  /** The discounts of whole orders, where the plan has a column of them. */
  #discountsOfOrders(separator: DecimalSeparator): OrderDiscounts | null {
    const { order, orderDiscount } = this.#plan;
    if (order === null || orderDiscount === undefined) return null;
    const values = (role: NumericRole) =>
      (this.#computed.find((one) => one.role === role) ?? this.numberColumns.find((one) => one.role === role))
        ?.values;
    return new OrderDiscounts(order, orderDiscount, separator, values, (at) => this.#zeroPrices.push(at));
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
      // A price of 0 that another column stands in for is no gift.
      if (isPrice && isSound && this.#zeroPrices.at(-1) === at) this.#zeroPrices.pop();
      else if (isPrice && value === 0 && row.units > 0 && this.#zeroPrices.at(-1) !== at)
        this.#zeroPrices.push(at);
      if (one.role !== 'price') row[one.role] = one.values[at]!;
    }
  }

  /** `value`, or NaN with a finding where the cell holds none or none that its column may hold. */
  #checked(column: NumberColumn, value: number, cell: string, fileRow: number): number {
    const header = this.#headers[column.index]!;
    if (column.role === 'promoted' || column.role === 'event') {
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
        kind: leaves === 'totals' ? 'total-row' : 'not-sold',
        severity: 'repaired',
        found: leaves === 'marked' ? `Rows marked in "${header}"` : `Rows whose "${header}" says "${status}"`,
        done: `Left out, since ${whyLeft[leaves]}`,
      },
      fileRow,
      () => `Row ${fileRow}, column "${header}": "${status}"`,
    );
    return true;
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
    this.#orderDiscounts?.finish(n);
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
      products: this.#products.infos,
      numbers,
      zeroPrices: Uint32Array.from(this.#zeroPrices, (row) => this.#fileRow[row]!),
    };
  }
}
