import { expect, test } from 'vitest';

import type { DemandSummary, DemandVerdict } from '../../core/demand/demand-summary.ts';
import { filteredDemand, noDemandFilter, verdictCounts } from './demand-filter.ts';
import { demandRows } from './demand-row.ts';

const product = (id: string, name: string, category: string | null = null) => ({ id, name, category });
const withVerdict = (verdict: DemandVerdict) => ({ verdict }) as DemandSummary;
const rows = demandRows(
  [
    product('T-1', 'Green Tea', 'Drinks'),
    product('T-2', 'Black Tea', 'Drinks'),
    product('L-1', 'Lamp'),
    product('L-2', 'Still to be fitted'),
  ],
  [withVerdict('suspicious'), withVerdict('answers'), withVerdict('answers')],
);
const ids = (found: readonly { product: { id: string } }[]) => found.map((row) => row.product.id);

test('demandRows: one a fitted product, with its place among the histories', () => {
  expect(ids(rows)).toEqual(['T-1', 'T-2', 'L-1']);
  expect(rows.map(({ index }) => index)).toEqual([0, 1, 2]);
});

test('filteredDemand: every word in name, id or category, and the verdict', () => {
  expect(ids(filteredDemand(rows, noDemandFilter))).toEqual(['T-1', 'T-2', 'L-1']);
  expect(ids(filteredDemand(rows, { ...noDemandFilter, text: ' drinks  TEA ' }))).toEqual(['T-1', 'T-2']);
  expect(ids(filteredDemand(rows, { text: 't-', verdict: 'answers' }))).toEqual(['T-2']);
  expect(ids(filteredDemand(rows, { ...noDemandFilter, text: 'kettle' }))).toEqual([]);
});

test('verdictCounts: those that occur, what answers first', () => {
  expect(verdictCounts(rows)).toEqual([
    { verdict: 'answers', count: 2 },
    { verdict: 'suspicious', count: 1 },
  ]);
});
