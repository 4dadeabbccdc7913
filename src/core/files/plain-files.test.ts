// Ordinary files are read as they stand: sales of small shops by day, by week and by order line, in any order of columns, beside
// columns with unlucky names. A rule for odd exports that fires on one of them gives wrong figures without a word.

import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { isoDate } from '../table/day-numbers.ts';
import type { Dataset } from '../table/dataset.ts';
import { file, read } from './drawn-file-fixture.ts';
import { meaningsOf } from './header-words.ts';

interface Sale {
  readonly day: number;
  readonly product: string;
  readonly store: string;
  readonly price: number;
  readonly units: number;
}

const some = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;
const between = (random: Random, low: number, high: number) =>
  low + Math.floor(random.uniform() * (high - low + 1));

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = between(random, 0, i);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** Headers of date, product, price, units, sales, store and order in four languages. */
const languages = [
  ['Date', 'Product', 'Unit price', 'Quantity', 'Sales', 'Store', 'Order ID'],
  ['Datum', 'Artikel', 'Einzelpreis', 'Menge', 'Umsatz', 'Filiale', 'Bestellnummer'],
  ['Date de vente', 'Désignation', 'Prix unitaire', 'Quantité', 'Montant', 'Magasin', 'Commande'],
  ['Fecha', 'Producto', 'Precio', 'Cantidad', 'Importe', 'Tienda', 'Pedido'],
] as const;

const figures =
  ([low, high]: readonly [number, number], decimals = 0) =>
  (random: Random) =>
    (low + random.uniform() * (high - low)).toFixed(decimals);
const oneOf =
  (...cells: readonly string[]) =>
  (random: Random) =>
    some(random, cells);

/** What else stands in files, none of which changes what was sold. */
const beside: readonly (readonly [string, (random: Random) => string])[] = [
  ['Return visits', figures([0, 9])],
  ['Total stock', figures([100, 400])],
  ['Discount card', oneOf('yes', 'no')],
  ['Discount card holders', figures([0, 9])],
  ['Net weight', oneOf('250')],
  ['Order form', oneOf('web', 'phone', 'counter')],
  ['Cancelled by', oneOf('')],
  ['Tax class', oneOf('standard')],
  ['Free text', oneOf('', '', 'rain', 'street works')],
  ['Batch', (random) => `L${between(random, 1000, 9999)}`],
  ['Rate', figures([3, 5], 1)],
  ['Balance', figures([200, 300], 2)],
  ['Open', oneOf('9-18')],
  ['Status', oneOf('ok', 'checked')],
  ['Cost centre', oneOf('4100')],
  ['User', oneOf('till 1', 'till 2')],
  ['Price list', oneOf('A')],
  ['Items in basket', figures([1, 9])],
  ['Line', oneOf('1', '2', '3')],
  ['Reserved', figures([0, 3])],
  ['Best before', (random) => isoDate(between(random, 20_000, 20_100))],
  ['Storniert', oneOf('nein')],
  ['Wetter', oneOf('Sonne', 'Regen', 'Wolken')],
  ['Remise', oneOf('0')],
];

const names = ['Mug', 'Honey 500 g', 'Return ticket', 'Oil 0.5 l', 'Total care', 'Jam', 'Free range eggs'];

/** What a shop sold: each product in each store on each of its days, at prices that move now and then or never. */
function drawnSales(random: Random, stores: readonly string[], step: number): Sale[] {
  const codes = random.uniform() < 0.3;
  const products = shuffled(random, names)
    .slice(0, between(random, 1, 4))
    .map((name, i) => (codes ? String(10_100 + 7 * i) : name));
  const ending = some(random, ['none', 'cents', '.99', 'whole']);
  const days = some(random, [30, 60, 100]);
  return products.flatMap((product) => {
    const level = some(random, [1.2, 8, 20, 120]);
    return stores.flatMap((store) => {
      let price = level;
      const base = some(random, [2, 12, 40]);
      return Array.from({ length: days }, (_, t) => {
        if (ending !== 'none' && random.uniform() < 0.15) {
          const next = level * (0.75 + 0.5 * random.uniform());
          price = ending === '.99' ? Math.floor(next) + 0.99 : ending === 'whole' ? Math.ceil(next) : next;
          price = Number(price.toFixed(2));
        }
        const units = Math.max(
          0,
          Math.round(base * (price / level) ** -1.6 + Math.sqrt(base) * random.normal()),
        );
        return { day: 19_400 + t * step, product, store, price, units };
      });
    });
  });
}

