// The frame of every chart: a figure with a name, a fixed height so that nothing jumps, a sentence below, and a menu
// that saves it as a picture and its figures as a table.

import { lazy, Suspense, useCallback, useEffect, useId, useRef, type ReactNode } from 'react';

import type { ChartData } from '../../core/export/charts/chart-data.ts';
import type { LegendEntry } from '../../drawings/legend-entry.ts';
import { pageContent } from '../../core/text/page-words.ts';
import classes from './chart-figure.module.css';
import { FigureTitle } from './figure-title.ts';
import { InTurn } from './in-turn.tsx';

const ChartMenu = lazy(async () => ({ default: (await import('./chart-menu.tsx')).ChartMenu }));

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
  /** The figures drawn, all of them, for `Save data as CSV`; asked for only then. */
  readonly data?: () => ChartData;
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
  data,
  children,
}: ChartFigureProps) {
  const id = useId();
  const figure = useRef<HTMLElement>(null);
  // The menu is drawn once; a chart that redraws several times a second gives it the newest figures through here.
  const newest = useRef(data);
  useEffect(() => {
    newest.current = data;
  });
  const figureNow = useCallback(() => figure.current, []);
  const dataNow = useCallback(() => newest.current?.() ?? null, []);
  const isEmpty = empty !== undefined && empty !== null;
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <figure
      ref={figure}
      aria-labelledby={id}
      className={variant === 'card' ? `${classes.figure} ${classes.card}` : classes.figure}
    >
      <div className={classes.head}>
        <Heading id={id} className={classes.title}>
          {title}
        </Heading>
        {aside === undefined ? null : <div className={classes.aside}>{aside}</div>}
      </div>
      {isEmpty ? null : (
        <div className={classes.menu} data-not-in-image>
          <Suspense fallback={null}>
            <ChartMenu title={title} figure={figureNow} data={data === undefined ? null : dataNow} />
          </Suspense>
        </div>
      )}
      <div className={classes.drawing} style={{ height }}>
        {isEmpty ? (
          <div className={classes.empty}>{empty}</div>
        ) : (
          <InTurn meanwhile={<div aria-busy="true" />}>
            <FigureTitle value={title}>{children}</FigureTitle>
          </InTurn>
        )}
      </div>
      <figcaption className={classes.sentence}>{pageContent(sentence)}</figcaption>
    </figure>
  );
}

/** A legend in words: colour, form of the mark, name. */
export function ChartLegend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map((entry) => (
        <li key={entry.label} className={classes.entry}>
          <LegendMark entry={entry} />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

export function LegendMark({ entry: { color, mark = 'line' } }: { readonly entry: LegendEntry }) {
  return <span aria-hidden className={classes[mark]} style={{ color }} />;
}
