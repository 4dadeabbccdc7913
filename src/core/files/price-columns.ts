// What is made of price and units where one of them is not in the file, or there are two prices.

import type { ColumnMapping, ColumnRole } from '../table/columns.ts';
import type { OpenQuestion, ReadChoices } from '../table/dataset.ts';
import { type ColumnFacts, isNamed, namedAs } from './column-facts.ts';
import { discountOf } from './discount-taken-off.ts';
import { afterDiscount, discountWords } from './discounts.ts';
import { saysMoney, varies } from './money-arithmetic.ts';
import type { MoneyPlan } from './money.ts';
import type { Note } from './note.ts';
import type { Formula, HelperName, ReadPlan } from './read-plan.ts';
import type { SampleRows } from './second-key.ts';
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
  // Without units an amount is the price of one, or no price is known: what tells products apart does so by amounts as well.
  if (sales && !formula && mapping.units === undefined) return sales;
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

/** Share of the rows of a product's day at one amount above which the amount is the price of one unit. */
const mostAlike = 0.8;

/** Whether an amount is the price of one unit on every line: near the price beside it, or the same on nearly all lines of a day. */
function isPriceOfOne(sales: ColumnFacts, price: ColumnFacts | null, sample: SampleRows): boolean {
  if (price) {
    const ratios = sales.numbers.map((value, row) => value / price.numbers[row]!).filter((one) => one > 0);
    const near = ratios.filter((one) => one > 0.3 && one < 1.5).length;
    return ratios.length >= 14 && near > 0.95 * ratios.length && saysMoney(sales);
  }
  const days = new Map<string, Map<number, number>>();
  sales.numbers.forEach((value, row) => {
    if (!(value > 0)) return;
    const key = `${sample.product[row]!}\u0000${sample.day[row]!}`;
    const known = days.get(key) ?? new Map<number, number>();
    known.set(value, (known.get(value) ?? 0) + 1);
    days.set(key, known);
  });
  let asked = 0;
  let alike = 0;
  for (const amounts of days.values()) {
    const rows = [...amounts.values()].reduce((a, b) => a + b, 0);
    if (rows < 3) continue;
    asked += rows;
    alike += Math.max(...amounts.values());
  }
  return asked >= 20 && alike >= mostAlike * asked;
}

/** Where nothing counts units, lines of orders count one each: the formula of units, or none. An amount that is the price of one becomes it. */
export function countRows(
  mapping: Partial<Record<ColumnRole, number>>,
  formulas: readonly Formula[],
  shape: ReadPlan['shape'],
  order: ColumnFacts | undefined,
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  notes: Note[],
  questions: OpenQuestion[],
  helpers: Partial<Record<HelperName, number>>,
): Formula[] {
  if (mapping.units !== undefined || mapping.date === undefined) return [];
  if (mapping.price === undefined && mapping.sales === undefined) return [];
  if (shape !== 'lines' && order === undefined) return [];
  if (formulas.some(({ role }) => role === 'units')) return [];
  const units: Formula = { role: 'units', words: '1 per row', compute: () => 1 };
  const found = [units];
  if (mapping.sales !== undefined) {
    const price = mapping.price === undefined ? null : facts[mapping.price]!;
    if (!isPriceOfOne(facts[mapping.sales]!, price, sample)) return [];
    mapping.price ??= mapping.sales;
    delete mapping.sales;
    if (price === null) found.push(...lessLineDiscount(facts[mapping.price]!, facts, sample, helpers, notes));
  }
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
  return found;
}

/** The price of lines of one unit each less the discount that stands beside it; none where it is deducted already. */
function lessLineDiscount(
  price: ColumnFacts,
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  helpers: Partial<Record<HelperName, number>>,
  notes: Note[],
): Formula[] {
  const all = facts.filter((column) => column.numeric > 0.6 && column.filled > 0);
  const named = namedAs(all, 'discount').filter(
    (column) => isNamed(column, 'discount') && !column.hasPercent && column !== price && varies(column),
  );
  const discount = discountOf(named, null, price, null, all, notes);
  if (!discount || helpers.discount !== undefined) return [];
  const after = afterDiscount(discount, price.numbers, null, sample.product, sample);
  if (!after) return [];
  helpers.discount = discount.index;
  notes.push([
    'paid-price',
    'repaired',
    `"${price.header}" is the price before the discount in "${discount.header}"`,
    `The price paid is "${price.header}" less the discount, read as ${discountWords[after.kind]}`,
    '',
  ]);
  return [
    {
      role: 'price',
      words: `"${price.header}" less "${discount.header}"`,
      compute: (row) => after.compute(row.price, row.discount, 1),
    },
  ];
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
