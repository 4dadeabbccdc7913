// Kept runs in words and figures: their lines in the list, what is laid over one another, and where they differ.

import { mayCallOptimal, superlatives } from '../../../core/market/market-check.ts';
import type { Baselines, EvaluationRecord } from '../../../core/run/events.ts';
import { gapOfEvaluation, keptEvaluation } from '../../../core/run/kept-gap.ts';
import { backendTitles, type BackendName } from '../../../core/run/backend.ts';
import { settingDefinitions } from '../../../core/run/settings.ts';
import { nearlyEqual } from '../../../core/statistics/nearly-equal.ts';
import type { RunView } from '../../../store/run-view.ts';
import { smoothingEpisodes, trailingMean } from '../../../store/series.ts';
import type { RunsState } from '../../../store/features/runs-feature.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { formatReturn } from '../../charts/captions.ts';
import type { RecordedPlaces } from '../../charts/run-axis.ts';
import {
  formatCount,
  formatCountOf,
  formatDuration,
  formatMoment,
  formatPercent,
  formatRough,
} from '../../../core/text/format.ts';
import type { ChartData } from '../../../core/export/charts/chart-data.ts';
import type { Tone } from '../../ui/mark.tsx';
import { formatSetting, settingNamed } from '../settings/setting-lists.ts';

/** A kept run as it stands now: that of this tab is further than it was kept. */
export function asItStands(kept: RunSummary, run: RunView | null): RunSummary {
  if (run?.runId !== kept.runId || run.progress === null) return kept;
  const { step, updates, elapsedSeconds } = run.progress;
  const best = keptEvaluation(run) ?? kept.best;
  return { ...kept, step, updates, elapsedSeconds, best, baselines: run.baselines ?? kept.baselines };
}

export function marketWords({ settings, data }: RunSummary): string {
  const market = formatSetting(settingNamed('market'), settings.market);
  return `${market}, ${data?.fileName ?? 'values of the form'}`;
}

/** `4,016 of 10,000`; one number where the run came to its end. */
export function stepWords({ step, settings }: RunSummary): string {
  const { trainingSteps } = settings;
  return step >= trainingSteps ? formatCount(step) : `${formatCount(step)} of ${formatCount(trainingSteps)}`;
}

/** `94 %`, of a portfolio `94 % (median)`; a dash where no gap is known. */
export function gapWords(run: RunSummary): string {
  const closed = closedGap(run);
  return closed === null ? '–' : `${closed.percent}${closed.isMedian ? ' (median)' : ''}`;
}

function closedGap({ best, productNames }: RunSummary) {
  const closed = best && gapOfEvaluation(best, productNames);
  return closed?.share == null ? null : { ...closed, percent: formatPercent(closed.share, 0) };
}

/** What a run's line says of its state; null for one that simply came to its end. */
export function stateMark(run: RunSummary): { readonly tone: Tone; readonly words: string } | null {
  switch (run.state) {
    case 'live':
      return { tone: 'info', words: 'under way' };
    case 'elsewhere':
      return { tone: 'info', words: 'in another tab' };
    case 'interrupted':
      return { tone: 'warn', words: 'unfinished' };
    case 'failed':
      return { tone: 'bad', words: 'failed' };
    case 'finished':
      return run.step < run.settings.trainingSteps ? { tone: 'quiet', words: 'stopped early' } : null;
    default:
      return run.state satisfies never;
  }
}

/** How far a run that was left behind had come, and what it was. */
export function interruptedWords(run: RunSummary): string {
  const left = `left ${formatMoment(run.updatedAt)}; ${marketWords(run)}`;
  if (!run.hasCheckpoint)
    return `It stopped before its first checkpoint, so it starts again with the same numbers; ${left}.`;
  const share = formatPercent(run.step / run.settings.trainingSteps, 0);
  return `${formatCount(run.step)} of ${formatCount(run.settings.trainingSteps)} steps (${share}), ${left}.`;
}

/**
 * Profit an episode of the best policy, currency; null where no cost is known, and where the run is paid for revenue: its
 * profit, often at an assumed cost, is no measure of it. As in Models.
 */
export function profitOfRun({ objective, best }: Pick<RunSummary, 'objective' | 'best'>): number | null {
  return objective === 'revenue' ? null : (best?.profit?.mean ?? null);
}

export function profitWords(run: RunSummary): string {
  const profit = profitOfRun(run);
  return profit === null ? '–' : formatRough(profit);
}

/** One point of a line: market steps done and the return there. */
export interface CurvePoint {
  readonly step: number;
  readonly value: number;
}

export interface ComparedRun extends RecordedPlaces {
  readonly kept: RunSummary;
  readonly evaluations: readonly CurvePoint[];
  /** Profit an episode at each evaluation; empty where no cost is known, and where revenue is paid. */
  readonly profits: readonly CurvePoint[];
  readonly episodes: readonly CurvePoint[];
}

