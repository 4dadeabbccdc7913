// The controls over the charts of the run on the page.

import { useCallback } from 'react';

import { rangeOf } from '../../drawings/nice-axis.ts';
import { episodeRows, evaluationRows, lossRows, type LossRow, type ReturnRow } from '../../store/series.ts';
import type { RunView } from '../../store/run-view.ts';
import { labStore, useLab } from '../../store/use-lab.ts';
import { ChartControls, type ScaleChoice } from './chart-controls.tsx';
import { metricNamed, panelsOf } from './loss-panels.ts';
import { timeProblem } from './run-axis.ts';
import { logProblem } from './y-axis.ts';

export function RunChartControls() {
  const problem = useLab((state) => timeProblem(state.run));
  const scales = useCallback(() => {
    const { run, settings } = labStore.getState();
    return scalesOf(run, (run.settings ?? settings).agent);
  }, []);
  return <ChartControls timeProblem={problem} scales={scales} />;
}

/** The drawings of a run that can stand on a logarithmic axis. */
export function scalesOf(
  { episodes, evaluations, losses }: Pick<RunView, 'episodes' | 'evaluations' | 'losses'>,
  agent: Parameters<typeof panelsOf>[0],
): readonly ScaleChoice[] {
  const returns = rangeOf(
    [...episodeRows(episodes), ...evaluationRows(evaluations)],
    [(row: ReturnRow) => row.episodeReturn, (row: ReturnRow) => row.evaluation],
  );
  const rows = lossRows(losses);
  return [
    {
      drawing: 'Episode return',
      label: 'Episode return',
      usual: false,
      problem: logProblem(returns.min, returns.max),
    },
    ...panelsOf(agent).map(({ names, logarithmic }) => {
      const { min, max } = rangeOf(
        rows,
        names.map((name) => (row: LossRow) => row[name]),
      );
      return {
        drawing: names[0]!,
        label: names.map((name) => metricNamed(name).label).join(' and '),
        usual: logarithmic,
        problem: logProblem(min, max),
      };
    }),
  ];
}
