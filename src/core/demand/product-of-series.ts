// The product that series of different places (stores, channels) belong to.

import type { ProductInfo } from '../table/dataset.ts';

/** A key of the product, its own within the file; null where the product is no series of one. */
export function productOfSeries({ id, key, category, series }: ProductInfo): string | null {
  if (!series) return null;
  // Where only the id is known, it ends with the places: of "P1 · 1" no other 1 goes.
  return JSON.stringify([category, key ?? Object.values(series).reduceRight(withoutPlace, id)]);
}

function withoutPlace(id: string, place: string): string {
  return id.endsWith(place) ? id.slice(0, id.length - place.length).replace(/[ ·]+$/, '') : id;
}
