// Watching newer sales: joining, expecting, testing for drift, alerting.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fitDemand } from '../demand/fit-demand.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { Random } from '../random.ts';
import { poissonCount } from '../statistics/poisson-count.ts';
import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import type { Dataset, ProductHistory } from '../table/dataset.ts';
import { weekdayOf } from '../table/day-numbers.ts';
import type { DriverRole } from '../table/demand-drivers.ts';
import { readTable } from '../table/read-table.ts';
import { salesAlerts } from './alerts.ts';
import { joinedName, joinSales } from './join-sales.ts';
import { defaultMonitorSettings, monitorSettingProblem, monitorSettings } from './monitor-settings.ts';
import { interval95, predictDays } from './prediction.ts';
import { simulatedNewerSales } from './simulated-newer.ts';
import { watchFile } from './watch-file.ts';
import { watchSales } from './watch.ts';

const oldDays = 120;
const newDays = 28;

interface World {
  readonly id?: string;
  readonly level?: number;
  readonly elasticity?: number;
  /** How much more sells on newer days at the same price. */
  readonly factor?: number;
  readonly newElasticity?: number;
  /** Standard deviation of the log level and the share of it that stays to the next day. */
  readonly wander?: number;
  readonly stays?: number;
  readonly costFactor?: number;
}

/** A product before and with its newer days. */
function world(random: Random, given: World = {}): { older: ProductHistory; joined: ProductHistory } {
  const { level = 20, elasticity = -1.5, factor = 1, wander = 0.2, stays = 0 } = given;
  const { newElasticity = elasticity, id = 'tea', costFactor = 1 } = given;
  const prices = [9, 10, 11, 12];
  let state = wander * random.normal();
  let price = 10;
  const rows = Array.from({ length: oldDays + newDays }, (_, t) => {
    if (t % 5 === 0) price = prices[random.integer(4)]!;
    state = stays * state + Math.sqrt(1 - stays ** 2) * wander * random.normal();
    const isNew = t >= oldDays;
    const answer = (price / 10) ** (isNew ? newElasticity : elasticity) * (isNew ? factor : 1);
    return { price, units: poissonCount(random, level * answer * Math.exp(state - wander ** 2 / 2)) };
  });
  const history = (upTo: number, unitCost: number) =>
    historyFixture({
      id,
      price: rows.slice(0, upTo).map((row) => row.price),
      units: rows.slice(0, upTo).map((row) => row.units),
      unitCost,
    });
  const joined = history(oldDays + newDays, 6);
  for (let t = oldDays; t < joined.profit.length; t++)
    joined.profit[t] = joined.units[t]! * (joined.price[t]! - 6 * costFactor);
  return { older: history(oldDays, 6), joined };
}

/** A product that sells twice as much on days with advertising, which the newer days have four times as often. */
function advertised(random: Random): { older: ProductHistory; joined: ProductHistory } {
  const spend = Array.from({ length: oldDays + newDays }, (_, t) =>
    random.uniform() < (t < oldDays ? 0.2 : 0.8) ? 100 : 0,
  );
  const price = spend.map((_, t) => [9, 10, 11, 12][Math.floor(t / 5) % 4]!);
  const units = spend.map((value, t) => poissonCount(random, (20 * 10 * (value > 0 ? 2 : 1)) / price[t]!));
  const history = (upTo: number): ProductHistory => ({
    ...historyFixture({ price: price.slice(0, upTo), units: units.slice(0, upTo) }),
    drivers: { advertising: Float64Array.from(spend.slice(0, upTo)) },
  });
  return { older: history(oldDays), joined: history(oldDays + newDays) };
}

const facts = { fresh: [], replacedRows: 0 };
function watchOf(worlds: readonly { older: ProductHistory; joined: ProductHistory }[]) {
  return watchSales(
    'newer.csv',
    worlds.map(({ older }) => older),
    worlds.map(({ joined }) => joined),
    facts,
  );
}

