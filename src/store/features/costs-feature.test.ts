import { expect, test } from 'vitest';

import { historyFixture } from '../../core/demand/history-fixture.ts';
import type { Dataset } from '../../core/table/dataset.ts';
import { contextOf } from '../context-fixture.ts';
import { costsFeature } from './costs-feature.ts';
import type { DataState } from './file-state.ts';

const known = historyFixture({ id: 'mug', price: [10, 10], units: [1, 1], unitCost: 4 });
const costless = historyFixture({ id: 'tea', price: [20, 20], units: [1, 1] });

function ready(reading: number, fingerprint: string): DataState {
  const dataset = { fingerprint, histories: [known, costless] } as unknown as Dataset;
  return { status: 'ready', reading, dataset } as unknown as DataState;
}

function slice() {
  const { context, state, become, follow } = contextOf();
  let asked = 0;
  const costs = costsFeature(context, {
    actions: {} as never,
    ask: () => void asked++,
    drop: () => undefined,
  });
  follow(costs);
  const load = (data: DataState) => become({ data });
  const unitCosts = () => {
    const { data } = state();
    return data.status === 'ready' ? data.dataset.histories.map(({ unitCost }) => unitCost) : [];
  };
  return { costs, load, unitCosts, asked: () => asked, state };
}

test('an assumed margin fills the costs the file does not know, and prices are asked for anew', () => {
  const { costs, load, unitCosts, asked } = slice();
  load(ready(1, 'a'));
  costs.actions.assumeCost({ kind: 'all' }, { kind: 'margin', percent: 30 });
  expect(unitCosts()).toEqual([4, 14]);
  expect(asked()).toBe(1);
  costs.actions.assumeCost({ kind: 'product', id: 'tea' }, { kind: 'cost', amount: 9 });
  expect(unitCosts()).toEqual([4, 9]);
  costs.actions.assumeCost({ kind: 'product', id: 'tea' }, null);
  costs.actions.assumeCost({ kind: 'all' }, null);
  expect(unitCosts()).toEqual([4, null]);
});

test('the same file read anew keeps what was assumed for it; another file begins without', () => {
  const { costs, load, unitCosts, state } = slice();
  load(ready(1, 'a'));
  costs.actions.assumeCost({ kind: 'all' }, { kind: 'margin', percent: 30 });
  load(ready(2, 'a'));
  expect(unitCosts()).toEqual([4, 14]);
  load(ready(3, 'b'));
  expect(unitCosts()).toEqual([4, null]);
  expect(state().costs.all).toBeNull();
});
