// What is made of price and units where one of them is not in the file, or there are two prices.

import type { ColumnMapping, ColumnRole } from '../table/columns.ts';
import type { OpenQuestion, ReadChoices } from '../table/dataset.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { MoneyPlan } from './money.ts';
import type { Note } from './note.ts';
import type { Formula, ReadPlan } from './read-plan.ts';
import { inWords } from './whole-plan.ts';

/** The price of each sample row as the plan computes it. */
export function samplePrice(
  mapping: ColumnMapping,
  facts: readonly ColumnFacts[],
  formulas: readonly Formula[],
): Float64Array {
  const numbers = (role: keyof ColumnMapping) =>
    mapping[role] === undefined ? null : facts[mapping[role]]!.numbers;
  const price = numbers('price');
  const formula = formulas.find(({ role }) => role === 'price');
  const [sales, units] = [numbers('sales'), numbers('units')];
  if (price) return price;
  if (!formula || !sales || !units) return new Float64Array(facts[0]?.cells.length ?? 0).fill(NaN);
  return sales.map((value, row) => (units[row]! > 0 ? value / units[row]! : NaN));
}

/** Two columns that both name a price and both move: the person says which one was paid. */
export function askForPrice(
  mapping: ColumnMapping,
  { otherPrices }: MoneyPlan,
  facts: readonly ColumnFacts[],
  choices: ReadChoices,
  questions: OpenQuestion[],
): void {
  if (mapping.price === undefined || choices.mapping?.price !== undefined || choices.columns?.price) return;
  const places = [mapping.price, ...otherPrices].filter((place, i, all) => all.indexOf(place) === i);
  if (places.length < 2) return;
  const label = (place: number) => {
    const { header } = facts[place]!;
    const isDouble = places.some((other) => other !== place && facts[other]!.header === header);
    return isDouble ? `"${header}" in column ${place + 1}` : `"${header}"`;
  };
  questions.push({
    about: 'price',
    message: `The file has ${places.length} price columns: ${inWords(places.map(label))}. Which one did customers pay?`,
    choices: places.map((place) => ({
      label: label(place),
      choices: { mapping: withPrice(mapping, place) },
    })),
  });
}

/** The mapping with another column as the price, which then is nothing else. */
function withPrice(mapping: ColumnMapping, price: number): ColumnMapping {
  const others = Object.entries(mapping).filter(([role, place]) => role !== 'price' && place !== price);
  return { ...Object.fromEntries(others), price };
}

/** A regular price is the price where no other is and nothing says that it was not always charged. */
export function takeRegularPrice(
  mapping: Partial<Record<ColumnRole, number>>,
  facts: readonly ColumnFacts[],
  notes: Note[],
): void {
  if (mapping.price !== undefined || mapping.regularPrice === undefined || mapping.promoted !== undefined)
    return;
  if (mapping.sales !== undefined && mapping.units !== undefined) return;
  mapping.price = mapping.regularPrice;
  delete mapping.regularPrice;
  notes.push([
    'price-is-regular',
    'attention',
    `"${facts[mapping.price]!.header}" is the only price`,
    'Taken as the price paid; a list price that was not always charged misleads the estimate',
    '',
  ]);
}

/** Where nothing counts units, lines of orders count one each: the formula of units, or none. */
export function countRows(
  mapping: ColumnMapping,
  formulas: readonly Formula[],
  shape: ReadPlan['shape'],
  order: ColumnFacts | undefined,
  facts: readonly ColumnFacts[],
  notes: Note[],
  questions: OpenQuestion[],
): Formula[] {
  if (mapping.units !== undefined || mapping.sales !== undefined || mapping.price === undefined) return [];
  if (shape !== 'lines' && order === undefined) return [];
  if (formulas.some(({ role }) => role === 'units')) return [];
  if (mapping.date === undefined) return [];
  notes.push([
    'row-is-one-unit',
    'attention',
    'No column counts units, and each row is one line of an order',
    'Each row is one unit: units are the number of rows a day',
    `Rows carry an order in "${(order ?? facts[0]!).header}"`,
  ]);
  questions.push({
    about: 'units',
    message: 'No column counts units. Is each row one unit sold?',
    choices: [{ label: 'Each row is one unit', choices: {} }],
  });
  return [{ role: 'units', words: '1 per row', compute: () => 1 }];
}

/** The price of one unit where the columns chosen are a total and units. */
export function priceOfTotals(
  { price, sales, units }: Partial<Record<ColumnRole, number>>,
  headers: readonly string[],
  formulas: Formula[],
): void {
  if (price !== undefined || sales === undefined || units === undefined) return;
  if (formulas.some(({ role }) => role === 'price')) return;
  formulas.push({
    role: 'price',
    words: `"${headers[sales]!}" / "${headers[units]!}"`,
    compute: (row) => (row.units !== 0 ? row.sales / row.units : NaN),
  });
}
