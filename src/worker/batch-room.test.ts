// A catalogue in the worker: progress and a file, or an end in the middle.

import { expect, test } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import type { CatalogueCounts, CataloguePart, priceCatalogue } from '../core/decisions/price-catalogue.ts';
import { BatchRoom } from './batch-room.ts';
import type { HeldModel } from './held-model.ts';
import type { LabEvent } from './protocol.ts';

const counts = { priced: 0 } as CatalogueCounts;

/** A model whose catalogue has `parts` parts of one line each; `ended` says that its file was let go. */
function modelOf(parts: number) {
  const state = { given: 0, ended: false };
  async function* catalogue(): ReturnType<typeof priceCatalogue> {
    try {
      for (let i = 0; i < parts; i++) {
        state.given += 1;
        await Promise.resolve();
        const part: CataloguePart = { csv: `${i}\r\n`, counts, bytesRead: i, bytesTotal: parts };
        yield part;
      }
      return { counts: { ...counts, priced: parts }, problems: [] };
    } finally {
      state.ended = true;
    }
  }
  return { model: { catalogue } as unknown as HeldModel, state };
}

/** A room whose clock goes on by 100 ms at every look. */
function room(onBreath: (room: BatchRoom) => void = () => undefined) {
  const said: LabEvent[] = [];
  let clock = 0;
  const batches: BatchRoom = new BatchRoom(
    (event) => said.push(event),
    () => {
      onBreath(batches);
      return Promise.resolve();
    },
    () => (clock += 100),
  );
  return { batches, said };
}

const work = (requestId: number) => ({
  requestId,
  source: { name: 'list.of.products.csv', content: new Blob(['']) },
  guardrails: defaultGuardrails,
});

test('BatchRoom: progress on the way, then the file and its counts', async () => {
  const { batches, said } = room();
  await batches.price(modelOf(10).model, work(1));
  expect(said.filter(({ type }) => type === 'batchProgress').length).toBeGreaterThan(2);
  const done = said.at(-1)!;
  if (done.type !== 'batchDone') throw new Error(`expected batchDone, got ${done.type}`);
  expect(done).toMatchObject({ requestId: 1, fileName: 'list.of.products-prices.csv' });
  expect(done.outcome.counts.priced).toBe(10);
  expect(await done.file.text()).toBe('0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n9\r\n');
});

test('BatchRoom: a cancel ends it, and the file is let go', async () => {
  let breaths = 0;
  const { batches, said } = room((self) => {
    if (++breaths === 4) self.cancel(1);
  });
  const { model, state } = modelOf(1000);
  await batches.price(model, work(1));
  expect(said.at(-1)).toEqual({ type: 'batchCancelled', requestId: 1 });
  expect(state).toMatchObject({ ended: true });
  expect(state.given).toBeLessThan(10);
});

test('BatchRoom: a new one cancels the last, and a late cancel changes nothing', async () => {
  const { batches, said } = room();
  const first = batches.price(modelOf(1000).model, work(1));
  const second = batches.price(modelOf(3).model, work(2));
  batches.cancel(1);
  await Promise.all([first, second]);
  expect(said.filter(({ type }) => type !== 'batchProgress')).toMatchObject([
    { type: 'batchCancelled', requestId: 1 },
    { type: 'batchDone', requestId: 2 },
  ]);
});
