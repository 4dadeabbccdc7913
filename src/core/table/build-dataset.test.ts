import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { buildDataset } from './build-dataset.ts';
import { isoDate } from './day-numbers.ts';
import { readTable } from './read-table.ts';
import { dailyCsv, finding, newYear, plainCsv, readText, textSource } from './small-files-fixture.ts';

const kinds = (dataset: Awaited<ReturnType<typeof readText>>) => dataset.findings.map((one) => one.kind);

describe('what sales mean', () => {
  test('whole ratios are money, and units are sales divided by price', async () => {
    const dataset = await readText(plainCsv());
    expect(dataset.salesMeaning).toBe('money');
    expect([...dataset.histories[0]!.units.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect(finding(dataset, 'sales-are-money').example).toBe(
      'In 100 % of 20 conclusive rows "Total Sales" / "Product Price" is within 0.06 of a whole number',
    );
  });

  test('94 % of whole ratios are not enough, 95 % are', async () => {
    const withOdd = (odd: number, days: number) =>
      readText(dailyCsv('Date,Price,Sales', (t, date) => `${date},10,${t < odd ? 25 : 30}`, days));
    // 6 of 100 selling days at 2.5 units: 94 %; 5 of 100: 95 %
    expect((await withOdd(6, 100)).salesMeaning).toBe('units');
    expect((await withOdd(5, 100)).salesMeaning).toBe('money');
  });

  test('whole sales without whole ratios are units', async () => {
    const dataset = await readText(dailyCsv('Date,Price,Sales', (t, date) => `${date},9.99,${3 + (t % 5)}`));
    expect(dataset.salesMeaning).toBe('units');
    expect([...dataset.histories[0]!.units.subarray(0, 3)]).toEqual([3, 4, 5]);
  });

  test('sales with fractions but no whole ratio are taken as money, for the person to check', async () => {
    const text = dailyCsv('Date,Price,Sales', (t, date) => `${date},1.22,${(40_873.4 + t) * 1.2237}`);
    const dataset = await readText(text);
    expect(finding(dataset, 'sales-are-money').severity).toBe('attention');
  });

  test('days merged out of several rows are not asked, since their price is a mean', async () => {
    const text = `${plainCsv()}${Array.from({ length: 5 }, (_, t) => `2025-01-0${t + 1},10.5,4`).join('\n')}\n`;
    const dataset = await readText(text);
    expect(dataset.salesMeaning).toBe('money');
    expect(dataset.histories[0]!.report.salesIsRevenueShare).toBeLessThan(0.95);
  });

  test('a units column answers, and units come from it', async () => {
    const text = dailyCsv('Date,Price,Sales,Units', (_, date) => `${date},1.22,49865.4,40873`);
    const dataset = await readText(text);
    expect(dataset.salesMeaning).toBe('money');
    expect(dataset.histories[0]!.units[0]).toBe(40873);
  });

  test('the person overrules it without the file being read again', async () => {
    const result = await readTable(textSource(plainCsv()));
    const dataset = buildDataset(result, { salesMeaning: 'units' });
    expect(dataset.salesMeaningOverruled).toBe(true);
    expect(dataset.histories[0]!.units[1]).toBe(24);
    expect(finding(dataset, 'sales-are-units').done).toBe('Taken as units sold, as you chose');
    expect(buildDataset(result, {}).histories[0]!.units[1]).toBe(2);
  });
});

describe('cleaning', () => {
  test('the same day twice: money adds up, conversions average, the price is weighted by sales', async () => {
    const header = 'Date,Price,Sales,Profit,Organic Conversion,Predicted';
    const text =
      dailyCsv(header, (_, date) => `${date},10,30,5,10,40`) +
      '2025-01-02,20,10,1,20,\n2025-01-03,20,-5,,,\n2025-01-04,,7,,,\n';
    const { histories } = await readText(text);
    const [history] = histories;
    expect(history!.days).toHaveLength(20);
    expect(history!.price[1]).toBe((10 * 30 + 20 * 10) / 40);
    expect(history!.sales[1]).toBe(40);
    expect(history!.profit[1]).toBe(6);
    expect(history!.organicConversion[1]).toBe(15);
    expect(history!.predictedSales[1]).toBe(40);
    expect(history!.price[2]).toBe(10); // the returned row weighs nothing
    expect(history!.sales[2]).toBe(25);
    expect(history!.price[3]).toBe(10); // a row without a price has no say
    expect(history!.report.duplicateDates).toBe(3);
  });

  test('the same day twice, with units beside money: the price is what a unit cost, weighted by units', async () => {
    const header = 'Date,Price,Total Sales,Units';
    const text = `${dailyCsv(header, (_, date) => `${date},10,30,3`)}2025-01-02,20,20,1\n`;
    const [history] = (await readText(text)).histories;
    expect(history!.price[1]).toBe(12.5); // (3 * 10 + 1 * 20) / 4; by money it would be (30 * 10 + 20 * 20) / 50 = 14
    expect(history!.units[1]).toBe(4);
  });

  test('nothing sold on a day of several rows: the plain mean of the prices', async () => {
    const text = `${dailyCsv('Date,Price,Sales', (t, date) => `${date},10,${t === 1 ? 0 : 30}`)}2025-01-02,20,0\n`;
    expect((await readText(text)).histories[0]!.price[1]).toBe(15);
  });

  test('price fills forward, then backward; profit and sales 0; conversions the median, clipped', async () => {
    const text = dailyCsv('Date,Price,Sales,Profit,Organic Conversion,Ad Conversion', (t, date) => {
      const price = t < 2 || t === 5 ? '' : t < 10 ? '10' : '12';
      const organic = t === 0 ? '' : t === 1 ? '150' : String(t);
      return `${date},${price},${t === 3 ? '' : '60'},${t === 4 ? '' : '8'},${organic},`;
    });
    const [history] = (await readText(text)).histories;
    expect([...history!.price.subarray(0, 6)]).toEqual([10, 10, 10, 10, 10, 10]);
    expect([...history!.priceKnown.subarray(0, 6)]).toEqual([0, 0, 1, 1, 1, 0]);
    expect(history!.sales[3]).toBe(0);
    expect(history!.profit[4]).toBe(0);
    expect(history!.organicConversion[0]).toBe(11); // median of 150, 2, 3 ... 19
    expect(history!.organicConversion[1]).toBe(100);
    expect(history!.adConversion[0]).toBe(0);
    expect(history!.has).toEqual({ organicConversion: true, adConversion: false, profit: true });
  });

  test('predictions: the file, else the mean of up to seven days before, the first day its own sales', async () => {
    const text = dailyCsv(
      'Date,Price,Sales,Predicted',
      (t, date) => `${date},1,${t + 1},${t === 2 ? 99 : ''}`,
    );
    const [history] = (await readText(text)).histories;
    // (1) = 1; 1 = 1; file 99; (1 + 2 + 3) / 3 = 2; (1 + ... + 7) / 7 = 4; (2 + ... + 8) / 7 = 5
    expect([0, 1, 2, 3, 7, 8].map((t) => history!.predictedSales[t])).toEqual([1, 1, 99, 2, 4, 5]);
  });

  test('forecast placeholders are split off at the end only, and unsold days stay', async () => {
    const text = dailyCsv(
      'Date,Price,Sales,Predicted',
      (t, date) => (t === 4 || t >= 18 ? `${date},,0,30` : t === 17 ? `${date},,0,` : `${date},10,30,30`),
      22,
    );
    const dataset = await readText(text);
    const [history] = dataset.histories;
    expect(history!.days).toHaveLength(18);
    expect(history!.report).toMatchObject({ rows: 22, history: 18, forecastRows: 4, priceMissing: 2 });
    expect(finding(dataset, 'forecast-placeholder')).toMatchObject({ count: 4, rows: [20, 21, 22, 23] });
    expect(finding(dataset, 'price-blank-when-unsold').count).toBe(2);
  });

  test('property: the order of the rows does not matter where no day repeats', async () => {
    const lines = plainCsv(16).trimEnd().split('\n');
    const expected = (await readText(lines.join('\n'))).histories;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(lines.slice(1), { minLength: 16 }), async (rows) => {
        expect((await readText([lines[0], ...rows].join('\n'))).histories).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('unit cost: the last of the column, else from profit, else unknown', async () => {
    const cost = (header: string, row: (t: number) => string) =>
      readText(dailyCsv(header, (t, date) => `${date},${row(t)}`)).then(
        ({ histories }) => histories[0]!.unitCost,
      );
    expect(await cost('Date,Price,Sales,Cost', (t) => `10,30,${t === 19 ? '' : t}`)).toBe(18);
    expect(await cost('Date,Price,Sales,Profit', () => '10,30,12')).toBe(6); // (30 - 12) / 3
    expect(await cost('Date,Price,Sales', () => '10,30')).toBeNull();
  });

  test('the cost column stays with its days, unknown where the file gives nothing', async () => {
    const costs = async (header: string, row: (t: number) => string) =>
      (await readText(dailyCsv(header, (t, date) => `${date},${row(t)}`))).histories[0]!.cost;
    const known = await costs('Date,Price,Sales,Cost', (t) => `10,30,${t === 19 ? '' : t}`);
    expect([...known!]).toEqual(Array.from({ length: 20 }, (_, t) => (t === 19 ? NaN : t)));
    expect(await costs('Date,Price,Sales', () => '10,30')).toBeNull();
  });

  test('weekly rows: seven days a row, and a missing week is a gap', async () => {
    const { histories } = await readText(
      dailyCsv('Week,Price,Units', (t, date) => (t % 7 === 0 && t !== 70 ? `${date},10,3` : ''), 150),
    );
    expect(histories[0]!.daysPerRow).toBe(7);
    expect(histories[0]!.report.dateGaps).toBe(1);
    expect(histories[0]!.salesMeaning).toBe('units');
    expect(histories[0]!.sales[0]).toBe(3);
  });

  test('products: short ones are left out with their reason, the others keep the order of the file', async () => {
    const text = dailyCsv('SKU,Date,Price,Sales', (t, date) =>
      [`B,${date},10,30`, `A,${date},10,30`, t < 3 ? `C,${date},10,30` : '', `D,${date},,0`].join('\n'),
    );
    const dataset = await readText(text);
    expect(dataset.histories.map((history) => history.product.id)).toEqual(['B', 'A']);
    expect(dataset.unusable.map(({ product, reason }) => [product.id, reason])).toEqual([
      ['C', '3 usable days; 14 are needed'],
      ['D', 'no price on any day'],
    ]);
  });
});

describe('findings', () => {
  test('odd values are counted and shown with what was done', async () => {
    const text = dailyCsv('Date,Price,Sales,Profit,Organic Conversion', (t, date) =>
      t === 2 ? `${date},10,-20,-3,130` : `${date},10,30,5,12`,
    );
    const dataset = await readText(text);
    expect(finding(dataset, 'returns')).toMatchObject({
      count: 1,
      rows: [4],
      example: 'Row 4 (2025-01-03, "sales"): -20',
    });
    expect(finding(dataset, 'negative-profit').rows).toEqual([4]);
    expect(finding(dataset, 'conversion-above-100').done).toBe('Clipped to 100');
    expect(dataset.histories[0]!.units[2]).toBe(0);
    expect(finding(dataset, 'constant-price').example).toBe('"sales" always cost 10');
  });

  test('newest first is noticed and sorted', async () => {
    const [header, ...rows] = plainCsv().trimEnd().split('\n');
    const dataset = await readText([header, ...rows.reverse()].join('\n'));
    expect(finding(dataset, 'newest-first').count).toBe(19);
    expect(dataset.histories[0]!.days[0]).toBe(newYear);
    expect(dataset.histories[0]!.price[0]).toBe(10);
  });

  test('missing columns name the reward part that falls away', async () => {
    const dataset = await readText(plainCsv());
    expect(dataset.findings.filter((one) => one.kind === 'missing-column').map((one) => one.done)).toEqual([
      'The reward part for organic conversion is dropped; its weight is shared among the rest',
      'The reward part for ad conversion is dropped; its weight is shared among the rest',
      'Profit counts as 0; with neither profit nor cost, prices have no floor and profit cannot be the goal',
    ]);
  });

  test('conversions as shares are pointed out', async () => {
    const text = dailyCsv('Date,Price,Sales,Organic Conversion', (t, date) => `${date},10,30,0.${10 + t}`);
    expect(kinds(await readText(text))).toContain('conversion-as-share');
  });

  test('rows are the first in the file, whatever the product, and the example is of the first', async () => {
    const text = dailyCsv('SKU,Date,Price,Sales', (t, date) =>
      [`A,${date},10,${t === 9 ? -10 : 30}`, `B,${date},10,${t === 1 ? -20 : 30}`].join('\n'),
    );
    const returns = finding(await readText(text), 'returns');
    expect(returns.rows).toEqual([5, 20]);
    expect(returns.example).toBe('Row 5 (2025-01-02, "B"): -20');
  });
});

describe('memory', () => {
  const text = dailyCsv('SKU,Date,Price,Units,Sales', (t, date) =>
    ['A', 'B'].map((sku) => `${sku},${date},${10 + (t % 3)},${t},${(10 + (t % 3)) * t}`).join('\n'),
  );

  test('histories with a row a day are parts of the columns that were read, not copies', async () => {
    const result = await readTable(textSource(text));
    const { table, histories } = buildDataset(result);
    for (const { price, units, sales } of histories) {
      expect(price.buffer).toBe(result.table.numbers.price!.buffer);
      expect(units.buffer).toBe(table.numbers.units!.buffer);
      expect(sales.buffer).toBe(table.numbers.sales!.buffer);
    }
    expect(histories[0]!.adConversion.buffer).toBe(histories[1]!.adConversion.buffer);
  });

  test('a column with something to fill is a copy: the table keeps what the file says', async () => {
    const holed = text.replace(/^(B,2025-01-05),[^,]*,[^,]*,/m, '$1,,,');
    const { table, histories } = await readText(holed);
    const row = table.fileRow.indexOf(2 + 2 * 4 + 1);
    expect(table.numbers.price![row]).toBeNaN();
    expect(histories[1]!.price[4]).toBe(histories[1]!.price[3]);
  });

  test('columns lie where they are asked to, also those that had to grow, and hold the same', async () => {
    // A long first row makes the reader expect far fewer rows than come.
    const long = text.replace('\n', `\n${'Z'.repeat(300_000)},2025-01-01,10,1,10\n`);
    for (const file of [text, long]) {
      const memory = (bytes: number) => new SharedArrayBuffer(bytes);
      const { table } = await readTable(textSource(file), {}, { memory });
      const columns = [table.fileRow, table.dateCode, table.product, ...Object.values(table.numbers)];
      for (const column of columns) expect(column.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(table).toEqual((await readTable(textSource(file))).table);
    }
  });

  test('the order of rows in the file changes no history', async () => {
    const [header, ...rows] = text.trimEnd().split('\n');
    const expected = (await readText(text)).histories;
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        const { histories } = await readText([header, ...shuffled].join('\n'));
        const inOrder = [...histories].sort((a, b) => (a.product.id < b.product.id ? -1 : 1));
        expect(inOrder).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  test('another date order than it was read under keeps the order of the rows of one day', async () => {
    const rows = Array.from({ length: 20 }, (_, t) => `1/${t + 1}/2025,10,30,${t}`);
    // The same day twice under month first: in file order the stock is 77, then 33.
    const text = `Date,Price,Sales,Inventory\n${rows.slice(0, 12).join('\n')}\n03/04/2025,10,30,77\n2025-03-04,10,30,33\n1/1/2024,10,30,1\n1/2/2024,10,30,1\n`;
    const result = await readTable(textSource(text));
    expect(result.dateOrder).toBe('dmy');
    const { histories, findings } = buildDataset(result, { dateOrder: 'mdy' });
    expect(histories[0]!.inventory!.at(-1)).toBe(33);
    expect(findings.find(({ kind }) => kind === 'duplicate-day')!.rows).toEqual([14]);
  });

  test('rows without a readable date stay out, wherever they stand', async () => {
    const dirty = text.replace('B,2025-01-03', 'B,soon').replace('A,2025-01-20', 'A,someday');
    const { table, histories, findings } = await readText(dirty);
    expect(table.rowCount).toBe(38);
    expect(histories.map(({ days }) => days.length)).toEqual([19, 19]);
    expect(findings.find(({ kind }) => kind === 'unreadable-date')!.rows).toEqual([7, 40]);
  });
});

describe('rowsJoined', () => {
  const joined = async (rowsOf: (t: number) => number) => {
    const rows = Array.from({ length: 20 }, (_, t) =>
      Array.from({ length: rowsOf(t) }, (__, k) => `${isoDate(newYear + t)},${10 + k},${3 + t + k}`),
    );
    const dataset = await readText(`Date,Price,Sales\n${rows.flat().join('\n')}\n`);
    return dataset.histories[0]!.rowsJoined;
  };

  test('the number of rows that nearly every day is made up of, where it is usual and more than one', async () => {
    expect(await joined((t) => (t === 4 ? 2 : 3))).toBe(3);
    expect(await joined(() => 1)).toBeUndefined();
    expect(await joined((t) => 1 + (t % 3))).toBeUndefined();
  });
});
