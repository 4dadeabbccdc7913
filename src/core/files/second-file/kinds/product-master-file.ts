// A list of products: their names, categories and sizes.

import { saysSizes } from '../../size-column.ts';
import { sizedName, sizeIn } from '../../size-in-cell.ts';
import type { SecondFileKind } from '../second-file-kind.ts';

export const productMaster: SecondFileKind = {
  name: 'product-master',
  words: 'product names, categories and sizes',
  shape: 'a column with the product and one with its name, category or size',
  mayHoldForMany: false,
  recognise: (columns) => {
    const category = columns.text('category');
    const key = columns.all.find((column) => column.meanings[0]?.concept === 'productId');
    const called = key ? columns.text('productName') : null;
    const name = called === key ? null : called;
    const size = columns.all.find(saysSizes);
    if (!category && !name && !size) return null;
    return {
      headers: {
        ...(name ? { name: name.header } : {}),
        ...(category ? { category: category.header } : {}),
        ...(size ? { size: size.header } : {}),
      },
      number: null,
      ...(name ? { name: name.index } : {}),
      ...(category ? { category: category.index } : {}),
      ...(size ? { size: { index: size.index, header: size.header } } : {}),
    };
  },
  fill: ({ product, days }, entries, { name, category, size }) => {
    const said = (column: number | undefined) =>
      column === undefined
        ? []
        : entries.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '');
    const overlaps = [said(name), said(category), said(size?.index)].flatMap((all) => {
      const different = [...new Set(all)];
      return different.length > 1
        ? [`"${product.key ?? product.id}" is both "${different[0]!}" and "${different[1]!}"`]
        : [];
    });
    const split = Object.values(product.series ?? {});
    const given = said(name)[0];
    // A product without a name is shown by its key.
    const isUnnamed = product.name === product.id;
    const called = given !== undefined && isUnnamed ? [given, ...split].join(' · ') : product.name;
    const pack = size ? sizeIn(size.header, said(size.index)[0] ?? '') : null;
    return {
      product: {
        ...product,
        name: pack === null ? called : sizedName(called, pack),
        category: product.category ?? said(category)[0] ?? null,
      },
      filled: days.day.length,
      kept: 0,
      overlaps,
    };
  },
};
