// What a relation between products is: one object, from which its check, the limits it sets, the trail, the panel and the
// report derive.
//
// Whatever a relation means to a person, to the search it is a list of limits on two prices: one is at most so many times the
// other. That is enough for a ladder of sizes, a gap between brands and one price over stores, and prices that keep such limits
// are found exactly (price-lattice.ts).

import type { z } from 'zod';

import type { ProductInfo } from '../../table/dataset.ts';
import type { Zod } from '../guardrails/guardrail.ts';

/** What a relation needs to know of a product. */
export interface RelatedProduct {
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  /** Its key in the file: series of one product share it. */
  readonly key: string;
  /** What splits it, such as `{ Store: 'North' }`; null where nothing does. */
  readonly series: Readonly<Record<string, string>> | null;
}

/** The price of `lower` is at most `ratio` times that of `upper`. Product ids. */
export interface RelationLimit {
  readonly lower: string;
  readonly upper: string;
  readonly ratio: number;
  /** The limit as what `lower` is: `no more per litre than "Cola 1 l"`. */
  readonly lowerWords: string;
  /** The limit as what `upper` is: `no cheaper a litre than "Cola 2 l"`. */
  readonly upperWords: string;
}

/** What relations need to know of a product. */
export function relatedProduct({ id, name, category, key = id, series = null }: ProductInfo): RelatedProduct {
  return { id, name, category, key, series };
}

/** One ladder, one gap, one product with its stores. */
export interface Relation<Name extends string = string> {
  readonly kind: Name;
  /** The same in every answer for the same file and settings. */
  readonly id: string;
  /** Few words: `Cola: 1 l, 2 l`. */
  readonly title: string;
  readonly products: readonly string[];
  readonly limits: readonly RelationLimit[];
}

/** `Values` are the keys of the set of relations that are this kind's. */
export interface RelationKind<Name extends string = string, Values extends object = object> {
  readonly name: Name;
  readonly label: string;
  readonly meaning: string;
  /** The check of each key. */
  schema(zod: Zod): { readonly [Key in keyof Values]: z.ZodType<Values[Key]> };
  /** What holds until somebody says something else: nothing. */
  readonly usual: Values;
  /** The relations that hold between these products. */
  relations(products: readonly RelatedProduct[], values: Values): Relation<Name>[];
  /** For a reader who does not see the form; null where it is off. */
  describe(values: Values): string | null;
  /** Why the values say nothing of these products, as a sentence; null where they do. */
  problemOf?(products: readonly RelatedProduct[], values: Values): string | null;
}

/** Series that differ only in their product: a ladder and a gap hold within one store. */
export function seriesKey({ series }: Pick<RelatedProduct, 'series'>): string {
  const all = Object.entries(series ?? {});
  return all.length === 0 ? '' : JSON.stringify(all.sort());
}
