import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fileOrder, reordered, rowOrder, taken } from './group-rows.ts';

/** Rows of up to 5 products on up to 9 days, in any order. */
const rows = fc.array(fc.record({ product: fc.nat(4), day: fc.integer({ min: -3, max: 5 }) }), {
  maxLength: 60,
});

const columnsOf = (list: readonly { readonly product: number; readonly day: number }[]) => ({
  product: Uint32Array.from(list, ({ product }) => product),
  day: Int32Array.from(list, ({ day }) => day),
});

test('rowOrder: by product, then day, then as they stood; as a stable sort has it', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const { product, day } = columnsOf(list);
      const { order, start } = rowOrder(product, day, 5);
      const expected = [...list.keys()].sort(
        (a, b) => product[a]! - product[b]! || day[a]! - day[b]! || a - b,
      );
      expect([...(order ?? list.keys())]).toEqual(expected);
      for (let p = 0; p < 5; p++)
        expect(start[p + 1]! - start[p]!).toBe(product.filter((q) => q === p).length);
    }),
  );
});

test('rowOrder: null where rows stand so already, also with a day twice', () => {
  expect(rowOrder(Uint32Array.of(0, 0, 0, 1), Int32Array.of(4, 4, 7, 2), 2)).toEqual({
    order: null,
    start: Uint32Array.of(0, 3, 4),
  });
  expect(rowOrder(new Uint32Array(), new Int32Array(), 0)).toEqual({ order: null, start: Uint32Array.of(0) });
});

test('reordered: every column as `taken` alone makes it', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const { product, day } = columnsOf(list);
      const { order } = rowOrder(product, day, 5);
      if (!order) return;
      const columns = [product.slice(), product.map((p) => 10 * p), Uint32Array.from(list.keys())];
      const expected = columns.map((column) => taken(column, order));
      expect(reordered(columns, order)).toEqual(expected);
    }),
  );
});

test('fileOrder: ascends along the file, whatever is missing between', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 500 })), (fileRows) => {
      const order = fileOrder(Uint32Array.from(fileRows));
      expect([...order].map((place) => fileRows[place])).toEqual([...fileRows].sort((a, b) => a - b));
    }),
  );
});
