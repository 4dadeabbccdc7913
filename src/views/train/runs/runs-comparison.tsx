// Several runs laid over one another: their curves, their results, and the settings in which they differ.

import { Button } from '@mantine/core';
import { useMemo } from 'react';

import { useLab } from '../../../store/use-lab.ts';
import { usePaced } from '../../charts/use-paced.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PairedDifference } from '../../models/paired-difference.tsx';
import table from '../../ui/plain-table.module.css';
import { RunSample, RunsComparedChart } from './runs-compared-chart.tsx';
import classes from './runs.module.css';
import {
  comparedRuns,
  differingRows,
  resultRows,
  sameWords,
  scaleProblem,
  type ComparedRow,
  type ComparedRun,
} from './runs-words.ts';

export function RunsComparison() {
  const chosen = useLab((state) => state.comparedRuns);
  const storedRuns = useLab((state) => state.storedRuns);
  const curves = useLab((state) => state.runCurves);
  const run = usePaced(useLab((state) => state.run)) ?? null;
  const actions = useLab((state) => state.actions);
  const runs = useMemo(
    () => comparedRuns(chosen, storedRuns ?? [], curves, run),
    [chosen, storedRuns, curves, run],
  );
  const problem = scaleProblem(runs);
  return (
    <Panel
      title="Comparison of runs"
      caption="The curves of the runs on one chart; below, their results and the settings that differ."
      aside={
        <Button size="compact-sm" variant="default" onClick={() => actions.compareNothing()}>
          Close the comparison
        </Button>
      }
    >
      {problem === null ? null : (
        <div className={classes.scale}>
          <Notice tone="info" title="Returns are not comparable">
            {problem}
          </Notice>
        </div>
      )}
      <RunsInMoney runs={runs} />
      <RunsComparedChart runs={runs} />
      <ComparisonTable runs={runs} />
    </Panel>
  );
}

/** Two runs whose models are kept play the same episodes. */
function RunsInMoney({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const models = useLab((state) => state.models);
  const [first, second, ...others] = runs.map(({ kept: { runId, name } }) => {
    const model = models.findLast((each) => each.runId === runId);
    return { name, model: model ?? null };
  });
  if (!first || !second) return null;
  const lacking = [first, second].find(({ model }) => model === null);
  const why =
    others.length > 0
      ? 'Tick only two runs to see which one earns more, and how sure that is.'
      : lacking
        ? `No model of ${lacking.name} is kept: which one earns more cannot be played.`
        : null;
  if (why !== null) return <p className={classes.inMoney}>{why}</p>;
  const named = ({ name, model }: typeof first) => ({ name, id: model!.id });
  return <PairedDifference first={named(first)} second={named(second)} />;
}

function ComparisonTable({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const differing = differingRows(runs);
  return (
    <div className={table.scroller} tabIndex={0} role="group" aria-label="Results and settings that differ">
      <table className={`${table.table} ${classes.comparison}`}>
        <thead>
          <tr>
            <th scope="col">Results</th>
            {runs.map(({ kept }, index) => (
              <th key={kept.runId} scope="col">
                <RunSample index={index} /> {kept.name}
              </th>
            ))}
          </tr>
        </thead>
        <Rows rows={resultRows(runs)} runs={runs} />
        <tbody>
          <tr>
            <th scope="colgroup" colSpan={runs.length + 1} className={classes.group}>
              Settings that differ
            </th>
          </tr>
          {differing.length === 0 ? (
            <tr>
              <td colSpan={runs.length + 1}>{sameWords(runs)}</td>
            </tr>
          ) : null}
        </tbody>
        <Rows rows={differing} runs={runs} />
      </table>
    </div>
  );
}

function Rows({
  rows,
  runs,
}: {
  readonly rows: readonly ComparedRow[];
  readonly runs: readonly ComparedRun[];
}) {
  return (
    <tbody>
      {rows.map(({ label, values }) => (
        <tr key={label}>
          <th scope="row">{label}</th>
          {runs.map(({ kept }, index) => (
            <td key={kept.runId}>{values[index]}</td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
