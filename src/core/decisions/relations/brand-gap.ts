// A gap between brands: one product stays at least so many percent below another, such as an own label below the brand.

import type { RelatedProduct, Relation, RelationKind } from './relation.ts';
import { seriesKey } from './relation.ts';

/** The price of `below` is at least `percent` lower than that of `above`. Product ids, keys or names. */
interface BrandGap {
  readonly below: string;
  readonly above: string;
  readonly percent: number;
}

interface BrandGapValues {
  readonly brandGaps: readonly BrandGap[];
}

export const brandGap: RelationKind<'brandGap', BrandGapValues> = {
  name: 'brandGap',
  label: 'Brand gap',
  meaning:
    'One product stays at least this many percent below another, such as an own label below the brand.',
  schema: (zod) => ({
    brandGaps: zod
      .array(
        zod
          .strictObject({
            below: zod.string().min(1),
            above: zod.string().min(1),
            percent: zod.number().min(0).max(95),
          })
          .refine(({ below, above }) => below !== above, 'expected two different products'),
      )
      .max(10_000),
  }),
  usual: { brandGaps: [] },
  relations: (products, { brandGaps }) => brandGaps.flatMap((gap) => relationsOf(products, gap)),
  describe: ({ brandGaps }) =>
    brandGaps.length === 0
      ? null
      : brandGaps
          .map(({ below, above, percent }) => `"${below}" at least ${percent} % below "${above}"`)
          .join('; '),
  problemOf(products, { brandGaps }) {
    for (const { below, above } of brandGaps)
      for (const name of [below, above])
        if (named(products, name).length === 0)
          return `Brand gap: no product has the id or the name "${name}".`;
    return null;
  },
};

function named(products: readonly RelatedProduct[], name: string): readonly RelatedProduct[] {
  const byId = products.filter(({ id, key }) => id === name || key === name);
  return byId.length > 0 ? byId : products.filter((product) => product.name === name);
}

/** One a store where the products are split: a gap holds within a store. */
function relationsOf(
  products: readonly RelatedProduct[],
  { below, above, percent }: BrandGap,
): Relation<'brandGap'>[] {
  const uppers = named(products, above);
  return named(products, below).flatMap((lower) =>
    uppers
      .filter((upper) => upper.id !== lower.id && seriesKey(upper) === seriesKey(lower))
      .map((upper) => ({
        kind: 'brandGap' as const,
        id: `gap ${JSON.stringify([lower.id, upper.id])}`,
        title: `${lower.name} at least ${percent} % below ${upper.name}`,
        products: [lower.id, upper.id],
        limits: [
          {
            lower: lower.id,
            upper: upper.id,
            ratio: 1 - percent / 100,
            lowerWords: `at least ${percent} % below "${upper.name}"`,
            upperWords: `at least ${percent} % above what "${lower.name}" costs, as a share of its own price`,
          },
        ],
      })),
  );
}
