// A list of products: their names and categories.

import type { SecondFileKind } from '../second-file-kind.ts';

export const productMaster: SecondFileKind = {
  name: 'product-master',
  words: 'product names and categories',
  shape: 'a column with the product and one with its name or category',
  mayHoldForMany: false,
  recognise: (columns) => {
    const category = columns.text('category');
    const key = columns.all.find((column) => column.meanings[0]?.concept === 'productId');
    const called = key ? columns.text('productName') : null;
    const name = called === key ? null : called;
    if (!category && !name) return null;
    return {
      headers: { ...(name ? { name: name.header } : {}), ...(category ? { category: category.header } : {}) },
      number: null,
      ...(name ? { name: name.index } : {}),
      ...(category ? { category: category.index } : {}),
    };
  },
  fill: ({ product, days }, entries, { name, category }) => {
    const said = (column: number | undefined) =>
      column === undefined
        ? []
        : entries.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '');
    const overlaps = [said(name), said(category)].flatMap((all) => {
      const different = [...new Set(all)];
      return different.length > 1
        ? [`"${product.key ?? product.id}" is both "${different[0]!}" and "${different[1]!}"`]
        : [];
    });
    const split = Object.values(product.series ?? {});
    const given = said(name)[0];
    // A product without a name is shown by its key.
    const isUnnamed = product.name === product.id;
    return {
      product: {
        ...product,
        name: given !== undefined && isUnnamed ? [given, ...split].join(' · ') : product.name,
        category: product.category ?? said(category)[0] ?? null,
      },
      filled: days.day.length,
      kept: 0,
      overlaps,
    };
  },
};
