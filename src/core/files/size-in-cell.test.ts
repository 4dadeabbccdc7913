import { expect, test } from 'vitest';

import { laddersOf } from '../decisions/relations/size-ladder.ts';
import { relatedProduct } from '../decisions/relations/relation.ts';
import { readText } from '../table/small-files-fixture.ts';
import { sizeIn, sizedName } from './size-in-cell.ts';

test('sizeIn: a size with its unit, or an amount under a header that says the unit', () => {
  expect(sizeIn('Pack Size', '6 x 330 ml')).toBe('6 x 330 ml');
  expect(sizeIn('Bottle Volume (ml)', '750')).toBe('750 ml');
  expect(sizeIn('Net weight [kg]', '1.5')).toBe('1.5 kg');
  expect(sizeIn('Size (fl oz)', '64')).toBe('64 fl oz');
  expect(sizeIn('Inhalt', '1,5 l')).toBe('1,5 l');
  expect(sizeIn('Füllmenge in g', '250')).toBe('250 g');
});

test('sizeIn: null for clothes, shoes, volumes sold and anything that is no size', () => {
  const none: readonly (readonly [string, string])[] = [
    ['Size', 'M'],
    ['Size', '42'],
    ['Volume', '1200'],
    ['Total Volume', '64236.62'],
    ['Store Size', '500 g'],
    ['Order weight (kg)', '12'],
    ['Pack', '6'],
  ];
  for (const [header, cell] of none) expect(sizeIn(header, cell)).toBeNull();
});

test('sizedName: not said twice', () => {
  expect(sizedName('Cola', '1.5 l')).toBe('Cola 1.5 l');
  expect(sizedName('Cola 1.5 L bottle', '1.5 l')).toBe('Cola 1.5 L bottle');
});

const header = 'Date,SKU,Product Name,Bottle Volume (ml),Price,Units';
const bottles = [
  ['A1', 'Captain Rum', '375', 9],
  ['A2', 'Captain Rum', '750', 15],
] as const;

function csv(
  head: string,
  cells: (bottle: (typeof bottles)[number]) => readonly (string | number)[],
): string {
  const rows = Array.from({ length: 40 }, (_, t) =>
    bottles.map((bottle) => {
      const day = `2025-0${1 + Math.floor(t / 28)}-${String(1 + (t % 28)).padStart(2, '0')}`;
      return [day, ...cells(bottle), (bottle[3] * (1 + 0.05 * (t % 3))).toFixed(2), 5 + (t % 4)].join(',');
    }),
  );
  return `${head}\n${rows.flat().join('\n')}\n`;
}

test('a column of sizes goes behind the names, and the ladder is found by it', async () => {
  const dataset = await readText(csv(header, ([sku, name, size]) => [sku, name, size]));
  expect(dataset.histories.map(({ product }) => product.name)).toEqual([
    'Captain Rum 375 ml',
    'Captain Rum 750 ml',
  ]);
  expect(dataset.findings.find(({ kind }) => kind === 'pack-size')?.found).toBe(
    'The pack sizes are in "Bottle Volume (ml)"',
  );
  const [ladder] = laddersOf(dataset.histories.map(({ product }) => relatedProduct(product)));
  expect(ladder?.packs.map(({ size }) => size)).toEqual([375, 750]);
});

test('laddersOf: packs of one key that a column of sizes splits, within each store', () => {
  const pack = (size: string, store: string) => ({
    id: `Rum ${size} ${store}`,
    name: `Rum · ${size} · ${store}`,
    category: null,
    key: 'Rum',
    series: { 'Bottle Volume (ml)': size, Store: store },
  });
  const ladders = laddersOf([
    pack('375', 'North'),
    pack('750', 'North'),
    pack('375', 'South'),
    pack('750', 'South'),
  ]);
  expect(ladders.map(({ packs }) => packs.map(({ id }) => id))).toEqual([
    ['Rum 375 North', 'Rum 750 North'],
    ['Rum 375 South', 'Rum 750 South'],
  ]);
});
