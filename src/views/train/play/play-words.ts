// The game against the agent in words and figures: who plays, where everybody stands, who won. Pure.

import {
  totalOf,
  type GameDay,
  type GameMoment,
  type GamePlayerName,
  type GameTotal,
} from '../../../core/market/game-facts.ts';
import { periodOfStep } from '../../../core/market/kinds.ts';
import type { Period } from '../../../core/table/period-word.ts';
import { formatCount, formatCountOf, formatMoney, upperFirst } from '../../../core/text/format.ts';
import { type PlayView, type PlayedEpisode, episodesOf } from '../../../store/features/play-feature.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import type { ChartData } from '../../../core/export/charts/chart-data.ts';

export type PlayerName = GamePlayerName | 'you';

type Playing = Extract<PlayView, { readonly status: 'playing' }>;
type Table = Pick<Playing, 'game' | 'days' | 'moment'>;

export const playerLooks: Readonly<
  Record<
    PlayerName,
    { readonly label: string; readonly inWords: string; readonly color: string; readonly dash?: string }
  >
> = {
  you: { label: 'You', inWords: 'you', color: chartColors.blue },
  agent: { label: 'Agent', inWords: 'the agent', color: chartColors.vermillion },
  keepPrice: { label: 'Today’s price', inWords: 'keeping the price', color: chartColors.grey, dash: '2 3' },
  bestFixedPrice: {
    // Not "best": a history market that predicts no better than a mean may not say so.
    label: 'Top single price',
    inWords: 'the top single price',
    color: chartColors.purple,
    dash: '6 4',
  },
  optimum: { label: 'Optimum', inWords: 'the optimum', color: chartColors.green, dash: '8 3 2 3' },
};

/** Days of the others that may be seen: as many as were played, one more with `ahead`, all at the end. */
function shownDays({ days, moment }: Table, ahead: boolean): number {
  return moment === null ? Infinity : days.length + (ahead ? 1 : 0);
}

export interface Standing {
  readonly name: PlayerName;
  /** The last price charged on the days played; null before the first. */
  readonly price: number | null;
  readonly total: GameTotal;
  /** Units left; null in a market without stock or before the first day. */
  readonly stock: number | null;
}

/** Everybody on the days the person has played; at the end on all days. */
export function standings(table: Table): readonly Standing[] {
  const count = shownDays(table, false);
  const standing = (name: Standing['name'], days: readonly GameDay[]): Standing => {
    const last = days.slice(0, count).at(-1);
    return {
      name,
      price: last?.price ?? null,
      total: totalOf(days, count),
      stock: last?.stock ?? null,
    };
  };
  return [standing('you', table.days), ...table.game.players.map(({ name, days }) => standing(name, days))];
}

/** Who earned more over the whole episode. */
export function outcomeWords(table: Table): string {
  const all = standings(table);
  const you = all[0]!.total;
  const agent = all.find(({ name }) => name === 'agent') ?? all.find(({ name }) => name === 'bestFixedPrice');
  const best = all.reduce((a, b) => (b.total.reward > a.total.reward ? b : a));
  const rest =
    best.name === 'you'
      ? 'nobody earned more'
      : `${playerLooks[best.name].inWords} earned most, ${formatReward(best.total.reward)}`;
  if (!agent) return `You earned ${formatReward(you.reward)} of reward; ${rest}.`;
  const verb =
    Math.abs(you.reward - agent.total.reward) < 0.0005
      ? 'as much as'
      : you.reward > agent.total.reward
        ? 'more than'
        : 'less than';
  const theirs = `${formatReward(agent.total.reward)}${agent === best ? ', the most' : ''}`;
  const end = agent === best ? '' : `; ${rest}`;
  return `You earned ${formatReward(you.reward)} of reward, ${verb} ${playerLooks[agent.name].inWords} (${theirs})${end}.`;
}

/** What the last day brought, or the last week. */
export function dayWords(day: GameDay, period: Period): string {
  const profit = day.profit === null ? '' : `, ${formatMoney(day.profit)} profit`;
  const stock = day.stock === null ? '' : `; ${formatUnits(day.stock)} units left`;
  return `${upperFirst(period)} ${day.day}: ${formatUnits(day.units)} units at ${formatMoney(day.price)}${profit}, reward ${formatReward(day.reward)}${stock}.`;
}

/** `today`, `this week`. */
export function thisWords(period: Period): string {
  return period === 'day' ? 'today' : `this ${period}`;
}