/** A file of these sales, as one of the ways in which they are written. */
function plainFile(random: Random): {
  readonly text: string;
  readonly sales: readonly Sale[];
  readonly about: string;
} {
  const [date, product, price, units, total, place, order] = some(random, languages);
  const kind = some(random, ['days', 'weeks', 'lines']);
  // Lines of stores at one price are added up, and asked about.
  const stores = kind !== 'lines' && random.uniform() < 0.25 ? ['North', 'South'] : [''];
  const sales = drawnSales(random, stores, kind === 'weeks' ? 7 : 1);
  const byDay = [...sales].sort((a, b) => a.day - b.day);
  const rows = kind === 'lines' ? byDay.flatMap((sale) => linesOf(random, sale)) : byDay;
  type Column = readonly [string, (sale: Sale, row: number) => string];
  const columns: Column[] = [
    [date, ({ day }) => isoDate(day)],
    [product, (sale) => sale.product],
    [price, (sale) => sale.price.toFixed(2)],
    [units, (sale) => String(sale.units)],
    ...(random.uniform() < 0.5 ? [[total, (sale) => (sale.price * sale.units).toFixed(2)] as Column] : []),
    ...(stores.length > 1 ? [[place, ({ store }) => store] as Column] : []),
    ...(kind === 'lines' ? [[order, (_, row) => String(5000 + row)] as Column] : []),
    ...shuffled(random, beside)
      .slice(0, between(random, 0, 4))
      .map(([header, cell]): Column => [header, () => cell(random)]),
  ];
  const placed = shuffled(random, columns);
  const header = placed.map(([one]) => one).join(';');
  return {
    text: file(
      header,
      rows.map((sale, row) => placed.map(([, cell]) => cell(sale, row)).join(';')),
    ),
    sales,
    about: header,
  };
}

/** The lines of orders of one to three units that a sale was made of. */
function linesOf(random: Random, sale: Sale): Sale[] {
  const out: Sale[] = [];
  for (let left = sale.units; left > 0;) {
    const units = Math.min(left, between(random, 1, 3));
    left -= units;
    out.push({ ...sale, units });
  }
  return out;
}

const keyOf = (product: string, store: string, day: number) => `${product}/${store}/${isoDate(day)}`;

/** Units and price of each product, store and day with sales, as text. */
const sold = (sales: readonly Sale[]) =>
  sales
    .filter(({ units }) => units > 0)
    .map(
      ({ product, store, day, units, price }) =>
        `${keyOf(product, store, day)}: ${units} at ${price.toFixed(2)}`,
    )
    .sort();

const soldIn = ({ histories }: Dataset) =>
  histories
    .flatMap(({ product, days, units, price }) =>
      Array.from(days, (day, t) => {
        const [store = ''] = Object.values(product.series ?? {});
        const sale = { product: product.key ?? product.id, store, day, units: units[t]!, price: price[t]! };
        return sale;
      }),
    )
    .filter(({ units }) => units > 0)
    .map(
      ({ product, store, day, units, price }) =>
        `${keyOf(product, store, day)}: ${units} at ${price.toFixed(2)}`,
    )
    .sort();

test('forty drawn files of ordinary shops are read exactly', async () => {
  const random = new Random(20);
  for (let i = 0; i < 40; i++) {
    const { text, sales, about } = plainFile(random);
    const wanted = sold(sales);
    const found = soldIn(await read(text));
    expect(found.filter((one, row) => one !== wanted[row]).slice(0, 3), about).toEqual([]);
    expect(found.length, about).toBe(wanted.length);
  }
}, 60_000);

test('two sales of one unit on a day are two orders, also where stores are kept apart', async () => {
  const rows = Array.from({ length: 60 }, (_, t) => {
    const day = isoDate(19_723 + t);
    const at = (store: string, price: string, order: number) => `${day};${store};Mug;${price};1;${order}`;
    const north = at('North', '9.50', 3 * t);
    return [north, at('South', '11.50', 3 * t + 1), ...(t === 30 ? [at('North', '9.50', 9000)] : [])];
  });
  const dataset = await read(file('Date;Store;Product;Price;Quantity;Order ID', rows.flat()));
  expect(dataset.histories.map(({ units }) => units.reduce((a, b) => a + b, 0)).sort()).toEqual([60, 61]);
});

