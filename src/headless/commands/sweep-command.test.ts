import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { agentPrices } from '../../core/decisions/agent-prices.ts';
import { readModelBundle } from '../../core/export/model/model-bundle.ts';
import { readRunLog } from '../../core/export/run/run-log.ts';
import { seedsOf, sweptSettingOf } from '../training/sweep-training.ts';
import { catalogueCommand } from './catalogue-command.ts';
import { priceCommand } from './price-command.ts';
import { sweepCommand } from './sweep-command.ts';
import { trainCommand } from './train-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'sweep-test-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const season = { p0: 20, cost: 10, elasticity: -1.5, q0: 8, noise: 0.1, I0: 30, days: 5 };
const rules = { maxChange: 0.5, minMarkup: 1.1, wProfit: 0.4, wUnits: 0.3, wInventory: 0.3 };
writeFileSync(at('season.json'), JSON.stringify({ ...season, ...rules }));

async function printed(command: (args: readonly string[]) => Promise<void>, ...args: string[]) {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await command(args);
  return lines;
}

const patience = 300_000;

test(
  'sweep: a line per run in order, one per combination, models and a CSV; the models price a catalogue alike on any number of threads',
  { timeout: patience },
  async () => {
    const lines = await printed(
      sweepCommand,
      ...['--market', at('season.json'), '--agents', 'pathwise', '--seeds', '3,1', '--steps', '300'],
      ...['--vary', 'hiddenUnits=16,24', '--workers', '2', '--out', at('models'), '--csv', at('runs.csv')],
    );
    const read = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const runs = read.filter(({ kind }) => kind === 'run');
    expect(runs.map(({ hiddenUnits, seed }) => [hiddenUnits, seed])).toEqual([
      [16, 3],
      [24, 3],
      [16, 1],
      [24, 1],
    ]);
    expect(new Set(runs.map(({ bestReturn }) => bestReturn)).size).toBe(4);
    const rows = read.filter(({ kind }) => kind === 'combination');
    expect(rows).toHaveLength(2);
    const gapsOf = (units: unknown) =>
      runs.filter(({ hiddenUnits }) => hiddenUnits === units).map(({ gapClosed }) => gapClosed as number);
    for (const row of rows) {
      const gaps = gapsOf(row['hiddenUnits']);
      expect(row).toMatchObject({ agent: 'pathwise', runs: 2, judged: 2, rankedBy: 'profit' });
      const { median, low, high } = row['gapClosed'] as Record<string, number>;
      expect([low, high]).toEqual([Math.min(...gaps), Math.max(...gaps)]);
      expect(median).toBeCloseTo((gaps[0]! + gaps[1]!) / 2, 3);
    }
    const profits = rows.map((row) => (row['profit'] as { median: number }).median);
    expect(profits[0]).toBeGreaterThanOrEqual(profits[1]!);
    expect(readFileSync(at('runs.csv'), 'utf8').split('\r\n')).toHaveLength(6);
    const models = readdirSync(at('models')).sort();
    expect(models).toHaveLength(4);
    expect(models[0]).toBe('agent-pathwise_hiddenUnits-16_seed-1.zip');
    expect(readModelBundle(readFileSync(at(join('models', models[0]!)))).card.seed).toBe(1);

    const model = at(join('models', models[0]!));
    await printed(catalogueCommand, at('catalogue.csv'), '--products', '9000');
    const priced = async (out: string, workers: string) => {
      const [line] = await printed(
        priceCommand,
        ...[at('catalogue.csv'), '--model', model, '--out', at(out), '--workers', workers],
      );
      return JSON.parse(line!) as Record<string, unknown>;
    };
    const [one, two, columns] = [
      await priced('one.csv', '1'),
      await priced('two.csv', '2'),
      await priced('two.parquet', '2'),
    ];
    expect(one).toMatchObject({ priced: 9000, refused: 0 });
    expect({ ...two, out: 0, seconds: 0 }).toEqual({ ...one, out: 0, seconds: 0 });
    expect({ ...columns, out: 0, seconds: 0 }).toEqual({ ...one, out: 0, seconds: 0 });
    const text = readFileSync(at('one.csv'), 'utf8');
    expect(text.split('\r\n')).toHaveLength(9002);
    expect(readFileSync(at('two.csv'), 'utf8')).toBe(text);

    const { parquetReadObjects } = await import('hyparquet');
    const bytes = readFileSync(at('two.parquet'));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const objects = await parquetReadObjects({ file, rowStart: 8998, rowEnd: 9000 });
    const [header, ...rest] = text.trimEnd().split('\r\n');
    const names = header!.split(',');
    const last = rest.at(-1)!.split(',');
    for (const name of ['product_id', 'current_price', 'recommended_price', 'gain_per_day'])
      expect(String(objects.at(-1)![name])).toBe(last[names.indexOf(name)]);
  },
);

