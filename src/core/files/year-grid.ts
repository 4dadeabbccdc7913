// Months down and years across, or the other way round: one grid for each figure of each product, below a line that names them (`Mug - Units`),
// or one row for each, with the year in a column (`Product, Measure, Year, Jan, ..., Dec, Total`).
//
// A cell of a grid is a month's figure. The figures of one product and month, which stand far apart, become one row when the last has come.

import { bareLetters, monthOf } from '../table/month-names.ts';
import { meaningsOf } from './header-words.ts';
import { cleanHeader, isFilled, isNumber, type Reshaped } from './layout-parts.ts';
import { isTotalWord } from './vocabulary.ts';

const fewestYears = 2;
const fewestMonths = 6;

const yearOf = (cell: string) => (/^(?:19|20)\d{2}$/.test(cell.trim()) ? Number(cell) : 0);
const monthIn = (cell: string) => {
  const name = cleanHeader(cell).replace('.', '');
  return /^\p{L}{3,12}$/u.test(name) ? monthOf(bareLetters(name)) : 0;
};

/** What heads a grid: years or months, each with its column. */
interface Heading {
  readonly kind: 'years' | 'months';
  readonly columns: readonly (readonly [column: number, part: number])[];
}

/** The heading in a row; null where most of its cells are something else. */
function headingOf(row: readonly string[]): Heading | null {
  const filled = row.filter((cell) => cell.trim() !== '' && !isTotalWord(cell));
  for (const [kind, read, fewest] of [
    ['years', yearOf, fewestYears],
    ['months', monthIn, fewestMonths],
  ] as const) {
    const columns = row.flatMap((cell, column) => (read(cell) > 0 ? [[column, read(cell)] as const] : []));
    if (columns.length >= fewest && columns.length >= filled.length - 1 && columns[0]![0] > 0)
      return { kind, columns };
  }
  return null;
}

type Measure = 'Price' | 'Units' | 'Sales';
const measureNames: Readonly<Record<string, Measure>> = { price: 'Price', units: 'Units', sales: 'Sales' };

const measureIn = (text: string): Measure | null => {
  const [meaning] = meaningsOf(text);
  return meaning && meaning.rank < 2000 ? (measureNames[meaning.concept] ?? null) : null;
};

/** The product and the figure that a line above a grid names: `Mug - Units`, `Units: Mug`, `Units`; null where it names no figure. */
function titleOf(row: readonly string[]): { readonly product: string; readonly measure: Measure } | null {
  const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (cells.length === 0 || cells.length > 2) return null;
  const parts = cells.length === 2 ? cells : cells[0]!.split(/\s+[-–—|/]\s+|\s*[:–—]\s+|\s*[([]/);
  const bare = parts.map((part) => part.replace(/[)\]]\s*$/, '').trim()).filter((part) => part !== '');
  const at = bare.findIndex((part) => measureIn(part) !== null);
  if (at < 0 || bare.length > 2) return null;
  return { product: bare[1 - at] ?? '', measure: measureIn(bare[at]!)! };
}

/** One figure of a month. */
interface Figure {
  readonly product: string;
  readonly year: number;
  readonly month: number;
  readonly measure: Measure;
  readonly value: string;
}

/** Goes through the rows of stacked grids; its answer is the figures of a row. */
class Grids {
  #title: ReturnType<typeof titleOf> = null;
  #heading: Heading | null = null;

  figuresOf(row: readonly string[]): Figure[] {
    if (!isFilled(row)) return [];
    const heading = headingOf(row);
    if (heading) {
      this.#heading = heading;
      const beside = titleOf([row.find((cell) => cell.trim() !== '') ?? '']);
      if (beside && heading.columns.every(([column]) => column > row.findIndex((cell) => cell.trim() !== '')))
        this.#title = { product: beside.product || (this.#title?.product ?? ''), measure: beside.measure };
      return [];
    }
    const title = titleOf(row);
    if (title) {
      this.#title = title;
      this.#heading = null;
      return [];
    }
    if (!this.#heading || !this.#title) return [];
    const { kind, columns } = this.#heading;
    const label = row.find((cell) => cell.trim() !== '') ?? '';
    const own = kind === 'years' ? monthIn(label) : yearOf(label);
    if (own === 0) return [];
    const { product, measure } = this.#title;
    return columns.map(([column, part]) => ({
      product,
      measure,
      year: kind === 'years' ? part : own,
      month: kind === 'years' ? own : part,
      value: (row[column] ?? '').trim(),
    }));
  }
}

/** Figures put together to rows of one product and month. */
class MonthRows {
  readonly #held = new Map<string, Map<Measure, Figure>>();
  readonly #measures: readonly Measure[];

