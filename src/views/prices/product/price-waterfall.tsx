// The figure of a price's way through the rules: chart, sentence and table.

import { memo, useMemo } from 'react';

import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { waterfallData, waterfallRows } from '../../../core/export/charts/waterfall-data.ts';
import { WaterfallChart, waterfallHeight } from '../../../drawings/waterfall-chart.tsx';
import { waterfallSentence } from '../../../drawings/waterfall-rows.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';

export const PriceWaterfall = memo(function PriceWaterfall({
  suggestion,
}: {
  readonly suggestion: Suggestion;
}) {
  const rows = useMemo(() => waterfallRows(suggestion), [suggestion]);
  return (
    <ChartFigure
      title="From the price asked for to the recommended one"
      sentence={waterfallSentence(suggestion)}
      height={waterfallHeight(rows)}
      variant="plain"
      data={() => waterfallData(rows)}
    >
      <WaterfallChart rows={rows} currentPrice={suggestion.currentPrice} />
    </ChartFigure>
  );
});
