// A sweep of the command line: the plan of `core/run/sweep.ts`, the page's own, as pieces of work, and its outcome in rows.

import { sweepZip } from '../../core/export/run/sweep-zip.ts';
import { defaultsFor } from '../../core/run/run-settings.ts';
import type { RunSettings, SettingName } from '../../core/run/settings.ts';
import {
  sweepRuns,
  sweptValues,
  type SweepPlan,
  type SweepRun,
  type SweptSetting,
} from '../../core/run/sweep.ts';
import {
  bestCombination,
  combinationsOf,
  metricOf,
  type AgentPrice,
  type Combination,
  type Spread,
  type SweepMetric,
  type SweepOutcome,
} from '../../core/run/sweep-result.ts';
import { median } from '../../core/statistics/summary.ts';
import type { TrainingMarket, TrainingPiece, TrainingResult } from '../jobs/kinds/training-job.ts';
import { textTable } from '../text-table.ts';
import { round } from './round.ts';

export interface PlannedPieces {
  readonly runs: readonly SweepRun[];
  /** Of the runs, in their order. */
  readonly pieces: (market: TrainingMarket) => readonly TrainingPiece[];
}

/**
 * The runs of a plan and what a worker is given of each.
 *
 * `asked` are the settings by name that were said: what was left open is decided where the market is known, as `train` does.
 *
 * @throws Error in a sentence for a plan that cannot be.
 */
export function plannedPieces(
  base: RunSettings,
  asked: TrainingPiece['settings'],
  plan: SweepPlan,
  { engine, keepModel }: Pick<TrainingPiece, 'engine' | 'keepModel'>,
): PlannedPieces {
  const runs = sweepRuns(base, plan);
  return {
    runs,
    pieces: (market) =>
      runs.map(({ changes, settings }) => ({
        market,
        settings: saidOf(settings, [...Object.keys(asked), ...Object.keys(changes)]),
        engine,
        keepModel,
      })),
  };
}

/** What was said of a run, and what is not as its agent has it by default: the rest is left open. */
function saidOf(settings: RunSettings, said: readonly string[]): TrainingPiece['settings'] {
  const usual = defaultsFor(settings.agent);
  const names = new Set([...said, 'agent', 'seed']);
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => names.has(name) || value !== usual[name as SettingName],
    ),
  );
}

/** A run with what came of it; a result is of the run in its place. */
export interface SweptRun extends SweepOutcome {
  readonly run: SweepRun;
  readonly result: TrainingResult;
}

export function sweptRuns(
  runs: readonly SweepRun[],
  results: readonly TrainingResult[],
): readonly SweptRun[] {
  return runs.map((run, i) => ({ run, result: results[i]!, settings: run.settings, best: results[i]!.best }));
}

/** Combinations, the best first, and what they are ranked by: as the page ranks them. */
export function rankedCombinations(
  swept: readonly SweptRun[],
  names: readonly SettingName[],
): { readonly metric: SweepMetric; readonly combinations: readonly Combination<SweptRun>[] } {
  const all = combinationsOf(swept, names);
  const metric = metricOf(all);
  const worth = (one: Combination<SweptRun>) => one[metric]?.median ?? Number.NEGATIVE_INFINITY;
  return { metric, combinations: all.toSorted((a, b) => worth(b) - worth(a)) };
}

/** A combination as a JSON line. */
export function combinationEntry(
  { values, runs, judged, ...spreads }: Combination<SweptRun>,
  names: readonly SettingName[],
) {
  const { profit, evaluation, gap } = spreads;
  return {
    ...Object.fromEntries(names.map((name, i) => [name, values[i]])),
    runs: runs.length,
    judged,
    profit: rounded(profit),
    return: rounded(evaluation),
    gapClosed: rounded(gap),
    medianSeconds: medianSeconds(runs),
  };
}

function rounded(spread: Spread | null): Spread | null {
  return spread && { median: round(spread.median), low: round(spread.low), high: round(spread.high) };
}

function medianSeconds(runs: readonly SweptRun[]): number {
  return round(median(runs.map(({ result }) => result.summary['secondsTraining'] as number)), 2);
}

