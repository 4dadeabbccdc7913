// The sentence under each chart: what it shows now, in figures. Pure, so that the wording is tested.

import type { Baselines, EpisodeRecord, LossRecord } from '../../core/run/events.ts';
import type { PathPoint } from '../../core/market/path-point.ts';
import type { Period } from '../../core/table/period-word.ts';
import type { ChartView } from '../../store/features/chart-view-feature.ts';
import { recentReturn, smoothingEpisodes, type PartBin } from '../../store/series.ts';
import {
  formatCount,
  formatCountOf,
  formatMoney,
  formatReturn,
  formatSignificant,
  upperFirst,
  withSign,
} from '../../core/text/format.ts';
import { partLabel } from './part-labels.ts';

export { formatReturn };

/** What the last episodes returned, beside keeping the price. */
export function returnCaption(episodes: readonly EpisodeRecord[], baselines: Baselines | null): string {
  const recent = recentReturn(episodes);
  const keep = baselines ? `keeping the price returns ${formatReturn(baselines.keepPrice)}` : null;
  if (!recent) return keep === null ? '' : `No episode has ended yet; ${keep}.`;
  const last =
    recent.episodes === 1
      ? `The first episode returned ${formatReturn(recent.mean)}`
      : `The last ${recent.episodes} episodes returned ${formatReturn(recent.mean)} on average`;
  return keep === null ? `${last}.` : `${last}; ${keep}.`;
}

/** Which part pays most and which costs most in the last bin. */
export function partsCaption(bins: readonly PartBin[], names: readonly string[]): string {
  const last = bins.at(-1);
  if (!last) return '';
  const parts = names.map((name, index) => ({
    label: partLabel(name).toLowerCase(),
    mean: last.means[index] ?? 0,
  }));
  const most = parts.reduce((a, b) => (b.mean > a.mean ? b : a));
  const least = parts.reduce((a, b) => (b.mean < a.mean ? b : a));
  const where =
    last.firstEpisode === last.lastEpisode
      ? `In episode ${formatCount(last.lastEpisode)}`
      : `In episodes ${formatCount(last.firstEpisode)} to ${formatCount(last.lastEpisode)}`;
  const pays =
    most.mean > 0
      ? `${most.label} paid most (${withSign(most.mean, formatReturn)} an episode)`
      : 'no part paid';
  const costs =
    least.mean < 0
      ? `${least.label} cost most (${withSign(least.mean, formatReturn)})`
      : 'none cost anything';
  return `${where} ${pays}; ${costs}.`;
}

/** How the price moved over the episode shown, and what it sold. */
export function pathCaption(path: readonly PathPoint[], period: Period): string {
  const first = path[0];
  const last = path.at(-1);
  if (!first || !last) return '';
  const prices = path.map((point) => point.price).filter(Number.isFinite);
  const units = path.reduce((sum, point) => sum + (Number.isFinite(point.units) ? point.units : 0), 0);
  const range =
    prices.length === 0
      ? ''
      : `: prices from ${formatMoney(Math.min(...prices))} to ${formatMoney(Math.max(...prices))}`;
  const stock = Number.isFinite(last.inventory) ? `, ${formatSignificant(last.inventory)} left in stock` : '';
  return `${formatCountOf(path.length, period)} of the latest episode${range}; ${formatSignificant(units)} units sold${stock}.`;
}

/** The learner's latest figures. */
export function lossCaption(losses: readonly LossRecord[]): string {
  const last = losses.at(-1);
  if (!last) return '';
  const hasCritic = Number.isFinite(last.criticLoss);
  const figures = hasCritic
    ? [`critic loss ${formatSignificant(last.criticLoss)}`, `mean Q ${formatSignificant(last.meanQ)}`]
    : [`actor loss ${formatSignificant(last.actorLoss)}`];
  if (Number.isFinite(last.temperature)) figures.push(`temperature ${formatSignificant(last.temperature)}`);
  if (Number.isFinite(last.entropy)) figures.push(`entropy ${formatSignificant(last.entropy)} nats`);
  return `After ${formatCountOf(last.updates, 'update')}: ${figures.join(', ')}.`;
}

/** How the lines differ from what was measured, as a sentence to go on with; empty where they do not. */
export function viewWords({
  smoothing,
  ignoresOutliers,
}: Pick<ChartView, 'smoothing' | 'ignoresOutliers'>): string {
  const smoothed = smoothing > 0 ? [`smoothed ${smoothing.toFixed(2)}, faint as measured`] : [];
  const words = [...smoothed, ...(ignoresOutliers ? ['outliers cut off'] : [])].join('; ');
  return words === '' ? '' : ` ${upperFirst(words)}.`;
}

/** What will be drawn, while there is nothing yet. */
export const emptyWords = {
  returns: `Each finished episode, its mean over the last ${smoothingEpisodes}, the evaluations and the simple policies will appear here.`,
  parts: 'What each part of the reward paid or cost, episode by episode, will appear here.',
  path: 'The prices of the latest episode, step by step, and what they sold will appear here.',
  losses:
    'The learner’s losses, its value estimate and its temperature will appear here with the first updates.',
} as const;
