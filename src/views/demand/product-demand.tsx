// One product's demand: the verdict in words, what would settle it, its elasticities, and the curve through the days it
// comes from.

import { Box, Button } from '@mantine/core';
import { IconFlask, IconTargetArrow } from '@tabler/icons-react';
import { useMemo } from 'react';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { SettlingExperiment } from '../../core/demand/settling-experiment.ts';
import { curveData, demandDrawing } from '../../core/export/charts/demand-curve-data.ts';
import { marketKinds, titleOf, type MarketName } from '../../core/market/kinds.ts';
import type { MarketKind } from '../../core/market/market-kind.ts';
import type { ProductHistory } from '../../core/table/dataset.ts';
import { periodWord } from '../../core/table/period-word.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount, formatMoney, formatQuantity, formatSignificant } from '../../core/text/format.ts';
import { ChartFigure, ChartLegend } from '../ui/chart-figure.tsx';
import { FoldOnPhone } from '../ui/fold-on-phone.tsx';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { PlanTestButton, settlingIdea } from '../ui/plan-test-button.tsx';
import { ProductPicker } from '../ui/product-picker.tsx';
import { Stat, StatList } from '../ui/stat.tsx';
import { DemandChart, demandLegend } from '../../drawings/demand-chart.tsx';
import { unitsTop, untriedSpans } from '../../drawings/demand-points.ts';
import {
  curveSentence,
  demandHeadline,
  elasticitiesSentence,
  elasticityRows,
  verdictWithDrivers,
  verdictWords,
  weighingSentence,
} from './demand-words.ts';
import classes from './demand-section.module.css';
import { ElasticityTable } from './elasticity-table.tsx';

export interface ProductDemandProps {
  readonly history: ProductHistory;
  readonly summary: DemandSummary;
}

export function ProductDemand({ history, summary }: ProductDemandProps) {
  const { name, category } = history.product;
  const period = periodWord(history.daysPerRow);
  const verdict = verdictWords[summary.verdict];
  return (
    <Panel
      title={name}
      {...(category === null ? {} : { caption: category })}
      aside={<ProductPicker label="Product shown" />}
    >
      <div className={classes.detail}>
        <div className={classes.columns}>
          <div>
            <span className={classes.marks}>
              <Mark tone={verdict.tone}>{verdict.word}</Mark>
              {summary.quantityBreaks === null ? null : <Mark tone="warn">Quantity breaks</Mark>}
            </span>
            <p className={classes.headline}>{demandHeadline(summary)}</p>
            <p className={classes.sentence}>{verdictWithDrivers(summary)}</p>
            {summary.experiment === null ? null : (
              <Experiment productId={history.product.id} experiment={summary.experiment} />
            )}
            <StatList>
              <Stat
                label="Last price"
                value={formatMoney(summary.referencePrice)}
                note={`${formatQuantity(summary.baseUnits)} units a ${period} expected`}
              />
              <Stat label={`Usable ${period}s`} value={formatCount(summary.days)} />
              <Stat label="Different prices" value={formatCount(summary.distinctPrices)} />
              <Stat
                label="Dispersion"
                term="dispersion"
                value={summary.dispersion === null ? '–' : formatSignificant(summary.dispersion)}
                note="1 is Poisson; more is noisier"
              />
            </StatList>
            {marketKinds()
              .filter(({ calibration }) => calibration)
              .map((kind) => (
                <CalibrateButton key={kind.name} kind={kind} />
              ))}
          </div>
          <Curve history={history} summary={summary} period={period} />
        </div>
      </div>
      <div className={classes.elasticities}>
        <FoldOnPhone summary="Show the elasticities and their intervals">
          <ElasticityTable
            rows={elasticityRows(summary, category)}
            sentence={`${elasticitiesSentence(summary)} ${weighingSentence(summary, category)}`}
          />
        </FoldOnPhone>
      </div>
    </Panel>
  );
}

/** The product's answer and its curve alone, beside a table that chooses the product. */
export function ProductCurve({ history, summary }: ProductDemandProps) {
  const verdict = verdictWords[summary.verdict];
  return (
    <Panel title={history.product.name} aside={<Mark tone={verdict.tone}>{verdict.word}</Mark>}>
      <p className={classes.headline}>{demandHeadline(summary)}</p>
      <p className={classes.sentence}>{verdictWithDrivers(summary)}</p>
      {summary.experiment === null ? null : (
        <Experiment productId={history.product.id} experiment={summary.experiment} />
      )}
      <Curve history={history} summary={summary} period={periodWord(history.daysPerRow)} />
    </Panel>
  );
}

function Curve({ history, summary, period }: ProductDemandProps & { readonly period: string }) {
  const drawing = useMemo(() => {
    const drawn = demandDrawing(history, summary);
    const { tried, span, points, line } = drawn;
    return { ...drawn, untried: untriedSpans(history, span), top: unitsTop(points, line, tried) };
  }, [history, summary]);
  const { tried, points, line, top } = drawing;
  const above = points.filter(({ units }) => units > top).length;
  return (
    <ChartFigure
      title="Demand curve"
      variant="plain"
      height={360}
      sentence={curveSentence(summary, tried, period, above)}
      data={() => curveData(line, points, period)}
      aside={<ChartLegend entries={demandLegend(period)} />}
    >
      <DemandChart {...drawing} reference={summary.referencePrice} period={period} />
    </ChartFigure>
  );
}

function Experiment({
  productId,
  experiment,
}: {
  readonly productId: string;
  readonly experiment: SettlingExperiment;
}) {
  const { price, secondPrice, days, expectedCost, costIn } = experiment;
  return (
    <section className={classes.experiment} aria-label="What would settle it">
      <h3 className={classes.experimentTitle}>
        <IconFlask aria-hidden size={17} stroke={1.8} />
        What would settle it
      </h3>
      <StatList>
        <Stat
          label={secondPrice === null ? 'Price to try' : 'Alternating prices'}
          value={
            secondPrice === null
              ? formatMoney(price)
              : `${formatMoney(price)} and ${formatMoney(secondPrice)}`
          }
          {...(secondPrice === null ? {} : { note: 'a week each' })}
        />
        <Stat label="Days" value={formatCount(days)} />
        <Stat
          label="Expected cost"
          value={expectedCost < 0.005 ? 'none' : formatSignificant(expectedCost, 2)}
          note={`${costIn} forgone, currency`}
        />
      </StatList>
      <Box mt="xs">
        <PlanTestButton idea={settlingIdea(productId, experiment)} label="Plan this test" />
      </Box>
    </section>
  );
}

/** One click from the fit to a market: that of the shown product in Train. */
function CalibrateButton({ kind }: { readonly kind: MarketKind }) {
  const actions = useLab((state) => state.actions);
  return (
    <Button
      variant="light"
      mt="md"
      px="sm"
      py={8}
      h="auto"
      styles={{ label: { whiteSpace: 'normal' } }}
      leftSection={<IconTargetArrow aria-hidden size={17} stroke={1.8} />}
      onClick={() => {
        actions.applySettings({ market: kind.name as MarketName, ...kind.source?.ofFile });
        actions.setTrainFor('shown');
        actions.goTo('train', 'run');
      }}
    >
      Calibrate a {titleOf(kind)} from this
    </Button>
  );
}
