// `lab play MODEL|MARKET`: episodes of a market day by day, as every policy there is plays them; with prices of one's own a
// person plays along, as in the page's Play.

import type { Actor } from '../../core/market/episode-returns.ts';
import { totalOf, type GameAnswer, type GameDay, type GameTotal } from '../../core/market/game-facts.ts';
import { GameEpisode } from '../../core/market/game.ts';
import { gamePlayers, playedGame } from '../../core/market/game-players.ts';
import { kindOf, titleOf } from '../../core/market/kinds.ts';
import { marketOfOne } from '../../core/market/market-of-one.ts';
import { modelOf } from '../../core/market/market-models.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { topFixedPriceSteps } from '../../core/market/top-fixed-price.ts';
import { mean } from '../../core/statistics/summary.ts';
import { readLine, type OptionValues } from '../command.ts';
import { runToEnd } from '../../core/run-to-end.ts';
import { playLine } from '../lines/training-lines.ts';
import { textTable } from '../text-table.ts';
import { askedPolicy, placeOfProduct } from '../training/asked-policy.ts';
import { writeCsv } from '../write-csv.ts';

interface Played {
  readonly seed: number;
  readonly player: GameAnswer['players'][number]['name'] | 'you';
  readonly days: readonly GameDay[];
  readonly total: GameTotal;
}

/**
 * Prints a JSON line per day, episode after episode and player after player, one per player and episode with what it came to,
 * and one per player over all episodes.
 *
 * @throws Error in one sentence for a bad option, file or price.
 */
export async function playCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(playLine, args);
  const { setup, policy, card } = await askedPolicy('play', argument, values);
  const product = placeOfProduct('play', setup, values.product);
  const one = marketOfOne(setup, product);
  const mode = modeOf(setup, values.days);
  const agent: Actor | null = policy && ((market) => policy.act(market.observations, 1));
  const playing = await gamePlayers(one, agent, 'No agent plays: name a model to add one.', {
    plan: () => Promise.resolve(runToEnd(modelOf(one).optimum!.plan(one, 0))),
    fixedPrice: () => Promise.resolve(runToEnd(topFixedPriceSteps(one))),
  });
  const prices = values.prices === undefined ? null : pricesIn(values.prices);
  const played: Played[] = [];
  for (let k = 0; k < values.episodes; k++) {
    const seed = values.seed + k;
    const game = playedGame(one, playing, { seed, mode, step: card?.training.steps ?? null });
    const own = prices && { name: 'you' as const, days: playedByHand(one, seed, mode, prices) };
    for (const { name, days } of [...(own ? [own] : []), ...game.players])
      played.push({ seed, player: name, days, total: totalOf(days) });
    if (k === 0 && !values.table) printGame(game);
  }
  if (values.csv !== undefined) await writeCsv('play', values.csv, csvRows(played));
  for (const sentence of playing.missing) process.stderr.write(`${sentence}\n`);
  if (values.table) return console.log(tallyTable(played));
  for (const { seed, player, days, total } of played) {
    for (const day of days) console.log(JSON.stringify({ entry: 'day', seed, player, ...day }));
    console.log(JSON.stringify({ entry: 'episode', seed, player, ...total }));
  }
  for (const line of tally(played)) console.log(JSON.stringify({ entry: 'player', ...line }));
}

function printGame({ productName, known, step, atEstimate, missing, mode }: GameAnswer): void {
  console.log(
    JSON.stringify({ entry: 'game', product: productName, days: mode, known, step, atEstimate, missing }),
  );
}

/** As the page has it; where a day is a day it makes no difference. @throws Error in a sentence where it was asked for. */
function modeOf(
  setup: MarketSetup,
  asked: OptionValues<typeof playLine.options>['days'],
): GameAnswer['mode'] {
  if (asked !== undefined && !kindOf(setup).dayModes)
    throw new Error(
      `play: --days is for markets that replay past days; the ${titleOf(kindOf(setup))} draws them all`,
    );
  return asked ?? 'sampled';
}

function pricesIn(text: string): readonly number[] {
  return text.split(',').map((part) => {
    const price = part.trim() === '' ? NaN : Number(part);
    if (!(price > 0 && Number.isFinite(price)))
      throw new Error(
        `play: --prices takes a price above 0 for each day, separated by commas, got "${part}"`,
      );
    return price;
  });
}

/** The last price stands for the days that are left; each goes as near as the day allows. */
function playedByHand(
  one: MarketSetup,
  seed: number,
  mode: GameAnswer['mode'],
  prices: readonly number[],
): readonly GameDay[] {
  const episode = new GameEpisode(one, seed, mode);
  for (let day = 0; episode.moment() !== null; day++)
    episode.charge(prices[Math.min(day, prices.length - 1)]!);
  return episode.days;
}

interface TallyLine {
  readonly player: Played['player'];
  readonly episodes: number;
  readonly reward: number;
  /** null where no cost is known. */
  readonly profit: number | null;
}

/** Means an episode, who was rewarded most first. */
function tally(played: readonly Played[]): readonly TallyLine[] {
  const players = [...new Set(played.map(({ player }) => player))];
  const lines = players.map((player) => {
    const totals = played.filter((each) => each.player === player).map(({ total }) => total);
    const profits = totals.flatMap(({ profit }) => (profit === null ? [] : [profit]));
    return {
      player,
      episodes: totals.length,
      reward: mean(totals.map(({ reward }) => reward)),
      profit: profits.length === totals.length ? mean(profits) : null,
    };
  });
  return lines.sort((a, b) => b.reward - a.reward);
}

function tallyTable(played: readonly Played[]): string {
  return textTable(
    ['player', 'episodes', 'reward an episode', 'profit an episode'],
    tally(played).map(({ player, episodes, reward, profit }) => [
      player,
      String(episodes),
      reward.toFixed(4),
      profit === null ? '-' : profit.toFixed(2),
    ]),
  );
}

function csvRows(played: readonly Played[]) {
  return [
    ['seed', 'player', 'day', 'price', 'units', 'profit', 'reward', 'stock'],
    ...played.flatMap(({ seed, player, days }) =>
      days.map(({ day, price, units, profit, reward, stock }) => [
        seed,
        player,
        day,
        price,
        units,
        profit,
        reward,
        stock,
      ]),
    ),
  ];
}
