// One price across stores: a product that is sold in several series has the same price in all of them.

import type { RelatedProduct, RelationKind } from './relation.ts';

interface OnePriceValues {
  readonly onePriceOverStores: boolean;
}

export const onePrice: RelationKind<'onePrice', OnePriceValues> = {
  name: 'onePrice',
  label: 'One price across stores',
  meaning: 'A product that the file holds in several series, such as stores, has one price in all of them.',
  schema: (zod) => ({ onePriceOverStores: zod.boolean() }),
  usual: { onePriceOverStores: false },
  relations(products, { onePriceOverStores }) {
    if (!onePriceOverStores) return [];
    return splitProducts(products).map(([first, ...others]) => ({
      kind: 'onePrice',
      id: `one price ${first!.key}`,
      title: `${first!.name.split(',')[0]!}: ${others.length + 1} series`,
      products: [first!, ...others].map(({ id }) => id),
      limits: others.flatMap((other) => [sameAs(first!, other), sameAs(other, first!)]),
    }));
  },
  describe: ({ onePriceOverStores }) => (onePriceOverStores ? 'the same in all stores' : null),
};

/** Products of several series, each with its series. */
export function splitProducts(products: readonly RelatedProduct[]): readonly (readonly RelatedProduct[])[] {
  const byKey = new Map<string, RelatedProduct[]>();
  for (const product of products) {
    if (product.series === null) continue;
    const key = JSON.stringify([product.category, product.key]);
    const series = byKey.get(key);
    if (series) series.push(product);
    else byKey.set(key, [product]);
  }
  return [...byKey.values()].filter((series) => series.length > 1);
}

function sameAs(lower: RelatedProduct, upper: RelatedProduct) {
  return {
    lower: lower.id,
    upper: upper.id,
    ratio: 1,
    lowerWords: `the same as "${upper.name}"`,
    upperWords: `the same as "${lower.name}"`,
  };
}
