// Columns that are named after a store or a size and hold the units of each, beside one price: `Date, SKU, Price, Store 101, Store 102`, or
// `..., S, M, L, XL`.

import type { OpenQuestion } from '../table/dataset.ts';
import { meaningsOf } from './header-words.ts';
import { isNumber, type Reshaped } from './layout-parts.ts';

const place =
  /^(?:store|shop|branch|outlet|location|site|warehouse|region|filiale|laden|markt|standort|magasin|boutique|tienda|sucursal|negozio|loja|winkel|filiaal|sklep|магазин)[\s_#.:-]*(?:no\.?|nr\.?)?\s*\d{1,5}$/iu;
const size = /^(?:\d?X{0,4}S|M|X{0,4}L|\dXL|one size)$/i;

/** Such columns as rows, one a day and store; null where the file has none, or counts units elsewhere. */
export function unitsByPlace(
  headers: readonly string[],
  body: readonly (readonly string[])[],
): Reshaped | null {
  const means = (concept: string) => headers.some((header) => meaningsOf(header)[0]?.concept === concept);
  if (!means('price') || !means('date') || means('units') || means('sales')) return null;
  const counts = (column: number) => {
    const cells = body.map((row) => (row[column] ?? '').trim()).filter((cell) => cell !== '');
    return cells.length > 0 && cells.every((cell) => isNumber(cell) && !/[.,]\d*[1-9]/.test(cell));
  };
  const [pattern, name] =
    headers.filter((header) => place.test(header)).length > 1 ? [place, 'Store'] : [size, 'Size'];
  const columns = headers.flatMap((header, column) =>
    pattern.test(header) && counts(column) ? [column] : [],
  );
  if (columns.length < (pattern === size ? 3 : 2)) return null;
  const shared = headers.flatMap((_, column) => (columns.includes(column) ? [] : [column]));
  const question: OpenQuestion = {
    about: 'units',
    message: `Are the figures below ${columns
      .slice(0, 3)
      .map((column) => `"${headers[column]!}"`)
      .join(', ')} the units sold of each?`,
    choices: [{ label: 'Units sold', choices: {} }],
  };
  return {
    headers: [...shared.map((column) => headers[column]!), name, 'Units'],
    shape: (cells) =>
      columns.map((column) => [
        ...shared.map((one) => cells[one] ?? ''),
        headers[column]!,
        cells[column] ?? '',
      ]),
    note: [
      'units-by-place',
      'attention',
      `No column is named as units, but ${columns.length} are named after a ${name.toLowerCase()}`,
      `Read as the units of each ${name.toLowerCase()}, at the one price of the row`,
      `"${headers[columns[0]!]!}" and "${headers[columns[1]!]!}"`,
    ],
    question,
  };
}