  constructor(measures: readonly Measure[]) {
    this.#measures = measures;
  }

  /** The rows that are whole with these figures; a month without any figure has none. */
  add(figures: readonly Figure[]): string[][] {
    const rows: string[][] = [];
    for (const figure of figures) {
      const key = `${figure.product}\u0000${figure.year}-${figure.month}`;
      const known = this.#held.get(key) ?? new Map<Measure, Figure>();
      known.set(figure.measure, figure);
      this.#held.set(key, known);
      if (known.size < this.#measures.length) continue;
      this.#held.delete(key);
      rows.push(...this.#rowOf(known));
    }
    return rows;
  }

  #rowOf(known: ReadonlyMap<Measure, Figure>): string[][] {
    const { product, year, month } = known.values().next().value!;
    const values = this.#measures.map((measure) => known.get(measure)?.value ?? '');
    if (values.every((value) => value === '')) return [];
    return [[product, `${year}-${String(month).padStart(2, '0')}`, ...values]];
  }

  rest(): string[][] {
    const rows = [...this.#held.values()].flatMap((known) => this.#rowOf(known));
    this.#held.clear();
    return rows;
  }

  clear(): void {
    this.#held.clear();
  }
}

/** Stacked grids as rows of months; null where the file holds none, or none of a price and of units. */
export function yearGrids(
  rows: readonly (readonly string[])[],
): { readonly reshaped: Reshaped; readonly at: number } | null {
  if (!rows.slice(0, 40).some((row) => headingOf(row) !== null)) return null;
  const look = new Grids();
  const figures = rows.flatMap((row) => look.figuresOf(row));
  const measures = [...new Set(figures.map(({ measure }) => measure))];
  if (measures.length < 2 || figures.filter(({ value }) => isNumber(value)).length < 24) return null;
  let grids = new Grids();
  const months = new MonthRows(measures);
  const first = figures[0]!;
  return {
    at: -1,
    reshaped: {
      headers: ['Product', 'Month', ...measures],
      shape: (cells) => months.add(grids.figuresOf(cells)),
      rest: () => months.rest(),
      restart: () => {
        grids = new Grids();
        months.clear();
      },
      note: [
        'year-grids',
        'attention',
        `The file has grids of months by years, one for each of ${measures.join(', ')}`,
        'Each month is read as a row: one row per product and month',
        `The first is ${first.product === '' ? '' : `"${first.product}", `}${first.measure}`,
      ],
    },
  };
}

/** Rows of twelve months with their year in a column; null where the header is another. */
export function monthsOfYear(
  headers: readonly string[],
  body: readonly (readonly string[])[],
): Reshaped | null {
  const months = headers.flatMap((header, column) =>
    monthIn(header) > 0 ? [[column, monthIn(header)] as const] : [],
  );
  if (months.length < fewestMonths) return null;
  const isMonth = (column: number) => months.some(([one]) => one === column);
  const year = headers.findIndex(
    (_, column) => !isMonth(column) && body.length > 0 && body.every((row) => yearOf(row[column] ?? '') > 0),
  );
  if (year < 0) return null;
  const keys = headers.flatMap((header, column) =>
    column === year || isMonth(column) || isTotalWord(header) ? [] : [column],
  );
  const measure = keys.find((column) => {
    const named = new Set(body.map((row) => measureIn((row[column] ?? '').trim())));
    return !named.has(null) && named.size > 1;
  });
  const product = keys.filter((column) => column !== measure);
  const measures = [...new Set(body.map((row) => measureIn((row[measure ?? -1] ?? '').trim())))];
  if (measure === undefined || product.length !== 1) return null;
  const rows = new MonthRows(measures as Measure[]);
  return {
    headers: ['Product', 'Month', ...(measures as Measure[])],
    shape: (cells) => {
      const [own, of] = [measureIn((cells[measure] ?? '').trim()), yearOf(cells[year] ?? '')];
      if (own === null || of === 0) return [];
      return rows.add(
        months.map(([column, month]) => ({
          product: (cells[product[0]!] ?? '').trim(),
          measure: own,
          year: of,
          month,
          value: (cells[column] ?? '').trim(),
        })),
      );
    },
    rest: () => rows.rest(),
    restart: () => rows.clear(),
    note: [
      'year-grids',
      'attention',
      `The months are columns, their year stands in "${headers[year]!}" and the figure in "${headers[measure]!}"`,
      'Each month is read as a row: one row per product and month',
      `Figures such as ${measures.map((one) => `"${one!}"`).join(', ')}`,
    ],
  };
}
