// The returns of simple policies as horizontal lines, named beside them in the right margin; the names are kept from
// covering one another.

import { formatReturn } from './captions.ts';
import type { LivePlot } from './live-frame.tsx';

export interface Baseline {
  readonly label: string;
  readonly value: number;
  readonly color: string;
}

const fontSize = 11.5;
const lineHeight = 13;
/** Between the plot and its labels, and behind them. */
const gap = 5;
/** A little more than digits and small letters take on average. */
const letterWidth = 0.58 * fontSize;

/** Room the labels need to the right of the plot, in pixels. */
export function baselineMargin(baselines: readonly Baseline[]): number {
  const letters = baselines.map((baseline) => labelOf(baseline).length);
  return Math.ceil(2 * gap + letterWidth * Math.max(0, ...letters));
}

function labelOf({ label, value }: Baseline): string {
  return `${label} ${formatReturn(value)}`;
}

export function BaselineLines({
  baselines,
  plot,
}: {
  readonly baselines: readonly Baseline[];
  readonly plot: LivePlot;
}) {
  const { area } = plot;
  const end = area.x + area.width;
  // A part of the run may have axes that end before a line.
  const within = baselines.filter(({ value }) => isInside(plot.y(value), area));
  const placed = spread(
    within.map((baseline) => ({ baseline, y: plot.y(baseline.value) })),
    area.y + 4,
    area.y + area.height - 4,
  );
  return (
    <g fontSize={fontSize}>
      {within.map(({ label, value, color }) => (
        <line
          key={label}
          x1={area.x}
          x2={end}
          y1={plot.y(value)}
          y2={plot.y(value)}
          stroke={color}
          strokeDasharray="5 4"
        />
      ))}
      {placed.map(({ baseline, y }) => (
        <text key={baseline.label} x={end + gap} y={y} dominantBaseline="middle" fill={baseline.color}>
          {labelOf(baseline)}
        </text>
      ))}
    </g>
  );
}

function isInside(y: number, area: LivePlot['area']): boolean {
  return y >= area.y - 0.5 && y <= area.y + area.height + 0.5;
}

interface Placed {
  readonly baseline: Baseline;
  readonly y: number;
}

/** Pushes labels apart downwards, then back up where they left the plot. */
function spread(labels: readonly Placed[], top: number, bottom: number): readonly Placed[] {
  const sorted = labels
    .filter((label) => Number.isFinite(label.y))
    .sort((a, b) => a.y - b.y)
    .map((label) => ({ ...label }));
  let free = top;
  for (const label of sorted) {
    label.y = Math.max(label.y, free);
    free = label.y + lineHeight;
  }
  let limit = bottom;
  for (const label of sorted.reverse()) {
    label.y = Math.min(label.y, limit);
    limit = label.y - lineHeight;
  }
  return sorted;
}
