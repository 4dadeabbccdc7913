// What the live charts draw, derived from the records of a run: smoothed returns, reward parts by bins, losses and
// the price path, each as plain rows. Thinning to what a chart can draw is left to the charts.
//
// A number that is missing in a record (NaN) is null in a row, because charts leave a gap at null.

import type { EpisodeRecord, EvaluationRecord, LossRecord } from '../core/run/events.ts';
import type { PathPoint } from '../core/market/path-point.ts';
import { finiteOrNull } from '../core/statistics/or-null.ts';
import { exponentialMean } from './exponential-mean.ts';

/** Episodes in the trailing mean of the learning curve, where no other smoothing is chosen. */
export const smoothingEpisodes = 20;

/**
 * Trailing mean: `out[t]` is the mean of the `window` values ending at `t`, that one included; the first
 * `window - 1` entries average what there is. Values that are not finite are left out (NaN where none is left).
 */
export function trailingMean(values: readonly number[], window: number): Float64Array {
  const out = new Float64Array(values.length);
  let sum = 0;
  let count = 0;
  for (let index = 0; index < values.length; index++) {
    const entering = values[index]!;
    if (Number.isFinite(entering)) {
      sum += entering;
      count += 1;
    }
    const leaving = values[index - window];
    if (leaving !== undefined && Number.isFinite(leaving)) {
      sum -= leaving;
      count -= 1;
    }
    out[index] = count > 0 ? sum / count : Number.NaN;
  }
  return out;
}

/** One row of the learning curve: an episode, or an evaluation between two episodes. */
export interface ReturnRow {
  /** Market steps done. */
  readonly step: number;
  readonly episodeReturn: number | null;
  /** Of the episodes. */
  readonly smoothed: number | null;
  readonly evaluation: number | null;
  readonly smoothedEvaluation: number | null;
}

/** The line through the returns of episodes: their exponential mean, or their trailing mean where none is chosen. [returns] */
export function smoothedReturns(returns: readonly number[], smoothing: number): Float64Array {
  return smoothing > 0 ? exponentialMean(returns, smoothing) : trailingMean(returns, smoothingEpisodes);
}

/** A row per finished episode, in order, with the line through them; `smoothing`: the weight of its exponential mean. */
export function episodeRows(episodes: readonly EpisodeRecord[], smoothing = 0): readonly ReturnRow[] {
  const smoothed = smoothedReturns(
    episodes.map((episode) => episode.episodeReturn),
    smoothing,
  );
  return episodes.map((episode, index) => ({
    step: episode.step,
    episodeReturn: finiteOrNull(episode.episodeReturn),
    smoothed: finiteOrNull(smoothed[index]!),
    evaluation: null,
    smoothedEvaluation: null,
  }));
}

/** A row per evaluation, in order, with their exponential mean. */
export function evaluationRows(
  evaluations: readonly EvaluationRecord[],
  smoothing = 0,
): readonly ReturnRow[] {
  const smoothed = exponentialMean(
    evaluations.map(({ meanReturn }) => meanReturn),
    smoothing,
  );
  return evaluations.map((evaluation, index) => ({
    step: evaluation.step,
    episodeReturn: null,
    smoothed: null,
    evaluation: finiteOrNull(evaluation.meanReturn),
    smoothedEvaluation: finiteOrNull(smoothed[index]!),
  }));
}

/** Two lists of rows, each ascending in `step`, as one such list; at the same step the first list's rows come first. */
export function mergeBySteps(
  first: readonly ReturnRow[],
  second: readonly ReturnRow[],
): readonly ReturnRow[] {
  const merged: ReturnRow[] = [];
  let next = 0;
  for (const row of first) {
    while (next < second.length && second[next]!.step < row.step) merged.push(second[next++]!);
    merged.push(row);
  }
  return [...merged, ...second.slice(next)];
}

/** Mean reward of each part over a run of neighbouring episodes. */
export interface PartBin {
  /** First and last episode of the bin, counted from 1. */
  readonly firstEpisode: number;
  readonly lastEpisode: number;
  /** Mean over the bin's episodes, one per part, in the order of the run's `rewardPartNames`. */
  readonly means: readonly number[];
}

/**
 * The episodes in at most `limit` bins of equal length (the last one may be shorter), oldest first. The bin length is
 * a power of two, so that bins already drawn keep their place while episodes arrive.
 */
export function rewardPartBins(
  episodes: readonly EpisodeRecord[],
  partCount: number,
  limit: number,
): readonly PartBin[] {
  let length = 1;
  while (Math.ceil(episodes.length / length) > limit) length *= 2;
  const bins: PartBin[] = [];
  for (let start = 0; start < episodes.length; start += length) {
    const end = Math.min(start + length, episodes.length);
    const means = new Array<number>(partCount).fill(0);
    for (let episode = start; episode < end; episode++) {
      const parts = episodes[episode]!.parts;
      for (let part = 0; part < partCount; part++) {
        const value = parts[part] ?? 0;
        means[part]! += (Number.isFinite(value) ? value : 0) / (end - start);
      }
    }
    bins.push({ firstEpisode: start + 1, lastEpisode: end, means });
  }
  return bins;
}

