// Columns that say by a word whether a product was in stock: `In Stock` of yes and no, `Out of Stock` of 0 and 1.
//
// They hold no units in stock. Demand on a day that ran out was at least what was sold, so that the person must hear of it.

import type { ColumnMapping } from '../table/columns.ts';
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

/** Rows on which a column says that the product had run out; null where it is no such column. */
function rowsRunOut(column: ColumnFacts): number | null {
  const tokens = headerTokens(column.header);
  const name = tokens.join(' ');
  if (!saysOut.test(name) && !tokens.some((token) => saysStock.test(token))) return null;
  const isYesOut = saysOut.test(name);
  let out = 0;
  for (const cell of column.cells) {
    if (cell === '') continue;
    if (outWords.test(cell)) out++;
    else if (!inWords.test(cell)) {
      const flag = flagOf(cell);
      if (Number.isNaN(flag)) return null;
      if ((flag === 1) === isYesOut) out++;
    }
  }
  return column.distinct <= 4 && column.filled > 0 ? out : null;
}

/** What is said of such columns; one that was taken for units in stock loses that role. */
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
    if (out === 0) return [];
    return [
      [
        'stock-flag',
        'attention',
        `"${column.header}" says that the product had run out of stock on ${out} of the first ${column.cells.length} rows`,
        'Their units count as demand, though it was at least what was sold: leave those rows out of the file, or give the units in stock as a column',
        '',
      ],
    ];
  });
}
