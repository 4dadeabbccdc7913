// Days that ended without stock: what was sold is then the least that was asked for.

import type { ProductHistory } from '../table/dataset.ts';

/** 1 on sold-out days: as the file or its reader says, else where the stock at the end of the day is 0; null where nothing tells. [days] */
export function soldOutDays({ soldOut, inventory }: ProductHistory): Uint8Array | null {
  if (soldOut) return soldOut.includes(1) ? soldOut : null;
  if (!inventory) return null;
  const flags = Uint8Array.from(inventory, (stock) => (stock <= 0 ? 1 : 0));
  return flags.includes(1) && flags.includes(0) ? flags : null;
}