describe('what moves demand beside the price', () => {
  const { older, joined } = advertised(new Random(3));
  const watched = (...told: readonly DriverRole[]) =>
    watchSales('newer.csv', [older], [joined], facts, told).products[0]!;

  test('newer days with more advertising are expected to sell more, and nothing has drifted', () => {
    const { totals, drift, drivers } = watched('advertising');
    expect(drivers).toEqual(['advertising']);
    expect(totals!.units).toBeGreaterThan(totals!.interval[0]);
    expect(totals!.units).toBeLessThan(totals!.interval[1]);
    expect(drift!.level!.pValue).toBeGreaterThan(0.05);
  });

  test('where the newer file says nothing of it, the price alone is expected from', () => {
    const { totals, drift, drivers } = watched();
    expect(drivers).toEqual([]);
    // 1.8 times as much as at the usual price against 1.2 times before.
    expect(totals!.units).toBeGreaterThan(totals!.interval[1]);
    expect(drift!.level!.pValue).toBeLessThan(0.001);
    const without = { ...joined, drivers: {} };
    expect(watchSales('newer.csv', [older], [without], facts).products[0]!.totals).toEqual(totals);
  });

  test('special days that are all Sundays cannot be told from Sundays, and stay out', () => {
    const withSundays = (history: ProductHistory): ProductHistory => ({
      ...history,
      drivers: {
        ...history.drivers,
        event: Float64Array.from(history.days, (day) => +(weekdayOf(day) === 6)),
      },
    });
    const both = watchSales('newer.csv', [withSundays(older)], [withSundays(joined)], facts).products[0]!;
    expect(both.drivers).toEqual(['advertising']);
    expect(both.totals).toEqual(watched('advertising').totals);
  });
});

describe('prediction', () => {
  test('interval95: a negative binomial with that mean and variance', () => {
    // Poisson-like: mean 4, variance just above: 2.5 % and 97.5 % quantiles of Poisson(4) are 1 and 8.
    expect(interval95(4, 4.0001)).toEqual([1, 8]);
    expect(interval95(0, 0)).toEqual([0, 0]);
    const [low, high] = interval95(1000, 2500); // 1000 ± 1.96 * 50
    expect(low).toBeGreaterThan(900);
    expect(low).toBeLessThan(910);
    expect(high).toBeGreaterThan(1095);
    expect(high).toBeLessThan(1105);
  });

  test('predictDays: 95 % intervals hold newer days about 95 times in 100', () => {
    const random = new Random(5);
    let inside = 0;
    let days = 0;
    for (let i = 0; i < 60; i++) {
      const { older, joined } = world(random.fork(`product ${i}`));
      predictDays(fitDemand(older).fit!, joined, oldDays).forEach((prediction, t) => {
        const [low, high] = interval95(prediction!.mean, prediction!.variance);
        const units = joined.units[oldDays + t]!;
        if (low <= units && units <= high) inside++;
        days++;
      });
    }
    // Counts cannot be cut at exactly 95 %, so a little more are inside.
    expect(inside / days).toBeGreaterThan(0.93);
    expect(inside / days).toBeLessThan(0.985);
  });
});

