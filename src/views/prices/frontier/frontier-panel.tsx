// The frontier of the catalogue: a slider from the prices of most profit to those of most revenue or units (from those of most
// revenue where gains are counted in it), a goal that sets it, and the price list that follows. What is chosen becomes the
// recommendation.

import { Button, NativeSelect, NumberInput, SegmentedControl, Slider } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';

import {
  pointFor,
  type Frontier,
  type FrontierPoint,
  type Goal,
  type TotalName,
} from '../../../core/decisions/frontier.ts';
import { summarizeTotal } from '../../../core/decisions/recommendation-total.ts';
import type { Leaning, ObjectiveName } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatCount, formatCountOf, formatMoney, formatPercent } from '../../../core/text/format.ts';
import { useLab } from '../../../store/use-lab.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../../ui/chart-figure.tsx';
import { FoldOnPhone, useIsPhone } from '../../ui/fold-on-phone.tsx';
import { Panel } from '../../ui/panel.tsx';
import { offInPlace } from '../../ui/off-in-place.ts';
import tableClasses from '../../ui/plain-table.module.css';
import { numberOf } from '../guardrails/guardrail-form.ts';
import { FrontierChart } from './frontier-chart.tsx';
import classes from './frontier-panel.module.css';
import {
  beatenBy,
  beyondWords,
  leaningLabels,
  leaningsFrom,
  listRows,
  pointWords,
  totalLabels,
} from './frontier-words.ts';

/** More rows than this nobody reads while dragging; the table of prices has all. */
const mostRows = 60;
/** Left out on a phone, where it would push the chart out of sight. */
const totalsNote =
  'Totals are those of the fitted curves at today’s level; the gain above the table is the mean over simulated curves and the coming season, so the two differ somewhat.';

