// How several runs are told apart in one drawing: by colour, by dash and by marker, each alone enough.

import { chartSeries } from '../../../drawings/chart-colors.ts';

export interface SeriesStyle {
  readonly color: string;
  /** SVG `stroke-dasharray`. */
  readonly dash: string;
  /** A closed path around the origin, about `markerSize` pixels wide. */
  readonly marker: string;
}

const dashes = ['none', '7 4', '2 3', '10 3 2 3', '14 4', '5 3 5 3 1 3'] as const;
/** Circle, square, triangle, diamond, plus, triangle on its head. */
const markers = [
  'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z',
  'M-3.2 -3.2H3.2V3.2H-3.2Z',
  'M0 -4.2L4 3H-4Z',
  'M0 -4.6L4.6 0L0 4.6L-4.6 0Z',
  'M-1.4 -4.2H1.4V-1.4H4.2V1.4H1.4V4.2H-1.4V1.4H-4.2V-1.4H-1.4Z',
  'M0 4.2L4 -3H-4Z',
] as const;

/** The style of the `index`-th run compared. */
export function seriesStyle(index: number): SeriesStyle {
  return {
    color: chartSeries[index % chartSeries.length]!,
    dash: dashes[index % dashes.length]!,
    marker: markers[index % markers.length]!,
  };
}
