import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { readOut } from '../../core/experiments/read-out.ts';
import { simulatedTest } from '../../core/experiments/simulated-result.ts';
import { readDataset } from '../read-dataset.ts';
import { readTestsFile } from '../tests-file.ts';
import { elasticityCommand } from './elasticity-command.ts';
import { testListCommand } from './test-list-command.ts';
import { testPlanCommand } from './test-plan-command.ts';
import { testReadCommand } from './test-read-command.ts';
import { testSimulateCommand } from './test-simulate-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'price-tests-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const sales = 'public/demo/marketplace-product.csv';

async function printed<T = Record<string, unknown>>(
  command: (args: readonly string[]) => Promise<void>,
  ...args: string[]
): Promise<T> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await command(args);
  return JSON.parse(lines.join('\n')) as T;
}

test('test plan, read, list: a plan carried out at an elasticity of -2 is read out, noted and used in the demand fit', async () => {
  const plan = await printed<{ test: string; prices: number[]; days: number; power: number }>(
    testPlanCommand,
    ...[sales, '--price-b', '22', '--fortnights', '6', '--from', '2026-11-23'],
    ...['--csv', at('plan.csv'), '--list', at('tests.json')],
  );
  expect(plan.days).toBe(84);
  const [priceA] = plan.prices as [number];
  const [head, ...rows] = readFileSync(at('plan.csv'), 'utf8').trimEnd().split('\r\n');
  const columns = head!.split(',');
  // 400 units at price A, the rest follows; a weekday's own factor cancels within its pair.
  const filled = rows.map((row, i) => {
    const cells = row.split(',');
    const price = Number(cells[columns.indexOf('price')]);
    const units = Math.round(400 * (1 + 0.05 * (i % 7)) * (price / priceA) ** -2);
    cells[columns.indexOf('units')] = String(units);
    cells[columns.indexOf('sales')] = (units * price).toFixed(2);
    return cells.join(',');
  });
  writeFileSync(at('result.csv'), `${[head!, ...filled].join('\r\n')}\r\n`);

  const read = await printed<{
    test: string;
    effects: { measure: string; effect: number }[];
    daily: { state: string };
    evidence: { elasticity: number };
  }>(testReadCommand, at('result.csv'), '--list', at('tests.json'), '--use', '--csv', at('effects.csv'));
  expect(read.test).toBe(plan.test);
  expect(read.daily.state).toBe('told');
  expect(read.evidence.elasticity).toBeCloseTo(-2, 1);
  expect(readFileSync(at('effects.csv'), 'utf8')).toMatch(/B against A,(profit|revenue|units),/);

  const listed = await printed(testListCommand, at('tests.json'), '--day', '2026-12-01');
  expect(listed).toMatchObject({ test: plan.test, stage: 'told', outcome: { isUsed: true, state: 'told' } });
  type Fits = { products: { elasticity: number; withTests?: { value: number }; tested?: unknown[] }[] };
  const before = (await printed<Fits>(elasticityCommand, sales)).products[0]!;
  const after = (await printed<Fits>(elasticityCommand, sales, '--tests', at('tests.json'))).products[0]!;
  expect(before.tested).toBeUndefined();
  expect(after.tested).toHaveLength(1);
  // Between what the file says and what the test says.
  expect(after.withTests!.value).toBeLessThan(before.elasticity);
  expect(after.withTests!.value).toBeGreaterThan(-2.1);

  await printed(testListCommand, at('tests.json'), '--table', '--day', '2026-12-01').catch(() => undefined);
  vi.restoreAllMocks();
  await testListCommand([at('tests.json'), '--forget', plan.test]);
  expect(JSON.parse(readFileSync(at('tests.json'), 'utf8'))).toEqual({ tests: [] });
});

test('test plan, read: what cannot be is one sentence', async () => {
  const refused = (command: (args: readonly string[]) => Promise<void>, ...args: string[]) =>
    expect(command(args)).rejects;
  await refused(testPlanCommand, 'public/demo/catalogue.csv').toThrow(
    /catalogue\.csv has 60 products; say with --product which/,
  );
  await refused(testPlanCommand, 'public/demo/catalogue.csv', '--product', 'NONE').toThrow(
    'has no product "NONE"',
  );
  await refused(testPlanCommand, sales, '--from', 'soon').toThrow('The first day must be a date.');
  await refused(testReadCommand, sales, '--use').toThrow('name it with --list TESTS.json');
  writeFileSync(at('none.json'), '{"tests": []}');
  await refused(testReadCommand, sales, '--list', at('none.json')).toThrow('the list has no test');
  await refused(testListCommand, sales).toThrow('expected price tests as "test plan --list" writes them');
});

test('test simulate: the read-out of the page for the same plan, which test read makes of its file again; nothing is noted', async () => {
  const list = at('simulated.json');
  await printed(testPlanCommand, sales, '--fortnights', '8', '--from', '2026-11-23', '--list', list);
  const kept = readFileSync(list, 'utf8');
  const { design, unitCost, id } = (await readTestsFile(list, 'test'))[0]!;
  const { histories } = await readDataset(sales, {}, []);
  const page = readOut(
    simulatedTest(design, histories[0]!, summarizeDemand(histories)[0]!),
    unitCost,
    undefined,
    id,
  );
  type Read = { effects: unknown; sentence: string; daily: { sentence: string }; isSimulated?: boolean };
  const simulated = await printed<Read>(
    testSimulateCommand,
    ...[sales, '--list', list, '--result', at('simulated.csv'), '--csv', at('simulated-effects.csv')],
  );
  expect(simulated.isSimulated).toBe(true);
  expect(simulated.effects).toEqual(JSON.parse(JSON.stringify(page.effects)));
  expect(simulated.sentence).toBe(page.sentence);
  const read = await printed<Read>(testReadCommand, at('simulated.csv'), '--list', list);
  expect(read.effects).toEqual(simulated.effects);
  expect(read.daily).toEqual(simulated.daily);
  writeFileSync(list, kept);
  await printed(testSimulateCommand, sales, '--list', list);
  expect(readFileSync(list, 'utf8')).toBe(kept);
  await expect(testSimulateCommand(['public/demo/catalogue.csv', '--list', list])).rejects.toThrow(
    'catalogue.csv has no product "marketplace-product", which the test is about',
  );
});
