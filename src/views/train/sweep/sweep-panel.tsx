// What a sweep has found: its learning curves as bands, its combinations as a table and as parallel axes, and how far the
// agents of its seeds agree about prices.

import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { memo, useMemo, useState } from 'react';

import type { SweepMetric } from '../../../core/run/sweep-result.ts';
import { shownSweep, type ShownSweep } from '../../../store/features/sweep-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { usePaced } from '../../charts/use-paced.ts';
import { InTurn } from '../../ui/in-turn.tsx';
import { Panel } from '../../ui/panel.tsx';
import table from '../../ui/plain-table.module.css';
import { formatMoney, formatPercent } from '../../../core/text/format.ts';
import { formatSetting, settingNamed } from '../settings/setting-lists.ts';
import { BandChart } from './band-chart.tsx';
import { ParallelChart, type Pointing } from './parallel-chart.tsx';
import { combinationKey } from './parallel-lines.ts';
import classes from './sweep.module.css';
import {
  agreementSentence,
  metricWords,
  spreadWords,
  sweepBands,
  sweepChoices,
  sweepSentence,
  sweepView,
  type SweepView,
} from './sweep-words.ts';

export function SweepPanel() {
  const sweep = useLab((state) => state.sweep);
  const shown = useLab((state) => state.shownSweep);
  const storedRuns = useLab((state) => state.storedRuns);
  const runCurves = useLab((state) => state.runCurves);
  const run = usePaced(useLab((state) => state.run));
  const choices = useMemo(() => sweepChoices(sweep, storedRuns), [sweep, storedRuns]);
  const found = useMemo(
    () => (run ? shownSweep({ sweep, shownSweep: shown, storedRuns, runCurves, run }) : null),
    [sweep, shown, storedRuns, runCurves, run],
  );
  if (choices.length === 0) return null;
  return (
    <Panel
      title="Seeds and sweeps"
      caption={
        found
          ? null
          : 'Choose a sweep of this browser to see its learning curves, its ranking and its prices.'
      }
      aside={<SweepAside choices={choices} shown={shown} />}
    >
      {found ? <SweepResults sweep={found} /> : null}
    </Panel>
  );
}

function SweepAside({
  choices,
  shown,
}: {
  readonly choices: ReturnType<typeof sweepChoices>;
  readonly shown: string | null;
}) {
  const actions = useLab((state) => state.actions);
  return (
    <div className={classes.aside}>
      <NativeSelect
        size="xs"
        aria-label="Sweep shown"
        value={shown ?? ''}
        data={[{ value: '', label: 'none' }, ...choices]}
        onChange={(event) => actions.showSweep(event.currentTarget.value || null)}
      />
      <Button size="xs" variant="default" disabled={shown === null} onClick={() => actions.exportSweep()}>
        Export its runs
      </Button>
    </div>
  );
}

const SweepResults = memo(function SweepResults({ sweep }: { readonly sweep: ShownSweep }) {
  const prices = useLab((state) => state.sweepPrices);
  const view = useMemo(() => sweepView(sweep, prices), [sweep, prices]);
  const [chosen, setChosen] = useState<SweepMetric | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const drawn = chosen ?? view.metric;
  const bands = useMemo(() => sweepBands(sweep, view, drawn), [sweep, view, drawn]);
  const offered = (['profit', 'evaluation', 'gap'] as const).filter((metric) =>
    view.combinations.some((each) => each[metric] !== null),
  );
  return (
    <>
      <p className={classes.sentence}>{sweepSentence(sweep, view)}</p>
      {offered.length > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label="What is compared"
          data={offered.map((value) => ({ value, label: metricWords[value].label }))}
          value={drawn}
          onChange={setChosen}
        />
      ) : null}
      <div className={classes.charts}>
        <BandChart bands={bands} metric={drawn} />
        {sweep.over.length > 0 ? (
          <ParallelChart
            over={sweep.over}
            combinations={view.combinations}
            metric={drawn}
            pointed={pointed}
            onPoint={setPointed}
          />
        ) : null}
      </div>
      <InTurn>
        {sweep.over.length > 0 ? (
          <CombinationTable sweep={sweep} view={view} metric={drawn} pointed={pointed} onPoint={setPointed} />
        ) : null}
        <Agreement sweep={sweep} view={view} />
        {sweep.over.length > 0 ? null : (
          <details className={classes.more}>
            <summary>Seed by seed</summary>
            <CombinationTable
              sweep={sweep}
              view={view}
              metric={drawn}
              pointed={pointed}
              onPoint={setPointed}
            />
          </details>
        )}
      </InTurn>
    </>
  );
});

