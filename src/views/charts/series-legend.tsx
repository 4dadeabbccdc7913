// A legend that shows and hides: each series is a button, pressed while it is drawn; the last one stays.

import type { ReactNode } from 'react';

import type { LegendEntry } from '../../drawings/legend-entry.ts';
import { useLab } from '../../store/use-lab.ts';
import { LegendMark } from '../ui/chart-figure.tsx';
import figureClasses from '../ui/chart-figure.module.css';
import classes from './series-legend.module.css';
import { shownSeries, useHiddenSeries } from './shown-series.ts';

export interface SeriesEntry extends LegendEntry {
  /** What the series is kept by, whatever its label says now. */
  readonly id: string;
  /** In place of the usual mark. */
  readonly sample?: ReactNode;
}

/** `chart`: the name under which the page keeps what is hidden, that of the figure. */
export function SeriesLegend({
  chart,
  entries,
}: {
  readonly chart: string;
  readonly entries: readonly SeriesEntry[];
}) {
  const actions = useLab((state) => state.actions);
  const shown = shownSeries(
    entries.map(({ id }) => id),
    useHiddenSeries(chart),
  );
  return (
    <ul className={figureClasses.legend}>
      {entries.map(({ id, sample, ...entry }) => {
        const isShown = shown.has(id);
        const isLast = isShown && shown.size === 1;
        const content = (
          <>
            {sample ?? <LegendMark entry={entry} />}
            {entry.label}
          </>
        );
        // Alone it has nothing to make room for.
        if (entries.length === 1)
          return (
            <li key={id} className={figureClasses.entry}>
              {content}
            </li>
          );
        return (
          <li key={id} className={figureClasses.entry}>
            <button
              type="button"
              className={classes.series}
              data-in-image={isShown || undefined}
              aria-label={`${entry.label} in ${chart}`}
              aria-pressed={isShown}
              aria-disabled={isLast || undefined}
              title={isLast ? 'The last series stays.' : isShown ? 'Hide' : 'Show'}
              onClick={() => {
                if (!isLast) actions.toggleSeries(chart, id);
              }}
            >
              {content}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
