import { describe, expect, test } from 'vitest';

import type { ReadChoices } from '../table/dataset.ts';
import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import { file, lines, mug, pan, read } from './drawn-file-fixture.ts';

/** What was bought for each day: every fourth day a campaign. */
const spend = (t: number) => (t % 4 === 0 ? 300 + 10 * (t % 7) : 40 + (t % 5));
const rows = (of: (t: number) => string) =>
  [
    ['Mug', mug],
    ['Pan', pan],
  ].flatMap(([name, list]) =>
    (list as typeof mug).map(
      ({ date, units, price }, t) => `${date},${name as string},${units},${price.toFixed(2)},${of(t)}`,
    ),
  );
const withColumn = (header: string, of: (t: number) => string) =>
  file(`Date,Product,Units,Price,${header}`, rows(of));
const readWith = async (text: string, choices: ReadChoices) =>
  buildDataset(await readTable(memorySource('kind.csv', new TextEncoder().encode(text)), choices), choices);

describe('columns that move demand beside the price', () => {
  test.each([
    ['Ad Spend', 'advertising'],
    ['TV GRPs', 'advertising'],
    ['Google Ads Spend (EUR)', 'advertising'],
    ['emails_sent', 'advertising'],
    ['Impressions', 'advertising'],
    ['Werbeausgaben', 'advertising'],
    ['Dépenses publicitaires', 'advertising'],
    ['Gasto en publicidad', 'advertising'],
    ['Spesa pubblicitaria', 'advertising'],
    ['Reclamekosten', 'advertising'],
    ['Wydatki na reklamę', 'advertising'],
    ['広告費', 'advertising'],
    ['Footfall', 'visitors'],
    ['Besucherzahl', 'visitors'],
    ['Avg Temperature (C)', 'weather'],
    ['Temperatur', 'weather'],
    ['Rainfall', 'weather'],
    ['Weighted Distribution', 'distribution'],
    ['Number of Stores', 'distribution'],
    ['Anzahl Filialen', 'distribution'],
  ] as const)('%s', async (header, role) => {
    const dataset = await read(withColumn(header, (t) => String(spend(t))));
    expect(Object.keys(dataset.histories[0]!.drivers ?? {})).toEqual([role]);
    expect([...dataset.histories[1]!.drivers![role]!.slice(0, 5)]).toEqual([300, 41, 42, 43, 340]);
    expect(dataset.findings.find(({ kind }) => kind === 'demand-driver')!.found).toContain(header);
    expect(dataset.understood!.unused).toEqual([]);
  });

  test.each([
    ['Holiday', (t: number) => (t % 30 === 3 ? 'Christmas' : '')],
    ['is_holiday', (t: number) => (t % 30 === 3 ? 'True' : 'False')],
    ['StateHoliday', (t: number) => (t % 30 === 3 ? 'a' : '0')],
    ['Feiertag', (t: number) => (t % 30 === 3 ? '1' : '0')],
  ] as const)('%s marks special days, by name or by yes and no', async (header, of) => {
    const { event } = (await read(withColumn(header, of))).histories[0]!.drivers!;
    expect([...event!].every((value, t) => value === (t % 30 === 3 ? 1 : 0))).toBe(true);
  });

  test.each([
    'Conversions',
    'Add to Carts',
    'Ad Orders',
    'ROAS',
    'Clicks',
    'Customers',
    'Sales Rank',
    'Returns',
  ])('%s is a result of sales and no driver', async (header) => {
    const dataset = await read(withColumn(header, (t) => String(spend(t))));
    expect(dataset.histories.every(({ drivers }) => drivers === undefined)).toBe(true);
    expect(dataset.understood!.unused).toEqual([header]);
  });

  test('a fee that is a share of sales is a result, whatever it is called', async () => {
    const text = file(
      'Date,Product,Units,Price,Marketing Cost',
      mug.map(
        ({ date, units, price }) =>
          `${date},Mug,${units},${price.toFixed(2)},${(0.04 * units * price).toFixed(2)}`,
      ),
    );
    const dataset = await read(text);
    expect(dataset.histories[0]!.drivers).toBeUndefined();
    expect(dataset.findings.map(({ kind }) => kind)).toContain('driver-is-result');
  });

  test('visits of one product may come from its price: not used before a person says so', async () => {
    const text = file('Date,Product,Units,Price,Sessions', [
      ...mug.map(({ date, units, price }, t) => `${date},Mug,${units},${price.toFixed(2)},${spend(t)}`),
      ...pan.map(({ date, units, price }, t) => `${date},Pan,${units},${price.toFixed(2)},${spend(t + 1)}`),
    ]);
    const dataset = await read(text);
    expect(dataset.histories[0]!.drivers).toBeUndefined();
    expect(dataset.findings.map(({ kind }) => kind)).toContain('driver-may-be-result');
    const chosen = await readWith(text, { columns: { visitors: 'Sessions' } });
    expect(Object.keys(chosen.histories[0]!.drivers!)).toEqual(['visitors']);
  });

  test('lines of orders repeat the figure of their day: it is not added up, and days without a line have it from other products', async () => {
    const text = file('Order ID,Date,Product,Quantity,Price,Temperature', [
      ...lines(mug, (quantity, day, order) =>
        [order, day.date, 'Mug', quantity, day.price.toFixed(2), 10 + mug.indexOf(day)].join(','),
      ),
      ...lines(
        mug.filter((_, t) => t % 3 !== 0 || t === 0),
        (quantity, day, order) =>
          [5000 + order, day.date, 'Pan', quantity, '30.00', 10 + mug.indexOf(day)].join(','),
      ),
    ]);
    const dataset = await read(text);
    for (const { drivers, days } of dataset.histories)
      expect([...drivers!.weather!]).toEqual([...days].map((day) => 10 + day - days[0]!));
  });

  test('a choice of columns without it leaves it out', async () => {
    const text = withColumn('Ad Spend', (t) => String(spend(t)));
    const mapping = { date: 0, productId: 1, units: 2, price: 3 };
    expect((await readWith(text, { mapping })).histories[0]!.drivers).toBeUndefined();
  });
});
