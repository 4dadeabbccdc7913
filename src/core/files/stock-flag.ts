// Columns that say by a word whether a product was in stock: `In Stock` of yes and no, `Out of Stock` of 0 and 1.
//
// They hold no units in stock, but demand on a day that ran out was at least what was sold, so such days are read as sold out.

import type { ColumnMapping } from '../table/columns.ts';
import { ownCopy } from '../text/own-copy.ts';
import type { ColumnFacts } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Note } from './note.ts';
import { flagOf } from './vocabulary.ts';

const saysStock = /^(?:stock|instock|oos|availab\p{L}*|lager|verfugbar|auf lager|disponib\p{L}*|dispo)$/u;
const saysOut = /\b(?:out|oos|stockout|sold out|ausverkauft|rupture|agotado|esaurito|esgotado|uitverkocht)\b/;
const outWords =
  /^(?:out of stock|sold out|oos|unavailable|ausverkauft|nicht verfügbar|rupture(?: de stock)?|indisponible|agotado|sin stock|esaurito|esgotado|uitverkocht|нет в наличии|品切れ|在庫なし|缺货|售罄)$/iu;
const inWords =
  /^(?:in stock|available|low stock|auf lager|verfügbar|en stock|disponible|disponibile|disponível|op voorraad|в наличии|在庫あり|有货)$/iu;

/** How cells below a header say that a product ran out: 1, that it did not: 0, nothing: NaN. */
export function soldOutReader(header: string): (cell: string) => number {
  const isYesOut = saysOut.test(headerTokens(header).join(' '));
  const known = new Map<string, number>();
  const meaningOf = (cell: string) => {
    if (cell === '') return NaN;
    if (outWords.test(cell)) return 1;
    if (inWords.test(cell)) return 0;
    const flag = flagOf(cell);
    return Number.isNaN(flag) ? NaN : Number((flag === 1) === isYesOut);
  };
  return (cell) => {
    let meaning = known.get(cell);
    if (meaning === undefined) {
      meaning = meaningOf(cell.trim());
      if (known.size < 100) known.set(ownCopy(cell), meaning);
    }
    return meaning;
  };
}

/** Rows on which a column says that the product had run out; null where it is no such column. */
function rowsRunOut(column: ColumnFacts): number | null {
  const tokens = headerTokens(column.header);
  const name = tokens.join(' ');
  if (!saysOut.test(name) && !tokens.some((token) => saysStock.test(token))) return null;
  const read = soldOutReader(column.header);
  let out = 0;
  for (const cell of column.cells) {
    if (cell === '') continue;
    const meaning = read(cell);
    if (Number.isNaN(meaning)) return null;
    out += meaning;
  }
  return column.distinct <= 4 && column.filled > 0 ? out : null;
}

/** What is said of such columns, the first of which tells the days that ran out; one that was taken for units in stock loses that role. */
export function stockFlags(
  facts: readonly ColumnFacts[],
  mapping: Partial<Record<keyof ColumnMapping, number>>,
): Note[] {
  return facts.flatMap((column): Note[] => {
    const isTaken = Object.values(mapping).includes(column.index);
    const isInventory = mapping.inventory === column.index;
    if (isTaken && !isInventory) return [];
    const out = rowsRunOut(column);
    if (out === null || column.distinct < 2) return [];
    if (isInventory) delete mapping.inventory;
    const isRead = mapping.soldOut === undefined;
    if (isRead) mapping.soldOut = column.index;
    if (out === 0) return [];
    return [
      [
        'stock-flag',
        'attention',
        `"${column.header}" says that the product was out of stock on ${out} of the first ${column.cells.length} rows`,
        isRead
          ? 'Those days count as sold out: demand was at least what was sold'
          : 'Another column already marks sold-out days, so this one is not used',
        '',
      ],
    ];
  });
}