/** Why a typed price cannot be charged, or null where it can. */
export function priceProblem(moment: GameMoment, typed: number | string, period: Period): string | null {
  const { lowest, highest } = moment;
  const dust = 1e-9;
  if (typeof typed === 'number' && typed >= lowest - dust && typed <= highest + dust) return null;
  const got = typed === '' ? 'nothing' : String(typed);
  return `Expected a price from ${formatMoney(lowest)} to ${formatMoney(highest)} ${thisWords(period)}, got ${got}.`;
}

/** Against one of the others over all episodes with the same policy at a table, each counted once. */
export interface Tally {
  readonly episodes: number;
  /** Episodes in which the person earned more. */
  readonly byReward: number;
  /** null where no cost is known. */
  readonly byProfit: number | null;
}

/** `step`: market steps behind the policy, or null where there is none. */
export function tallyAgainst(
  played: readonly PlayedEpisode[],
  table: string,
  step: number | null,
  name: GamePlayerName,
): Tally {
  const pairs = episodesOf(played, table, step).flatMap(({ you, others }) => {
    const theirs = others.find((other) => other.name === name);
    return theirs ? [{ you, theirs: theirs.total }] : [];
  });
  const dust = 1e-9;
  const known = pairs.flatMap(({ you, theirs }) =>
    you.profit === null || theirs.profit === null ? [] : [you.profit - theirs.profit],
  );
  return {
    episodes: pairs.length,
    byReward: pairs.filter(({ you, theirs }) => you.reward - theirs.reward > dust).length,
    byProfit: pairs.length > 0 && known.length === 0 ? null : known.filter((ahead) => ahead > dust).length,
  };
}

/** Units as people count them: whole from 100 on, else with one decimal. */
export function formatUnits(value: number): string {
  if (!Number.isFinite(value)) return formatCount(value);
  return Math.abs(value) >= 100 ? formatCount(value) : value.toFixed(1).replace(/^-0\.0$/, '0.0');
}

/** A dimensionless reward with three decimals. */
export function formatReward(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3).replace(/^-0\.000$/, '0.000') : '–';
}

export interface GameRow {
  readonly day: number;
  /** By player: price and reward so far; null where not to be seen, or ended. */
  readonly prices: Readonly<Partial<Record<PlayerName, number>>>;
  readonly rewards: Readonly<Partial<Record<PlayerName, number>>>;
}

/** A row a day, up to the last one anybody is seen on; rewards add up from day 1. */
export function gameRows(table: Table, ahead: boolean): readonly GameRow[] {
  const seen = shownDays(table, ahead);
  const players = [
    { name: 'you' as const, days: table.days },
    ...table.game.players.map(({ name, days }) => ({ name, days: days.slice(0, seen) })),
  ];
  const played = Math.max(0, ...players.map(({ days }) => days.length));
  const sums: Partial<Record<PlayerName, number>> = {};
  return Array.from({ length: played }, (_, i) => {
    const prices: Partial<Record<PlayerName, number>> = {};
    for (const { name, days } of players) {
      const day = days[i];
      if (!day) continue;
      prices[name] = day.price;
      // A price seen ahead has not earned yet.
      if (i < table.days.length || table.moment === null) sums[name] = (sums[name] ?? 0) + day.reward;
    }
    return { day: i + 1, prices, rewards: i < table.days.length || table.moment === null ? { ...sums } : {} };
  });
}

export function gameTable(table: Table, ahead: boolean): ChartData {
  const names = ['you' as const, ...table.game.players.map(({ name }) => name)];
  return {
    columns: [
      `${periodOfStep(table.game.setup)} of the episode`,
      ...names.flatMap((name) => [
        `${playerLooks[name].label}: price (currency)`,
        `${playerLooks[name].label}: reward so far`,
      ]),
    ],
    rows: gameRows(table, ahead).map((row) => [
      row.day,
      ...names.flatMap((name) => [row.prices[name] ?? null, row.rewards[name] ?? null]),
    ]),
  };
}

/** What stands under the chart. */
export function gameSentence(table: Table): string {
  const { days, game, moment } = table;
  const period = periodOfStep(game.setup);
  if (days.length === 0) return `Prices and rewards appear ${period} by ${period} as you charge yours.`;
  const all = standings(table);
  const listed = all
    .map(({ name, total }) => `${playerLooks[name].label.toLowerCase()} ${formatReward(total.reward)}`)
    .join(', ');
  const until = moment === null ? 'At the end' : `After ${formatCountOf(days.length, period)}`;
  return `${until} of episode ${game.seed}, reward so far: ${listed}.`;
}
