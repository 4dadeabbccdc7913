import { expect, test } from 'vitest';

import { summarizeDemand } from '../core/demand/summarize-demand.ts';
import { scenarios } from '../core/exam/scenarios.ts';
import { Random } from '../core/random.ts';
import { callerOf } from './caller-fixture.ts';
import type { FittedPart, ReaderCalls } from './protocol/reader-protocol.ts';
import { ReaderSession } from './reader-session.ts';

const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
const csv = (days: number) =>
  [
    'Report Date,Product Price,Total Sales',
    ...Array.from({ length: days }, (_, i) => `${day(i)},${9 + (i % 3)},${i + 20}`),
  ].join('\n');
const source = (text: string) => ({ name: 'tea.csv', content: new Blob([text]) });

const reader = () => callerOf<ReaderCalls>(new ReaderSession().handlers);

async function read(
  session: ReturnType<typeof reader>,
  reading: number,
  text: string,
  changes: Partial<ReaderCalls['read']['args']> = {},
) {
  const args = { reading, source: source(text), choices: {}, reuse: null, ...changes };
  const answer = await session.call('read', args);
  if ('preview' in answer) throw new Error('expected a dataset');
  return answer.dataset;
}

/** `of` days a product. */
function catalogue(products: number, of: number, more = ''): string {
  const rows = Array.from({ length: products }, (_, k) =>
    csv(of)
      .split('\n')
      .slice(1)
      .map((row, i) => `${row.replace(/,\d+$/, `,${20 + ((i * 7 + k) % 11)}`)},SKU-${k}${more}`),
  ).flat();
  return [`Report Date,Product Price,Total Sales,Product ID${more && ',Category'}`, ...rows].join('\n');
}

test('ReaderSession: inspect, read with progress, and the demand fits after', async () => {
  const session = reader();
  const preview = await session.call('inspect', { source: source(csv(40)), choices: {} });
  expect(preview.questions).toEqual([]);
  const progress: unknown[] = [];
  const args = { reading: 2, source: source(csv(40)), choices: {}, reuse: null };
  const answer = await session.call('read', args, { onProgress: (news) => progress.push(news) });
  expect(progress).toHaveLength(1);
  expect('dataset' in answer && answer.dataset.histories[0]!.days).toHaveLength(40);
  const { summaries, holdOuts } = await session.call('fitDemand', { reading: 2 });
  expect([summaries.length, holdOuts.length]).toEqual([1, 1]);
});

test('ReaderSession: another meaning of sales needs no second reading', async () => {
  const session = reader();
  await read(session, 1, csv(40));
  const again = await read(session, 2, 'no longer there', { choices: { salesMeaning: 'money' }, reuse: 1 });
  expect(again).toMatchObject({ salesMeaning: 'money', salesMeaningOverruled: true });
});

test('ReaderSession: a table of another reading does not serve', async () => {
  const session = reader();
  await read(session, 1, csv(40));
  expect((await read(session, 3, csv(60), { reuse: 2 })).histories[0]!.days).toHaveLength(60);
});

test('ReaderSession: an aborted reading delivers nothing, and the file before it stays', async () => {
  const session = reader();
  await read(session, 1, csv(40));
  const controller = new AbortController();
  const args = { reading: 2, source: source(csv(60)), choices: {}, reuse: null };
  const reading = session.call('read', args, { signal: controller.signal });
  controller.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  expect((await session.call('watch', { reading: 1, source: null })).simulated).not.toBeNull();
});

test('ReaderSession: a refused file is a sentence', async () => {
  await expect(reader().call('inspect', { source: source(''), choices: {} })).rejects.toThrow(
    /"tea.csv" is empty/,
  );
});

test('ReaderSession: the fits of a file go on while the next one is looked at', async () => {
  const session = reader();
  await read(session, 1, catalogue(30, 20));
  const parts: FittedPart[] = [];
  let isOver = false;
  const fits = session.call('fitDemand', { reading: 1 }, { onProgress: (part) => parts.push(part) });
  void fits.then(() => (isOver = true));
  await session.call('inspect', { source: source(csv(40)), choices: {} });
  expect(isOver).toBe(false);
  const { summaries, holdOuts } = await fits;
  // The first part as it is fitted, then all thirty again, pooled, with how well a history market predicts.
  expect(parts.map(({ from, summaries: part }) => [from, part.length])).toEqual([[0, 25]]);
  expect([summaries.length, holdOuts.length]).toEqual([30, 30]);
});

