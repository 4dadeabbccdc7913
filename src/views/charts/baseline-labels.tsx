// The names of the horizontal lines, written beside them in the right margin and kept from covering one another.

import { usePlotArea, useYAxisScale } from 'recharts';

import { formatReturn } from './captions.ts';

export interface Baseline {
  readonly label: string;
  readonly value: number;
  readonly color: string;
}

/** Room the labels need to the right of the plot, in pixels. */
export const baselineMargin = 88;

const lineHeight = 13;

/** Stands inside a Recharts chart. */
export function BaselineLabels({ baselines }: { readonly baselines: readonly Baseline[] }) {
  const plot = usePlotArea();
  const scale = useYAxisScale();
  if (!plot || !scale) return null;
  const placed = spread(
    baselines.map((baseline) => ({ baseline, y: Number(scale(baseline.value)) })),
    plot.y + 4,
    plot.y + plot.height - 4,
  );
  return (
    <g fontSize={11.5}>
      {placed.map(({ baseline, y }) => (
        <text
          key={baseline.label}
          x={plot.x + plot.width + 5}
          y={y}
          dominantBaseline="middle"
          fill={baseline.color}
        >
          {baseline.label} {formatReturn(baseline.value)}
        </text>
      ))}
    </g>
  );
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