describe('drift', () => {
  test('a level that fell by 40 % is found, with its size and its start', () => {
    const watch = watchOf([world(new Random(2), { factor: 0.6, level: 40 })]);
    const { level, elasticity, since } = watch.products[0]!.drift!;
    expect(level!.pValue).toBeLessThan(0.001);
    const [low, high] = level!.interval;
    expect(low).toBeLessThan(Math.log(0.6));
    expect(high).toBeGreaterThan(Math.log(0.6));
    expect(since).toBeLessThan(5);
    expect(elasticity!.pValue).toBeGreaterThan(0.01);
  });

  test('an elasticity that went from -1 to -5 is found', () => {
    const watch = watchOf([world(new Random(3), { level: 60, elasticity: -1, newElasticity: -5 })]);
    const { change, interval } = watch.products[0]!.drift!.elasticity!;
    expect(change).toBeLessThan(0);
    expect(interval[0]).toBeLessThan(-4);
    expect(interval[1]).toBeGreaterThan(-4 - 3);
    expect(interval[1]).toBeLessThan(0);
  });

  test('a product that sells nothing any more is found', () => {
    const watch = watchOf([world(new Random(4), { factor: 0 })]);
    expect(watch.products[0]!.drift!.level!.change).toBe(-Infinity);
    const [alert] = salesAlerts(watch, defaultMonitorSettings);
    expect(alert).toMatchObject({ kind: 'lessDemand', urgency: 'now', title: 'No longer sells' });
  });

  test.each([
    ['days that know nothing of each other', { wander: 0.2, stays: 0 }],
    ['days that are alike', { wander: 0.3, stays: 0.6 }],
    ['few units', { level: 2, wander: 0.2, stays: 0 }],
  ])('a check of ten unchanged products raises an alarm in about 5 of 100 cases: %s', (_, given) => {
    const random = new Random(7);
    const checks = 80;
    let alarms = 0;
    for (let check = 0; check < checks; check++) {
      const worlds = Array.from({ length: 10 }, (__, i) =>
        world(random.fork(`check ${check} product ${i}`), { id: `p${i}`, ...given }),
      );
      // Margins are no test: they move with the prices charged.
      const settings = {
        ...defaultMonitorSettings,
        smallestDriftPercent: 0,
        minMarginPercent: 0,
        marginDropPoints: 50,
      };
      if (salesAlerts(watchOf(worlds), settings).length > 0) alarms++;
    }
    // 5 of 100 and three standard errors of sqrt(0.05 * 0.95 / 80) = 0.024.
    expect(alarms / checks).toBeLessThan(0.05 + 3 * 0.024);
  });
});

describe('alerts', () => {
  const worlds = () => [
    world(new Random(20), { id: 'falls', factor: 0.5, level: 40 }),
    world(new Random(21), { id: 'same' }),
    world(new Random(22), { id: 'dear', costFactor: 2 }),
    world(new Random(23), { id: 'rises', factor: 1.8, level: 40 }),
  ];

  test('are sorted by urgency, each with where and what in words', () => {
    const alerts = salesAlerts(watchOf(worlds()), defaultMonitorSettings).filter(
      ({ productId }) => productId !== null,
    );
    expect(alerts.map(({ productId, kind, urgency }) => [productId, kind, urgency])).toEqual([
      ['dear', 'belowCost', 'now'],
      ['falls', 'lessDemand', 'now'],
      ['rises', 'moreDemand', 'watch'],
    ]);
    expect(alerts[1]!.title).toMatch(/^Sells \d+ % less at the same price$/);
    expect(alerts[1]!.sentence).toMatch(
      /were expected at the prices charged .*, most likely since \d+ May 2025/,
    );
  });

  test('thresholds decide about margins and small drifts', () => {
    const watch = watchOf(worlds());
    const kinds = (changes: Partial<typeof defaultMonitorSettings>) =>
      salesAlerts(watch, { ...defaultMonitorSettings, ...changes }).map(
        ({ productId, kind }) => `${productId} ${kind}`,
      );
    expect(kinds({ minMarginPercent: 60 })).toContain('same margin');
    expect(kinds({})).not.toContain('same margin');
    expect(kinds({ smallestDriftPercent: 90 })).not.toContain('falls lessDemand');
  });

  test('every alarm level is one the settings allow, and a stricter one never adds an alarm', () => {
    const watch = watchOf(worlds());
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        (a, b) => {
          const count = (falseAlarmPercent: number) =>
            salesAlerts(watch, { ...defaultMonitorSettings, falseAlarmPercent }).length;
          expect(count(Math.min(a, b))).toBeLessThanOrEqual(count(Math.max(a, b)));
        },
      ),
    );
  });

  test('monitorSettingProblem: says the range', () => {
    for (const { name, default: value } of monitorSettings)
      expect(monitorSettingProblem(name, value)).toBeNull();
    expect(monitorSettingProblem('falseAlarmPercent', 30)).toBe(
      'False alarms: expected a number from 0.1 to 20.',
    );
    expect(monitorSettingProblem('minMarginPercent', NaN)).toMatch(/expected a number/);
  });
});

