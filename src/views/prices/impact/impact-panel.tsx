// Before and after the new prices: margin, revenue, profit, turnover and excess stock with their intervals, and the
// goals drawn in. Whatever was simulated is what is shown.

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';

import { suggestionDraws } from '../../../core/decisions/demand-curve.ts';
import type { ImpactOf } from '../../../core/decisions/impact-of-prices.ts';
import { impactMeasures, type ImpactFigure, type ImpactMeasure } from '../../../core/decisions/impact.ts';
import { recommendedCalendar } from '../../../core/decisions/recommendation.ts';
import { lowerFirst } from '../../../core/text/format.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { chartColors } from '../../../drawings/chart-colors.ts';
import { ChartFigure, ChartLegend } from '../../ui/chart-figure.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ImpactChart } from '../../../drawings/impact-chart.tsx';
import classes from './impact-panel.module.css';
import { measureData } from '../../../core/export/charts/impact-data.ts';
import { impactCaption, measureSentence } from './impact-words.ts';
import { useImpact } from './use-impact.ts';

export function ImpactPanel({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const [of, setOf] = useState<ImpactOf>('suggested');
  const { impact, busy, hasFile } = useImpact(suggestions, of);
  const calendars = suggestions.filter(
    ({ recommendation }) => recommendedCalendar(recommendation) !== null,
  ).length;
  return (
    <Panel
      title="Business impact"
      caption={
        !hasFile
          ? 'The simulation needs each product’s sales history: load the file the model was trained on.'
          : impact === null
            ? 'Simulating …'
            : impactCaption(impact, of, suggestionDraws, calendars)
      }
      fold="Show what changes, measure by measure"
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Which prices"
          value={of}
          onChange={(value) => setOf(value)}
          disabled={!hasFile}
          data={[
            { value: 'suggested', label: 'Recommended prices' },
            { value: 'decided', label: 'Decided prices' },
          ]}
        />
      }
    >
      {!hasFile || impact === null ? undefined : (
        <div className={classes.stack} aria-busy={busy}>
          <ChartLegend
            entries={[
              { label: 'today', color: chartColors.grey, mark: 'dot' },
              { label: 'after', color: chartColors.blue, mark: 'dot' },
              { label: '95 % interval', color: chartColors.axis, mark: 'line' },
              { label: 'published goal', color: chartColors.green, mark: 'bar' },
            ]}
          />
          <div className={classes.grid}>
            {impactMeasures.map((measure) => {
              const figure = impact.figures[measure.name];
              return figure === null ? null : (
                <MeasureFigure key={measure.name} measure={measure} figure={figure} />
              );
            })}
          </div>
          <Unknown measures={impactMeasures.filter(({ name }) => impact.figures[name] === null)} />
        </div>
      )}
    </Panel>
  );
}

function MeasureFigure({
  measure,
  figure,
}: {
  readonly measure: ImpactMeasure;
  readonly figure: ImpactFigure;
}) {
  return (
    <div className={classes.measure}>
      <ChartFigure
        title={measure.label}
        variant="plain"
        height={112}
        sentence={
          <>
            {measureSentence(measure, figure)} {measure.meaning}
          </>
        }
        data={() => measureData(measure, figure)}
      >
        <ImpactChart measure={measure} figure={figure} />
      </ChartFigure>
    </div>
  );
}

/** What cannot be told of this file, with what it would need. */
function Unknown({ measures }: { readonly measures: readonly ImpactMeasure[] }) {
  if (measures.length === 0) return null;
  return (
    <p className={classes.unknown}>
      Unknown, because no product has the data that it takes:{' '}
      {measures.map(({ name, label, meaning }, i) => (
        <span key={name}>
          <strong>{i === 0 ? label : lowerFirst(label)}</strong> ({lowerFirst(meaning.replace(/\.$/, ''))})
          {i === measures.length - 1 ? '.' : '; '}
        </span>
      ))}
    </p>
  );
}
