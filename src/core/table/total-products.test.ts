// Totals beside their parts, however they come: left out and said, kept where the person says so; what is merely large stays.

import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { buildDataset } from './build-dataset.ts';
import type { Dataset, ReadChoices } from './dataset.ts';
import { memorySource } from './byte-source.ts';
import { readTable } from './read-table.ts';

const read = async (text: string, choices: ReadChoices = {}): Promise<Dataset> =>
  buildDataset(await readTable(memorySource('sales.csv', new TextEncoder().encode(text)), choices), choices);
const dates = (count: number, step = 1) =>
  Array.from({ length: count }, (_, t) =>
    new Date(Date.UTC(2024, 0, 1 + t * step)).toISOString().slice(0, 10),
  );

/** Units of each of `names` on so many days, and the prices of each. [names][days] */
function drawn(seed: number, sizes: readonly number[], days: number) {
  const random = new Random(seed);
  const price = sizes.map(() => Array.from({ length: days }, () => 8 + Math.floor(5 * random.uniform())));
  const units = sizes.map((size, i) =>
    Array.from({ length: days }, (_, t) =>
      Math.round(size * (0.5 + random.uniform()) * (10 / price[i]![t]!) ** 1.5),
    ),
  );
  return { price, units };
}

interface Line {
  readonly name: string;
  readonly units: readonly number[];
  readonly price: readonly number[];
}

/** A series that sums up others, at the price that all of them paid on average. */
function summed(name: string, parts: readonly Line[]): Line {
  const units = parts[0]!.units.map((_, t) => parts.reduce((sum, part) => sum + part.units[t]!, 0));
  const price = units.map((all, t) =>
    Number((parts.reduce((sum, part) => sum + part.units[t]! * part.price[t]!, 0) / all).toFixed(4)),
  );
  return { name, units, price };
}

const written = (header: string, lines: readonly Line[], days: readonly string[], more = '') =>
  [
    header,
    ...days.flatMap((date, t) =>
      lines.map(({ name, units, price }) => `${date},${name}${more},${price[t]!},${units[t]!}`),
    ),
  ].join('\n');

function lines(seed: number, names: readonly string[], sizes: readonly number[], days: number): Line[] {
  const { price, units } = drawn(seed, sizes, days);
  return names.map((name, i) => ({ name, price: price[i]!, units: units[i]! }));
}

const towns = ['Bonn', 'Cologne', 'Essen', 'Kiel', 'Ulm', 'Trier'];
const places = ({ histories }: Dataset) =>
  histories.map(({ product }) => product.series?.Store ?? product.id);

