// What `compare` says of two models and two runs, held against the core's own episodes and the page's facts.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { marketOfCard } from '../../core/decisions/setup-from-card.ts';
import { readModelBundle } from '../../core/export/model/model-bundle.ts';
import { eventFile } from '../../core/export/run/event-file.ts';
import { readRunLog } from '../../core/export/run/run-log.ts';
import { wallTimeOf } from '../../core/export/run/run-record.ts';
import { createMarket } from '../../core/market/create-market.ts';
import { episodeOutcomes } from '../../core/market/episode-returns.ts';
import { comparedFacts } from '../../core/model/compare-cards.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import { pairedBootstrap } from '../../core/statistics/paired-bootstrap.ts';
import { runToEnd } from '../../core/run-to-end.ts';
import { compareCommand } from './compare-command.ts';
import { exportCommand } from './export-command.ts';
import { trainCommand } from './train-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'compare-test-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const season = { p0: 20, cost: 10, elasticity: -1.5, q0: 8, noise: 0.1, I0: 30, days: 5 };
const rules = { maxChange: 0.5, minMarkup: 1.1, wProfit: 0.4, wUnits: 0.3, wInventory: 0.3 };

async function printed(command: (args: readonly string[]) => Promise<void>, ...args: string[]) {
  const all: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void all.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await command(args);
  return all.join('\n');
}
const compared = async (...args: string[]) =>
  JSON.parse(await printed(compareCommand, ...args)) as Record<string, unknown>;

beforeAll(async () => {
  writeFileSync(at('season.json'), JSON.stringify({ ...season, ...rules }));
  writeFileSync(at('other.json'), JSON.stringify({ ...season, ...rules, cost: 9 }));
  writeFileSync(at('small.json'), '{"hiddenUnits": 16}');
  const kept = (name: string) => ['--out', at(`${name}.zip`), '--log', at(`${name}.jsonl`)];
  for (const [name, market, steps] of [
    ['short', 'season', '300'],
    ['long', 'season', '900'],
    ['other', 'other', '300'],
  ] as const)
    await printed(
      trainCommand,
      ...['--market', at(`${market}.json`), '--agent', 'sac', '--steps', steps, '--seed', '1'],
      ...['--settings', at('small.json'), ...kept(name)],
    );
}, 120_000);

test('compare: two models play the same episodes, and the interval is that of their differences', async () => {
  const found = await compared(
    at('short.zip'),
    '--with',
    at('long.zip'),
    '--episodes',
    '64',
    '--csv',
    at('f.csv'),
  );
  const bundles = ['short.zip', 'long.zip'].map((name) => readModelBundle(readFileSync(at(name))));
  const [a, b] = bundles.map(({ card, weights }) => {
    const policy = createPolicy(card.architecture, weights);
    const market = createMarket(marketOfCard(card, []), 64, 1, 'evaluation');
    return runToEnd(episodeOutcomes(market, ({ observations, count }) => policy.act(observations, count)));
  });
  expect(found['profit']).toMatchObject({ difference: pairedBootstrap([...a!.profits], [...b!.profits]) });
  expect(found['reward']).toMatchObject({ difference: pairedBootstrap([...a!.returns], [...b!.returns]) });
  const { difference } = found['profit'] as { difference: { low: number; high: number } };
  const better = difference.low > 0 ? 'first' : difference.high < 0 ? 'second' : 'unclear';
  expect(found).toMatchObject({ sameMarket: true, episodes: 64, by: 'profit', better });
  expect(found['facts']).toEqual(comparedFacts(bundles.map(({ card }) => card)));
  expect(readFileSync(at('f.csv'), 'utf8')).toContain('Training steps,300,900\r\n');
  const turned = await compared(at('long.zip'), '--with', at('short.zip'), '--episodes', '64');
  const other = { first: 'second', second: 'first', unclear: 'unclear' }[better];
  expect(turned['better']).toBe(other);
});

test('compare: a model beside itself is not told apart', async () => {
  const found = await compared(at('long.zip'), '--with', at('long.zip'), '--episodes', '16');
  expect(found).toMatchObject({ better: 'unclear', profit: { difference: { mean: 0, low: 0, high: 0 } } });
});

test('compare: models of different markets have facts and no verdict', async () => {
  const found = await compared(at('long.zip'), '--with', at('other.zip'));
  expect(found).toMatchObject({ sameMarket: false, better: null });
  expect(found['sentence']).toMatch(/^They were trained in different markets or on different data/);
});

test('compare: runs by what they recorded, paired where both were judged on the same episodes', async () => {
  const found = await compared(at('short.jsonl'), '--with', at('long.jsonl'));
  expect(found).toMatchObject({ kind: 'runs', sameMarket: true });
  expect(found['facts']).toContainEqual({ label: 'Training steps', values: ['300', '900'], differs: true });
  const apart = await compared(at('short.jsonl'), '--with', at('other.jsonl'));
  expect(apart).toMatchObject({ sameMarket: false, better: null });
});

test('compare: a model beside a run is refused in a sentence', async () => {
  await expect(compared(at('long.zip'), '--with', at('long.jsonl'))).rejects.toThrow(
    'compare: expected two models or two runs, got long.zip and long.jsonl',
  );
});

test("export: a run's curves for TensorBoard are those that train writes itself; forms of models are refused", async () => {
  const { written } = JSON.parse(await printed(exportCommand, at('short.jsonl'), '--out', at('board'))) as {
    written: { file: string; form: string }[];
  };
  const run = readRunLog(readFileSync(at('short.jsonl'), 'utf8'));
  expect(written.map(({ form }) => form)).toEqual(['tensorboard']);
  expect([...readFileSync(written[0]!.file)]).toEqual([...eventFile(run, wallTimeOf(run))]);
  await expect(printed(exportCommand, at('short.jsonl'), '--form', 'onnx', '--out', at('x'))).rejects.toThrow(
    'export: --form onnx is for a model; of a run there is tensorboard',
  );
  await expect(
    printed(exportCommand, at('short.zip'), '--form', 'tensorboard', '--out', at('x')),
  ).rejects.toThrow(/^export: --form tensorboard is for a run/);
});
