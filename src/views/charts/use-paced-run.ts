// The run on the page as a chart draws it at its turn: its records, how they are to be seen, and their axis.

import { useMemo } from 'react';

import type { ChartView } from '../../store/features/chart-view-feature.ts';
import type { RunView } from '../../store/run-view.ts';
import { useLab } from '../../store/use-lab.ts';
import { runAxis, type RunAxis } from './run-axis.ts';
import { usePaced } from './use-paced.ts';

export interface PacedRun {
  readonly run: RunView;
  readonly view: ChartView;
  readonly axis: RunAxis;
}

/** undefined before the chart's first turn. A slider that is dragged redraws the charts one after the other, as a run does. */
export function usePacedRun(): PacedRun | undefined {
  const run = useLab((state) => state.run);
  const view = useLab((state) => state.chartView);
  const paced = usePaced(useMemo(() => ({ run, view }), [run, view]));
  return useMemo(() => paced && { ...paced, axis: runAxis(paced.view.axis, paced.run) }, [paced]);
}

/** The axis before there is a run. */
export const emptyAxis = { name: 'steps', end: 1 } as const;