test('sweep: seeds and values as they are typed; what cannot be is a sentence', async () => {
  expect(seedsOf('1-3,7, 2')).toEqual([1, 2, 3, 7]);
  expect(sweptSettingOf('layerNorm=true,false')).toEqual({ name: 'layerNorm', values: [true, false] });
  expect(sweptSettingOf('hiddenUnits=64')).toEqual({ name: 'hiddenUnits', values: [64] });
  expect(() => seedsOf('3-1')).toThrow('sweep: --seeds is like 1-5 or 1,2,9');
  expect(() => sweptSettingOf('hiddenUnits')).toThrow(
    'sweep: --vary is like hiddenUnits=64,128, got "hiddenUnits"',
  );
  const refused = (...args: string[]) =>
    expect(sweepCommand(['--market', at('season.json'), ...args])).rejects;
  await refused('--agents', 'sac,ppo').toThrow('sweep: there is no agent "ppo"; there are sac, ddpg, td3');
  await refused('--vary', 'hidenUnits=3').toThrow(/hidenUnits/);
  await refused('--redis', 'redis://127.0.0.1:1', '--workers', '2').toThrow('--workers counts threads');
});

test(
  'sweep --zip: settings, runs, evaluations to the last digit as "train" records them, and the prices of the kept models',
  { timeout: patience },
  async () => {
    writeFileSync(at('units.json'), '{"hiddenUnits": 16}');
    const same = ['--market', at('season.json'), '--steps', '300', '--settings', at('units.json')];
    await printed(sweepCommand, ...same, '--agents', 'sac', '--seeds', '2-3', '--zip', at('sweep.zip'));
    await printed(
      trainCommand,
      ...same,
      '--agent',
      'sac',
      '--seed',
      '3',
      '--log',
      at('run.jsonl'),
      '--out',
      at('m.zip'),
    );
    const files = Object.fromEntries(
      Object.entries(unzipSync(readFileSync(at('sweep.zip')))).map(([name, bytes]) => [
        name,
        strFromU8(bytes),
      ]),
    );
    const { title, runs } = JSON.parse(files['sweep.json']!) as {
      title: string;
      runs: { settings: { seed: number } }[];
    };
    expect(title).toBe('2 seeds');
    expect(runs.map(({ settings }) => settings.seed)).toEqual([2, 3]);
    const recorded = readRunLog(readFileSync(at('run.jsonl'), 'utf8')).evaluations.map((each) =>
      [2, 3, 'sac', each.step, each.profit!.mean, each.meanReturn, each.gapClosed].join(','),
    );
    const rows = files['evaluations.csv']!.trim().split('\r\n');
    expect(rows[0]).toBe('run,seed,agent,step,profit_an_episode,evaluation_return,gap_closed');
    expect(rows.filter((row) => row.startsWith('2,'))).toEqual(recorded);
    const [suggestion] = readModelBundle(readFileSync(at('m.zip'))).suggestions;
    const [price] = agentPrices([suggestion!]);
    const priceRows = files['agent-prices.csv']!.trim().split('\r\n');
    expect(priceRows.at(-1)!.split(',').map(Number).at(-1)).toBe(price!.price);
    expect(files['runs.csv']!.trim().split('\r\n')).toHaveLength(3);
  },
);
