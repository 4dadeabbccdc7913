// The game in figures: the scoreboard, and the person's own days.

import type { PlayView } from '../../../store/features/play-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { periodOfStep } from '../../../core/market/kinds.ts';
import { formatMoney, upperFirst } from '../../../core/text/format.ts';
import tableClasses from '../../ui/plain-table.module.css';
import classes from './play-panel.module.css';
import { formatReward, formatUnits, playerLooks, standings, tallyAgainst } from './play-words.ts';

type Table = Extract<PlayView, { readonly status: 'playing' }>;

/** Where everybody stands, and how often the person won. */
export function Scoreboard({ table, ahead }: { readonly table: Table; readonly ahead: boolean }) {
  const all = standings(table);
  const { days, moment, game } = table;
  const hasStock = moment ? moment.stock !== null : days.some(({ stock }) => stock !== null);
  const hasProfit = all.some(({ total }) => total.profit !== null);
  const played = useLab((state) => state.playedEpisodes);
  const playedTable = useLab((state) => state.playedTable);
  const tallies = game.players.map(({ name }) => ({
    name,
    ...tallyAgainst(played, playedTable, game.step, name),
  }));
  const hasTally = tallies.some(({ episodes }) => episodes > 0);
  const won = (name: string, by: 'byReward' | 'byProfit') => {
    const tally = tallies.find((each) => each.name === name);
    return tally && tally[by] !== null ? `${tally[by]} of ${tally.episodes}` : '–';
  };
  const next = (name: string) =>
    game.players.find((player) => player.name === name)?.days[days.length]?.price;
  return (
    <div className={classes.scores} tabIndex={0} role="region" aria-label="Scores">
      <table className={tableClasses.table} aria-label="Scoreboard">
        <thead>
          <tr>
            <th scope="col">Player</th>
            <th scope="col" className={tableClasses.number}>
              Return so far
            </th>
            {hasProfit ? (
              <th scope="col" className={tableClasses.number}>
                Profit so far
              </th>
            ) : null}
            <th scope="col" className={tableClasses.number}>
              Last price
            </th>
            {hasStock ? (
              <th scope="col" className={tableClasses.number}>
                Stock left
              </th>
            ) : null}
            {ahead && moment ? (
              <th scope="col" className={tableClasses.number}>
                Will charge
              </th>
            ) : null}
            {hasTally ? (
              <>
                <th scope="col" className={tableClasses.number}>
                  Won by reward
                </th>
                <th scope="col" className={tableClasses.number}>
                  by profit
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {all.map(({ name, total, price, stock }) => (
            <tr key={name}>
              <th scope="row" style={{ whiteSpace: 'nowrap' }}>
                <span aria-hidden className={classes.swatch} style={{ color: playerLooks[name].color }} />
                {playerLooks[name].label}
              </th>
              <td className={tableClasses.number}>{formatReward(total.reward)}</td>
              {hasProfit ? (
                <td className={tableClasses.number}>
                  {total.profit === null ? '–' : formatMoney(total.profit)}
                </td>
              ) : null}
              <td className={tableClasses.number}>{price === null ? '–' : formatMoney(price)}</td>
              {hasStock ? (
                <td className={tableClasses.number}>{stock === null ? '–' : formatUnits(stock)}</td>
              ) : null}
              {ahead && moment ? (
                <td className={tableClasses.number}>
                  {name === 'you' ? '?' : formatMoney(next(name) ?? Number.NaN)}
                </td>
              ) : null}
              {hasTally ? (
                <>
                  <td className={tableClasses.number}>{won(name, 'byReward')}</td>
                  <td className={tableClasses.number}>{won(name, 'byProfit')}</td>
                </>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {hasTally ? (
        <p className={classes.quiet}>
          Episodes you won against each, of those played here
          {game.step === null ? '' : ' with the agent as it is now'}; one played again counts once.
        </p>
      ) : null}
    </div>
  );
}

/** The person's days, the newest first, each beside what the agent (or the first of the others) charged. */
export function Days({ table }: { readonly table: Table }) {
  const { days, game } = table;
  if (days.length === 0) return null;
  const period = periodOfStep(game.setup);
  const [beside] = game.players;
  const label = beside ? playerLooks[beside.name].label : '';
  const number = tableClasses.number;
  const hasStock = days.some(({ stock }) => stock !== null);
  const hasProfit = days.some(({ profit }) => profit !== null);
  return (
    <div
      className={classes.days}
      tabIndex={0}
      role="region"
      aria-label={`${upperFirst(period)} by ${period}`}
    >
      <table className={tableClasses.table} aria-label={`Your ${period}s`}>
        <thead>
          <tr>
            {[
              upperFirst(period),
              'Your price',
              'Units',
              ...(hasProfit ? ['Profit'] : []),
              'Reward',
              ...(hasStock ? ['Stock left'] : []),
              `${label}: price`,
              `${label}: reward`,
            ].map((heading) => (
              <th key={heading} scope="col" className={number}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => {
            const theirs = beside?.days[day.day - 1];
            return (
              <tr key={day.day}>
                <th scope="row" className={number}>
                  {day.day}
                </th>
                <td className={number}>{formatMoney(day.price)}</td>
                <td className={number}>{formatUnits(day.units)}</td>
                {hasProfit ? <td className={number}>{formatMoney(day.profit ?? Number.NaN)}</td> : null}
                <td className={number}>{formatReward(day.reward)}</td>
                {hasStock ? <td className={number}>{formatUnits(day.stock ?? Number.NaN)}</td> : null}
                <td className={number}>{theirs ? formatMoney(theirs.price) : 'ended'}</td>
                <td className={number}>{theirs ? formatReward(theirs.reward) : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
