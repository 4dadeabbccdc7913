// Commands that print what the page works out, held to the core's own answers.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { pointFor, type FrontierPoint } from '../../core/decisions/frontier.ts';
import { parseGuardrails } from '../../core/decisions/guardrails/guardrails-schema.ts';
import { readRunLog } from '../../core/export/run/run-log.ts';
import { holdOutProducts } from '../../core/market/hold-out.ts';
import { namedMarket } from '../../core/market/typed-in.ts';
import { rewardAuditSteps } from '../../core/market/reward-audit.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import { runToEnd } from '../../core/run-to-end.ts';
import { readDataset } from '../read-dataset.ts';
import { adviseCommand } from './advise-command.ts';
import { auditCommand } from './audit-command.ts';
import { frontierCommand } from './frontier-command.ts';
import { holdOutCommand } from './hold-out-command.ts';
import { policyMapCommand } from './policy-map-command.ts';
import { projectReadCommand } from './project-read-command.ts';
import { projectWriteCommand } from './project-write-command.ts';
import { relationsCommand } from './relations-command.ts';
import { trainCommand } from './train-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'evidence-test-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const sales = 'public/demo/marketplace-product.csv';

async function lines(command: (args: readonly string[]) => Promise<void>, ...args: string[]) {
  const all: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void all.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await command(args);
  return all;
}
const one = async (command: (args: readonly string[]) => Promise<void>, ...args: string[]) =>
  JSON.parse((await lines(command, ...args)).join('\n')) as Record<string, unknown>;

const head = 'Report Date,Product ID,Product Name,Category,Product Price,Units,Cost';

/** Two packs of one drink, the larger one dearer a litre. */
function drinks(): string {
  const rows: string[] = [];
  for (let day = 0; day < 80; day++) {
    const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
    const small = [1, 1.1, 0.9][Math.floor(day / 10) % 3]!;
    const large = [2.4, 2.6, 2.2][Math.floor(day / 8) % 3]!;
    rows.push(`${date},S,Cola 1 l,Drinks,${small.toFixed(2)},${Math.round(60 * small ** -1.8)},0.7`);
    rows.push(`${date},L,Cola 2 l,Drinks,${large.toFixed(2)},${Math.round(40 * (large / 2.4) ** -1.8)},1.7`);
  }
  return `${[head, ...rows].join('\n')}\n`;
}

test('audit: the figures of the core, and both policies day by day as a CSV', async () => {
  const printed = await one(auditCommand, '--market', 'reference', '--csv', at('audit.csv'));
  const expected = runToEnd(rewardAuditSteps(namedMarket('reference', defaultSettings)!));
  expect(printed).toEqual(JSON.parse(JSON.stringify(expected)));
  expect(expected.profitGivenUp).toBeGreaterThan(0);
  expect(readFileSync(at('audit.csv'), 'utf8').split('\r\n').length).toBeGreaterThan(5);
});

test('hold-out: a line per product as the core has it, and the market that is the default', async () => {
  const printed = (await lines(holdOutCommand, sales, '--csv', at('hold-out.csv'))).map(
    (line) => JSON.parse(line) as Record<string, unknown>,
  );
  const { histories } = await readDataset(sales);
  const [expected] = holdOutProducts(histories);
  expect(printed).toHaveLength(2);
  expect(printed[0]).toMatchObject(JSON.parse(JSON.stringify(expected)) as object);
  expect(printed[1]).toMatchObject({ market: expect.stringMatching(/^(demand|history)$/) as string });
  const [columns, row] = readFileSync(at('hold-out.csv'), 'utf8').split('\r\n');
  expect(row!.split(',')).toHaveLength(columns!.split(',').length);
});

test('relations: a ladder is found in names, held by a file of rules, and what it costs is said; advise keeps it', async () => {
  writeFileSync(at('drinks.csv'), drinks());
  const free = (await lines(relationsCommand, at('drinks.csv'))).map((line) => JSON.parse(line) as object);
  expect(free).toMatchObject([
    { entry: 'ladder', per: 'litre', packs: [{ product: 'S' }, { product: 'L' }] },
  ]);
  const held = (
    await lines(relationsCommand, at('drinks.csv'), '--ladders', '--write', at('rules.json'))
  ).map((line) => JSON.parse(line) as object);
  expect(held[1]).toMatchObject({ entry: 'relation', kind: 'sizeLadder', products: ['S', 'L'] });
  expect(parseGuardrails(JSON.parse(readFileSync(at('rules.json'), 'utf8'))).relations).toMatchObject({
    holdSizeLadders: true,
  });
  const advice = (await one(
    adviseCommand,
    ...[at('drinks.csv'), '--agent', 'none', '--guardrails', at('rules.json'), '--typed', 'S=1.05'],
  )) as {
    products: { product: string; recommendedPrice: number; candidates: { name: string; price: number }[] }[];
    impact: { figures: { profit: { change: { value: number } } } };
  };
  const priceOf = (id: string) => advice.products.find(({ product }) => product === id)!.recommendedPrice;
  expect(priceOf('L')).toBeLessThanOrEqual(2 * priceOf('S') + 1e-9);
  const names = (id: string) =>
    advice.products.find(({ product }) => product === id)!.candidates.map(({ name }) => name);
  expect(names('S')).toContain('typed');
  expect(names('L')).not.toContain('typed');
  expect(Number.isFinite(advice.impact.figures.profit.change.value)).toBe(true);
});

