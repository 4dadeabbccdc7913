// Exports with all products of an order in one cell (`2× Mug, 1× Pan`): of such a row no product's units and price are told.

import { ReadError } from '../table/read-error.ts';
import { type ColumnFacts, rankAs } from './column-facts.ts';

const counted =
  /^\d+\s*[x×*]\s*\S|\S\s*[x×*]\s*\d+$|\S\s*\(\s*[x×]\s*\d+\s*\)$|\S\s*\(?\s*(?:qty|quantity|menge|anzahl|cantidad):?\s*\d+\s*\)?$|\S\s*:\s*\d+$/iu;
const tried = 200;

/** A field of a record that counts: `Product Qty: 2`, `"quantity":1`. */
const countedField = /(?:qty|quantity|menge|anzahl|cantidad|quantité)["']?\s*[:=]\s*["']?\d/giu;

/** Whether a cell lists products with how many of each. */
function listsProducts(cell: string): { readonly parts: number } | null {
  if (cell.length > 2000) return null;
  const records = cell.match(countedField)?.length ?? 0;
  if (records > 0 && /[,;|{]/.test(cell)) return { parts: records };
  const parts = cell.split(/\s*[,;|\n]\s*/).filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => counted.test(part)) ? { parts: parts.length } : null;
}

/** @throws ReadError where a column that names products lists those of an order in one cell. */
export function refuseOrdersInOneCell(facts: readonly ColumnFacts[], product: number | undefined): void {
  for (const column of facts) {
    if (column.numeric > 0.1 || column.dated > 0.1 || column.filled === 0) continue;
    const isProduct =
      column.index === product ||
      rankAs(column, 'productId') < Infinity ||
      rankAs(column, 'productName') < Infinity ||
      /items|cart|order lines|products?\b/i.test(column.header.slice(0, 60));
    if (!isProduct) continue;
    const cells = column.cells.filter((cell) => cell !== '').slice(0, tried);
    const lists = cells.map(listsProducts);
    const several = lists.findIndex((list) => (list?.parts ?? 0) > 1);
    if (several < 0 || lists.filter((list) => list !== null).length < 0.8 * cells.length) continue;
    throw new ReadError(
      `"${column.header}" holds all products of an order in one cell ("${cells[several]!.slice(0, 60)}"), so the units and the price of each cannot be told. ` +
        'Export order lines instead: one row for each product of an order, with its quantity and price.',
    );
  }
}
