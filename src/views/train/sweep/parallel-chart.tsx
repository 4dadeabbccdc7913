// A sweep as parallel axes: each swept setting and the result is an axis, each combination a line through its values. The
// better the result, the stronger the line.

import { useElementSize } from '@mantine/hooks';

import type { SettingName } from '../../../core/run/settings.ts';
import type { SweepMetric } from '../../../core/run/sweep-result.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import { formatSetting, settingNamed } from '../settings/setting-lists.ts';
import { parallelLines, type ParallelLine } from './parallel-lines.ts';
import classes from './sweep.module.css';
import { combinationWords, formatMetric, metricWords, type ShownCombination } from './sweep-words.ts';

/** The combination that is pointed at, here or in the table, by its key. */
export interface Pointing {
  readonly pointed: string | null;
  readonly onPoint: (key: string | null) => void;
}

const height = 240;
const margin = { top: 34, bottom: 16, side: 76 };

export function ParallelChart({
  over,
  combinations,
  metric,
  pointed,
  onPoint,
}: {
  readonly over: readonly SettingName[];
  readonly combinations: readonly ShownCombination[];
  readonly metric: SweepMetric;
} & Pointing) {
  const { ref, width } = useElementSize();
  const { axes, lines, ends } = parallelLines(combinations, metric);
  const { label } = metricWords[metric];
  const xs = axes.map(
    (_, i) => margin.side + (i * Math.max(0, width - 2 * margin.side)) / Math.max(1, axes.length - 1),
  );
  const y = (share: number) => margin.top + (1 - share) * (height - margin.top - margin.bottom);
  const names = [...over.map((name) => settingNamed(name).label), label];
  const tick = (axis: number, value: number | string | boolean) =>
    axis < over.length
      ? formatSetting(settingNamed(over[axis]!), value)
      : formatMetric(metric, Number(value));
  return (
    <ChartFigure
      title="Settings and result"
      height={height}
      variant="plain"
      sentence={`A line per combination; its right end is the median ${label.toLowerCase()} of its seeds.`}
      data={() => ({
        columns: [...names, 'lowest', 'highest'],
        rows: combinations.map((each) => [
          ...each.values.map(String),
          each[metric]?.median ?? null,
          each[metric]?.low ?? null,
          each[metric]?.high ?? null,
        ]),
      })}
    >
      <div ref={ref} style={{ height }}>
        {width > 0 ? (
          <svg className={classes.parallel} role="img" aria-label={parallelWords(over, combinations, metric)}>
            {axes.map((axis, i) => (
              <g key={names[i]} transform={`translate(${xs[i]} 0)`}>
                <path d={`M0 ${margin.top}V${height - margin.bottom}`} stroke={chartColors.axis} />
                <text y={14} textAnchor={anchorOf(i, axes.length)} fontWeight={600}>
                  {names[i]}
                </text>
                {axis.map(({ value, share }) => (
                  <text
                    key={String(value)}
                    x={i === axes.length - 1 ? 8 : -8}
                    y={y(share) + 4}
                    textAnchor={i === axes.length - 1 ? 'start' : 'end'}
                  >
                    {tick(i, value)}
                  </text>
                ))}
              </g>
            ))}
            {lines.map((line) => (
              <Line
                key={line.key}
                line={line}
                xs={xs}
                y={y}
                isFlat={ends === null}
                pointed={pointed}
                onPoint={onPoint}
              />
            ))}
          </svg>
        ) : null}
      </div>
    </ChartFigure>
  );
}

function anchorOf(index: number, count: number): 'start' | 'middle' | 'end' {
  return index === 0 ? 'start' : index === count - 1 ? 'end' : 'middle';
}

function Line({
  line,
  xs,
  y,
  isFlat,
  pointed,
  onPoint,
}: {
  readonly line: ParallelLine;
  readonly xs: readonly number[];
  readonly y: (share: number) => number;
  readonly isFlat: boolean;
} & Pointing) {
  const isPointed = pointed === line.key;
  const points = line.shares.map((share, i) => `${xs[i]} ${y(share)}`);
  const strength = isFlat ? 1 : line.shares.at(-1)!;
  return (
    <path
      d={`M${points.join('L')}`}
      fill="none"
      stroke={strength === 1 ? chartColors.vermillion : chartColors.blue}
      strokeWidth={isPointed ? 4 : strength === 1 ? 2.5 : 1.5}
      strokeOpacity={pointed === null ? 0.35 + 0.65 * strength : isPointed ? 1 : 0.2}
      data-pointed={isPointed || undefined}
      onPointerEnter={() => onPoint(line.key)}
      onPointerLeave={() => onPoint(null)}
    />
  );
}

function parallelWords(
  over: readonly SettingName[],
  combinations: readonly ShownCombination[],
  metric: SweepMetric,
): string {
  return combinations
    .map((each) => {
      const spread = each[metric];
      return `${combinationWords(over, each)}: ${spread ? formatMetric(metric, spread.median) : 'not evaluated'}`;
    })
    .join('; ');
}
