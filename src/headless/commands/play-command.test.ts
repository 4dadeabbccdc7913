// What `play` prints beside the core's own episodes, which the page plays too.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { totalOf, type GameDay } from '../../core/market/game-facts.ts';
import { GameEpisode } from '../../core/market/game.ts';
import { keepPriceActor } from '../../core/market/keep-price.ts';
import { marketOfOne } from '../../core/market/market-of-one.ts';
import { marketOfFile } from '../../core/market/typed-in.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import { playCommand } from './play-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'play-test-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const season = { p0: 20, cost: 10, elasticity: -1.5, q0: 8, noise: 0.1, I0: 30, days: 5 };
const rules = { maxChange: 0.5, minMarkup: 1.1, wProfit: 0.4, wUnits: 0.3, wInventory: 0.3 };
const text = JSON.stringify({ ...season, ...rules });
const one = marketOfOne(marketOfFile(text, 'season.json', settingsFrom({})), 0);

type Line = Record<string, unknown>;
async function lines(...args: string[]): Promise<Line[]> {
  const all: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void all.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await playCommand(args);
  return all.map((line) => JSON.parse(line) as Line);
}

writeFileSync(at('season.json'), text);

test('play: everybody has the same episode as in the page, day by day, and prices of a person are charged as there', async () => {
  const printed = await lines(at('season.json'), '--prices', '22,18', '--seed', '3', '--csv', at('days.csv'));
  const daysOf = (player: string) =>
    printed
      .filter((line) => line['entry'] === 'day' && line['player'] === player)
      .map(({ day, price, units, profit, reward, stock }) => ({ day, price, units, profit, reward, stock }));
  const episode = new GameEpisode(one, 3, 'sampled');
  for (const price of [22, 18, 18, 18, 18]) if (episode.moment()) episode.charge(price);
  expect(daysOf('you')).toEqual(episode.days);
  expect(daysOf('you')[0]!.price).toBeCloseTo(22, 5);
  const kept = new GameEpisode(one, 3, 'sampled').playOut(keepPriceActor(one));
  expect(daysOf('keepPrice')).toEqual(kept);
  const whole = printed.find((line) => line['entry'] === 'episode' && line['player'] === 'keepPrice');
  expect(whole).toEqual({ entry: 'episode', seed: 3, player: 'keepPrice', ...totalOf(kept) });
  const ranked = printed.filter((line) => line['entry'] === 'player');
  expect(ranked.map(({ player }) => player).sort()).toEqual([
    'bestFixedPrice',
    'keepPrice',
    'optimum',
    'you',
  ]);
  const rewards = ranked.map(({ reward }) => reward as number);
  expect(rewards).toEqual([...rewards].sort((a, b) => b - a));
  const rows = readFileSync(at('days.csv'), 'utf8').trim().split('\r\n');
  expect(rows).toHaveLength(1 + printed.filter((line) => line['entry'] === 'day').length);
  const first: GameDay = episode.days[0]!;
  expect(rows[1]).toBe(
    [3, 'you', 1, first.price, first.units, first.profit, first.reward, first.stock].join(','),
  );
});

test('play: several episodes have other seeds, and each counts in the mean', async () => {
  const printed = await lines(at('season.json'), '--episodes', '3');
  const kept = printed.filter((line) => line['entry'] === 'episode' && line['player'] === 'keepPrice');
  expect(kept.map(({ seed }) => seed)).toEqual([1, 2, 3]);
  const mean = kept.reduce((sum, { reward }) => sum + (reward as number), 0) / 3;
  const line = printed.find((each) => each['entry'] === 'player' && each['player'] === 'keepPrice');
  expect(line).toMatchObject({ episodes: 3 });
  expect(line!['reward']).toBeCloseTo(mean, 12);
});

test('play: what cannot be is refused in a sentence', async () => {
  await expect(lines(at('season.json'), '--prices', '20,x')).rejects.toThrow(
    'play: --prices takes a price above 0 for each day, separated by commas, got "x"',
  );
  await expect(lines(at('season.json'), '--days', 'expected')).rejects.toThrow(
    /^play: --days is for markets that replay past days; /,
  );
  await expect(lines('reference', '--product', 'tea')).rejects.toThrow(/^play: there is no product "tea"; /);
});
