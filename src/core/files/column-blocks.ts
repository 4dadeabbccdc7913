// A block of columns for each product, store or day: named in a row of its own above the header, or in each column's name.
//
// Each row of the file becomes one row a block, behind the columns that all blocks share.

import { parseDate } from '../table/dates.ts';
import type { Concept } from './header-phrases.ts';
import { meaningsOf } from './header-words.ts';
import type { Reshaped } from './layout-parts.ts';

/** A header over two rows: products (or days) above, the same names below each of them. */
export function productBlocks(above: readonly string[], below: readonly string[]): Reshaped | null {
  const starts = above.flatMap((cell, column) =>
    cell === '' || (below[column] ?? '') === '' ? [] : [column],
  );
  if (starts.length < 2) return null;
  const blocks = starts.map((from, i) => ({ name: above[from]!, from, to: starts[i + 1] ?? below.length }));
  const columnsOf = (block: (typeof blocks)[number]) =>
    Array.from({ length: block.to - block.from }, (_, i) => block.from + i).filter(
      (column) => below[column] !== '',
    );
  const first = columnsOf(blocks[0]!).map((column) => below[column]!);
  if (
    blocks.some(
      (block) =>
        columnsOf(block)
          .map((column) => below[column]!)
          .join('\u0000') !== first.join('\u0000'),
    )
  )
    return null;
  const shared = Array.from({ length: starts[0]! }, (_, column) => column);
  return fromBlocks(
    shared.map((column) => below[column]! || above[column]!),
    shared,
    first,
    blocks.map((block) => ({ name: block.name, columns: columnsOf(block) })),
    'The header spans two rows, with a block of columns for each',
    'two-row-header',
  );
}

/** Columns such as `Mug price, Mug units, Pan price, Pan units`: a block a product in one header. */
export function namedBlocks(headers: readonly string[]): Reshaped | null {
  const blocks = new Map<string, Map<string, number>>();
  const shared: number[] = [];
  const areConditions = headers.some((header) => secondHand.test(header));
  headers.forEach((header, column) => {
    const parts = namedMeasure(header, areConditions);
    if (!parts) {
      shared.push(column);
      return;
    }
    const known = blocks.get(parts.name);
    if (known) known.set(parts.measure, column);
    else blocks.set(parts.name, new Map([[parts.measure, column]]));
  });
  const measures = [...(blocks.values().next().value?.keys() ?? [])];
  const isShared = (concept: Concept) =>
    shared.some((column) => meaningsOf(headers[column]!)[0]?.concept === concept);
  // Units of each store beside one price are enough, as long as no column holds all units.
  const areUnits =
    measures.join() === 'units' && isShared('price') && !isShared('units') && !isShared('sales');
  // Two prices beside units and a product are prices of different kinds: `Price per pack`, `Price per piece`.
  const isOfKinds =
    measures.join() === 'price' &&
    (isShared('units') || isShared('sales')) &&
    (isShared('productId') || isShared('productName'));
  if (isOfKinds) return null;
  const isWhole =
    measures.includes('price') || (measures.includes('units') && measures.includes('sales')) || areUnits;
  if (blocks.size < 2 || !isWhole) return null;
  const isEven = [...blocks.values()].every(
    (block) => block.size === measures.length && measures.every((measure) => block.has(measure)),
  );
  if (!isEven) return null;
  const names: Readonly<Record<string, string>> = { price: 'Price', units: 'Units', sales: 'Sales' };
  return fromBlocks(
    shared.map((column) => headers[column]!),
    shared,
    measures.map((measure) => names[measure]!),
    [...blocks].map(([name, block]) => ({ name, columns: measures.map((measure) => block.get(measure)!) })),
    'The header has a block of columns for each',
    'product-columns',
    isShared('productId') || isShared('productName') ? 'Series' : 'Product',
  );
}

/** How a pivot table says that a figure was added up: `SUM of Units Mug`. */
const aggregate =
  /^(?:sum|average|avg|mean|min|max|somme|moyenne|summe|mittelwert|suma|promedio|somma|media|soma)\s+(?:of|von|de|di|da)\s+/i;

/** What became of goods or customers: `new seats` and `churned seats` are counts of one product, not two products. */
const state =
  /^(?:sell[\s-]?(?:in|out|through)|case|pack|carton|box|inner|outer|no\.?|nr\.?|number|new|active|churned|lost|gained|renewed|expired|cancell?ed|refunded|returned|ordered|shipped|delivered|invoiced|received|produced|baked|made|wasted|damaged|spoiled|reserved|planned|picked|opening|closing|starting|ending|open|total|remaining|available|offered|unsold|sold|free|neue|aktive|verkaufte|retournierte|stornierte|bestellte|gelieferte|offene|produzierte)$/i;

/** Beside goods of second hand, new ones are goods and no new customers. */
const secondHand =
  /(?:^|[^\p{L}])(?:used|pre-?owned|second[\s-]?hand|refurbished|renewed|gebrauchte?|occasion|usad[oa]s?|usat[oaie]|reconditionn[ée]e?s?|begagnade?)(?!\p{L})/iu;
const asNew = /^(?:new|neu|neue|renewed)$/i;

/** A header that is a name and a measure, either first; "Unit price" and "Net sales" are names of columns, not a product's. */
function namedMeasure(
  given: string,
  areConditions: boolean,
): { readonly name: string; readonly measure: Concept } | null {
  const header = given.replace(aggregate, '');
  if (meaningsOf(header).some(({ rank }) => rank < 2000)) return null;
  const last = /^(\S.{0,80}?)[\s_:.\-–|/]+(\S+)$/.exec(header);
  const first = /^(\S+?)[\s_:.\-–|/]+(\S.{0,80})$/.exec(header);
  for (const [name, measure] of [
    [last?.[1], last?.[2]],
    [first?.[2], first?.[1]],
  ]) {
    if (name === undefined || measure === undefined || meaningsOf(name).length > 0) continue;
    if (state.test(name) && !(areConditions && asNew.test(name))) continue;
    const kind = meaningsOf(measure)[0];
    if (kind && kind.rank < 1000 && ['price', 'units', 'sales'].includes(kind.concept))
      return { name, measure: kind.concept };
  }
  return null;
}

/** Rows out of blocks of columns: one a block, behind what all blocks share. */
function fromBlocks(
  sharedHeaders: readonly string[],
  shared: readonly number[],
  measures: readonly string[],
  blocks: readonly { readonly name: string; readonly columns: readonly number[] }[],
  found: string,
  kind: string,
  named = 'Product',
): Reshaped {
  const areDays = blocks.every(({ name }) => parseDate(name) !== null);
  return {
    headers: [areDays ? 'Date' : named, ...sharedHeaders, ...measures],
    shape: (cells) =>
      blocks.map(({ name, columns }) => [
        name,
        ...shared.map((column) => cells[column] ?? ''),
        ...columns.map((column) => cells[column] ?? ''),
      ]),
    note: [
      kind,
      'repaired',
      `${found} ${areDays ? 'day' : named.toLowerCase()}`,
      'Each block becomes rows: one row per product and day',
      `${areDays ? 'Days' : named === 'Product' ? 'Products' : named} such as "${blocks[0]!.name}" and "${blocks[1]!.name}"`,
    ],
  };
}
