// Price and sales of the shown product over time.

import { useMemo } from 'react';

import type { Dataset } from '../../../core/table/dataset.ts';
import { periodWord } from '../../../core/table/period-word.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatDay } from '../../../core/text/format.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure } from '../../ui/chart-figure.tsx';
import { InTurn } from '../../ui/in-turn.tsx';
import { PanelGrid } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProductPicker } from '../../ui/product-picker.tsx';
import { columnTable } from '../../../core/export/charts/column-table.ts';
import { HistoryChart } from '../../../drawings/history-chart.tsx';
import { priceSentence, salesSentence } from './history-words.ts';

export function HistoryPanel({ dataset }: { readonly dataset: Dataset }) {
  const shown = useLab((state) => state.shownProduct);
  const history = dataset.histories[shown] ?? dataset.histories[0];
  const words = useMemo(
    () => (history === undefined ? null : { price: priceSentence(history), sales: salesSentence(history) }),
    [history],
  );
  if (history === undefined || words === null) return null;
  const first = history.days[0]!;
  const last = history.days[history.days.length - 1]!;
  const period = periodWord(history.daysPerRow);
  const isMoney = history.salesMeaning === 'money';
  return (
    <Panel
      title="Price and sales over time"
      caption={`${history.product.name}, ${formatDay(first)} to ${formatDay(last)}, after cleaning`}
      aside={<ProductPicker label="Product shown" />}
      fold="Show price and sales over time"
    >
      <PanelGrid minWidth={380}>
        <ChartFigure
          title="Price over time"
          sentence={words.price}
          variant="plain"
          height={230}
          data={() => columnTable(history.days, history.price, 'price (currency)')}
        >
          <HistoryChart
            days={history.days}
            values={history.price}
            name="Price"
            unit="currency"
            color={chartColors.price}
            form="steps"
            part={InTurn}
          />
        </ChartFigure>
        <ChartFigure
          title="Sales over time"
          sentence={words.sales}
          variant="plain"
          height={230}
          data={() =>
            columnTable(history.days, history.sales, `sales (${isMoney ? 'currency' : 'units'} a ${period})`)
          }
        >
          <HistoryChart
            days={history.days}
            values={history.sales}
            name="Sales"
            unit={isMoney ? `currency a ${period}` : `units a ${period}`}
            color={chartColors.sales}
            form="line"
            part={InTurn}
          />
        </ChartFigure>
      </PanelGrid>
    </Panel>
  );
}
