// A catalogue in the worker: progress and a file, or an end in the middle.

import { expect, test } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import type { CatalogueCounts, CataloguePart, priceCatalogue } from '../core/decisions/price-catalogue.ts';
import { pricedCatalogue } from './catalogue-pricing.ts';
import type { LoadedModel } from './loaded-model.ts';

const counts = { priced: 0 } as CatalogueCounts;

/** A model whose catalogue has `parts` parts of one line each; `ended` says that its file was let go. */
function modelOf(parts: number) {
  const state = { given: 0, ended: false };
  async function* catalogue(): ReturnType<typeof priceCatalogue> {
    try {
      for (let i = 0; i < parts; i++) {
        state.given += 1;
        await Promise.resolve();
        const part: CataloguePart = {
          csv: new TextEncoder().encode(`${i}\r\n`),
          counts,
          bytesRead: i,
          bytesTotal: parts,
        };
        yield part;
      }
      return { counts: { ...counts, priced: parts }, problems: [] };
    } finally {
      state.ended = true;
    }
  }
  return { model: { catalogue } as unknown as LoadedModel, state };
}

/** Prices on a clock that goes on by 100 ms at every look; `onYield` is called whenever others are let in. */
function pricing(model: LoadedModel, onYield: (abort: () => void) => void = () => undefined) {
  let clock = 0;
  const progress: unknown[] = [];
  const controller = new AbortController();
  const priced = pricedCatalogue(
    model,
    { source: { name: 'list.of.products.csv', content: new Blob(['']) }, guardrails: defaultGuardrails },
    { signal: controller.signal, progress: (news) => progress.push(news) },
    {
      yieldToEventLoop: () => {
        onYield(() => controller.abort());
        return Promise.resolve();
      },
      now: () => (clock += 100),
    },
  );
  return { priced, progress };
}

test('pricedCatalogue: progress on the way, then the file and its counts', async () => {
  const { priced, progress } = pricing(modelOf(10).model);
  const { fileName, file, outcome } = await priced;
  expect(progress.length).toBeGreaterThan(2);
  expect(fileName).toBe('list.of.products-prices.csv');
  expect(outcome.counts.priced).toBe(10);
  expect(await file.text()).toBe('0\r\n1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n9\r\n');
});

test('pricedCatalogue: an abort ends it, and the file is let go', async () => {
  let yields = 0;
  const { model, state } = modelOf(1000);
  const { priced } = pricing(model, (abort) => {
    if (++yields === 4) abort();
  });
  await expect(priced).rejects.toMatchObject({ name: 'AbortError' });
  expect(state).toMatchObject({ ended: true });
  expect(state.given).toBeLessThan(10);
});
