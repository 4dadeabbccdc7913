// Days that ended without stock: what was sold is then the least that was asked for.

import type { ProductHistory } from '../table/dataset.ts';
import { emptyShelfDays } from './empty-shelf.ts';

/** 1 on sold-out days: as the file or its reader says, else where the stock at the end of the day is 0, else as days without a sale tell; null where nothing does. [days] */
export function soldOutDays(history: ProductHistory): Uint8Array | null {
  const { soldOut, inventory } = history;
  if (soldOut) return soldOut.includes(1) ? soldOut : null;
  if (!inventory) return emptyShelfDays(history);
  const flags = Uint8Array.from(inventory, (stock) => (stock <= 0 ? 1 : 0));
  return flags.includes(1) && flags.includes(0) ? flags : null;
}
