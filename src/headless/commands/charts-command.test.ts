import { existsSync, readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';

import { adviseCommand } from './advise-command.ts';
import { chartsCommand } from './charts-command.ts';
import { jsonOf, linesOf, testFolder } from './command-fixture.ts';

const catalogue = 'public/demo/catalogue.csv';
const { at, remove } = testFolder('charts-test');
afterAll(remove);

const rowsOf = (file: string) =>
  readFileSync(at(`out/${file}`), 'utf8')
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

const textsOf = (picture: string) => [...picture.matchAll(/>([^<>]+)</g)].map(([, text]) => text!);
const countOf = (picture: string, part: RegExp) => picture.match(part)?.length ?? 0;

test('charts: a file a chart with the figures of the page, which are those of advise, and its picture', async () => {
  const lines = await linesOf(
    chartsCommand,
    catalogue,
    ...['--out', at('out'), '--product', 'Linen Apron', '--pictures'],
  );
  const written = lines.map(
    (line) => JSON.parse(line) as { chart: string; product: string | null; file: string; rows: number },
  );
  const own = written.filter(({ product }) => product === 'KIT-204');
  expect(own.map(({ file }) => file)).toEqual([
    'kit-204/price-over-time.csv',
    'kit-204/sales-over-time.csv',
    'kit-204/demand-curve.csv',
    'kit-204/from-the-price-asked-for-to-the-recommended-one.csv',
  ]);
  expect(written.filter(({ product }) => product === null).length).toBeGreaterThan(2);
  for (const { file, rows } of written) expect(rowsOf(file)).toHaveLength(1 + rows);

  const { products } = await jsonOf<{
    products: { product: string; currentPrice: number; askedPrice: number; recommendedPrice: number }[];
  }>(adviseCommand, catalogue, '--agent', 'none');
  const apron = products.find(({ product }) => product === 'KIT-204')!;
  const [head, ...prices] = rowsOf('kit-204/price-over-time.csv');
  expect(head).toEqual(['date', 'price (currency)']);
  expect(Number(prices.at(-1)![1])).toBe(apron.currentPrice);
  const [, ...stages] = rowsOf('kit-204/from-the-price-asked-for-to-the-recommended-one.csv');
  expect(stages[0]!.slice(0, 2)).toEqual(['Asked for', String(apron.askedPrice)]);
  expect(stages.at(-1)!.slice(0, 3)).toEqual([
    'Recommended',
    String(apron.recommendedPrice),
    String(apron.recommendedPrice),
  ]);
  const [, ...curve] = rowsOf('kit-204/demand-curve.csv');
  const drawn = curve.filter(([, units]) => units !== '').map((row) => row.map(Number));
  expect(drawn).toHaveLength(61);
  for (const [, units, low, high] of drawn) {
    expect(units!).toBeGreaterThanOrEqual(low!);
    expect(units!).toBeLessThanOrEqual(high!);
  }

  const pictureOf = (name: string) => readFileSync(at(`out/${name}.svg`), 'utf8');
  for (const { file } of written) {
    const picture = pictureOf(file.replace(/\.csv$/, ''));
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [\s\S]*<\/svg>\n$/);
    expect(picture).not.toMatch(/var\(|NaN|undefined/);
  }
  const demand = pictureOf('kit-204/demand-curve');
  const days = curve.filter(([, units]) => units === '').length;
  // A circle a day, and one in the legend.
  expect(countOf(demand, /<circle /g)).toBe(days + 1);
  expect(countOf(demand, /<text [^>]*>(<tspan [^>]*>)?never tried/g)).toBe(2);
  expect(textsOf(demand)).toEqual(
    expect.arrayContaining(['Linen Apron', 'units a day', 'price, currency', '30.00', '95 % interval']),
  );
  const path = (picture: string) => /<path [^>]*fill="none"[^>]* d="([^"]+)"/.exec(picture)![1]!;
  // Steps: each day after the first is reached on the height of the one before, then up or down.
  expect(path(pictureOf('kit-204/price-over-time')).split('L')).toHaveLength(2 * prices.length - 1);
  expect(path(pictureOf('kit-204/sales-over-time')).split('L')).toHaveLength(prices.length);
  const waterfall = textsOf(pictureOf('kit-204/from-the-price-asked-for-to-the-recommended-one'));
  expect(waterfall).toEqual(expect.arrayContaining([...stages.map(([stage]) => stage!), 'today']));
  expect(waterfall).toContain(apron.recommendedPrice.toFixed(2));
  const profit = pictureOf('profit');
  expect(countOf(profit, /<circle /g)).toBe(2);
  expect(textsOf(profit)).toEqual(expect.arrayContaining(['today', 'after', 'currency a day']));
}, 60_000);

test('charts: bad input is one sentence, and nothing is written', async () => {
  await expect(linesOf(chartsCommand, catalogue, '--out', at('none'), '--product', 'nobody')).rejects.toThrow(
    'charts: --product: catalogue.csv has no product "nobody"',
  );
  expect(existsSync(at('none'))).toBe(false);
  await expect(linesOf(chartsCommand, catalogue)).rejects.toThrow('charts: --out is missing');
});