const csv = (days: readonly number[], unitsOf: (day: number) => number, product = 'tea', first = 1) =>
  days
    .map(
      (day) =>
        `2025-${String(first).padStart(2, '0')}-${String(day).padStart(2, '0')},${product},${9 + (day % 3)},${unitsOf(day)}`,
    )
    .join('\n');
const header = 'Report Date,Product ID,Product Price,Units';
const range = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i);
async function dataset(text: string, name = 'tea.csv'): Promise<Dataset> {
  return buildDataset(await readTable(memorySource(name, new TextEncoder().encode(text))));
}

describe('joinSales', () => {
  test('a day that both files have counts from the newer one, and what is read back is what was joined', async () => {
    const older = await dataset(`${header}\n${csv(range(28), () => 5)}`);
    const newer = await dataset(
      `${header}\n${csv(
        range(20, 20).filter((day) => day <= 31),
        () => 7,
      )}\n${csv(range(10), () => 8, 'tea', 2)}`,
      'new.csv',
    );
    const { parts, replacedRows, freshProducts } = joinSales(older, newer);
    expect(replacedRows).toBe(9); // 20 to 28 January
    expect(freshProducts).toEqual([]);
    const joined = await dataset(parts.join(''), joinedName(older.fileName, newer.table.lastDay));
    const [history] = joined.histories;
    expect(history!.days).toHaveLength(41);
    expect([...history!.units.slice(18, 21)]).toEqual([5, 7, 7]);
    expect(joined.fileName).toBe('tea with newer sales to 2025-02-10.csv');
    expect(joinedName(joined.fileName, joined.table.lastDay)).toBe(joined.fileName);
  });

  const stores = (days: readonly number[], month: number) =>
    [
      'Date,Store,SKU,Name,Price,Units',
      ...['North', 'South'].flatMap((store, s) =>
        days.map(
          (day) =>
            `2025-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')},${store},T1,Tea,${9 + s + (day % 3)},${5 + s}`,
        ),
      ),
    ].join('\n');

  test('series stay series: the joined file has their column, and is read back with it', async () => {
    const loaded = await dataset(stores(range(28), 1), 'stores.csv');
    const source = (name: string, text: string) => memorySource(name, new TextEncoder().encode(text));
    const { watch, joined } = await watchFile(
      loaded,
      source('february.csv', stores(range(10), 2)),
      (name, parts) => source(name, parts.join('')),
    );
    expect(watch.products.map(({ product }) => product.name)).toEqual(['Tea · North', 'Tea · South']);
    const again = buildDataset(
      await readTable(source(joined.name, joined.parts.join('')), joined.choices),
      joined.choices,
    );
    expect(again.histories.map(({ product }) => product)).toEqual(
      loaded.histories.map(({ product }) => product),
    );
    expect(again.histories[1]!.product).toMatchObject({ key: 'T1', series: { Store: 'South' } });
    expect(again.histories.map(({ days }) => days.length)).toEqual([38, 38]);
  });

  test('order lines: days without a line stay days without a sale in the joined file', async () => {
    const orderLines = (days: readonly number[], month: string) =>
      [
        'Order ID,Order Date,SKU,Quantity,Price',
        ...days.flatMap((day) => {
          const date = `2025-${month}-${String(day).padStart(2, '0')}`;
          const fast = range(3).map((i) => `${month}${day}${i},${date} 1${i}:00,FAST,1,${9 + (day % 3)}`);
          return day % 3 === 0 ? [...fast, `${month}${day}9,${date} 15:00,SLOW,1,${20 + (day % 2)}`] : fast;
        }),
      ].join('\n');
    const loaded = await dataset(orderLines(range(31), '01'), 'orders.csv');
    const source = (name: string, text: string) => memorySource(name, new TextEncoder().encode(text));
    const { joined } = await watchFile(
      loaded,
      source('february.csv', orderLines(range(20), '02')),
      (name, parts) => source(name, parts.join('')),
    );
    expect(joined.choices.missingDays).toBe('zero');
    const again = buildDataset(
      await readTable(source(joined.name, joined.parts.join('')), joined.choices),
      joined.choices,
    );
    const slow = again.histories.find(({ product }) => product.id === 'SLOW')!;
    expect(slow.days).toHaveLength(49); // 3 January to 20 February
    expect(slow.units.filter((units) => units === 0)).toHaveLength(33);
  });

  test('series and added up are not joined', async () => {
    const apart = await dataset(stores(range(28), 1), 'stores.csv');
    const one = await dataset(`${header}\n${csv(range(20), () => 5, 'T1', 2)}`, 'one.csv');
    expect(() => joinSales(apart, one)).toThrow(
      '"one.csv" is not split into series, and "stores.csv" is split into series by "Store"; choose newer sales with the same columns.',
    );
  });

  test('names with commas and quotes, categories and prices with many digits survive', async () => {
    const head = 'Report Date,Product ID,Product Name,Category,Product Price,Units';
    const row = (day: number) =>
      `2025-01-${String(day).padStart(2, '0')},=a,"Tea, ""green""",Hot,${9 + day / 3},${day}`;
    const older = await dataset([head, ...range(20).map(row)].join('\n'));
    const newer = await dataset([head, ...range(14, 10).map(row)].join('\n'), 'new.csv');
    const joined = await dataset(joinSales(older, newer).parts.join(''), 'joined.csv');
    expect(joined.histories[0]!.product).toEqual({ id: '=a', name: 'Tea, "green"', category: 'Hot' });
    expect([...joined.histories[0]!.price]).toEqual(range(23).map((day) => 9 + day / 3));
  });

  test('files that do not tell products apart alike are refused', async () => {
    const one = await dataset(
      `Report Date,Product Price,Units\n${range(20)
        .map((day) => `2025-01-${String(day).padStart(2, '0')},9,4`)
        .join('\n')}`,
    );
    const two = await dataset(
      `${header}\n${csv(range(20), () => 5)}\n${csv(range(20), () => 5, 'mug')}`,
      'two.csv',
    );
    expect(() => joinSales(two, one)).toThrow(
      '"tea.csv" has no column that names the product, and "two.csv" holds 2 products; add a column "Product ID".',
    );
    expect(() => joinSales(one, two)).toThrow('"two.csv" holds 2 products and "tea.csv" is one product');
  });
});