/** The chosen runs in the order chosen, each as far as it is here; `run` is that of this tab. */
export function comparedRuns(
  chosen: readonly string[],
  storedRuns: readonly RunSummary[],
  curves: RunsState['runCurves'],
  run: RunView | null,
): readonly ComparedRun[] {
  return chosen.flatMap((runId): readonly ComparedRun[] => {
    const kept = storedRuns.find((each) => each.runId === runId);
    if (!kept) return [];
    if (kept.state === 'live' && run?.runId === runId)
      return [
        {
          kept: asItStands(kept, run),
          evaluations: run.evaluations.map(evaluationPoint),
          profits: profitPoints(kept, run.evaluations),
          episodes: run.episodes.map(({ step, episodeReturn }) => ({ step, value: episodeReturn })),
          episodeSteps: run.episodes.map(({ step }) => step),
          times: run.times,
        },
      ];
    const own = curves[runId];
    if (!own) return [{ kept, evaluations: [], profits: [], episodes: [], episodeSteps: [], times: [] }];
    return [
      {
        kept,
        evaluations: own.evaluations.map(evaluationPoint),
        profits: profitPoints(kept, own.evaluations),
        episodes: Array.from(own.episodeSteps, (step, i) => ({ step, value: own.episodeReturns[i]! })),
        episodeSteps: own.episodeSteps,
        times: own.times,
      },
    ];
  });
}

function evaluationPoint({ step, meanReturn }: EvaluationRecord): CurvePoint {
  return { step, value: meanReturn };
}

function profitPoints(kept: RunSummary, evaluations: readonly EvaluationRecord[]): readonly CurvePoint[] {
  if (kept.objective === 'revenue') return [];
  return evaluations.flatMap(({ step, profit }) => (profit ? [{ step, value: profit.mean }] : []));
}

/** Lines that are the same for all of them; a simple policy judged on other start states is another line. */
export function sharedBaselines(
  runs: readonly ComparedRun[],
): Partial<Record<keyof typeof baselineOf, number>> {
  const all = runs.map(({ kept }) => kept.baselines);
  const entries = Object.entries(baselineOf).flatMap(([name, of]) => {
    const values = all.map((baselines) => (baselines ? of(baselines) : null));
    const [first] = values;
    return first != null && values.every((value) => value !== null && nearlyEqual(value, first))
      ? [[name, first]]
      : [];
  });
  return Object.fromEntries(entries) as Partial<Record<keyof typeof baselineOf, number>>;
}

const baselineOf = {
  keepPrice: ({ keepPrice }: Baselines) => keepPrice as number | null,
  bestFixed: ({ bestFixedPrice }: Baselines) => bestFixedPrice?.meanReturn ?? null,
  optimum: ({ optimum }: Baselines) => optimum,
};

/** What the line of the fixed price is called. How well a history market predicts is not kept with a run: not checked. */
export function fixedLineName(runs: readonly ComparedRun[]): string {
  const mayCallBest = runs.every(({ kept }) => mayCallOptimal(kept.settings.market, null));
  return superlatives(mayCallBest).fixedLine;
}

/** One row of the table; a value a run. */
export interface ComparedRow {
  readonly label: string;
  readonly values: readonly string[];
}

export function resultRows(runs: readonly ComparedRun[]): readonly ComparedRow[] {
  const row = (label: string, of: (run: RunSummary) => string): ComparedRow => ({
    label,
    values: runs.map(({ kept }) => of(kept)),
  });
  return [
    row('Profit an episode', profitWords),
    row('Highest score', ({ best }) => (best ? formatReturn(best.meanReturn) : '–')),
    row('Gap closed', gapWords),
    row('Its 95 % interval', ({ best }) =>
      best?.gapInterval == null
        ? '–'
        : `${formatPercent(best.gapInterval[0], 0)} to ${formatPercent(best.gapInterval[1], 0)}`,
    ),
    row('Reached after', ({ best }) => (best ? formatCountOf(best.step, 'step') : '–')),
    row('Steps', stepWords),
    row('Updates', ({ updates }) => formatCount(updates)),
    row('Time', ({ elapsedSeconds }) => formatDuration(elapsedSeconds)),
    row('Computed by', ({ backend }) =>
      backend !== null && Object.hasOwn(backendTitles, backend) ? backendTitles[backend as BackendName] : '–',
    ),
  ];
}

