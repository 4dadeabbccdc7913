// Columns that move demand beside the price: advertising, visitors, weather, special days, distribution.
//
// Names say what such a column may be, arithmetic whether it can be one. What sales make (a fee as a share of them, a copy of units) is a
// result, and holding a result still would hide what the price does. Visits lie between: a low price may bring them. They
// are a cause only where all products of a day have the same, so that no product's price made them.

import type { ColumnRole } from '../table/columns.ts';
import { type DriverRole, driverRoles } from '../table/demand-drivers.ts';
import { type ColumnFacts, namedAs, isNamed, rankAs } from './column-facts.ts';
import type { Note } from './note.ts';
import type { SampleRows } from './second-key.ts';
import { flagOf } from './vocabulary.ts';

/** Rows that hold something, as a share of all, and rows at all, without which a column tells nothing. */
const leastFilled = 0.5;
const fewestRows = 14;
/** Spread of a ratio to sales, as a share of its mean, below which the one is made of the other. */
const sameRatio = 0.1;
/** Products of a day that must have the same visits, and days on which they may not. */
const mostApart = 0.05;

const words: Readonly<Record<DriverRole, string>> = {
  advertising: 'advertising',
  visitors: 'the number of visitors',
  weather: 'the weather',
  event: 'special days',
  distribution: 'distribution (the stores that sell it)',
};

/** Gives columns that move demand their roles in `mapping`, and says so. */
export function takeDrivers(
  free: readonly ColumnFacts[],
  mapping: Partial<Record<ColumnRole, number>>,
  facts: readonly ColumnFacts[],
  sample: Pick<SampleRows, 'product' | 'day'>,
): Note[] {
  const numbersOf = (role: ColumnRole) =>
    mapping[role] === undefined ? null : facts[mapping[role]]!.numbers;
  const [price, units] = [numbersOf('price'), numbersOf('units')];
  const results = [
    price,
    units,
    numbersOf('sales'),
    numbersOf('profit'),
    price && units && price.map((value, row) => value * units[row]!),
  ].filter((numbers) => numbers !== null);
  return driverRoles.flatMap((role): Note[] => {
    if (mapping[role] !== undefined) return [driverNote(role, facts[mapping[role]]!)];
    const taken = new Set(Object.values(mapping));
    const named = namedAs(free, role).filter(
      (column) => isNamed(column, role) && !taken.has(column.index) && holdsFigures(column, role),
    );
    const made = named.find((column) => results.some((result) => isMadeOf(column, result)));
    const column = named.find((one) => !results.some((result) => isMadeOf(one, result)));
    if (column && role === 'visitors' && !isSharedByDay(column, sample)) return [betweenNote(column)];
    if (column) {
      mapping[role] = column.index;
      return [driverNote(role, column)];
    }
    return made ? [resultNote(made)] : [];
  });
}

/** Whether its cells can say what moves demand: numbers, or marks of days, that are not all alike. */
function holdsFigures(column: ColumnFacts, role: DriverRole): boolean {
  const { cells, filled, distinct, numeric } = column;
  if (cells.length < fewestRows || filled === 0) return false;
  const isBlankSomewhere = filled < cells.length;
  if (role === 'event') {
    const marked = cells.filter((cell) => flagOf(cell) !== 0).length;
    // Words in the middle of a header may be of anything.
    return (
      marked > 0 && marked < leastFilled * cells.length && (numeric > 0.9 || rankAs(column, role) < 2000)
    );
  }
  if (numeric < 0.9 || (distinct < 2 && !(isBlankSomewhere && role === 'advertising'))) return false;
  return role === 'advertising' || filled >= leastFilled * cells.length;
}

/** Whether one column is the other times a constant, as a fee is of sales. */
function isMadeOf({ numbers }: ColumnFacts, of: Float64Array): boolean {
  let rows = 0;
  let sum = 0;
  let squares = 0;
  let least = Infinity;
  let most = 0;
  numbers.forEach((value, row) => {
    const other = of[row]!;
    if (!(value > 0) || !(other > 0)) return;
    const ratio = value / other;
    rows++;
    sum += ratio;
    squares += ratio ** 2;
    least = Math.min(least, other);
    most = Math.max(most, other);
  });
  if (rows < fewestRows || !(most > 1.5 * least)) return false;
  const mean = sum / rows;
  return Math.sqrt(Math.max(0, squares / rows - mean ** 2)) < sameRatio * mean;
}

/** Whether products of a day have the same figure, so that it is the shop's. */
function isSharedByDay({ numbers }: ColumnFacts, { product, day }: Pick<SampleRows, 'product' | 'day'>) {
  const figures = new Map<string, { readonly product: string; readonly value: number }>();
  let again = 0;
  let apart = 0;
  numbers.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const known = figures.get(day[row]!);
    if (!known) figures.set(day[row]!, { product: product[row]!, value });
    else if (known.product !== product[row]) {
      again++;
      if (known.value !== value) apart++;
    }
  });
  return again >= fewestRows && apart <= mostApart * again;
}

const driverNote = (role: DriverRole, { header }: ColumnFacts): Note => [
  'demand-driver',
  'info',
  `"${header}" is read as ${words[role]}, which moves demand beside the price`,
  'Its effect is told apart from that of the price; what comes is expected at its level of the last four weeks',
  'Change columns to leave it out',
];

const betweenNote = ({ header }: ColumnFacts): Note => [
  'driver-may-be-result',
  'info',
  `"${header}" may be a result of the price: a low price brings visits`,
  'Not used, since holding it still would hide part of what the price does',
  'Choose it as Visitors if the price does not move it',
];

const resultNote = ({ header }: ColumnFacts): Note => [
  'driver-is-result',
  'info',
  `"${header}" is nearly a fixed share of sales, units or price`,
  'Not used as a cause of demand, since it is a result of sales',
  'A commission or fee, for instance',
];