test('frontier: from most profit to most revenue; the first list is the one of advise', async () => {
  const printed = (await lines(frontierCommand, at('drinks.csv'), '--csv', at('frontier.csv'))).map(
    (line) => JSON.parse(line) as FrontierPoint & { readonly today?: object },
  );
  const points = printed.filter(({ today }) => today === undefined);
  expect(points).toHaveLength(21);
  const [first, last] = [points[0]!, points.at(-1)!];
  expect(first.totals.profit!).toBeGreaterThanOrEqual(last.totals.profit!);
  expect(last.totals.revenue).toBeGreaterThanOrEqual(first.totals.revenue);
  expect(pointFor(points, { total: 'revenue', atLeast: last.totals.revenue })?.weight).toBeGreaterThan(0);
  const advice = (await one(adviseCommand, at('drinks.csv'), '--agent', 'none')) as {
    products: { product: string; recommendedPrice: number }[];
  };
  expect(first.prices).toEqual(
    Object.fromEntries(advice.products.map(({ product, recommendedPrice }) => [product, recommendedPrice])),
  );
  expect(readFileSync(at('frontier.csv'), 'utf8').split('\r\n')).toHaveLength(24);
});

test('train --log, policy-map, project write and read: a run and its model go into a project and come out the same', async () => {
  const season = { p0: 20, cost: 10, elasticity: -1.5, q0: 8, noise: 0.1, I0: 30, days: 5 };
  const rules = { maxChange: 0.5, minMarkup: 1.1, wProfit: 0.4, wUnits: 0.3, wInventory: 0.3 };
  writeFileSync(at('season.json'), JSON.stringify({ ...season, ...rules }));
  await lines(
    trainCommand,
    ...['--market', at('season.json'), '--agent', 'pathwise', '--steps', '300', '--seed', '4'],
    ...['--out', at('model.zip'), '--log', at('run.jsonl'), '--tensorboard', at('curves')],
  );
  const map = (await one(policyMapCommand, at('model.zip'), '--optimum', '--csv', at('map.csv'))) as {
    x: number[];
    y: number[];
    prices: number[];
    optimum: number[];
  };
  expect(map.prices).toHaveLength(map.x.length * map.y.length);
  expect(map.optimum).toHaveLength(map.prices.length);
  expect(map.prices.every((price) => price > 0)).toBe(true);
  const alone = (await one(policyMapCommand, at('season.json'))) as typeof map;
  expect(alone.optimum).toEqual(map.optimum);
  expect(readFileSync(at('map.csv'), 'utf8').split('\r\n')).toHaveLength(map.prices.length + 2);

  const written = await one(
    projectWriteCommand,
    ...[at('drinks.csv'), '--out', at('shop.pricinglab'), '--model', at('model.zip')],
    ...['--run', at('run.jsonl'), '--guardrails', at('rules.json')],
  );
  expect(written).toMatchObject({ models: 1, log: { entries: 1 } });
  const read = await one(projectReadCommand, at('shop.pricinglab'), '--out', at('unpacked'));
  expect(read).toMatchObject({
    sales: { name: 'drinks.csv' },
    models: [{ name: 'model', inUse: true }],
    settings: { seed: 4, agent: 'pathwise' },
    guardrails: { relations: { holdSizeLadders: true } },
    decisions: [],
  });
  for (const [from, to] of [
    ['drinks.csv', 'drinks.csv'],
    ['model.zip', 'model-1.zip'],
  ])
    expect(readFileSync(join(at('unpacked'), to!)).equals(readFileSync(at(from!)))).toBe(true);
  const runAt = (path: string) => readRunLog(readFileSync(path, 'utf8'));
  const run = runAt(join(at('unpacked'), 'run.jsonl'));
  expect(run).toEqual(runAt(at('run.jsonl')));
  expect(run).toMatchObject({ steps: 320, settings: { seed: 4, agent: 'pathwise' } });
  expect(run.episodes.length).toBeGreaterThan(0);
  expect(run.evaluations.some(({ isBest }) => isBest)).toBe(true);
});

test('policy-map, audit, frontier, project: what cannot be is one sentence', async () => {
  const refused = (command: (args: readonly string[]) => Promise<void>, ...args: string[]) =>
    expect(command(args)).rejects;
  await refused(policyMapCommand, 'reference', '--product', 'none').toThrow('there is no product "none"');
  await refused(auditCommand, '--market', 'nowhere.csv').toThrow('There is no file "nowhere.csv".');
  await refused(frontierCommand, sales, '--margin', '20', '--costs', 'c.json').toThrow('give one of them');
  writeFileSync(at('costs.json'), '{"all": {"kind": "margin", "percent": 120}}');
  await refused(frontierCommand, sales, '--costs', at('costs.json')).toThrow(
    /^costs\.json: expected assumed costs.*from 0 to 99 %, got 120/,
  );
  await refused(projectReadCommand, sales).toThrow(
    /^marketplace-product\.csv: The project cannot be opened: /,
  );
  await refused(adviseCommand, sales, '--agent', 'none', '--typed', 'x').toThrow(
    '--typed is like PRODUCT=4.20',
  );
});
