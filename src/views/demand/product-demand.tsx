// One product's demand: the elasticity in words and figures, and its curve through the days it comes from.

import { useMemo } from 'react';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { ProductHistory } from '../../core/table/dataset.ts';
import { periodWord } from '../data/format-words.ts';
import { formatCount, formatMoney, formatSignificant } from '../format.ts';
import { chartColors } from '../theme.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { ProductPicker } from '../ui/product-picker.tsx';
import { Stat, StatList } from '../ui/stat.tsx';
import { DemandChart } from './demand-chart.tsx';
import { priceSpan } from './demand-points.ts';
import {
  curveSentence,
  demandHeadline,
  formatElasticity,
  verdictWords,
  weighingSentence,
} from './demand-words.ts';
import classes from './demand-section.module.css';

export interface ProductDemandProps {
  readonly history: ProductHistory;
  readonly summary: DemandSummary;
}

export function ProductDemand({ history, summary }: ProductDemandProps) {
  const period = periodWord(history.daysPerRow);
  const span = useMemo(() => priceSpan(history), [history]);
  const verdict = verdictWords[summary.verdict];
  return (
    <Panel
      title={history.product.name}
      {...(history.product.category === null ? {} : { caption: history.product.category })}
      aside={<ProductPicker label="Product shown" />}
    >
      <div className={classes.columns}>
        <div>
          <Mark tone={verdict.tone}>{verdict.word}</Mark>
          <p className={classes.headline}>{demandHeadline(summary)}</p>
          <p className={classes.sentence}>{summary.sentence}</p>
          <StatList>
            <Stat
              label="Elasticity, file alone"
              value={withError(summary.estimate, summary.standardError)}
              {...(summary.interval === null
                ? {}
                : {
                    note: `95 %: ${formatElasticity(summary.interval[0])} to ${formatElasticity(summary.interval[1])}`,
                  })}
            />
            <Stat
              label="Used by the markets"
              value={withError(summary.marketElasticity, summary.marketElasticityError)}
              note="after weighing with the prior"
            />
            <Stat label={`Usable ${period}s`} value={formatCount(summary.days)} />
            <Stat label="Different prices" value={formatCount(summary.distinctPrices)} />
            <Stat
              label="Dispersion"
              value={summary.dispersion === null ? '–' : formatSignificant(summary.dispersion)}
              note="1 is Poisson; more is noisier"
            />
            <Stat
              label="Last price"
              value={formatMoney(summary.referencePrice)}
              note={`${formatSignificant(summary.baseUnits)} units a ${period} expected`}
            />
            {summary.crossElasticity === null ? null : (
              <Stat
                label="Rival's price"
                value={formatElasticity(summary.crossElasticity)}
                note="elasticity of rival / own price"
              />
            )}
          </StatList>
          <p className={classes.sentence} style={{ marginTop: 16, marginBottom: 0 }}>
            {weighingSentence(summary)}
          </p>
        </div>
        <ChartFigure
          title="Demand curve"
          variant="plain"
          height={330}
          sentence={curveSentence(summary, span.low, span.high, period)}
          aside={
            <ChartLegend
              entries={[
                { label: 'Expected', color: chartColors.price },
                { label: `Past ${period}s`, color: chartColors.sales, mark: 'dot' },
                { label: 'Last price', color: chartColors.axis, mark: 'dash' },
              ]}
            />
          }
        >
          <DemandChart history={history} summary={summary} span={span} period={period} />
        </ChartFigure>
      </div>
    </Panel>
  );
}

function withError(value: number | null, error: number | null): string {
  if (value === null) return 'not fitted';
  return error === null ? formatElasticity(value) : `${formatElasticity(value)} ± ${formatElasticity(error)}`;
}
