// How the curves below are drawn: one line of controls for all of them, that of a run and that of compared runs being the
// same view. On a phone it is folded, its line saying what is chosen.

import { Button, Checkbox, Popover, SegmentedControl } from '@mantine/core';
import { IconArrowsVertical } from '@tabler/icons-react';
import { useId } from 'react';

import { curveAxes, type CurveAxis } from '../../store/features/chart-view-feature.ts';
import { mostSmoothing } from '../../store/exponential-mean.ts';
import { useLab } from '../../store/use-lab.ts';
import { FoldOnPhone } from '../ui/fold-on-phone.tsx';
import classes from './chart-controls.module.css';
import { wantsLogarithmic } from './y-axis.ts';

/** A drawing whose vertical axis can be logarithmic. */
export interface ScaleChoice {
  readonly drawing: string;
  readonly label: string;
  readonly usual: boolean;
  /** Why it cannot be, in words that read on after its label; null where it can. */
  readonly problem: string | null;
}

export interface ChartControlsProps {
  /** Why there is no axis of time, as a sentence; null where there is one. */
  readonly timeProblem: string | null;
  /** The drawings as they stand; asked for while the list is open. */
  readonly scales: () => readonly ScaleChoice[];
}

export function ChartControls({ timeProblem, scales }: ChartControlsProps) {
  const view = useLab((state) => state.chartView);
  const axis = view.axis === 'time' && timeProblem !== null ? 'steps' : view.axis;
  const smoothing = view.smoothing > 0 ? `smoothed ${view.smoothing.toFixed(2)}` : 'not smoothed';
  return (
    <FoldOnPhone summary={`View of the charts: ${smoothing}, by ${axis}`}>
      <div className={classes.controls} role="group" aria-label="View of the charts">
        <Smoothing value={view.smoothing} />
        <HorizontalAxis axis={axis} timeProblem={timeProblem} />
        <VerticalAxis scales={scales} />
        {timeProblem === null ? null : <span className={classes.note}>{timeProblem}</span>}
      </div>
    </FoldOnPhone>
  );
}

function Smoothing({ value }: { readonly value: number }) {
  const id = useId();
  const actions = useLab((state) => state.actions);
  const words = value > 0 ? value.toFixed(2) : 'off';
  return (
    <div className={classes.smoothing}>
      <label htmlFor={id}>Smoothing</label>
      <input
        id={id}
        type="range"
        min={0}
        max={mostSmoothing}
        step={0.01}
        value={value}
        aria-valuetext={words}
        title="Weight of an exponential moving average, as in TensorBoard. What was measured stays as a faint line; exported figures are never smoothed."
        onChange={(event) => actions.viewCharts({ smoothing: Number(event.currentTarget.value) })}
      />
      <output htmlFor={id}>{words}</output>
    </div>
  );
}

const axisLabels: Readonly<Record<CurveAxis, string>> = {
  steps: 'Steps',
  episodes: 'Episodes',
  time: 'Time',
};

function HorizontalAxis({
  axis,
  timeProblem,
}: Pick<ChartControlsProps, 'timeProblem'> & { readonly axis: CurveAxis }) {
  const actions = useLab((state) => state.actions);
  return (
    <SegmentedControl
      size="xs"
      aria-label="Horizontal axis"
      data={curveAxes.map((value) => ({
        value,
        label: axisLabels[value],
        disabled: value === 'time' && timeProblem !== null,
      }))}
      value={axis}
      onChange={(value) => actions.viewCharts({ axis: value })}
    />
  );
}

function VerticalAxis({ scales }: Pick<ChartControlsProps, 'scales'>) {
  return (
    <Popover position="bottom-end" shadow="md" width={300} trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowsVertical aria-hidden size={14} />}
        >
          Vertical axis
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <VerticalChoices scales={scales} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Drawn only while it is open: why a scale is not possible is read from all that was recorded. */
function VerticalChoices({ scales }: Pick<ChartControlsProps, 'scales'>) {
  const view = useLab((state) => state.chartView);
  const actions = useLab((state) => state.actions);
  return (
    <div className={classes.choices}>
      <fieldset>
        <legend>Logarithmic</legend>
        {scales().map(({ drawing, label, usual, problem }) => (
          <Checkbox
            key={drawing}
            size="xs"
            label={label}
            description={problem === null ? undefined : `Linear: it ${problem}.`}
            disabled={problem !== null}
            checked={problem === null && wantsLogarithmic(view, drawing, usual)}
            onChange={({ currentTarget: { checked } }) =>
              actions.viewCharts({ logarithmic: { ...view.logarithmic, [drawing]: checked } })
            }
          />
        ))}
      </fieldset>
      <Checkbox
        size="xs"
        label="Ignore outliers"
        description="The axis leaves out the lowest and highest 5 % of what is drawn."
        checked={view.ignoresOutliers}
        onChange={({ currentTarget: { checked } }) => actions.viewCharts({ ignoresOutliers: checked })}
      />
    </div>
  );
}
