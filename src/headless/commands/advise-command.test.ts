// The page's default road in one command, on the demo catalogue and on a small file.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';

import { readCells } from '../../core/files/read-cells.ts';
import { fileSource } from '../file-source.ts';
import { adviseCommand } from './advise-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'advise-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

interface Entry {
  readonly product: string;
  readonly name: string;
  readonly currentPrice: number;
  readonly recommendedPrice: number;
  readonly action: 'change' | 'keep' | 'test';
  readonly probability: number;
  readonly gainPerDay: { readonly value: number; readonly interval: readonly [number, number] };
  readonly candidates: readonly { readonly name: string; readonly price: number }[];
  readonly askedPrice: number;
  readonly trail: readonly { readonly rule: string; readonly before: number; readonly after: number }[];
  readonly bindingRule: string | null;
}
interface Answer {
  readonly products: readonly Entry[];
  readonly total: {
    readonly objective: string | null;
    readonly changed: number;
    readonly gainPerDay: { readonly value: number };
  };
}
const answer = () => JSON.parse(printed.join('\n')) as Answer;

const catalogue = fileURLToPath(new URL('../../../public/demo/catalogue.csv', import.meta.url));

test('advise: on the demo catalogue no change is below the level, what stays keeps its price, and the total is the sum', async () => {
  const list = join(folder, 'prices.csv');
  const book = join(folder, 'prices.xlsx');
  await adviseCommand([catalogue, '--agent', 'none', '--level', '0.8', '--csv', list, '--xlsx', book]);
  const { products, total } = answer();
  expect(products).toHaveLength(60);
  const changes = products.filter(({ action }) => action === 'change');
  expect(total.changed).toBe(changes.length);
  expect(changes.length).toBeGreaterThan(10);
  for (const { probability, recommendedPrice, currentPrice } of changes) {
    expect(probability).toBeGreaterThanOrEqual(0.8);
    expect(recommendedPrice).not.toBe(currentPrice);
    expect(Math.abs(recommendedPrice / currentPrice - 1)).toBeLessThanOrEqual(0.15 + 1e-9);
  }
  for (const { askedPrice, recommendedPrice, trail, bindingRule } of changes) {
    expect(trail[0]!.before).toBeCloseTo(askedPrice, 9);
    expect(trail.at(-1)!.after).toBeCloseTo(recommendedPrice, 9);
    trail.slice(1).forEach(({ before }, i) => expect(before).toBeCloseTo(trail[i]!.after, 9));
    if (bindingRule !== null) expect(trail.map(({ rule }) => rule)).toContain(bindingRule);
  }
  for (const { action, recommendedPrice, currentPrice } of products)
    if (action !== 'change') expect(recommendedPrice).toBe(currentPrice);
  expect(products.every(({ candidates }) => !candidates.some(({ name }) => name === 'agent'))).toBe(true);
  const sum = changes.reduce((gain, { gainPerDay }) => gain + gainPerDay.value, 0);
  expect(total.gainPerDay.value).toBeCloseTo(sum, 6);
  expect(total.gainPerDay.value).toBeGreaterThan(0);
  const lines = readFileSync(list, 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(61);
  expect(lines[0]).toMatch(/^product_id,product_name,/);
  // The workbook has the same list, to be read by whoever reads workbooks.
  const read = await readCells(await fileSource(book));
  expect(read.headers).toEqual(lines[0]!.split(','));
  expect(read.rows).toHaveLength(60);
  const priceAt = read.headers.indexOf('recommended_price');
  expect(read.rows.map(({ cells }) => Number(cells[priceAt]))).toEqual(
    products.map(({ recommendedPrice }) => recommendedPrice),
  );
});

/** Ninety days of a product of elasticity -2 at a price of about 10, without its cost. */
function costless(): string {
  const lines = ['Date,Product ID,Price,Units'];
  for (let t = 0; t < 90; t++) {
    const price = [9, 10, 11, 12][(t * 7) % 4]!;
    const day = new Date(Date.UTC(2025, 0, 1 + t)).toISOString().slice(0, 10);
    lines.push(`${day},tea,${price},${Math.round(4000 / price ** 2) + ((t * 5) % 3)}`);
  }
  const path = join(folder, 'costless.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

test('advise: without a cost revenue counts; an assumed margin makes it profit, and the price dearer', async () => {
  const file = costless();
  await adviseCommand([file, '--agent', 'none']);
  const revenue = answer();
  expect(revenue.total.objective).toBe('revenue');
  printed.length = 0;
  await adviseCommand([file, '--agent', 'none', '--margin', '20']);
  const profit = answer();
  expect(profit.total.objective).toBe('profit');
  // Elasticity -2: revenue rises with a lower price; at 80 % cost profit rises with a higher one.
  expect(revenue.products[0]!.recommendedPrice).toBeLessThan(revenue.products[0]!.currentPrice);
  expect(profit.products[0]!.recommendedPrice).toBeGreaterThan(profit.products[0]!.currentPrice);
});

test('advise: the agent is one candidate, and steps and seed are its own', async () => {
  await adviseCommand([costless(), '--margin', '20', '--agent', 'ddpg', '--steps', '100', '--seed', '3']);
  const [tea] = answer().products;
  expect(tea!.candidates.map(({ name }) => name)).toContain('agent');
}, 60_000);

/** Two sizes: alone the small pack is to become cheaper and the large one dearer than two small ones. */
function ladder(): string {
  const products = [
    { id: 'c1', name: 'Cola 1 l', price: 2, cost: 1.2, units: 80, elasticity: -3.2 },
    { id: 'c2', name: 'Cola 2 l', price: 3.6, cost: 2.5, units: 60, elasticity: -2 },
  ];
  const lines = ['Date,Product ID,Product Name,Price,Units,Cost'];
  for (let t = 0; t < 200; t++)
    products.forEach(({ id, name, price, cost, units, elasticity }, i) => {
      const factor = t >= 195 ? 1 : [1, 0.95, 1.05, 0.9, 1.1][(Math.floor(t / 5) + 2 * i) % 5]!;
      const day = new Date(Date.UTC(2025, 0, 1 + t)).toISOString().slice(0, 10);
      const sold = Math.round(units * factor ** elasticity) + ((t * 7) % 5) - 2;
      lines.push([day, id, name, (price * factor).toFixed(2), sold, cost].join(','));
    });
  const path = join(folder, 'ladder.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

test('advise: a ladder of sizes is kept in every list, with its shadow price; contradictions are named', async () => {
  const file = ladder();
  const rules = (name: string, json: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(json));
    return path;
  };
  const holding = rules('g.json', { relations: { holdSizeLadders: true } });
  const pricesOf = ({ products }: Answer) => products.map(({ recommendedPrice }) => recommendedPrice);
  await adviseCommand([file, '--agent', 'none']);
  const free = answer();
  expect(pricesOf(free)[1]!).toBeGreaterThan(2 * pricesOf(free)[0]!);

  for (const more of [
    [],
    ['--goal', 'revenue>=450'],
    ['--goal', 'units>=200'],
    ['--max-changes', '1'],
    ['--level', '0.5'],
  ]) {
    printed.length = 0;
    const list = join(folder, 'held.csv');
    await adviseCommand([file, '--agent', 'none', '--guardrails', holding, '--csv', list, ...more]);
    const [small, large] = pricesOf(answer());
    expect(large!).toBeLessThanOrEqual(2 * small! + 1e-9);
    const cells = readFileSync(list, 'utf8')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const at = cells[0]!.indexOf('recommended_price');
    expect(cells.slice(1).map((line) => Number(line[at]))).toEqual([small, large]);
  }

  printed.length = 0;
  await adviseCommand([file, '--agent', 'none', '--guardrails', holding]);
  const held = answer() as Answer & { readonly relations: readonly { readonly costPerDay: number }[] };
  // What both bring alone less what they bring together: the ladder's shadow price.
  const cost = free.total.gainPerDay.value - held.total.gainPerDay.value;
  expect(held.relations[0]!.costPerDay).toBeCloseTo(cost, 6);

  printed.length = 0;
  const against = rules('no.json', {
    products: { c2: { minPrice: 4.1 }, c1: { maxPrice: 2.02 } },
    relations: { holdSizeLadders: true },
  });
  await adviseCommand([file, '--agent', 'none', '--guardrails', against]);
  const none = answer() as unknown as { readonly products: readonly { readonly infeasible: string }[] };
  for (const { infeasible } of none.products)
    expect(infeasible).toMatch(/^Cola 2 l: Price range and size ladder contradict each other: .*4\.10/);

  const missing = rules('m.json', { relations: { brandGaps: [{ below: 'x', above: 'c1', percent: 5 }] } });
  await expect(adviseCommand([file, '--agent', 'none', '--guardrails', missing])).rejects.toThrow(
    'ladder.csv: Brand gap: no product has the id or the name "x".',
  );
  await expect(adviseCommand([file, '--goal', 'revenue'])).rejects.toThrow(
    /^advise --goal: expected a goal such as/,
  );
}, 60_000);

test('advise: bad input is one sentence', async () => {
  const refused = (...args: string[]) => expect(adviseCommand(args)).rejects;
  await refused().toThrow(/^advise: expected one file with sales; usage: advise FILE/);
  await refused('nowhere.csv').toThrow('There is no file "nowhere.csv".');
  await refused(catalogue, '--agent', 'ppo').toThrow(
    'advise: --agent is sac, ddpg, td3, pathwise or none, got "ppo"',
  );
  await refused(catalogue, '--margin', '120').toThrow('advise: --margin is a number from 0 to 99, got "120"');
  await refused(catalogue, '--agent', 'none', '--csv', join(folder, 'nowhere', 'out.csv')).toThrow(
    /^advise: cannot write /,
  );
});