test('ReaderSession: fits end between two parts when they are aborted', async () => {
  const session = reader();
  await read(session, 1, catalogue(60, 20));
  const controller = new AbortController();
  let parts = 0;
  const fits = session.call(
    'fitDemand',
    { reading: 1 },
    {
      signal: controller.signal,
      onProgress: () => {
        parts++;
        controller.abort();
      },
    },
  );
  await expect(fits).rejects.toMatchObject({ name: 'AbortError' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(parts).toBe(1);
});

test('ReaderSession: products of a category are pooled at the end', async () => {
  const session = reader();
  await read(session, 1, catalogue(4, 60, ',Tea'));
  const { summaries } = await session.call('fitDemand', { reading: 1 });
  expect(summaries.map(({ pooled }) => pooled?.products)).toEqual([4, 4, 4, 4]);
});

test('ReaderSession: newer sales are watched beside the file read last, and joined to it', async () => {
  const session = reader();
  await read(session, 1, csv(60));
  const newer = csv(75).split('\n');
  const later = [newer[0]!, ...newer.slice(56)].join('\n');
  const answer = await session.call('watch', { reading: 1, source: source(later) });
  expect(answer.watch.products[0]!.days).toHaveLength(15);
  expect(answer.watch.replacedRows).toBe(5); // days 56 to 60
  expect(answer.joined.source.name).toBe('tea with newer sales to 2025-03-16.csv');
  // The joined file is read as any other, and gives the same product more days.
  const joined = await read(session, 3, '', answer.joined);
  expect(joined.histories[0]!.days).toHaveLength(75);
  expect(joined.histories[0]!.product.id).toBe('tea');
});

test('ReaderSession: newer sales that cannot be used, and a file no longer held, are sentences', async () => {
  const session = reader();
  await read(session, 1, csv(60));
  await expect(session.call('watch', { reading: 1, source: source('a,b\n1,2') })).rejects.toThrow('a date');
  await expect(session.call('watch', { reading: 9, source: null })).rejects.toThrow('load it again in Data');
  const { simulated } = await session.call('watch', { reading: 1, source: null });
  expect(simulated).toEqual(expect.any(Array));
});

test('ReaderSession: a second file is joined without another reading, and gone again without it', async () => {
  const session = reader();
  await read(session, 1, catalogue(2, 40));
  const costs = { name: 'costs.csv', content: new Blob(['SKU,Cost\nSKU-0,4\nSKU-1,5']) };
  const unread = 'no longer there';
  const joined = await read(session, 2, unread, { secondFiles: [costs], reuse: 1 });
  expect(joined.histories.map(({ unitCost }) => unitCost)).toEqual([4, 5]);
  expect(joined.joined).toMatchObject([{ fileName: 'costs.csv', kind: 'costs', productsMatched: 2 }]);
  // All or nothing: what does not belong is refused, and the reading before still serves.
  const other = { name: 'other.csv', content: new Blob(['SKU,Cost\nX,4']) };
  await expect(read(session, 3, unread, { secondFiles: [costs, other], reuse: 2 })).rejects.toThrow(
    /"other.csv": none of its products is in the sales/,
  );
  const alone = await read(session, 4, unread, { secondFiles: [], reuse: 2 });
  expect(alone.histories.map(({ unitCost }) => unitCost)).toEqual([null, null]);
  expect(alone.joined).toBeUndefined();
});

test('ReaderSession: a refusal that a choice could mend is a question, and the choice mends it', async () => {
  const session = reader();
  const written = (i: number) => {
    const [, month, dayOfMonth] = day(i).split('-');
    return i % 2 === 0 ? `${dayOfMonth}/${month}/2025` : `${month}/${dayOfMonth}/2025`;
  };
  const text = csv(60).replace(/^2025-[\d-]+/gm, (date) =>
    written((Date.parse(date) - Date.UTC(2025, 0, 1)) / 86_400_000),
  );
  const args = { reading: 1, source: source(text), choices: {}, reuse: null };
  const answer = await session.call('read', args);
  if (!('preview' in answer)) throw new Error('expected a question');
  expect(answer.preview.questions).toMatchObject([
    { kind: 'dateOrder', message: expect.stringContaining('contradict each other') as string },
  ]);
  const effect = await session.call('effect', { source: source(text), choices: { dateOrder: 'dmy' } });
  expect(effect.refusal).toBeNull();
  const dataset = await read(session, 2, text, { choices: { dateOrder: 'dmy' } });
  expect(effect.facts?.rows).toBe(dataset.table.rowCount);
});

test('ReaderSession: a refusal that no choice mends stays one', async () => {
  const args = { reading: 1, source: source(csv(9)), choices: {}, reuse: null };
  await expect(reader().call('read', args)).rejects.toThrow('14 are needed');
});

test('ReaderSession: demand is fitted with what the products of the file share, as the command line does', async () => {
  const shop = scenarios.find(({ name }) => name === 'memory')!.make(new Random(11));
  const session = reader();
  const { histories } = await read(session, 1, shop.csv);
  const { summaries } = await session.call('fitDemand', { reading: 1 });
  expect(summaries.some(({ found }) => found?.lasting?.habit)).toBe(true);
  expect(summaries).toEqual(summarizeDemand(histories));
}, 60_000);
