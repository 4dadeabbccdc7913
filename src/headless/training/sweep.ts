// A sweep: one market, and every combination of agents, settings and seeds as a run of its own. Split into pieces here, and
// put together again per combination over its seeds.

import { median } from '../../core/statistics/summary.ts';
import type { TrainingMarket, TrainingPiece, TrainingResult } from '../jobs/kinds/training.ts';
import { textTable } from '../text-table.ts';
import { round } from './round.ts';

type SettingValue = string | number | boolean;

/** One setting and the values it takes in turn. */
export interface Variation {
  readonly name: string;
  readonly values: readonly SettingValue[];
}

export interface Sweep {
  readonly market: TrainingMarket;
  readonly settings: TrainingPiece['settings'];
  readonly variations: readonly Variation[];
  readonly seeds: readonly number[];
  readonly engine: TrainingPiece['engine'];
  readonly keepModels: boolean;
}

/** What differs from run to run but the seed: `{"hiddenUnits": 64, "gamma": 0.9}`. */
type Combination = Readonly<Record<string, SettingValue>>;

export interface SweepRun {
  readonly combination: Combination;
  readonly seed: number;
  readonly piece: TrainingPiece;
}

/** Combination after combination, in each seed after seed. */
export function sweepRuns({
  market,
  settings,
  variations,
  seeds,
  engine,
  keepModels,
}: Sweep): readonly SweepRun[] {
  return combinations(variations).flatMap((combination) =>
    seeds.map((seed) => ({
      combination,
      seed,
      piece: { market, settings: { ...settings, ...combination, seed }, engine, keepModel: keepModels },
    })),
  );
}

function combinations(variations: readonly Variation[]): readonly Combination[] {
  return variations.reduce<readonly Combination[]>(
    (all, { name, values }) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

/** A combination over its seeds; the score is the gap closed, or the return where a market has no optimum. */
export interface SweepRow {
  readonly combination: Combination;
  readonly runs: number;
  readonly measure: 'gapClosed' | 'return';
  readonly median: number | null;
  readonly worst: number | null;
  readonly best: number | null;
  /** In the order of the seeds. */
  readonly scores: readonly (number | null)[];
  readonly medianSeconds: number;
}

/** `results` belong to `runs`, in their order. */
export function sweepRows(
  runs: readonly SweepRun[],
  results: readonly TrainingResult[],
): readonly SweepRow[] {
  const groups = new Map<string, { combination: Combination; results: TrainingResult[] }>();
  runs.forEach(({ combination }, i) => {
    const key = JSON.stringify(combination);
    const group = groups.get(key) ?? { combination, results: [] };
    group.results.push(results[i]!);
    groups.set(key, group);
  });
  const hasGap = results.some(({ summary }) => summary['gapClosed'] !== null);
  return [...groups.values()].map(({ combination, results: own }) => {
    const scores = own.map(({ summary }) => summary[hasGap ? 'gapClosed' : 'bestReturn'] as number | null);
    const known = scores.filter((score) => score !== null);
    return {
      combination,
      runs: own.length,
      measure: hasGap ? 'gapClosed' : 'return',
      median: known.length === 0 ? null : round(median(known)),
      worst: known.length === 0 ? null : Math.min(...known),
      best: known.length === 0 ? null : Math.max(...known),
      scores,
      medianSeconds: round(median(own.map(({ summary }) => summary['secondsTraining'] as number)), 2),
    };
  });
}

/** A line a combination: its settings, and the score over its seeds. */
export function sweepTable(rows: readonly SweepRow[]): string {
  const names = Object.keys(rows[0]?.combination ?? {});
  const isGap = rows[0]?.measure === 'gapClosed';
  const shown = (value: number | null) =>
    value === null ? '-' : isGap ? (100 * value).toFixed(1) : value.toFixed(3);
  return textTable(
    [...names, 'runs', isGap ? 'gap closed %, median' : 'return, median', 'worst', 'best', 'seconds', 'each'],
    rows.map((row) => [
      ...names.map((name) => String(row.combination[name])),
      String(row.runs),
      shown(row.median),
      shown(row.worst),
      shown(row.best),
      row.medianSeconds.toFixed(1),
      row.scores.map(shown).join(' '),
    ]),
  );
}

/** The rows as a CSV; settings first. */
export function sweepCells(
  runs: readonly SweepRun[],
  results: readonly TrainingResult[],
): readonly (readonly (string | number | null)[])[] {
  const names = Object.keys(runs[0]?.combination ?? {});
  const figures = ['bestReturn', 'gapClosed', 'updates', 'secondsTraining'] as const;
  return [
    [...names, 'seed', ...figures, 'lastGapClosed'],
    ...runs.map(({ combination, seed }, i) => [
      ...names.map((name) => String(combination[name])),
      seed,
      ...figures.map((figure) => results[i]!.summary[figure] as number | null),
      results[i]!.lastGapClosed,
    ]),
  ];
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
export function variationOf(text: string): Variation {
  const at = text.indexOf('=');
  const name = text.slice(0, at).trim();
  const values = text
    .slice(at + 1)
    .split(',')
    .map((value) => value.trim());
  if (at < 1 || name === '' || values.some((value) => value === ''))
    throw new Error(`sweep: --vary is like hiddenUnits=64,128, got "${text}"`);
  if (name === 'seed') throw new Error('sweep: seeds are named by --seeds 1-5');
  return { name, values: values.map(valueOf) };
}

function valueOf(text: string): SettingValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return Number.isNaN(Number(text)) ? text : Number(text);
}
