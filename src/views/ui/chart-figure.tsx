// The frame of every chart: a figure with a name, a fixed height so that nothing jumps, and a sentence below.

import { useId, type ReactNode } from 'react';

import classes from './chart-figure.module.css';

export interface ChartFigureProps {
  /** The accessible name of the figure and its visible heading. */
  readonly title: string;
  /** What the chart shows, computed from its data; stands under it. */
  readonly sentence: ReactNode;
  /** Controls or a legend at the right of the title. */
  readonly aside?: ReactNode;
  /** Height of the drawing in pixels; kept while data is still missing. */
  readonly height?: number;
  /** `card` draws its own card; `plain` stands inside a panel. */
  readonly variant?: 'card' | 'plain';
  readonly headingLevel?: 2 | 3;
  /** Shown in place of the drawing while there is nothing to draw. */
  readonly empty?: ReactNode;
  readonly children?: ReactNode;
}

export function ChartFigure({
  title,
  sentence,
  aside,
  height = 240,
  variant = 'card',
  headingLevel = variant === 'card' ? 2 : 3,
  empty,
  children,
}: ChartFigureProps) {
  const id = useId();
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <figure
      aria-labelledby={id}
      className={variant === 'card' ? `${classes.figure} ${classes.card}` : classes.figure}
    >
      <div className={classes.head}>
        <Heading id={id} className={classes.title}>
          {title}
        </Heading>
        {aside === undefined ? null : <div className={classes.aside}>{aside}</div>}
      </div>
      <div className={classes.drawing} style={{ height }}>
        {empty === undefined || empty === null ? children : <div className={classes.empty}>{empty}</div>}
      </div>
      <figcaption className={classes.sentence}>{sentence}</figcaption>
    </figure>
  );
}

export interface LegendEntry {
  readonly label: string;
  /** A colour of `chartColors`. */
  readonly color: string;
  /** `dash` for dashed lines, `dot` for points, `bar` for areas and bars. */
  readonly mark?: 'line' | 'dash' | 'dot' | 'bar';
}

/** A legend in words: colour, form of the mark, name. */
export function ChartLegend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map(({ label, color, mark = 'line' }) => (
        <li key={label} className={classes.entry}>
          <span aria-hidden className={classes[mark]} style={{ color }} />
          {label}
        </li>
      ))}
    </ul>
  );
}
