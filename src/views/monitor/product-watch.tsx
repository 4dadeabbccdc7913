// One product's newer days, drawn and in figures.

import type { ProductWatch } from '../../core/monitor/watch.ts';
import { isoDate } from '../../core/table/day-numbers.ts';
import { formatMoney, formatPercent, formatQuantity } from '../../core/text/format.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { FoldOnPhone } from '../ui/fold-on-phone.tsx';
import { Stat, StatList } from '../ui/stat.tsx';
import { differenceText, levelSentence, watchSentence } from './monitor-words.ts';
import classes from './monitor-section.module.css';
import { WatchChart } from './watch-chart.tsx';

export function ProductWatchDetail({
  watch,
  period,
}: {
  readonly watch: ProductWatch;
  readonly period: string;
}) {
  const { totals, margin, drift } = watch;
  const elasticity = drift?.elasticity ?? null;
  return (
    <div className={classes.detail}>
      <FoldOnPhone summary="Show the figures">
        <StatList>
          <Stat label="Sold" value={totals ? formatQuantity(totals.units) : '–'} note="units, newer days" />
          <Stat
            label="Expected"
            value={totals ? formatQuantity(totals.expected) : '–'}
            {...(totals
              ? {
                  note: `95 %: ${formatQuantity(totals.interval[0])} to ${formatQuantity(totals.interval[1])}`,
                }
              : {})}
          />
          <Stat label="Difference" value={differenceText(totals)} />
          <Stat
            label="Margin"
            value={margin.now === null ? '–' : formatPercent(margin.now)}
            note={margin.before === null ? 'cost not known' : `before ${formatPercent(margin.before)}`}
          />
          <Stat
            label="Elasticity"
            term="elasticity"
            value={elasticity ? `${elasticity.change > 0 ? '+' : ''}${elasticity.change.toFixed(2)}` : '–'}
            note={
              elasticity
                ? `change; 95 %: ${elasticity.interval[0].toFixed(2)} to ${elasticity.interval[1].toFixed(2)}`
                : 'too few price changes to tell'
            }
          />
          <Stat label="Mean price" value={formatMoney(watch.meanPrice)} note="newer days" />
        </StatList>
      </FoldOnPhone>
      <ChartFigure
        title={`Sold and expected: ${watch.product.name}`}
        variant="plain"
        height={230}
        sentence={watchSentence(watch, period)}
        aside={
          <ChartLegend
            entries={[
              { label: 'Sold', color: chartColors.units, mark: 'dot' },
              { label: 'Expected', color: chartColors.blue, mark: 'dash' },
              { label: '95 in 100', color: chartColors.band, mark: 'bar' },
            ]}
          />
        }
        data={() => ({
          columns: ['day', 'price (currency)', 'units sold', 'units expected', 'low (95 %)', 'high (95 %)'],
          rows: watch.days.map(({ day, price, units, expected, low, high }) => [
            isoDate(day),
            price,
            units,
            Number(formatted(expected)),
            Number(formatted(low)),
            Number(formatted(high)),
          ]),
        })}
      >
        <WatchChart days={watch.days} period={period} />
      </ChartFigure>
      {totals && drift?.level && Number.isFinite(drift.level.change) ? (
        <p className={classes.quiet}>{levelSentence(drift.level)}</p>
      ) : null}
    </div>
  );
}

function formatted(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value.toFixed(4);
}