/** File, data, products and every setting in which they differ. A setting that a run did not know yet is a dash. */
export function differingRows(runs: readonly ComparedRun[]): readonly ComparedRow[] {
  const differing = (
    label: string,
    words: (run: RunSummary) => string,
    key: (run: RunSummary) => string = words,
  ): readonly ComparedRow[] => {
    const isSame = oneValue(runs, key);
    return isSame ? [] : [{ label, values: runs.map(({ kept }) => words(kept)) }];
  };
  return [
    ...differing('File', ({ data }) => data?.fileName ?? 'none'),
    ...differing(
      'Data',
      ({ data }) => data?.fingerprint.slice(0, 12) ?? 'none',
      ({ data }) => data?.fingerprint ?? '',
    ),
    ...differing('Products', productWords, ({ productNames }) => JSON.stringify(productNames)),
    ...settingDefinitions.flatMap(({ name, label }) =>
      differing(label, ({ settings }) => {
        const value = settings[name] as number | string | boolean | undefined;
        return value === undefined ? '–' : formatSetting(settingNamed(name), value);
      }),
    ),
  ];
}

/** `Kettle, Tea`, of many `Kettle and 59 more`. */
function productWords({ productNames }: RunSummary): string {
  return productNames.length <= mostNamedProducts
    ? productNames.join(', ')
    : `${productNames[0]!} and ${formatCount(productNames.length - 1)} more`;
}

const mostNamedProducts = 3;

function oneValue(runs: readonly ComparedRun[], of: (run: RunSummary) => unknown): boolean {
  return new Set(runs.map(({ kept }) => of(kept))).size <= 1;
}

/** What stands in the place of the rows where nothing differs. */
export function sameWords(runs: readonly ComparedRun[]): string {
  return oneValue(runs, ({ marketKey }) => marketKey)
    ? 'None: the same settings and the same data.'
    : 'None, but the same data was read in another way.';
}

/** Whether the spread of their returns can have no other reason than their seeds. */
function onlySeedsDiffer(runs: readonly ComparedRun[]): boolean {
  return (
    new Set(runs.map(({ kept }) => kept.settings.seed)).size === runs.length &&
    oneValue(runs, ({ marketKey }) => marketKey) &&
    oneValue(runs, ({ backend }) => backend) &&
    oneValue(runs, ({ step }) => step) &&
    differingRows(runs).every(({ label }) => label === settingNamed('seed').label)
  );
}

/** Why the returns of these runs do not stand on one scale, as a sentence; null where they do. */
export function scaleProblem(runs: readonly ComparedRun[]): string | null {
  if (oneValue(runs, ({ marketKey }) => marketKey)) return null;
  const markets = new Set(runs.map(({ kept }) => kept.settings.market));
  const files = new Set(runs.map(({ kept }) => kept.data?.fingerprint ?? null));
  const why =
    markets.size > 1
      ? 'They learned in different markets'
      : files.size > 1
        ? 'They learned from different data'
        : 'Their markets differ in products, values or reward';
  return `${why}, so their returns are on different scales: compare the gap closed where it is known, not the returns.`;
}

/** What the comparison shows, in figures, without more than one seed each can say. */
export function comparisonCaption(runs: readonly ComparedRun[]): string {
  const judged = runs.filter(({ kept }) => kept.best !== null);
  if (judged.length === 0) return 'None of these runs has been evaluated yet.';
  const figures = judged
    .map(({ kept }) => {
      const closed = closedGap(kept);
      const whose = closed?.isMedian ? 'gap of the median product' : 'gap';
      const gap = closed === null ? '' : ` (${closed.percent} of the ${whose})`;
      return `${kept.name}: ${formatReturn(kept.best!.meanReturn)}${gap}`;
    })
    .join('; ');
  const care = onlySeedsDiffer(runs)
    ? 'They differ only in their seeds: what separates them is luck in training, not a setting.'
    : 'One seed each: a small difference may be chance.';
  return `Highest scores – ${figures}. ${care}`;
}

export type CurveKind = 'profits' | 'evaluations' | 'episodes';

/** The curves that can be drawn: profit where some run knows it. */
export function curveKinds(runs: readonly ComparedRun[]): readonly CurveKind[] {
  return runs.some(({ profits }) => profits.length > 0)
    ? ['evaluations', 'profits', 'episodes']
    : ['evaluations', 'episodes'];
}

/** The points of every run as they were measured; beside the returns of episodes their trailing mean. */
export function comparisonTable(runs: readonly ComparedRun[], kind: CurveKind): ChartData {
  if (kind === 'profits')
    return {
      columns: ['run', 'market steps', 'profit an episode (currency)'],
      rows: runs.flatMap(({ kept, profits }) => profits.map(({ step, value }) => [kept.name, step, value])),
    };
  if (kind === 'evaluations')
    return {
      columns: ['run', 'market steps', 'evaluation return (reward)'],
      rows: runs.flatMap(({ kept, evaluations }) =>
        evaluations.map(({ step, value }) => [kept.name, step, value]),
      ),
    };
  return {
    columns: ['run', 'market steps', 'episode return (reward)', `mean of ${smoothingEpisodes} (reward)`],
    rows: runs.flatMap(({ kept, episodes }) => {
      const means = trailingMean(
        episodes.map(({ value }) => value),
        smoothingEpisodes,
      );
      return episodes.map(({ step, value }, i) => [kept.name, step, value, means[i]!]);
    }),
  };
}
