// The kinds of file in which the lab once was sure and wrong, sixty drawn files each: how often the interval of a claimed
// elasticity misses the truth of -2. An honest 95 % interval misses three of sixty.

import { expect, test } from 'vitest';

import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import { Random } from '../random.ts';
import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import { type DrawnDay, drawnDays, drawnElasticity } from './drawn-days.ts';

const truth = drawnElasticity;
const files = 60;
const encoder = new TextEncoder();
const days = drawnDays;
type Day = DrawnDay;

const plain = (list: readonly Day[]) =>
  ['Date,SKU,Price,Units', ...list.map(({ date, price, units }) => `${date},P1,${price},${units}`)].join(
    '\n',
  );

/** A drawn file, or one with the same days as they would stand in a plain file. */
type Drawn = string | { readonly text: string; readonly plain: string };

const kinds: Readonly<Record<string, (random: Random) => Drawn>> = {
  'three stores in one file': (random) => {
    const stores = [
      ['North', 2, 60],
      ['South', 3, 20],
      ['West', 4, 8],
    ] as const;
    const lines = stores.flatMap(([store, level, base]) =>
      days(random, 112, level, base).map(({ date, price, units }) => `${date},${store},P1,${price},${units}`),
    );
    return ['Date,Store,SKU,Price,Units', ...lines.sort()].join('\n');
  },
  'two products under one parent key': (random) => {
    const products = [
      ['CHILD-A', 20, 40],
      ['CHILD-B', 60, 12],
    ] as const;
    const lines = products.flatMap(([child, level, base]) =>
      days(random, 90, level, base).map(
        ({ date, price, units }) => `${date},PARENT,${child},${price},${units}`,
      ),
    );
    return ['Date,(Parent) ASIN,(Child) ASIN,Price,Units Ordered', ...lines.sort()].join('\n');
  },
  'order lines of a slow product': (random) => {
    const lines: string[] = [];
    let order = 1000;
    for (const { date, price, units } of days(random, 300, 20, 1))
      for (let i = 0; i < units; i++)
        lines.push(`${++order},${date} 1${i % 9}:${10 + (order % 50)},SLOW,1,${price}`);
    for (const { date, price, units } of days(random, 300, 9, 6))
      for (let i = 0; i < units; i++)
        lines.push(`${++order},${date} 1${i % 9}:${10 + (order % 50)},FAST,1,${price}`);
    return [
      'Order ID,Order Date,SKU,Quantity,Price',
      ...lines.sort((a, b) => (a.split(',')[1]! < b.split(',')[1]! ? -1 : 1)),
    ].join('\n');
  },
  'a line total called item-price': (random) => {
    const lines: string[] = [];
    let order = 0;
    for (const { date, price, units } of days(random, 90, 20, 20)) {
      let left = units;
      while (left > 0) {
        const quantity = Math.min(left, 1 + Math.floor(4 * random.uniform()));
        left -= quantity;
        lines.push(
          [
            `113-${++order}`,
            `${date}T10:${10 + (order % 50)}:00+00:00`,
            'BOT',
            quantity,
            (quantity * price).toFixed(2),
          ].join('\t'),
        );
      }
    }
    return ['amazon-order-id\tpurchase-date\tsku\tquantity\titem-price', ...lines].join('\n');
  },
  '#N/A units on a third of the cheap days': (random) => {
    const list = days(random, 120, 20, 47);
    const lines = list.map(({ date, price, units }) => {
      const isLost = price < 20 && random.uniform() < 1 / 3;
      return `${date},P1,${price},${isLost ? '#N/A' : units}`;
    });
    return { text: ['Date,SKU,Price,Units', ...lines].join('\n'), plain: plain(list) };
  },
  'one day at 0.01 with 400 units': (random) => {
    const list = days(random, 120, 20, 47);
    const odd = list.with(60, { ...list[60]!, price: 0.01, units: 400 });
    return { text: plain(odd), plain: plain(list) };
  },
  'a price a hundred times too high': (random) => {
    const list = days(random, 120, 20, 47);
    const odd = list.with(60, { ...list[60]!, price: list[60]!.price * 100 });
    return { text: plain(odd), plain: plain(list) };
  },
  'units a hundred times too high once': (random) => {
    const list = days(random, 120, 20, 47);
    const odd = list.with(60, { ...list[60]!, units: list[60]!.units * 100 });
    return { text: plain(odd), plain: plain(list) };
  },
  'cancelled orders': (random) => {
    const lines: string[] = [];
    let order = 0;
    for (const { date, price, units } of days(random, 90, 20, 20)) {
      for (let i = 0; i < units; i++) lines.push(`${date},#${++order},MUG,${price},1,completed`);
      if (price < 19)
        for (let i = 0; i < units / 3; i++) lines.push(`${date},#${++order},MUG,${price},1,cancelled`);
    }
    return ['Date,Order,SKU,Price,Quantity,Status', ...lines].join('\n');
  },
  'two exports that overlap by thirty days': (random) => {
    const list = days(random, 120, 20, 47);
    return { text: plain([...list.slice(0, 75), ...list.slice(45)]), plain: plain(list) };
  },
  'a currency that alternates': (random) => {
    const list = days(random, 160, 20, 47);
    const lines = list.map(({ date, price, units }, t) =>
      t % 2 === 0
        ? `${date},P1,EUR,${price},${units}`
        : `${date},P1,SEK,${(price * 11.2).toFixed(2)},${units}`,
    );
    return ['Date,SKU,Currency,Price,Units', ...lines].join('\n');
  },
};

/** Whether the lab claims an elasticity of the file's first product, and whether its interval misses the truth. */
async function claim(text: string): Promise<{ readonly isSure: boolean; readonly isWrong: boolean }> {
  const dataset = buildDataset(await readTable(memorySource('drawn.csv', encoder.encode(text))));
  const { verdict, interval } = summarizeProductDemand(dataset.histories[0]!);
  const isSure = (verdict === 'answers' || verdict === 'leans') && interval !== null;
  return { isSure, isWrong: isSure && (truth < interval[0] || truth > interval[1]) };
}

test.each(Object.entries(kinds))('sure and wrong in at most 5 of 60: %s', async (name, make) => {
  const random = new Random(7).fork(name);
  let wrong = 0;
  let sure = 0;
  for (let i = 0; i < files; i++) {
    const drawn = make(random);
    const { isSure, isWrong } = await claim(typeof drawn === 'string' ? drawn : drawn.text);
    if (isSure) sure++;
    // An interval that misses on the plain file too is the one of twenty that an honest fit misses, not the reader's.
    if (isWrong && (typeof drawn === 'string' || !(await claim(drawn.plain)).isWrong)) wrong++;
  }
  expect(sure).toBeGreaterThan(20); // a lab that never claims anything is never wrong
  expect(wrong).toBeLessThanOrEqual(5);
});
