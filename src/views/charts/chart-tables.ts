// The figures behind the live charts as tables, every record of the run and not only those drawn.

import { superlatives } from '../../core/market/market-check.ts';
import type { Baselines, LossRecord } from '../../core/run/events.ts';
import { metricDefinitions, type MetricName } from '../../core/run/metrics.ts';
import { episodeRows, evaluationRows, mergeBySteps, type PartBin } from '../../store/series.ts';
import type { RunView } from '../../store/run-view.ts';
import type { ChartData } from '../../core/export/charts/chart-data.ts';
import type { Period } from '../../core/table/period-word.ts';
import { partLabel } from './part-labels.ts';

/** A row per episode and per evaluation; what simple policies return stands in every row. */
export function returnTable(
  run: Pick<RunView, 'episodes' | 'evaluations' | 'baselines'>,
  fixedPriceName = superlatives(true).fixedPrice,
): ChartData {
  const rows = mergeBySteps(episodeRows(run.episodes), evaluationRows(run.evaluations));
  const simple = simplePolicies(run.baselines, fixedPriceName);
  return {
    columns: [
      'market step',
      'episode return (reward)',
      'trailing mean (reward)',
      'evaluation return (reward)',
      ...simple.map(({ name }) => `${name} (reward)`),
    ],
    rows: rows.map((row) => [
      row.step,
      row.episodeReturn,
      row.smoothed,
      row.evaluation,
      ...simple.map(({ value }) => value),
    ]),
  };
}

function simplePolicies(baselines: Baselines | null, fixedPriceName: string) {
  if (!baselines) return [];
  return [
    { name: 'keep price', value: baselines.keepPrice },
    { name: 'myopic price', value: baselines.myopicPrice },
    { name: fixedPriceName.toLowerCase(), value: baselines.bestFixedPrice?.meanReturn ?? null },
    { name: 'optimum', value: baselines.optimum },
  ].filter(({ value }) => value !== null);
}

const lossNames = ['criticLoss', 'actorLoss', 'meanQ', 'temperature', 'entropy'] as const;

export function lossTable(losses: readonly LossRecord[]): ChartData {
  return {
    columns: ['market step', 'updates', ...lossNames.map(metricColumn)],
    rows: losses.map((record) => [record.step, record.updates, ...lossNames.map((name) => record[name])]),
  };
}

function metricColumn(name: MetricName): string {
  const { label, unit } = metricDefinitions.find((definition) => definition.name === name)!;
  return unit === '' ? label.toLowerCase() : `${label.toLowerCase()} (${unit})`;
}

export function partsTable(bins: readonly PartBin[], names: readonly string[]): ChartData {
  return {
    columns: [
      'first episode',
      'last episode',
      ...names.map((name) => `${partLabel(name).toLowerCase()} (reward per episode)`),
    ],
    rows: bins.map((bin) => [bin.firstEpisode, bin.lastEpisode, ...bin.means]),
  };
}

export function pathTable(path: RunView['path'], period: Period): ChartData {
  return {
    columns: [
      `${period} of the episode`,
      'price (currency)',
      'units',
      'stock (units)',
      'rival price (currency)',
    ],
    rows: path.map((at) => [at.day, at.price, at.units, at.inventory, at.competitorPrice]),
  };
}
