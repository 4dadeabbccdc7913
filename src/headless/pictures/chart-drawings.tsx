// The charts of a file and its prices as the page draws them, a function each.

import type { ImpactFigure, ImpactMeasure } from '../../core/decisions/impact.ts';
import type { PriceCalendar } from '../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type { DemandDrawing } from '../../core/export/charts/demand-curve-data.ts';
import { waterfallRows } from '../../core/export/charts/waterfall-data.ts';
import type { RunProduct } from '../../core/market/run-product.ts';
import { periodWord } from '../../core/table/period-word.ts';
import { CalendarChart } from '../../drawings/calendar-chart.tsx';
import { chartColors } from '../../drawings/chart-colors.ts';
import { DemandChart, demandLegend } from '../../drawings/demand-chart.tsx';
import { unitsTop, untriedSpans } from '../../drawings/demand-points.ts';
import { HistoryChart } from '../../drawings/history-chart.tsx';
import { ImpactChart } from '../../drawings/impact-chart.tsx';
import { WaterfallChart, waterfallHeight } from '../../drawings/waterfall-chart.tsx';
import type { Drawing } from './chart-picture.tsx';

export function priceOverTime({ history }: RunProduct): Drawing {
  return {
    height: 240,
    chart: (
      <HistoryChart
        days={history.days}
        values={history.price}
        name="Price"
        unit="currency"
        color={chartColors.price}
        form="steps"
      />
    ),
  };
}

export function salesOverTime({ history }: RunProduct): Drawing {
  const unit = history.salesMeaning === 'money' ? 'currency' : 'units';
  return {
    height: 240,
    chart: (
      <HistoryChart
        days={history.days}
        values={history.sales}
        name="Sales"
        unit={`${unit} a ${periodWord(history.daysPerRow)}`}
        color={chartColors.sales}
        form="line"
      />
    ),
  };
}

export function demandCurve({ history, demand }: RunProduct, drawn: DemandDrawing): Drawing {
  const { tried, span, points, line } = drawn;
  const period = periodWord(history.daysPerRow);
  return {
    height: 360,
    legend: demandLegend(period),
    chart: (
      <DemandChart
        points={points}
        line={line}
        span={span}
        untried={untriedSpans(history, span)}
        top={unitsTop(points, line, tried)}
        reference={demand.referencePrice}
        period={period}
      />
    ),
  };
}

export function priceWaterfall(suggestion: Suggestion): Drawing {
  const rows = waterfallRows(suggestion);
  return {
    height: waterfallHeight(rows),
    chart: <WaterfallChart rows={rows} currentPrice={suggestion.currentPrice} />,
  };
}

export function priceCalendar(calendar: PriceCalendar, suggestion: Suggestion): Drawing {
  const { recommendation, currentPrice } = suggestion;
  return {
    height: 200,
    chart: (
      <CalendarChart calendar={calendar} days={recommendation.horizonDays} currentPrice={currentPrice} />
    ),
  };
}

export function impactOnMeasure(measure: ImpactMeasure, figure: ImpactFigure): Drawing {
  return { height: 112, chart: <ImpactChart measure={measure} figure={figure} /> };
}
