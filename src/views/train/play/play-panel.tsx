// The market to play by hand: one person, price by price, against the agent and the simple policies, all on the same
// episode. What the others charge on a day is shown once the person has charged.

import { Button, NumberInput, SegmentedControl, Select, Slider, Switch } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';

import type { GameMode, GameMoment } from '../../../core/market/game-facts.ts';
import { kindNamed, kindOf, periodOfStep } from '../../../core/market/kinds.ts';
import { isActive } from '../../../store/run-view.ts';
import type { LabState } from '../../../store/lab-state.ts';
import type { PlayView } from '../../../store/features/play-feature.ts';
import { labStore, useLab } from '../../../store/use-lab.ts';
import { stepPeriod } from '../../../store/step-period.ts';
import type { Period } from '../../../core/table/period-word.ts';
import {
  formatCount,
  formatDay,
  formatMoney,
  formatSignificant,
  upperFirst,
} from '../../../core/text/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PlayChart } from './play-chart.tsx';
import classes from './play-panel.module.css';
import { Days, Scoreboard } from './play-tables.tsx';
import { dayWords, outcomeWords, priceProblem, formatUnits, thisWords } from './play-words.ts';
import { written } from '../policy-map/policy-map-words.ts';
import { placeOfShown, policyProductNames } from '../policy-map/policy-products.ts';

type Table = Extract<PlayView, { readonly status: 'playing' }>;

export function PlayPanel() {
  const play = useLab((state) => state.play);
  const period = useLab((state) =>
    state.play.status === 'playing'
      ? periodOfStep(state.play.game.setup)
      : stepPeriod(state, marketName(state)),
  );
  return (
    <Panel
      title="Play the market yourself"
      caption={`Set the price ${period} by ${period}; the agent and the simple policies play the same episode with the same demand noise. Everyone plays for the reward.`}
    >
      {play.status === 'playing' ? <Game table={play} /> : <Start />}
    </Panel>
  );
}

/** The market a new episode would be played in. */
function marketName({ run, model, settings }: LabState): string {
  if (isActive(run) && run.settings) return run.settings.market;
  return model ? model.card.market : settings.market;
}

/** The products to choose from: the policy's, or without one those of the form. */
function useProductNames(): readonly string[] {
  const policyNames = useLab(policyProductNames);
  const data = useLab((state) => state.data);
  const trainFor = useLab((state) => state.trainFor);
  const fromFile = useLab(({ settings }) => kindOf(settings).isOfFile(settings));
  return useMemo(() => {
    if (policyNames.length > 0) return policyNames;
    if (data.status !== 'ready' || !fromFile || trainFor === 'shown') return [];
    return data.dataset.histories.map(({ product }) => product.name);
  }, [policyNames, data, fromFile, trainFor]);
}

function Start() {
  const play = useLab((state) => state.play);
  const { dayModes } = kindNamed(useLab(marketName));
  const period = useLab((state) => stepPeriod(state, marketName(state)));
  const hasAgent = useLab(
    (state) => state.model !== null || (isActive(state.run) && state.run.evaluations.length > 0),
  );
  const names = useProductNames();
  const actions = useLab((state) => state.actions);
  const [product, setProduct] = useState(() => placeOfShown(names, labStore.getState()));
  const [mode, setMode] = useState<GameMode>('sampled');
  const chosen = Math.min(product, Math.max(0, names.length - 1));
  const note = dayModes?.find(({ value }) => value === mode)?.note;
  return (
    <>
      {play.status === 'failed' ? (
        <Notice tone="warn" title="No episode can be played">
          {play.problem}
        </Notice>
      ) : null}
      <div className={classes.start}>
        {names.length > 1 ? (
          <Select
            label="Product to price"
            size="sm"
            searchable
            allowDeselect={false}
            limit={100}
            data={names.map((label, index) => ({ value: String(index), label }))}
            value={String(chosen)}
            onChange={(value) => setProduct(Number(value))}
            comboboxProps={{ withinPortal: false }}
            withScrollArea={false}
            styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
            // A box that scrolls takes the Tab key otherwise, and is gone by then.
            attributes={{ options: { tabIndex: -1 } }}
          />
        ) : null}
        {dayModes ? (
          <SegmentedControl
            aria-label={`A ${period} is`}
            value={mode}
            onChange={(value) => setMode(value === 'expected' ? 'expected' : 'sampled')}
            data={dayModes.map(({ value, label }) => ({ value, label }))}
          />
        ) : null}
        <Button
          loading={play.status === 'preparing'}
          onClick={() => actions.playMarket({ product: chosen, mode, seed: null })}
        >
          Play an episode
        </Button>
        <p className={classes.quiet}>
          {hasAgent
            ? 'You play against the agent as it is now.'
            : 'Without a trained agent you play against simple policies and, where it is known, the optimum.'}
          {note === undefined ? '' : ` ${note}`}
        </p>
      </div>
    </>
  );
}

function Game({ table }: { readonly table: Table }) {
  const stacked = useMediaQuery('(max-width: 639px)') ?? false;
  const [ahead, setAhead] = useState(false);
  const { game, moment, days } = table;
  const last = days.at(-1);
  return (
    <div className={classes.table}>
      <section aria-label="Your move">
        {moment ? <Moment moment={moment} table={table} /> : <Over table={table} />}
        <p className={classes.said} role="status" aria-label={`What the ${periodOfStep(game.setup)} brought`}>
          {last ? dayWords(last, periodOfStep(game.setup)) : 'Nothing charged yet.'}
        </p>
        {moment === null ? null : (
          <Switch
            size="xs"
            checked={ahead}
            onChange={(event) => setAhead(event.currentTarget.checked)}
            label="Show the other players’ prices before I set mine"
          />
        )}
        <Notes table={table} />
      </section>
      <div>
        <Scoreboard table={table} ahead={ahead} />
        <PlayChart table={table} ahead={ahead} stacked={stacked} />
        <Days table={table} key={game.seed} />
      </div>
    </div>
  );
}