/** A row a combination, or a seed where only seeds differ. */
function CombinationTable({
  sweep,
  view,
  metric,
  pointed,
  onPoint,
}: {
  readonly sweep: ShownSweep;
  readonly view: SweepView;
  readonly metric: SweepMetric;
} & Pointing) {
  const { over } = sweep;
  const rows =
    over.length === 0
      ? sweep.runs.map((run, i) => {
          const { best } = run;
          const own = (value: number | null | undefined) =>
            value == null ? null : { median: value, low: value, high: value };
          return {
            key: `${i}`,
            cells: [String(run.settings.seed)],
            state: run.state,
            seeds: 1,
            profit: own(best?.profit?.mean),
            evaluation: own(best?.meanReturn),
            gap: own(best?.gapClosed),
            isBest: false,
          };
        })
      : view.combinations
          .toSorted((a, b) => (b[metric]?.median ?? -Infinity) - (a[metric]?.median ?? -Infinity))
          .map((each) => ({
            ...each,
            key: combinationKey(each),
            cells: over.map((name, i) => formatSetting(settingNamed(name), each.values[i]!)),
            state: `${each.judged} of ${each.runs.length}`,
            seeds: each.judged,
            isBest: each === view.best,
          }));
  const heads = over.length === 0 ? ['Seed'] : over.map((name) => settingNamed(name).label);
  return (
    <div
      className={`${table.scroller} ${classes.table}`}
      tabIndex={0}
      role="group"
      aria-label="Runs of the sweep"
    >
      <table className={table.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">{over.length === 0 ? 'State' : 'Seeds evaluated'}</th>
            {(['profit', 'evaluation', 'gap'] as const).map((name) => (
              <th key={name} scope="col" className={table.number}>
                {metricWords[name].label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.key}
              className={row.isBest ? classes.best : undefined}
              data-pointed={row.key === pointed || undefined}
              onPointerEnter={() => onPoint(row.key)}
              onPointerLeave={() => onPoint(null)}
            >
              {row.cells.map((cell, i) =>
                i === 0 ? (
                  <th key={i} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={i}>{cell}</td>
                ),
              )}
              <td>{row.state}</td>
              {(['profit', 'evaluation', 'gap'] as const).map((name) => (
                <td key={name} className={table.number}>
                  {spreadWords(name, row[name], row.seeds)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const mostListed = 10;

function Agreement({ sweep, view }: { readonly sweep: ShownSweep; readonly view: SweepView }) {
  const actions = useLab((state) => state.actions);
  const pricing = useLab((state) => state.pricingSweep);
  const unpriced = useLab(
    ({ models, sweepPrices }) =>
      (view.best?.runs ?? []).filter(
        ({ runId }) => !Object.hasOwn(sweepPrices, runId) && models.some((model) => model.runId === runId),
      ).length,
  );
  const { agreement } = view;
  const sentence = agreementSentence(agreement);
  return (
    <section aria-label="Agreement of prices" className={classes.agreement}>
      <p className={classes.sentence}>
        {sentence ?? 'How far the agents agree on prices appears once two seeds have finished.'}{' '}
        {unpriced > 0 && !sweep.isUnderWay ? (
          <Button size="compact-xs" variant="default" loading={pricing} onClick={() => actions.priceSweep()}>
            Ask {unpriced} kept {unpriced === 1 ? 'model' : 'models'}
          </Button>
        ) : null}
      </p>
      {agreement.length === 0 ? null : (
        <details className={classes.more}>
          <summary>Prices over the seeds</summary>
          <div className={table.scroller} tabIndex={0} role="group" aria-label="Prices over the seeds">
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">
                    {agreement.length > mostListed ? `Least agreed ${mostListed}` : 'Product'}
                  </th>
                  <th scope="col" className={table.number}>
                    Today
                  </th>
                  <th scope="col" className={table.number}>
                    Median agent
                  </th>
                  <th scope="col" className={table.number}>
                    Lowest to highest
                  </th>
                  <th scope="col" className={table.number}>
                    Same way
                  </th>
                </tr>
              </thead>
              <tbody>
                {agreement.slice(0, mostListed).map((each) => (
                  <tr key={each.productId}>
                    <th scope="row">{each.productName}</th>
                    <td className={table.number}>{formatMoney(each.currentPrice)}</td>
                    <td className={table.number}>{formatMoney(each.median)}</td>
                    <td className={table.number}>
                      {formatMoney(each.low)} to {formatMoney(each.high)} ({formatPercent(each.range)})
                    </td>
                    <td className={table.number}>
                      {Math.round(each.sameWay * each.seeds)} of {each.seeds}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  );
}
