// Prices of a hundred or a thousand units, as ERP systems keep those of cheap goods: the column that says of how many.

import { median } from '../statistics/summary.ts';
import type { ColumnFacts } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import { productShare, ratio, saysPacks, spreadBy } from './money-arithmetic.ts';
import type { Draft } from './money-draft.ts';
import type { Formula, HelperName } from './read-plan.ts';
import type { Note } from './note.ts';

const names = new Set(
  'per,price unit,pricing unit,price quantity,pricing quantity,price basis,price base,price per qty,per qty,per quantity,unit of price,preiseinheit,pe,je,peinh,kpein,unite de prix,unidad de precio,unita di prezzo,prijseenheid,jednostka ceny'.split(
    ',',
  ),
);
const powers = new Set([1, 10, 100, 1000, 10_000]);

/** The column by which `price` is divided; null where every price is of one unit. */
function perColumn(all: readonly ColumnFacts[], price: ColumnFacts): ColumnFacts | null {
  return (
    all.find(
      (column) =>
        column !== price &&
        column.numeric === 1 &&
        names.has(headerTokens(column.header).join(' ')) &&
        column.numbers.every((value) => Number.isNaN(value) || powers.has(value)) &&
        column.numbers.some((value) => value > 1),
    ) ?? null
  );
}

/** The column by which `price` has to be divided for the total to be price times units, as of a case of 6 or 12 bottles; null without one. */
function provenPer(
  all: readonly ColumnFacts[],
  price: ColumnFacts,
  total: ColumnFacts | null,
  units: ColumnFacts | null,
): ColumnFacts | null {
  if (!total || !units || total === price || total === units) return null;
  if (productShare(total.numbers, price.numbers, units.numbers) > 0.5) return null;
  return (
    all.find(
      (column) =>
        ![price, total, units].includes(column) &&
        column.numeric === 1 &&
        column.whole === 1 &&
        column.numbers.every((value) => value >= 1 && value <= 1000) &&
        productShare(total.numbers, ratio(price.numbers, column.numbers), units.numbers) > 0.95,
    ) ?? null
  );
}

/** No offer is of more pieces than this. */
const mostForOnePrice = 12;

/**
 * Takes a column out of those that count units where it says for how many the price is, as scanner data keeps `2 for 5.00`: a few
 * small numbers by which a product's prices come closer together, beside another count of what was sold.
 */
export function setAsideMultiple(m: Draft): void {
  const [price] = m.prices;
  if (!price || m.unitNames.length < 2) return;
  for (const column of m.unitNames) {
    const { numbers } = column;
    if (column.whole < 1 || column.distinct > 6 || column.distinct < 2) continue;
    if (!numbers.every((value) => Number.isNaN(value) || (value >= 1 && value <= mostForOnePrice))) continue;
    const counts = m.unitNames.some((other) => other !== column && !isTimes(other, column));
    const spread = spreadBy(price.numbers, m.sample.product);
    const isCloser = spreadBy(ratio(price.numbers, numbers), m.sample.product) < 0.6 * spread;
    const isTotal = m.totals.some(
      (total) => productShare(total.numbers, price.numbers, numbers) > 0.85 || total === price,
    );
    if (!counts || !isCloser || isTotal) continue;
    m.multiple = column;
    m.unitNames = m.unitNames.filter((other) => other !== column);
    return;
  }
}

/** Whether a count is another one times a number, as pieces are of packs, wherever that is above 1; or is not larger throughout. */
function isTimes(count: ColumnFacts, of: ColumnFacts): boolean {
  let asked = 0;
  let whole = 0;
  let larger = 0;
  count.numbers.forEach((value, row) => {
    const packs = of.numbers[row]!;
    if (!(value > 0) || !(packs > 1)) return;
    asked++;
    if (value % packs === 0) whole++;
    if (value > 2 * packs) larger++;
  });
  return asked < 5 || whole > 0.9 * asked || larger < 0.8 * asked;
}