/** A line a combination, the best first: its settings, and its figures over the seeds as `median (lowest to highest)`. */
export function sweepTable(
  { combinations }: { readonly combinations: readonly Combination<SweptRun>[] },
  names: readonly SettingName[],
): string {
  const hasProfit = combinations.some(({ profit }) => profit !== null);
  const hasGap = combinations.some(({ gap }) => gap !== null);
  const shown = (spread: Spread | null, digits: number, times = 1) =>
    spread === null
      ? '-'
      : `${(times * spread.median).toFixed(digits)} (${(times * spread.low).toFixed(digits)} to ${(times * spread.high).toFixed(digits)})`;
  return textTable(
    [
      ...names,
      'runs',
      ...(hasProfit ? ['profit an episode'] : []),
      'return',
      ...(hasGap ? ['gap closed %'] : []),
      'seconds',
    ],
    combinations.map(({ values, runs, profit, evaluation, gap }) => [
      ...values.map(String),
      String(runs.length),
      ...(hasProfit ? [shown(profit, 2)] : []),
      shown(evaluation, 3),
      ...(hasGap ? [shown(gap, 1, 100)] : []),
      medianSeconds(runs).toFixed(1),
    ]),
  );
}

/** The best one in words; null where none was evaluated. */
export function bestSentence(
  { metric, combinations }: ReturnType<typeof rankedCombinations>,
  names: readonly SettingName[],
): string | null {
  const best = bestCombination(combinations, metric);
  if (!best || combinations.length < 2) return null;
  const what = names.map((name, i) => `${name} ${best.values[i]}`).join(', ');
  return `Ranked in ${metric === 'profit' ? 'profit an episode' : 'return'}, ${what} is first.`;
}

/** The runs as a CSV; settings first. */
export function sweepCells(
  swept: readonly SweptRun[],
  names: readonly SettingName[],
): readonly (readonly (string | number | null)[])[] {
  return [
    [...names, 'seed', 'bestReturn', 'gapClosed', 'profit', 'updates', 'secondsTraining', 'lastGapClosed'],
    ...swept.map(({ settings, best, result: { summary, lastGapClosed } }) => [
      ...names.map((name) => String(settings[name])),
      settings.seed,
      summary['bestReturn'] as number | null,
      summary['gapClosed'] as number | null,
      best?.profit?.mean ?? null,
      summary['updates'] as number,
      summary['secondsTraining'] as number,
      lastGapClosed,
    ]),
  ];
}

/** Runs, evaluations and prices as the zip that the page saves; `prices` of the runs, in their order. */
export function zippedSweep(
  title: string,
  over: readonly SettingName[],
  swept: readonly SweptRun[],
  prices: readonly (readonly AgentPrice[])[],
): Uint8Array {
  const runs = swept.map(({ settings, best, result }, i) => ({
    runId: `${settings.agent}-seed-${settings.seed}-${i + 1}`,
    settings,
    state: 'finished' as const,
    best,
    evaluations: result.curve,
    prices: prices[i]!,
  }));
  return sweepZip({ title, over, runs });
}

/** `1-5,8` as 1, 2, 3, 4, 5, 8. @throws Error in a sentence. */
export function seedsOf(text: string): readonly number[] {
  const wrong = () => new Error(`sweep: --seeds is like 1-5 or 1,2,9, at most 10,000 of them, got "${text}"`);
  const seeds = text.split(',').flatMap((part) => {
    const match = /^\s*(\d{1,10})(?:\s*-\s*(\d{1,10}))?\s*$/.exec(part);
    if (!match) throw wrong();
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (to < from || to - from >= 10_000 || to >= 2 ** 31) throw wrong();
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
  if (seeds.length > 10_000) throw wrong();
  return [...new Set(seeds)];
}

/** `hiddenUnits=64,128` as a setting and its values. @throws Error in a sentence. */
export function sweptSettingOf(text: string): SweptSetting {
  const at = text.indexOf('=');
  if (at < 1 || text.slice(at + 1).trim() === '')
    throw new Error(`sweep: --vary is like hiddenUnits=64,128, got "${text}"`);
  const name = text.slice(0, at).trim() as SettingName;
  return { name, values: sweptValues(name, text.slice(at + 1)) };
}