describe('totals beside their parts', () => {
  const days = dates(90);
  const six = lines(1, towns, [60, 90, 40, 30, 75, 20], days.length);

  test('a store that is the sum of the others is left out, whatever it is called', async () => {
    for (const name of ['Germany', 'HQ', 'D 100']) {
      const dataset = await read(written('Date,Store,Price,Units', [summed(name, six), ...six], days));
      expect(places(dataset).sort()).toEqual([...towns].sort());
      expect(dataset.findings.find(({ kind }) => kind === 'totals')?.found).toContain(name);
      expect(
        dataset.questions?.find(({ about }) => about === 'totals')?.choices.map(({ label }) => label),
      ).toEqual(['Leave out', 'Keep']);
    }
  });

  test('the person may keep it, and it is said that it counts twice', async () => {
    const text = written('Date,Store,Price,Units', [summed('Germany', six), ...six], days);
    const dataset = await read(text, { totals: 'kept' });
    expect(places(dataset)).toContain('Germany');
    expect(dataset.findings.find(({ kind }) => kind === 'totals')?.done).toContain('counts twice');
  });

  test('sums of sums: regions and the country go, stores stay', async () => {
    const north = summed('Region A', six.slice(0, 3));
    const south = summed('Region B', six.slice(3));
    const all = summed('Country', [north, south]);
    const dataset = await read(written('Date,Store,Price,Units', [all, north, ...six, south], days));
    expect(places(dataset).sort()).toEqual([...towns].sort());
  });

  test('a region of one store is the level above, once the file shows levels', async () => {
    const [first, ...rest] = six;
    const west = { ...first!, name: 'West' };
    const east = summed('East', rest);
    const dataset = await read(
      written('Date,Store,Price,Units', [west, east, summed('Country', [west, east]), ...six], days),
    );
    expect(dataset.histories).toHaveLength(6);
    expect(places(dataset)).not.toContain('East');
    expect(places(dataset)).not.toContain('Country');
  });

  test('a sum of several products in each store, and of several stores for each product', async () => {
    const mugs = lines(
      2,
      towns.map((town) => `Mug,${town}`),
      [9, 12, 15, 22, 30, 8],
      days.length,
    );
    const pans = lines(
      3,
      towns.map((town) => `Pan,${town}`),
      [4, 7, 11, 5, 16, 9],
      days.length,
    );
    const both = [...mugs, summed('Mug,Land', mugs), ...pans, summed('Pan,Land', pans)];
    const dataset = await read(written('Date,Product,Store,Price,Units', both, days));
    expect(dataset.histories).toHaveLength(12);
    expect(places(dataset)).not.toContain('Land');
  });

  test('a product that sums up its category is left out', async () => {
    const tea = lines(4, ['Green', 'Black', 'White'], [20, 34, 9], days.length);
    const mugs = lines(5, ['Small', 'Tall'], [14, 22], days.length);
    const text = [
      'Date,Product,Category,Price,Units',
      ...days.flatMap((date, t) =>
        [
          ...[summed('Teas', tea), ...tea].map((line) => [line, 'Tea'] as const),
          ...[...mugs, summed('Mugs', mugs)].map((line) => [line, 'Kitchen'] as const),
        ].map(([line, category]) => `${date},${line.name},${category},${line.price[t]!},${line.units[t]!}`),
      ),
    ].join('\n');
    expect(places(await read(text)).sort()).toEqual(['Black', 'Green', 'Small', 'Tall', 'White']);
  });

  test('a total whose parts do not cover the smaller series: the smaller ones are read, or the parts', async () => {
    const weeks = dates(100, 7);
    const small = lines(6, towns, [60, 90, 40, 30, 75, 20], weeks.length);
    const rest = lines(7, ['r1', 'r2'], [50, 80], weeks.length);
    // A region holds three towns and what no town of the file sold.
    const north = summed('North', [...small.slice(0, 3), rest[0]!]);
    const south = summed('South', [...small.slice(3), rest[1]!]);
    const text = written(
      'Date,Store,Price,Units',
      [summed('TotalLand', [north, south]), north, south, ...small],
      weeks,
    );
    expect(places(await read(text)).sort()).toEqual([...towns].sort());
    expect(places(await read(text, { totals: 'larger' })).sort()).toEqual(['North', 'South']);
    expect((await read(text, { totals: 'kept' })).histories).toHaveLength(9);
    const { questions, findings } = await read(text);
    expect(questions?.find(({ about }) => about === 'totals')?.choices).toHaveLength(3);
    expect(findings.find(({ kind }) => kind === 'levels')?.found).toContain('"TotalLand" is the sum of');
  });

  test('a column of levels says which rows are sums, without a total that adds up', async () => {
    const some = lines(8, towns, [60, 90, 40, 30, 75, 20], days.length);
    const text = written(
      'Date,Product,Level,Price,Units',
      [
        ...some.map((line) => ({ ...line, name: `${line.name},store` })),
        ...lines(9, ['West,region', 'East,region'], [220, 190], days.length),
      ],
      days,
    );
    expect(places(await read(text)).sort()).toEqual([...towns].sort());
    expect((await read(text, { totals: 'kept' })).histories).toHaveLength(8);
  });

  test('rows of a channel "Total" do not join those that are added up', async () => {
    const web = lines(10, ['Web', 'Shop', 'Phone'], [12, 20, 5], days.length).map((line) => ({
      ...line,
      price: days.map((_, t) => 10 + (t % 4)),
    }));
    const text = written(
      'Date,Channel,Price,Units',
      [...web, summed('Total', web)].map((line) => ({ ...line })),
      days,
    );
    const dataset = await read(text, { splits: [] });
    const sold = web.flatMap(({ units }) => units).reduce((a, b) => a + b, 0);
    expect(dataset.histories.map(({ units }) => units.reduce((a, b) => a + b, 0))).toEqual([sold]);
  });
});

describe('what is no total stays', () => {
  const days = dates(120);

  test('a store as large as the others together, on most days within five percent', async () => {
    const five = lines(11, towns.slice(0, 5), [20, 30, 25, 15, 35], days.length);
    const sum = summed('Berlin', five);
    const random = new Random(12);
    const large = {
      ...sum,
      units: sum.units.map((units) => Math.round(units * (0.95 + 0.1 * random.uniform()))),
    };
    const dataset = await read(written('Date,Store,Price,Units', [...five, large], days));
    expect(dataset.histories).toHaveLength(6);
    expect(dataset.questions?.some(({ about }) => about === 'totals')).toBe(false);
  });

  test('slow sellers that are equal by chance, over many seeds', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const slow = lines(100 + seed, ['a', 'b', 'c', 'd', 'e'], [0.4, 0.6, 0.8, 1, 1.6], days.length);
      const dataset = await read(written('Date,Product,Price,Units', slow, days));
      expect(dataset.histories.length + dataset.unusable.length).toBe(5);
      expect(dataset.findings.some(({ kind }) => kind === 'totals')).toBe(false);
    }
  });

  test('products of one season, and monthly files with more products than months', async () => {
    for (const seed of [21, 22, 23]) {
      const count = 40;
      const months = dates(24, 30);
      const names = Array.from({ length: count }, (_, i) => `P${i}`);
      const many = lines(
        seed,
        names,
        names.map((_, i) => 20 + 9 * i),
        months.length,
      ).map((line) => ({
        ...line,
        units: line.units.map((units, t) => Math.round(units * (1 + 0.8 * Math.sin(t / 2)))),
      }));
      const dataset = await read(written('Date,Product,Price,Units', many, months));
      expect(dataset.histories).toHaveLength(count);
      expect(dataset.findings.some(({ kind }) => kind === 'totals')).toBe(false);
    }
  });

  test('two products that sell the same every day, without a sum beside them', async () => {
    const [one] = lines(31, ['Cup'], [30], days.length);
    const [other] = lines(32, ['Pot'], [20], days.length);
    const dataset = await read(
      written('Date,Product,Price,Units', [one!, { ...one!, name: 'Saucer' }, other!], days),
    );
    expect(dataset.histories).toHaveLength(3);
  });
});
