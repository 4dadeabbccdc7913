import { expect, test } from 'vitest';

import type { PriceEvent } from '../../../store/archive/decisions-view.ts';
import { eventWords, historyData, historyRows, historySentence } from './price-history-rows.ts';
import { standingWords } from '../decisions/standing-words.ts';

const day0 = 20_000; // 4 Oct 2024
const charged = {
  days: Int32Array.from([day0, day0 + 50, day0 + 100]),
  price: Float64Array.from([10, 12, 11]),
  units: Float64Array.from([5, 4, 4]),
  revenue: Float64Array.from([50, 48, 44]),
  profit: Float64Array.from([25, 28, 24]),
  changes: [1, 2],
};
const at = '2026-11-22T10:00:00.000Z';
const suggestion = (entry: number, price: number | null): PriceEvent => ({
  type: 'suggestion',
  at,
  entry,
  price,
  currentPrice: 11,
  policyPrice: 12.5,
  confidence: 0.8,
});
const decision = (
  entry: number,
  action: 'accept' | 'override' | 'clear',
  price: number | null,
  by: 'decision' | 'undo' = 'decision',
): PriceEvent => ({
  type: 'decision',
  at,
  entry,
  action,
  price,
  reason: action === 'override' ? 'rival' : '',
  by,
});
const events = [
  suggestion(2, 12),
  decision(3, 'accept', 12),
  suggestion(4, 12.4),
  decision(5, 'override', 13),
  decision(6, 'clear', null, 'undo'),
];

test('historyRows: days of the file first, then entries in their order, to the right of the last day', () => {
  const { rows, border, end, ticks } = historyRows(charged, events);
  expect(rows.map((row) => row.charged)).toEqual([10, 12, 11, null, null, null, null, null]);
  expect(rows.map((row) => row.suggested)).toEqual([null, null, null, 12, null, 12.4, null, null]);
  expect(rows.map((row) => row.decided)).toEqual([null, null, null, null, 12, 12, 13, null]);
  expect(rows.map((row) => row.isOverride)).toEqual([...Array<boolean>(6).fill(false), true, false]);
  expect(border).toBe(day0 + 100);
  const x = rows.map((row) => row.x);
  expect(x).toEqual(x.toSorted((a, b) => a - b));
  expect(new Set(x).size).toBe(x.length);
  expect(end).toBeGreaterThan(x.at(-1)!);
  for (const tick of ticks) expect(tick).toBeLessThanOrEqual(border!);
});

test('historyRows: a long past is thinned, many entries are cut to the latest', () => {
  const days = Int32Array.from({ length: 3000 }, (_, i) => day0 + i);
  const ones = new Float64Array(3000).fill(1);
  const price = Float64Array.from(days, (day) => 10 + (day % 7));
  const long = {
    days,
    price,
    units: ones,
    revenue: price,
    profit: null,
    changes: [],
  };
  const many = [
    decision(2, 'override', 13),
    ...Array.from({ length: 499 }, (_, i) => suggestion(i + 3, 12 + i)),
  ];
  const { rows } = historyRows(long, many);
  expect(rows.length).toBeLessThanOrEqual(280);
  // The override stands, though its entry is no longer drawn.
  expect(rows.at(-1)).toMatchObject({ suggested: 510, decided: 13 });
  expect(historyData(long, many).rows).toHaveLength(3500);
});

test('historyData: units and profit of a day stand beside its price', () => {
  const { columns, rows } = historyData(charged, events);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(rows[1]!.slice(1)).toEqual(['charged', 12, null, null, 4, 28]);
});

test('historyRows: without a file, and without anything', () => {
  expect(historyRows(null, events)).toMatchObject({ border: null, ticks: [] });
  expect(historyRows(null, []).rows).toEqual([]);
  expect(historyRows(charged, []).border).toBeNull();
});

test('historySentence: what was charged, recommended and decided', () => {
  expect(historySentence(charged, events)).toBe(
    'Charged between 10.00 and 12.00 until 12 Jan 2025, last 11.00; it changed twice. Since then (right, in order): ' +
      'priced twice, most recently recommended 12.40; decided 3 times, most recently undecided again by undoing.',
  );
  expect(historySentence(charged, [])).toMatch(/ Nothing has been recommended or decided since\.$/);
  expect(historySentence(null, [suggestion(2, null)])).toBe(
    'In order: priced once, most recently no price: the rules contradict each other.',
  );
});

test('eventWords: an override is called so', () => {
  expect(eventWords(events[3]!)).toBe('overridden to 13.00');
});

test('standingWords: counts what stands', () => {
  const one = (action: 'accept' | 'override', productId: string) => ({
    productId,
    action,
    price: 1,
    suggestedPrice: 1,
    currentPrice: 1,
    reason: '',
  });
  expect(
    standingWords({
      a: one('accept', 'a'),
      b: one('accept', 'b'),
      c: one('override', 'c'),
    }),
  ).toBe('2 accepted, 1 overridden');
  expect(standingWords({})).toBe('none');
});