/** The price of one unit where the file has that of more; whether there is such a column. */
export function priceOfOne(
  all: readonly ColumnFacts[],
  price: ColumnFacts,
  total: ColumnFacts | null,
  units: ColumnFacts | null,
  formulas: Formula[],
  helpers: Partial<Record<HelperName, number>>,
  notes: Note[],
  multiple: ColumnFacts | null,
): boolean {
  const per = multiple ?? perColumn(all, price) ?? provenPer(all, price, total, units);
  if (!per) return priceOfMany(price, total, units, formulas, notes);
  const each = price.numbers.map((value, row) => value / (per.numbers[row]! || 1));
  // A total that is units times the price as it stands says that the column means something else.
  if (total && units && productShare(total.numbers, price.numbers, units.numbers) > 0.85) return false;
  const isProven =
    total !== null && units !== null && productShare(total.numbers, each, units.numbers) > 0.85;
  helpers.pricedPer = per.index;
  formulas.push({
    role: 'price',
    words: `"${price.header}" / "${per.header}"`,
    compute: (row) => row.price / (row.pricedPer || 1),
  });
  const row = per.numbers.findIndex((value) => value > 1);
  notes.push([
    'price-per',
    isProven ? 'repaired' : 'attention',
    `"${per.header}" says of how many units "${price.header}" is the price`,
    `The price of one unit is "${price.header}" divided by "${per.header}"`,
    `${price.cells[row]!} for ${per.cells[row]!} is read as ${Number(each[row]!.toPrecision(6))}`,
  ]);
  return true;
}

const thousand = String.raw`1[.,'’ ]?000`;
const saysHundred = /(?:\b(?:per|je|pro|par|por|al|za|à)\s*|\/\s*|\()(?:100|hundred|hundert)(?![\d.,])/i;
const saysThousand = new RegExp(
  String.raw`(?:\b(?:per|je|pro|par|por|al|za|à)\s*|/\s*|\()(?:${thousand}|thousand|tausend|mille|mil)(?!\d)`,
  'i',
);
const kilo = /(?:^|[^\p{L}])(?:kg|kilos?|kilograms?|kilogramm)(?![\p{L}])/iu;
const gram = /(?:^|[^\p{L}])(?:g|gr|grams?|gramm|grammes?|gramos|grammi)(?![\p{L}])/iu;
const litre = /(?:^|[^\p{L}])(?:l|lit(?:re|er)s?|litros?|ltr)(?![\p{L}])/iu;
const millilitre = /(?:^|[^\p{L}])(?:ml|millilit(?:re|er)s?)(?![\p{L}])/iu;

/** Of how many units the header says a price to be; 1 where it says nothing. */
function saidToBeOf(price: ColumnFacts, units: ColumnFacts | null): number {
  if (saysThousand.test(price.header)) return 1000;
  if (saysHundred.test(price.header)) return 100;
  if (!units) return 1;
  const isOfThousandth =
    (kilo.test(price.header) && gram.test(units.header)) ||
    (litre.test(price.header) && millilitre.test(units.header));
  return isOfThousandth ? 1000 : 1;
}

/** How many pieces a pack holds, by a total that is everywhere that part of price times units; 1 where none says so. */
function packOf(price: ColumnFacts, total: ColumnFacts | null, units: ColumnFacts | null): number {
  if (!total || !units || total === price || total === units || !saysPacks(price.header)) return 1;
  const parts = price.numbers.map((value, row) => (value * units.numbers[row]!) / total.numbers[row]!);
  const usual = Math.round(median(parts.filter((value) => value > 0)));
  return usual >= 2 && usual <= 1000 ? usual : 1;
}

/** The price of one unit where no column says of how many it is: by a total that is a hundredth of price times units, or by its header. */
function priceOfMany(
  price: ColumnFacts,
  total: ColumnFacts | null,
  units: ColumnFacts | null,
  formulas: Formula[],
  notes: Note[],
): boolean {
  const said = saidToBeOf(price, units);
  const pack = packOf(price, total, units);
  const isOf = (factor: number) =>
    total !== null &&
    units !== null &&
    total !== price &&
    productShare(
      total.numbers,
      price.numbers.map((value) => value / factor),
      units.numbers,
    ) > 0.85;
  // A total in thousands looks like a price of a thousand: the header has to say so.
  const factor = isOf(1) ? 1 : isOf(100) ? 100 : said > 1 ? said : isOf(pack) ? pack : 1;
  if (factor === 1 || !units) return false;
  const isProven = isOf(factor);
  formulas.push({
    role: 'price',
    words: `"${price.header}" / ${factor}`,
    compute: (row) => row.price / factor,
  });
  const row = price.numbers.findIndex((value) => value > 0);
  notes.push([
    'price-per',
    isProven ? 'repaired' : 'attention',
    isProven
      ? `"${price.header}" times "${units.header}" is ${factor} times "${total!.header}": it is the price of ${factor}, or in another unit`
      : `"${price.header}" is the price of ${factor} by its header`,
    `The price of one unit is "${price.header}" divided by ${factor}`,
    `${price.cells[row]!} is read as ${Number((price.numbers[row]! / factor).toPrecision(6))}`,
  ]);
  return true;
}
