// Rows that sum up other rows, as a column of the file says: "Region Level" of aggregate and market, a channel "Total" beside
// the channels whose rows are added up.
//
// Totals that are a product or a series of their own are found later, by their names and their sums (`total-products.ts`).

import type { OpenQuestion, ReadChoices } from '../table/dataset.ts';
import type { ColumnFacts } from './column-facts.ts';
import { formatCount } from '../text/format.ts';
import { headerTokens } from './header-tokens.ts';
import type { SampleRows } from './second-key.ts';
import type { StatusRule } from './status-column.ts';
import { isTotalWord } from './vocabulary.ts';

const levelToken =
  /^(?:level|levels|lvl|ebene|stufe|niveau|nivel|nível|livello|poziom|hierarchy|hierarchie|granularity|aggregation|aggregationlevel|geolevel|regionlevel)$/u;
const aggregateWord =
  /^(?:aggregate[ds]?|aggregation|aggregat|aggregiert|agrégat|agrégé|agregado|aggregato|zagregowane|roll-?up|rolled up|summary|summed|parent|all)$/iu;
/** Levels of places and of goods, the widest first; words of one line are of one level. */
const ladders: readonly (readonly RegExp[])[] = [
  [
    /^(?:world|global|total|national|nation|country|countries|land|pays|país|paese)$/iu,
    /^(?:region|regional|division|zone|state|province|bundesland|région|región|regione)$/iu,
    /^(?:district|area|territory|bezirk|gebiet)$/iu,
    /^(?:market|city|cluster|county|dma|metro|stadt|ville|ciudad|città)$/iu,
    /^(?:store|shop|branch|outlet|site|location|filiale|laden|magasin|tienda|negozio|winkel|sklep)$/iu,
  ],
  [
    /^(?:total|all products|department|abteilung)$/iu,
    /^(?:category|warengruppe|kategorie|catégorie|categoría|categoria)$/iu,
    /^(?:sub-?category|subcategory|segment)$/iu,
    /^(?:brand|marke|marque|marca)$/iu,
    /^(?:item|sku|product|upc|ean|article|artikel|produkt|produit|producto|prodotto)$/iu,
  ],
];

const different = (column: ColumnFacts) => [...new Set(column.cells)].filter((cell) => cell !== '');

/** Which words of a column of levels are those of sums; null where it is no such column. */
function summedLevels(column: ColumnFacts): ReadonlySet<string> | null {
  if (column.distinct < 2 || column.distinct > 8 || column.numeric > 0.5) return null;
  if (!headerTokens(column.header).some((token) => levelToken.test(token))) return null;
  const words = different(column);
  const sums = words.filter((word) => aggregateWord.test(word) || isTotalWord(word));
  if (sums.length > 0 && sums.length < words.length) return new Set(sums);
  for (const ladder of ladders) {
    const rungs = words.map((word) => ladder.findIndex((rung) => rung.test(word)));
    const finest = Math.max(...rungs);
    if (rungs.some((rung) => rung < 0) || rungs.every((rung) => rung === finest)) continue;
    return new Set(words.filter((_, i) => rungs[i]! < finest));
  }
  return null;
}

/** Words for a total that mean nothing else: a size or a sex may be called "all". */
const isSureTotal = (cell: string) => isTotalWord(cell) && !/^(?:all|sum|result|overall)$/i.test(cell.trim());

/** Whether the rows that a column calls a total stand beside others of the same product and day. */
function totalsBesideParts(column: ColumnFacts, sample: SampleRows): boolean {
  if (column.distinct < 3 || column.distinct > 500 || column.numeric > 0.5) return false;
  if (!different(column).some(isSureTotal)) return false;
  const key = (row: number) => `${sample.product[row]!}\u0000${sample.day[row]!}`;
  const parts = new Map<string, number>();
  const totals: string[] = [];
  column.cells.forEach((cell, row) => {
    if (isSureTotal(cell)) totals.push(key(row));
    else if (cell !== '') parts.set(key(row), (parts.get(key(row)) ?? 0) + 1);
  });
  return totals.filter((one) => (parts.get(one) ?? 0) > 1).length >= 0.8 * totals.length;
}

/** The rules that leave such rows out, unless the person keeps them; `used`: the columns of roles and of series. */
export function totalRules(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: readonly number[],
  choices: ReadChoices,
  questions: OpenQuestion[],
): StatusRule[] {
  return facts.flatMap((column): StatusRule[] => {
    if (used.includes(column.index)) return [];
    const levels = summedLevels(column);
    if (!levels && !totalsBesideParts(column, sample)) return [];
    const words = levels ? [...levels] : different(column).filter(isSureTotal);
    const rows = column.cells.filter((cell) => words.includes(cell)).length;
    if (choices.totals === undefined && !questions.some(({ about }) => about === 'totals'))
      questions.push({
        about: 'totals',
        message:
          `"${column.header}" says that some rows (${words
            .slice(0, 3)
            .map((word) => `"${word}"`)
            .join(
              ', ',
            )}; ${formatCount(rows)} of the first ${formatCount(column.cells.length)}) add up others. ` +
          'Should they be left out, so that nothing counts twice?',
        choices: [
          { label: 'Leave out', choices: { totals: 'left out' } },
          { label: 'Keep', choices: { totals: 'kept' } },
        ],
      });
    if (choices.totals === 'kept' || choices.totals === 'larger') return [];
    return [
      {
        column: column.index,
        order: -1,
        isNotSold: levels ? (cell) => levels.has(cell) : isSureTotal,
        leaves: 'totals',
      },
    ];
  });
}