function Moment({ moment, table }: { readonly moment: GameMoment; readonly table: Table }) {
  const period = periodOfStep(table.game.setup);
  const isDaily = period === 'day';
  const facts: readonly (readonly [string, string])[] = [
    [upperFirst(period), `${formatCount(moment.day)} of ${formatCount(moment.lastDay)}`],
    ...(moment.date === null ? [] : [['Date', formatDay(moment.date)] as const]),
    ...(moment.stock === null
      ? []
      : [
          [
            'Stock left',
            `${formatUnits(moment.stock)} of ${formatUnits(moment.firstStock ?? moment.stock)}`,
          ] as const,
        ]),
    [isDaily ? 'Yesterday’s price' : `Last ${period}’s price`, formatMoney(moment.price)],
    [
      isDaily ? 'Sold yesterday' : `Sold last ${period}`,
      moment.units === null ? '–' : `${formatUnits(moment.units)} units`,
    ],
    ...(moment.week === null
      ? []
      : ([
          [isDaily ? 'Week’s mean price' : `Mean price of seven ${period}s`, formatMoney(moment.week.price)],
          [isDaily ? 'Week’s mean units' : `Mean units of seven ${period}s`, formatUnits(moment.week.units)],
        ] as const)),
    ...(moment.rivalPrice === null ? [] : [['Rival’s price', formatMoney(moment.rivalPrice)] as const]),
    ...(moment.demandIndex === null
      ? []
      : [['Demand index', `${moment.demandIndex.toFixed(2)} × usual`] as const]),
    ...costFacts(table),
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <PriceForm key={moment.day} moment={moment} period={period} />
    </>
  );
}

/** What the market lets a person know beforehand. */
function costFacts({ game: { known } }: Table): readonly (readonly [string, string])[] {
  return known.map(({ label, value, quantity, error }) => [
    label,
    `${written(value, quantity)}${error === undefined ? '' : ` ± ${formatSignificant(error, 2)}`}`,
  ]);
}

function PriceForm({ moment, period }: { readonly moment: GameMoment; readonly period: Period }) {
  const actions = useLab((state) => state.actions);
  const { lowest, highest } = moment;
  const first = Math.min(highest, Math.max(lowest, Math.round(moment.price * 100) / 100));
  const [typed, setTyped] = useState<number | string>(first);
  const [tried, setTried] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The next day begins where the last price was typed; the first one leaves the focus where it is.
    if (moment.day > 1) input.current?.select();
  }, [moment.day]);
  const problem = priceProblem(moment, typed, period);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem === null) actions.chargePrice(Number(typed));
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <div className={classes.priceLine}>
        <NumberInput
          ref={input}
          label="Your price"
          description={`${formatMoney(lowest)} to ${formatMoney(highest)} ${thisWords(period)}`}
          value={typed}
          onChange={setTyped}
          decimalScale={2}
          step={Math.max(0.01, Math.round(highest - lowest) / 100)}
          min={lowest}
          max={highest}
          clampBehavior="none"
          hideControls
          error={tried && problem !== null}
          w={170}
        />
        <Button type="submit">Charge this price</Button>
      </div>
      <Slider
        thumbLabel={`Your price on the scale of the ${period}`}
        label={null}
        min={lowest}
        max={highest}
        step={0.01}
        value={typeof typed === 'number' ? Math.min(highest, Math.max(lowest, typed)) : lowest}
        onChange={setTyped}
        tabIndex={-1}
      />
      <p className={classes.problem} role="alert">
        {tried && problem !== null ? problem : ''}
      </p>
    </form>
  );
}

function Over({ table }: { readonly table: Table }) {
  const actions = useLab((state) => state.actions);
  const product = useProductIndex(table);
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => again.current?.focus(), []);
  const { seed, mode } = table.game;
  return (
    <>
      <p className={classes.over}>
        The episode is over{table.days.at(-1)?.stock === 0 ? ': your stock is gone' : ''}.{' '}
        {outcomeWords(table)}
      </p>
      <div className={classes.buttons}>
        <Button ref={again} onClick={() => actions.playMarket({ product, mode, seed: null })}>
          New episode
        </Button>
        <Button variant="default" onClick={() => actions.playMarket({ product, mode, seed })}>
          Same again
        </Button>
        <Button variant="subtle" onClick={() => actions.leaveMarket()}>
          Another market
        </Button>
      </div>
    </>
  );
}

/** Where the product of the episode stands among those to choose from now. */
function useProductIndex({ game }: Table): number {
  const names = useProductNames();
  return Math.max(0, names.indexOf(game.productName));
}

function Notes({ table }: { readonly table: Table }) {
  const { game, moment } = table;
  const actions = useLab((state) => state.actions);
  const hasOptimum = game.players.some(({ name }) => name === 'optimum');
  return (
    <>
      <p className={classes.said}>
        {game.productName}, episode {game.seed}
        {game.step === null ? '' : `; the agent after ${formatCount(game.step)} market steps`}.{' '}
        {game.missing.join(' ')}{' '}
        {hasOptimum
          ? game.atEstimate
            ? 'The optimum assumes the estimated elasticity, while each episode draws its own: it can be beaten.'
            : 'The optimum is best on average over the noise; in a single episode it can be beaten.'
          : ''}
      </p>
      {moment === null ? null : (
        <Button variant="subtle" size="compact-xs" onClick={() => actions.leaveMarket()}>
          Abandon this episode
        </Button>
      )}
    </>
  );
}
