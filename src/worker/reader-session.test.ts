import { expect, test } from 'vitest';

import type { ReaderEvent } from './protocol/reader.ts';
import { ReaderSession } from './reader-session.ts';

const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
const csv = (days: number) =>
  [
    'Report Date,Product Price,Total Sales',
    ...Array.from({ length: days }, (_, i) => `${day(i)},${9 + (i % 3)},${i + 20}`),
  ].join('\n');
const source = (text: string) => ({ name: 'tea.csv', content: new Blob([text]) });

function room() {
  const said: ReaderEvent[] = [];
  return { said, session: new ReaderSession((event) => void said.push(event)) };
}

test('ReaderSession: inspect, read, and the demand fits after', async () => {
  const { said, session } = room();
  await session.handle({ type: 'inspect', requestId: 1, source: source(csv(40)), choices: {} });
  await session.handle({ type: 'read', requestId: 2, source: source(csv(40)), choices: {}, reuse: null });
  expect(said.map((event) => event.type)).toEqual(['inspected', 'progress', 'read', 'demand']);
  const read = said.find((event) => event.type === 'read')!;
  expect(read.type === 'read' && read.dataset.histories[0]!.days).toHaveLength(40);
});

test('ReaderSession: another meaning of sales needs no second reading', async () => {
  const { said, session } = room();
  await session.handle({ type: 'read', requestId: 1, source: source(csv(40)), choices: {}, reuse: null });
  said.length = 0;
  await session.handle({
    type: 'read',
    requestId: 2,
    source: source('no longer there'),
    choices: { salesMeaning: 'money' },
    reuse: 1,
  });
  expect(said.map((event) => event.type)).toEqual(['read', 'demand']);
  const [read] = said;
  expect(read!.type === 'read' && read!.dataset).toMatchObject({
    salesMeaning: 'money',
    salesMeaningOverruled: true,
  });
});

test('ReaderSession: a cancelled reading says so and delivers nothing', async () => {
  const { said, session } = room();
  const reading = session.handle({
    type: 'read',
    requestId: 1,
    source: source(csv(40)),
    choices: {},
    reuse: null,
  });
  await session.handle({ type: 'cancel', requestId: 1 });
  await reading;
  expect(said.at(-1)).toEqual({ type: 'cancelled', requestId: 1 });
  expect(said.some((event) => event.type === 'read')).toBe(false);
});

test('ReaderSession: a refused file is a sentence', async () => {
  const { said, session } = room();
  await session.handle({ type: 'inspect', requestId: 1, source: source(''), choices: {} });
  expect(said).toMatchObject([{ type: 'failed', requestId: 1 }]);
  expect(said[0]!.type === 'failed' && said[0]!.message).toMatch(/"tea.csv" is empty/);
});

test('ReaderSession: a table of another reading does not serve', async () => {
  const { said, session } = room();
  await session.handle({ type: 'read', requestId: 1, source: source(csv(40)), choices: {}, reuse: null });
  said.length = 0;
  await session.handle({ type: 'read', requestId: 3, source: source(csv(60)), choices: {}, reuse: 2 });
  const read = said.find((event) => event.type === 'read');
  expect(read?.type === 'read' && read.dataset.histories[0]!.days).toHaveLength(60);
});

test('ReaderSession: the fits of a file go on while the next one is looked at', async () => {
  const { said, session } = room();
  const rows = Array.from({ length: 30 }, (_, k) =>
    csv(20)
      .split('\n')
      .slice(1)
      .map((row) => `${row},SKU-${k}`),
  ).flat();
  const many = ['Report Date,Product Price,Total Sales,Product ID', ...rows].join('\n');
  const reading = session.handle({
    type: 'read',
    requestId: 1,
    source: source(many),
    choices: {},
    reuse: null,
  });
  while (!said.some((event) => event.type === 'demand'))
    await new Promise((resolve) => setTimeout(resolve, 0));
  await session.handle({ type: 'inspect', requestId: 2, source: source(csv(40)), choices: {} });
  await reading;
  // The first part as it is fitted, then all thirty again, pooled.
  const parts = said.filter((event) => event.type === 'demand');
  expect(parts.map(({ from, summaries }) => [from, summaries.length])).toEqual([
    [0, 25],
    [0, 30],
  ]);
  // How well a history market predicts comes with the last part, for every product.
  expect(parts.map(({ holdOuts }) => holdOuts?.length)).toEqual([undefined, 30]);
});

test('ReaderSession: products of a category arrive pooled at the end', async () => {
  const { said, session } = room();
  const rows = Array.from({ length: 4 }, (_, k) =>
    csv(60)
      .split('\n')
      .slice(1)
      .map((row, i) => `${row.replace(/,\d+$/, `,${20 + ((i * 7 + k) % 11)}`)},SKU-${k},Tea`),
  ).flat();
  const text = ['Report Date,Product Price,Total Sales,Product ID,Category', ...rows].join('\n');
  await session.handle({ type: 'read', requestId: 1, source: source(text), choices: {}, reuse: null });
  const parts = said.filter((event) => event.type === 'demand');
  expect(parts).toHaveLength(1);
  expect(parts[0]!.summaries.map(({ pooled }) => pooled?.products)).toEqual([4, 4, 4, 4]);
});

test('ReaderSession: newer sales are watched beside the file read last, and joined to it', async () => {
  const { said, session } = room();
  await session.handle({ type: 'read', requestId: 1, source: source(csv(60)), choices: {}, reuse: null });
  const newer = csv(75).split('\n');
  const later = [newer[0]!, ...newer.slice(56)].join('\n');
  await session.handle({ type: 'watch', requestId: 2, reading: 1, source: source(later) });
  const event = said.at(-1);
  const answer = event?.type === 'watched' ? event.answer : null;
  if (!answer || 'problem' in answer) throw new Error(`expected a watch, got ${JSON.stringify(answer)}`);
  expect(answer.watch.products[0]!.days).toHaveLength(15);
  expect(answer.watch.replacedRows).toBe(5); // days 56 to 60
  expect(answer.joined.source.name).toBe('tea with newer sales to 2025-03-16.csv');
  // The joined file is read as any other, and gives the same product more days.
  await session.handle({ type: 'read', requestId: 3, ...answer.joined, reuse: null });
  const read = said.findLast((later) => later.type === 'read')!;
  expect(read.type === 'read' && read.dataset.histories[0]!.days).toHaveLength(75);
  expect(read.type === 'read' && read.dataset.histories[0]!.product.id).toBe('tea');
});

test('ReaderSession: newer sales that cannot be used, and a file no longer held, are sentences', async () => {
  const { said, session } = room();
  await session.handle({ type: 'read', requestId: 1, source: source(csv(60)), choices: {}, reuse: null });
  await session.handle({ type: 'watch', requestId: 2, reading: 1, source: source('a,b\n1,2') });
  expect(said.at(-1)).toMatchObject({
    type: 'watched',
    answer: { problem: expect.stringContaining('a date') as string },
  });
  await session.handle({ type: 'watch', requestId: 3, reading: 9, source: null });
  expect(said.at(-1)).toMatchObject({
    answer: { problem: expect.stringContaining('load it again in Data') as string },
  });
  await session.handle({ type: 'watch', requestId: 4, reading: 1, source: null });
  expect(said.at(-1)).toMatchObject({ answer: { simulated: expect.any(Array) as unknown } });
});
