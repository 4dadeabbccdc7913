// The column that says how large a pack is: `Pack Size` of `6 x 330 ml`, `Bottle Volume (ml)` of `750`, `Inhalt` of `1,5 l`.
//
// Its size is put behind the product's name where the name says none, so that packs of one name are told apart and every reader of
// names finds it there.

import type { ColumnMapping } from '../table/columns.ts';
import type { OpenQuestion } from '../table/dataset.ts';
import type { ColumnFacts } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Note } from './note.ts';
import { sizeIn } from './size-in-cell.ts';
import { groupsBy, type SampleRows } from './second-key.ts';

/** Nearly all cells say a size, and a product has one. */
const fewestSized = 0.9;
const fewestFilled = 0.3;

/** Whether nearly all cells of a column say a size. */
export function saysSizes({ header, cells, filled }: ColumnFacts): boolean {
  const sizes = cells.filter((cell) => cell !== '' && sizeIn(header, cell) !== null).length;
  return filled > 0 && sizes >= fewestSized * filled;
}

/** The column of sizes among those not `taken`; null without one, where a product has several, or where products have no names. */
export function sizeColumn(
  facts: readonly ColumnFacts[],
  taken: readonly number[],
  mapping: ColumnMapping,
  sample: SampleRows,
): number | null {
  if (mapping.productName === undefined) return null;
  const used = new Set([...taken, ...Object.values(mapping)]);
  const products = groupsBy(sample, [], false);
  const column = facts.find(
    (one) =>
      !used.has(one.index) &&
      one.filled >= fewestFilled * sample.rows &&
      saysSizes(one) &&
      groupsBy(sample, [one], false) === products,
  );
  return column?.index ?? null;
}

const packWords =
  /^(?:pack|packs|packung\p{L}*|gebinde\p{L}*|vpe|inhalt|packaging|conditionnement|envase|confezione|verpakking|opakowanie)$/u;
const unitsPerPack =
  /^(?:units|pieces|pcs|items|stuck|qty) (?:per|in|je|pro) (?:pack|case|carton|box|packung|karton)$/;
/** A product seldom comes in more. */
const mostSizes = 6;

/**
 * Says of a column of pack sizes that a product has several of them, one after the other: what the price is of has changed, which no
 * other day of it tells. Sizes side by side on one day are told apart as series are.
 */
export function tellOtherSizes(
  facts: readonly ColumnFacts[],
  taken: readonly number[],
  sample: SampleRows,
  notes: Note[],
  questions: OpenQuestion[],
): void {
  const products = groupsBy(sample, [], false);
  const days = groupsBy(sample, []);
  const column = facts.find((one) => {
    if (taken.includes(one.index) || one.filled < 0.98 * sample.rows || one.distinct < 2) return false;
    const tokens = headerTokens(one.header);
    if (!tokens.some((token) => packWords.test(token)) && !unitsPerPack.test(tokens.join(' '))) return false;
    const sizes = groupsBy(sample, [one], false);
    return sizes > products && sizes <= mostSizes * products && groupsBy(sample, [one]) <= 1.02 * days;
  });
  if (!column) return;
  const shown = [...new Set(column.cells)].slice(0, 2).map((cell) => `"${cell}"`);
  notes.push([
    'other-pack-size',
    'attention',
    `"${column.header}" of one product changes over time (${shown.join(', ')})`,
    'Read as one product at the prices as they stand, which are then of packs of several sizes',
    'Keep the sizes as separate series where the price is that of a pack',
  ]);
  questions.push({
    about: 'series',
    message: `"${column.header}" of one product changes over time. Is it one product throughout, or a series for each size?`,
    choices: [
      { label: 'One product', choices: { splits: [] } },
      { label: 'A series for each size', choices: { splits: [column.header] } },
    ],
  });
}