test('a slow product whose last day of the month equals the few before it has no total there', async () => {
  const rows = Array.from({ length: 60 }, (_, t) => {
    const units = t % 9 === 0 ? 1 : t === 30 ? 4 : 0; // 2024-01-31: four, after four days of one
    return `${isoDate(19_723 + t)};Lamp;${t % 2 === 0 ? '20.00' : '22.00'};${units}`;
  });
  const { histories } = await read(file('Date;Product;Price;Units', rows));
  expect(histories[0]!.units[30]).toBe(4);
});

test('where every line is of one unit, no other count of the file is the units', async () => {
  const rows = Array.from({ length: 90 }, (_, t) => {
    const price = (12 + (Math.floor(t / 9) % 4)).toFixed(2);
    return `${isoDate(19_723 + Math.floor(t / 3))};Hat;${price};1;${price};${1 + (t % 5)};${500 + t}`;
  });
  const { histories } = await read(
    file('Date;Product;Unit price;Quantity;Total;Items in basket;Order ID', rows),
  );
  expect(histories[0]!.units.reduce((a, b) => a + b, 0)).toBe(90);
});

test.each([
  'Discount card holders',
  'Cost centre',
  'Sales area (m2)',
  'Price list code',
  'Centre de coût',
  'Tarjeta de descuento',
])('a header that only speaks of a figure holds none: %s', (header) => {
  expect(meaningsOf(header)[0]?.concept).toBe('other');
});

test.each(['Discount amount', 'Discount given', 'Rabatt pro Stück', 'Cost of goods sold', 'Sales value'])(
  'a header that names a figure keeps it: %s',
  (header) => {
    expect(meaningsOf(header)[0]?.concept).not.toBe('other');
  },
);

test('what became of seats or goods is no product: only those sold are its units', async () => {
  const rows = Array.from({ length: 60 }, (_, t) => {
    const price = (18 + (Math.floor(t / 6) % 4)).toFixed(2);
    return `${isoDate(19_723 + t)};${20 + (t % 7)};${t % 3};${900 + t};${price}`;
  });
  const { histories } = await read(file('date;new_seats;churned_seats;active_seats;price_paid', rows));
  expect(histories).toHaveLength(1);
  expect(histories[0]!.units[3]).toBe(23);
});

test('customers of order lines are added up, not kept apart, whatever the column is called', async () => {
  const rows = Array.from({ length: 400 }, (_, t) => {
    const day = Math.floor(t / 8);
    return `${isoDate(19_723 + day)};${5000 + t};Mug;${20 + (Math.floor(day / 5) % 4)}.50;2;K${t % 8}`;
  });
  const { histories } = await read(file('Date;Order ID;Item;Price;Quantity;Loyalty number', rows));
  expect(histories).toHaveLength(1);
  expect(histories[0]!.units[0]).toBe(16);
});

test('a machine hired by the day is priced by its day rate', async () => {
  const rows = Array.from({ length: 60 }, (_, t) => {
    const [days, rate] = [10 + (t % 9), 30 + (Math.floor(t / 6) % 4)];
    return `${isoDate(19_723 + t)};Drill;${Math.ceil(days / 2)};${days};${rate}.00;${days * rate}.00`;
  });
  const { histories } = await read(file('Start date;Item;Rentals;Rental days;Day rate;Revenue', rows));
  expect([histories[0]!.units[3], histories[0]!.price[6]]).toEqual([13, 31]);
});

test('invoices of a Norwegian program are one series a product, whoever bought', async () => {
  const rows = Array.from({ length: 400 }, (_, t) => {
    const day = Math.floor(t / 8);
    const price = 20 + (Math.floor(day / 5) % 4);
    return `${isoDate(19_723 + day)};${5000 + t};Kunde ${t % 20};12;Kopp;2;${price},50;${2 * price + 1},00`;
  });
  const header = 'Fakturadato;Fakturanr;Kundenavn;Produktnr;Produktnavn;Antall;Enhetspris;Beløp eks. mva';
  const { histories } = await read(file(header, rows));
  expect(histories).toHaveLength(1);
  expect([histories[0]!.units[0], histories[0]!.price[5]]).toEqual([16, 21.5]);
});
