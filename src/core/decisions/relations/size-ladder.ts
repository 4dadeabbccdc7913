// A ladder of sizes: a larger pack costs no more per unit than a smaller one of the same family.
//
// Families are found from the sizes in the products' names; a person can say another size or family of a product, or take it
// out. Neighbours on the ladder are compared: the others follow.

import { sizeIn } from '../../files/size-in-cell.ts';
import { type RelatedProduct, type Relation, type RelationKind, seriesKey } from './relation.ts';
import { packSizeOf, type SizeMeasure } from './pack-size.ts';

/** What a person says of a pack, instead of its name. */
interface SaidSize {
  /** Packs of one family are compared. */
  readonly family: string;
  /** In any unit, the same for the family. */
  readonly size: number;
}

interface SizeLadderValues {
  readonly holdSizeLadders: boolean;
  /** By product key or id; null leaves the product out of every ladder. */
  readonly packSizes: Readonly<Record<string, SaidSize | null>>;
}

interface LadderPack {
  readonly id: string;
  readonly name: string;
  /** Few words: `64 oz`. */
  readonly words: string;
  readonly size: number;
}

export interface Ladder {
  readonly id: string;
  readonly title: string;
  /** Smallest first; packs of the same size stand beside each other. */
  readonly packs: readonly LadderPack[];
}

const perWords: Readonly<Record<SizeMeasure, string>> = { ml: 'litre', g: 'kilogram', pieces: 'piece' };

export const sizeLadder: RelationKind<'sizeLadder', SizeLadderValues> = {
  name: 'sizeLadder',
  label: 'Size ladder',
  meaning: 'A larger pack never costs more per unit than a smaller pack of the same product.',
  schema: (zod) => ({
    holdSizeLadders: zod.boolean(),
    packSizes: zod.record(
      zod.string(),
      zod.strictObject({ family: zod.string().min(1).max(500), size: zod.number().positive() }).nullable(),
    ),
  }),
  usual: { holdSizeLadders: false, packSizes: {} },
  relations: (products, values) =>
    values.holdSizeLadders ? laddersOf(products, values.packSizes).map(relationOf) : [],
  describe: ({ holdSizeLadders }) => (holdSizeLadders ? 'a larger pack costs no more per unit' : null),
};

/** The ladders that names and sayings make of these products: at least two sizes each. */
export function laddersOf(
  products: readonly RelatedProduct[],
  said: SizeLadderValues['packSizes'] = {},
): (Ladder & { readonly per: string })[] {
  const families = new Map<string, { title: string; per: string; packs: LadderPack[] }>();
  for (const product of products) {
    const pack = packOf(product, said);
    if (pack === null) continue;
    const key = JSON.stringify([product.category, pack.family, pack.measure, pack.series]);
    const family = families.get(key) ?? { title: pack.family, per: pack.per, packs: [] };
    families.set(key, family);
    family.packs.push({ id: product.id, name: product.name, words: pack.words, size: pack.size });
  }
  return [...families].flatMap(([id, { title, per, packs }]) => {
    if (new Set(packs.map(({ size }) => size)).size < 2) return [];
    packs.sort((a, b) => a.size - b.size);
    return [{ id, per, packs, title: `${title}: ${packs.map(({ words }) => words).join(', ')}` }];
  });
}

function packOf(product: RelatedProduct, said: SizeLadderValues['packSizes']) {
  const own = [product.id, product.key].find((key) => Object.hasOwn(said, key));
  if (own !== undefined) {
    const its = said[own]!;
    const series = seriesKey(product);
    return its && { ...its, measure: 'said', words: String(its.size), per: 'unit', series };
  }
  const { name, series } = sizeInSeries(product) ?? product;
  const pack = packSizeOf(name);
  return pack && { ...pack, per: perWords[pack.measure], series: seriesKey({ series }) };
}

/** Where a column of sizes splits a product its packs are series: the key with the size is their name; null elsewhere. */
function sizeInSeries({ key, series }: RelatedProduct): Pick<RelatedProduct, 'name' | 'series'> | null {
  const all = Object.entries(series ?? {});
  const sizes = all.flatMap(([header, value]) => {
    const size = sizeIn(header, value);
    return size === null ? [] : [{ header, size }];
  });
  const [only] = sizes;
  if (!only || sizes.length > 1) return null;
  return {
    name: `${key} ${only.size}`,
    series: Object.fromEntries(all.filter(([header]) => header !== only.header)),
  };
}

/** Every pack of one size against every pack of the next smaller size. */
function relationOf({ id, title, packs, per }: ReturnType<typeof laddersOf>[number]): Relation<'sizeLadder'> {
  const sizes = [...new Set(packs.map(({ size }) => size))];
  const limits = sizes.slice(1).flatMap((size, k) => {
    const smaller = packs.filter((pack) => pack.size === sizes[k]);
    return packs
      .filter((pack) => pack.size === size)
      .flatMap((large) =>
        smaller.map((small) => ({
          lower: large.id,
          upper: small.id,
          ratio: large.size / small.size,
          lowerWords: `no more per ${per} than "${small.name}"`,
          upperWords: `no less per ${per} than "${large.name}"`,
        })),
      );
  });
  return { kind: 'sizeLadder', id: `ladder ${id}`, title, products: packs.map((pack) => pack.id), limits };
}
