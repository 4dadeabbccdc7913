// The discount of an order while its rows go by: known for all its lines once the order is over, and then taken off each of
// them by what it costs.

import type { OrderDiscount } from '../files/read-plan.ts';
import type { NumericRole } from './columns.ts';
import { type DecimalSeparator, NumberReader } from './numbers.ts';

/** The columns of a table that is being read; they may be others after every row. */
export type ColumnsSoFar = (role: NumericRole) => Float64Array | undefined;

export class OrderDiscounts {
  readonly #order: number;
  readonly #discount: OrderDiscount;
  readonly #reader: NumberReader;
  readonly #columns: ColumnsSoFar;
  readonly #givenAway: (at: number) => void;
  #id = '';
  #from = 0;
  #off = 0;
  /** Of orders whose lines stand apart: the places of the lines, and what is taken off them. */
  readonly #scattered = new Map<string, { readonly places: number[]; off: number }>();

  /** `order` is a column of the file; `givenAway` hears of rows whose whole price is taken off. */
  constructor(
    order: number,
    discount: OrderDiscount,
    separator: DecimalSeparator,
    columns: ColumnsSoFar,
    givenAway: (at: number) => void,
  ) {
    this.#order = order;
    this.#discount = discount;
    this.#reader = new NumberReader(separator);
    this.#columns = columns;
    this.#givenAway = givenAway;
  }

  /** Takes the cells of a row, kept or not; `at` is the place of the next row that is kept. */
  see(cells: readonly string[], at: number): void {
    const id = cells[this.#order] ?? '';
    if (id !== this.#id) {
      this.end(at);
      this.#id = id;
    }
    const { money, rows } = this.#discount;
    if (id === '' || (rows !== null && !rows.isOne((cells[rows.column] ?? '').trim()))) return;
    const off = Math.abs(this.#reader.read(cells[money] ?? ''));
    if (!(off > 0)) return;
    this.#off = rows === null ? Math.max(this.#off, off) : this.#off + off;
  }

  /** Ends the rows of one order before `at`, and spreads its discount unless more of its lines may follow. */
  end(at: number): void {
    const { isScattered } = this.#discount;
    const isOver = this.#off > 0 && !isScattered;
    const places =
      isOver || isScattered ? Array.from({ length: at - this.#from }, (_, i) => this.#from + i) : [];
    if (isOver) this.#spread(places, this.#off);
    else if (this.#id !== '' && places.length > 0) {
      const order = this.#scattered.get(this.#id) ?? { places: [], off: 0 };
      order.places.push(...places);
      order.off = Math.max(order.off, this.#off);
      this.#scattered.set(this.#id, order);
    }
    this.#from = at;
    this.#off = 0;
  }

  /** Ends the last order before `at`: no row follows. */
  finish(at: number): void {
    this.end(at);
    for (const { places, off } of this.#scattered.values()) if (off > 0) this.#spread(places, off);
    this.#scattered.clear();
  }

  #spread(places: readonly number[], off: number): void {
    const [price, units, sales] = [this.#columns('price'), this.#columns('units'), this.#columns('sales')];
    if (!price || !units) return;
    const costs = (at: number) => (price[at]! > 0 && units[at]! > 0 ? price[at]! * units[at]! : 0);
    let gross = 0;
    for (const at of places) gross += costs(at);
    // More than the lines cost is taken off shipping as well, or off lines that were left out.
    if (!(gross > 0) || off > gross * 1.0001) return;
    const left = 1 - off / gross;
    for (const at of places) {
      const line = costs(at);
      if (line === 0) continue;
      if (sales && Math.abs(sales[at]! - line) < 0.011) sales[at] = line * left;
      price[at]! *= left;
      if (left > 1e-4) continue;
      price[at] = NaN;
      this.#givenAway(at);
    }
  }
}