export function FrontierPanel({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const { towards, known, coming, isComputing, problem } = useLab((state) => state.frontier);
  const advice = useLab((state) => state.advice);
  const actions = useLab((state) => state.actions);
  const objective = useMemo(() => summarizeTotal(suggestions).objective ?? 'profit', [suggestions]);
  const offered = leaningsFrom(objective);
  const isPhone = useIsPhone();
  useFreshFrontier(offered.includes(towards) ? towards : offered[0]!);
  const ticks = known?.points ?? [];
  const used = advice.lean?.towards === towards ? advice.lean.weight : 0;
  const [dragged, setDragged] = useState<number | null>(null);
  const weight = dragged ?? used;
  const point = ticks.reduce<(typeof ticks)[number] | null>(
    (best, each) =>
      best === null || Math.abs(each.weight - weight) < Math.abs(best.weight - weight) ? each : best,
    null,
  );
  const use = (at: number) => {
    setDragged(null);
    actions.setAdvice({ lean: at === 0 ? null : { towards, weight: at } });
  };
  return (
    <Panel
      title={`${totalLabels[objective]} against other goals`}
      caption={`Each point is a full price list within your level of certainty, rules and relations. Drag to trade ${objective} for ${offered.join(' or ')}, or set a goal.${isPhone ? '' : ` ${totalsNote}`}`}
      aside={
        offered.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label={`${totalLabels[objective]} against`}
            value={towards}
            onChange={(value) => {
              setDragged(null);
              actions.computeFrontier(value);
            }}
            data={offered.map((value) => ({
              value,
              label: leaningLabels[value],
            }))}
          />
        ) : undefined
      }
    >
      <div className={classes.stack} aria-busy={isComputing}>
        <p className={classes.quiet} role="status">
          {problem ??
            (isComputing
              ? `Working out price lists: ${coming.length} of 21 …`
              : known
                ? ''
                : 'No price list yet.')}
        </p>
        {known && point ? (
          <>
            <div className={classes.split}>
              <Curve known={known} point={point} objective={objective} />
              <div className={classes.controls}>
                <label className={classes.label} id="frontier-slider">
                  From most {objective} to most {leaningLabels[towards].toLowerCase()}
                </label>
                <Slider
                  thumbLabel={`Lean to ${leaningLabels[towards].toLowerCase()}`}
                  min={0}
                  max={1}
                  step={0.05}
                  value={weight}
                  onChange={setDragged}
                  label={(value) => formatPercent(value, 0)}
                />
                <FoldOnPhone summary="Set a goal or a limit">
                  <GoalField
                    onGoal={(goal) => {
                      const found = pointFor(known.points, goal);
                      if (found) use(found.weight);
                      return found ? null : beyondWords(goal, known);
                    }}
                  />
                  <ChangesField />
                </FoldOnPhone>
                <div className={classes.row}>
                  <Button size="xs" {...offInPlace(weight === used, () => use(point.weight))}>
                    Use this list
                  </Button>
                  <Button size="xs" variant="default" {...offInPlace(used === 0, () => use(0))}>
                    Back to most {objective}
                  </Button>
                </div>
              </div>
            </div>
            <PriceList suggestions={suggestions} point={point} />
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function Curve({
  known,
  point,
  objective,
}: {
  readonly known: Frontier;
  readonly point: FrontierPoint;
  readonly objective: ObjectiveName;
}) {
  const { towards } = known;
  const isPhone = useIsPhone();
  return (
    <ChartFigure
      title={`${totalLabels[objective]} against ${leaningLabels[towards].toLowerCase()}`}
      variant="plain"
      height={isPhone ? 150 : 250}
      sentence={`${pointWords(point, known.today)}${
        beatenBy(point, known.points, towards, objective).length === 0
          ? ''
          : ' Another point brings at least as much of both: move the slider.'
      }`}
      aside={
        <ChartLegend
          entries={[
            { label: 'price lists', color: chartColors.blue },
            { label: 'today', color: chartColors.grey, mark: 'dot' },
            { label: 'chosen', color: chartColors.vermillion, mark: 'dot' },
          ]}
        />
      }
      data={() => ({
        columns: ['weight', 'profit a day', 'revenue a day', 'units a day', 'changes'],
        rows: known.points.map(({ weight: at, totals, changes }) => [
          at,
          totals.profit,
          totals.revenue,
          totals.units,
          changes,
        ]),
      })}
    >
      <FrontierChart
        points={known.points}
        today={known.today}
        objective={objective}
        towards={towards}
        shown={point}
      />
    </ChartFigure>
  );
}

/** Works it out when the panel opens, and again once prices were asked for with other rules or gains count in another objective. */
function useFreshFrontier(towards: Leaning) {
  const actions = useLab((state) => state.actions);
  const guardrails = useLab((state) => state.guardrails);
  const level = useLab((state) => state.advice.level);
  const objective = useLab((state) => state.advice.objective);
  const mostChanges = useLab((state) => state.advice.mostChanges);
  const typed = useLab((state) => state.advice.typedPrices);
  const costs = useLab((state) => state.costs);
  const model = useLab((state) => state.model);
  const book = useLab((state) => state.book);
  useEffect(() => {
    // A moment later: a figure that is typed digit by digit asks once.
    const timer = window.setTimeout(() => actions.computeFrontier(towards), 300);
    return () => window.clearTimeout(timer);
  }, [actions, towards, guardrails, level, objective, mostChanges, typed, costs, model, book]);
  useEffect(() => () => actions.cancelFrontier(), [actions]);
}

function GoalField({ onGoal }: { readonly onGoal: (goal: Goal) => string | null }) {
  const [total, setTotal] = useState<TotalName>('revenue');
  const [typed, setTyped] = useState<number | string>('');
  const [problem, setProblem] = useState<string | null>(null);
  const atLeast = numberOf(typed);
  return (
    <form
      className={classes.row}
      aria-label="Goal"
      onSubmit={(event) => {
        event.preventDefault();
        setProblem(atLeast === null ? 'Type an amount a day, such as 1200.' : onGoal({ total, atLeast }));
      }}
    >
      <NativeSelect
        label="Goal"
        size="xs"
        w={110}
        value={total}
        onChange={(event) => setTotal(event.currentTarget.value as TotalName)}
        data={Object.entries(totalLabels).map(([value, label]) => ({
          value,
          label,
        }))}
      />
      <NumberInput
        label="At least, a day"
        size="xs"
        w={130}
        hideControls
        value={typed}
        onChange={setTyped}
        thousandSeparator=","
      />
      <Button type="submit" size="xs" variant="default" className={classes.end}>
        Find the price list
      </Button>
      {problem === null ? null : (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

function ChangesField() {
  const mostChanges = useLab((state) => state.advice.mostChanges);
  const actions = useLab((state) => state.actions);
  return (
    <NumberInput
      label="Maximum number of changes"
      description="Leave empty for no limit. The changes that gain most are kept."
      size="xs"
      w={250}
      min={0}
      allowDecimal={false}
      allowNegative={false}
      value={mostChanges ?? ''}
      onChange={(value) => actions.setAdvice({ mostChanges: numberOf(value) })}
    />
  );
}

function PriceList({
  suggestions,
  point,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly point: FrontierPoint;
}) {
  const rows = useMemo(() => listRows(suggestions, point), [suggestions, point]);
  return (
    <FoldOnPhone summary={`Show the ${formatCountOf(rows.length, 'price')} that change`}>
      <div
        className={`${tableClasses.scroller} ${tableClasses.tall}`}
        tabIndex={0}
        role="region"
        aria-label="Price list at this point"
      >
        <table className={tableClasses.table}>
          <thead>
            <tr>
              <th scope="col">Product</th>
              <th scope="col" className={tableClasses.number}>
                Today
              </th>
              <th scope="col" className={tableClasses.number}>
                Price
              </th>
              <th scope="col" className={tableClasses.number}>
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map(({ id, name, before, after }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td className={tableClasses.number}>{formatMoney(before)}</td>
                <td className={tableClasses.number}>{formatMoney(after)}</td>
                <td className={tableClasses.number}>
                  {after > before ? '+' : ''}
                  {formatPercent(after / before - 1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > mostRows ? (
          <p className={classes.quiet}>And {formatCount(rows.length - mostRows)} smaller changes.</p>
        ) : null}
      </div>
    </FoldOnPhone>
  );
}
