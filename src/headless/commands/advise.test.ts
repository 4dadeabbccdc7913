// The page's default road in one command, on the demo catalogue and on a small file.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';

import { adviseCommand } from './advise.ts';

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
  await adviseCommand([catalogue, '--agent', 'none', '--level', '0.8', '--csv', list]);
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
  for (const { action, recommendedPrice, currentPrice } of products)
    if (action !== 'change') expect(recommendedPrice).toBe(currentPrice);
  expect(products.every(({ candidates }) => !candidates.some(({ name }) => name === 'agent'))).toBe(true);
  const sum = changes.reduce((gain, { gainPerDay }) => gain + gainPerDay.value, 0);
  expect(total.gainPerDay.value).toBeCloseTo(sum, 6);
  expect(total.gainPerDay.value).toBeGreaterThan(0);
  const lines = readFileSync(list, 'utf8').trimEnd().split('\r\n');
  expect(lines).toHaveLength(61);
  expect(lines[0]).toMatch(/^product_id,product_name,/);
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
