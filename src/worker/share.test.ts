import { expect, test } from 'vitest';

import { shared, sharedMemory } from './share.ts';

const value = () => ({
  name: 'tea',
  known: Uint8Array.of(1, 0, 1),
  price: Float64Array.of(1, NaN, 3),
  parts: [{ rows: Uint32Array.of(7) }],
  cost: null,
});

test('shared: in isolation the columns lie in one piece of shared memory and nothing is transferred', () => {
  const original = value();
  const { value: copy, transfer } = shared(original, true);
  expect(copy).toEqual(original);
  expect(copy.price.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(copy.parts[0]!.rows.buffer).toBe(copy.price.buffer);
  expect(transfer).toEqual([]);
});

test('shared: elsewhere the columns are one copy to transfer, and the original stays usable', () => {
  const original = value();
  const { value: copy, transfer } = shared(original, false);
  expect(copy).toEqual(original);
  expect(transfer).toEqual([copy.price.buffer]);
  const received = structuredClone(copy, { transfer });
  expect(received).toEqual(original);
  expect(original.price).toEqual(Float64Array.of(1, NaN, 3));
});

test('shared: parts of a column stay parts of it', () => {
  const column = Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7);
  const table = column.subarray(1, 7);
  const bytes = new Uint8Array(column.buffer, 11, 3);
  const original = { table, parts: [column.subarray(2, 4), column.subarray(4, 6)], bytes };
  for (const isolated of [true, false]) {
    const { value: copy } = shared(original, isolated);
    expect(copy).toEqual(original);
    expect(copy.table.buffer.byteLength).toBe(table.byteLength);
    copy.table[1] = -1;
    expect(copy.parts[0]![0]).toBe(-1);
    expect(column[2]).toBe(2);
  }
});

test('shared: what lies in shared memory already is passed on as it is, beside what is copied', () => {
  const table = new Float64Array(sharedMemory(24, true));
  table.set([1, 2, 3]);
  const original = { table, history: { price: table.subarray(1), filled: Float64Array.of(7, 8) } };
  const { value: copy, transfer } = shared(original, true);
  expect(copy).toEqual(original);
  expect(copy.table).toBe(table);
  expect(copy.history.price.buffer).toBe(table.buffer);
  expect(copy.history.filled.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(copy.history.filled.buffer).not.toBe(table.buffer);
  expect(transfer).toEqual([]);
  expect(sharedMemory(8, false)).toBeInstanceOf(ArrayBuffer);
});