test('watchSales: a file without a newer day, or of other products, is a sentence', async () => {
  const older = await dataset(`${header}\n${csv(range(28), () => 5)}`);
  expect(() => watchSales('same.csv', older.histories, older.histories, facts)).toThrow(
    '"same.csv" holds no day after the loaded ones; choose a file that goes on where they end.',
  );
  const fresh = [{ id: 'mug', name: 'mug', category: null }];
  expect(() => watchSales('mugs.csv', older.histories, older.histories, { ...facts, fresh })).toThrow(
    '"mugs.csv" holds none of the loaded products: it has "mug" and the loaded file "tea".',
  );
});

test('simulatedNewerSales: the drifts that were put in are the alerts that come out', async () => {
  const random = new Random(40);
  const histories = range(10).map((i) => world(random.fork(`p${i}`), { id: `p${i}`, level: 40 }).older);
  const { text, drifts } = simulatedNewerSales(histories, 1);
  expect(text).toBe(simulatedNewerSales(histories, 1).text);
  expect(drifts.map(({ kind }) => kind)).toEqual(['lessDemand', 'moreDemand', 'dearerCost']);
  const newer = await dataset(text, 'simulated.csv');
  const joined = histories.map((history): ProductHistory => {
    const own = newer.histories.find(({ product }) => product.id === history.product.id)!;
    const both = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b]);
    return {
      ...history,
      days: Int32Array.from([...history.days, ...own.days]),
      price: both(history.price, own.price),
      units: both(history.units, own.units),
      sales: both(history.sales, own.sales),
      profit: both(history.profit, own.profit),
      unitCost: own.unitCost,
    };
  });
  const alerts = salesAlerts(watchSales('simulated.csv', histories, joined, facts), defaultMonitorSettings);
  for (const { productId, kind } of drifts)
    expect(
      alerts.some(
        (alert) =>
          alert.productId === productId &&
          (kind === 'dearerCost' ? ['margin', 'belowCost'].includes(alert.kind) : alert.kind === kind),
      ),
    ).toBe(true);
});