/**
 * Bins that have a width where they are drawn: episodes of parallel markets that end at the same place are one bin.
 *
 * @param placeAfter - where the axis stands after so many episodes.
 */
export function binsWithWidth(
  bins: readonly PartBin[],
  placeAfter: (episodes: number) => number,
): readonly PartBin[] {
  const wide: PartBin[] = [];
  for (const bin of bins) {
    const before = wide.at(-1);
    const isFlat = placeAfter(bin.lastEpisode) === placeAfter(bin.firstEpisode - 1);
    if (before && isFlat) wide[wide.length - 1] = joinedBin(before, bin);
    else wide.push(bin);
  }
  return wide;
}

function joinedBin(first: PartBin, second: PartBin): PartBin {
  const episodesOf = ({ firstEpisode, lastEpisode }: PartBin) => lastEpisode - firstEpisode + 1;
  const share = episodesOf(second) / (episodesOf(first) + episodesOf(second));
  return {
    firstEpisode: first.firstEpisode,
    lastEpisode: second.lastEpisode,
    means: first.means.map((mean, part) => (1 - share) * mean + share * second.means[part]!),
  };
}

/** A stacked step area's row: what lies above zero and what lies below it, part by part. */
export interface StackRow {
  /** Where the step begins on the axis; in the closing row the end of the last bin. */
  readonly x: number;
  readonly bin: PartBin;
  /** The part's mean where positive, else 0. One per part. */
  readonly above: readonly number[];
  /** The part's mean where negative, else 0. One per part. */
  readonly below: readonly number[];
}

/**
 * Bins as rows of two stacks, so that negative parts hang below zero instead of being cut out of the positive ones.
 * A closing row repeats the last bin, so that its step has a width.
 *
 * @param placeAfter - where the axis stands after so many episodes.
 */
export function stackRows(
  bins: readonly PartBin[],
  placeAfter: (episodes: number) => number,
): readonly StackRow[] {
  const last = bins.at(-1);
  if (!last) return [];
  const row = (x: number, bin: PartBin): StackRow => ({
    x,
    bin,
    above: bin.means.map((mean) => Math.max(mean, 0)),
    below: bin.means.map((mean) => Math.min(mean, 0)),
  });
  return [
    ...bins.map((bin) => row(placeAfter(bin.firstEpisode - 1), bin)),
    row(placeAfter(last.lastEpisode), last),
  ];
}

export type LossName = 'criticLoss' | 'actorLoss' | 'meanQ' | 'temperature' | 'entropy';
type LossFigures = Readonly<Record<LossName, number | null>>;

export interface LossRow extends LossFigures {
  readonly step: number;
  /** The exponential mean of each figure. */
  readonly smoothed: LossFigures;
}

/** A row per report of the learner, in order; `smoothing`: the weight of the exponential mean. */
export function lossRows(losses: readonly LossRecord[], smoothing = 0): readonly LossRow[] {
  const meansOf = (name: LossName) =>
    exponentialMean(
      losses.map((loss) => loss[name]),
      smoothing,
    );
  const means = smoothing > 0 ? lossFigures(meansOf) : null;
  return losses.map((loss, index) => {
    const measured = lossFigures((name) => finiteOrNull(loss[name]));
    const smoothed = means && lossFigures((name) => finiteOrNull(means[name][index]!));
    return { step: loss.step, ...measured, smoothed: smoothed ?? measured };
  });
}

function lossFigures<T>(of: (name: LossName) => T): Readonly<Record<LossName, T>> {
  return {
    criticLoss: of('criticLoss'),
    actorLoss: of('actorLoss'),
    meanQ: of('meanQ'),
    temperature: of('temperature'),
    entropy: of('entropy'),
  };
}

export interface PathRow {
  /** Where the day's step begins: the day, or the end of the last day in the closing row. */
  readonly at: number;
  readonly day: number;
  readonly price: number | null;
  readonly units: number | null;
  readonly inventory: number | null;
  readonly competitorPrice: number | null;
}

/** A row per day; a closing row repeats the last day, so that its step has a width. */
export function pathRows(path: readonly PathPoint[]): readonly PathRow[] {
  const row = (point: PathPoint, at: number): PathRow => ({
    at,
    day: point.day,
    price: finiteOrNull(point.price),
    units: finiteOrNull(point.units),
    inventory: finiteOrNull(point.inventory),
    competitorPrice: finiteOrNull(point.competitorPrice),
  });
  const last = path.at(-1);
  return last ? [...path.map((point) => row(point, point.day)), row(last, last.day + 1)] : [];
}

/** Mean return of the last `smoothingEpisodes` episodes and how many these are; null before the first. */
export function recentReturn(
  episodes: readonly EpisodeRecord[],
): { readonly mean: number; readonly episodes: number } | null {
  const recent = episodes
    .slice(-smoothingEpisodes)
    .filter((episode) => Number.isFinite(episode.episodeReturn));
  if (recent.length === 0) return null;
  const sum = recent.reduce((total, episode) => total + episode.episodeReturn, 0);
  return { mean: sum / recent.length, episodes: recent.length };
}
