import { expect, test } from 'vitest';

import type { EpisodeRecord, EvaluationRecord } from '../core/run/events.ts';
import {
  binsWithWidth,
  episodeRows,
  evaluationRows,
  lossRows,
  mergeBySteps,
  pathRows,
  recentReturn,
  rewardPartBins,
  stackRows,
  trailingMean,
} from './series.ts';

const episode = (step: number, episodeReturn: number, parts: readonly number[] = []): EpisodeRecord => ({
  step,
  episodeReturn,
  parts,
  days: 30,
  product: 0,
});
const evaluation = (step: number, meanReturn: number): EvaluationRecord => ({
  step,
  meanReturn,
  returns: [meanReturn],
  gapClosed: null,
  gapInterval: null,
  againstKeep: null,
  isBest: false,
});

test('trailingMean: averages the window ending at each value, and what there is at the start', () => {
  expect([...trailingMean([1, 3, 5, 7], 2)]).toEqual([1, 2, 4, 6]); // 1; (1+3)/2; (3+5)/2; (5+7)/2
});

test('trailingMean: leaves out what is not a number', () => {
  expect([...trailingMean([Number.NaN, 2, Number.NaN, 4], 2)]).toEqual([Number.NaN, 2, 2, 4]);
});

test('episodeRows: smooths over the last twenty episodes', () => {
  const rows = episodeRows(Array.from({ length: 25 }, (_, index) => episode((index + 1) * 30, index)));
  expect(rows[24]).toEqual({
    step: 750,
    episodeReturn: 24,
    smoothed: 14.5,
    evaluation: null,
    smoothedEvaluation: null,
  }); // mean of 5..24
});

test('episodeRows, evaluationRows: with a weight, the exponential mean', () => {
  const [, row] = episodeRows([episode(30, 1), episode(60, 0.5)], 0.6);
  expect(row!.smoothed).toBeCloseTo(0.6875, 12);
  const [, evaluated] = evaluationRows([evaluation(30, 1), evaluation(60, 0.5)], 0.6);
  expect(evaluated!.evaluation).toBe(0.5);
  expect(evaluated!.smoothedEvaluation).toBeCloseTo(0.6875, 12);
});

test('mergeBySteps: keeps both lists in order, episodes before an evaluation at the same step', () => {
  const merged = mergeBySteps(
    episodeRows([episode(30, 1), episode(60, 2), episode(90, 3)]),
    evaluationRows([evaluation(0, 9), evaluation(60, 8), evaluation(120, 7)]),
  );
  expect(merged.map((row) => [row.step, row.evaluation])).toEqual([
    [0, 9],
    [30, null],
    [60, null],
    [60, 8],
    [90, null],
    [120, 7],
  ]);
});

test('rewardPartBins: one bin an episode while they fit', () => {
  expect(rewardPartBins([episode(1, 0, [1, -2]), episode(2, 0, [3, 4])], 2, 100)).toEqual([
    { firstEpisode: 1, lastEpisode: 1, means: [1, -2] },
    { firstEpisode: 2, lastEpisode: 2, means: [3, 4] },
  ]);
});

test('rewardPartBins: means over equal bins, never more than the limit, the last one shorter', () => {
  const bins = rewardPartBins(
    [1, 2, 3, 4, 5].map((value) => episode(value, 0, [value])),
    1,
    3,
  );
  expect(bins).toEqual([
    { firstEpisode: 1, lastEpisode: 2, means: [1.5] },
    { firstEpisode: 3, lastEpisode: 4, means: [3.5] },
    { firstEpisode: 5, lastEpisode: 5, means: [5] },
  ]);
});

test('stackRows: positive and negative parts go into separate stacks that sum to the means', () => {
  const bins = rewardPartBins([episode(1, 0, [1, -2])], 2, 100);
  const placeAfter = (episodes: number) => 30 * episodes;
  expect(stackRows(bins, placeAfter)).toEqual([
    { x: 0, bin: bins[0], above: [1, 0], below: [0, -2] },
    { x: 30, bin: bins[0], above: [1, 0], below: [0, -2] },
  ]);
  expect(stackRows([], placeAfter)).toEqual([]);
});

test('binsWithWidth: episodes that end at the same place are one bin, each weighing the same', () => {
  const bins = rewardPartBins(
    [1, 2, 6, 8].map((value) => episode(value, 0, [value])),
    1,
    100,
  );
  const places = [0, 480, 480, 480, 960]; // three parallel markets, then one episode
  expect(binsWithWidth(bins, (episodes) => places[episodes]!)).toEqual([
    { firstEpisode: 1, lastEpisode: 3, means: [3] },
    { firstEpisode: 4, lastEpisode: 4, means: [8] },
  ]);
  expect(binsWithWidth(bins, (episodes) => episodes)).toEqual(bins);
});

test('lossRows: what an agent has not is a gap, and smoothed figures stand beside those measured', () => {
  const first = {
    step: 5,
    updates: 5,
    criticLoss: 0,
    actorLoss: -1,
    temperature: Number.NaN,
    entropy: Number.NaN,
    meanQ: 2,
  };
  const second = { ...first, step: 9, criticLoss: 1 };
  const figures = { criticLoss: 0, actorLoss: -1, meanQ: 2, temperature: null, entropy: null };
  expect(lossRows([first, second])[0]).toEqual({ step: 5, ...figures, smoothed: figures });
  const [, smoothed] = lossRows([first, second], 0.5);
  expect(smoothed!.criticLoss).toBe(1);
  expect(smoothed!.smoothed.criticLoss).toBeCloseTo(2 / 3, 12); // (0.5 * 0 + 0.5 * 1) / (1 - 0.25)
});

test('pathRows: no stock and no rival are gaps, and the last day has a width', () => {
  expect(
    pathRows([{ day: 0, price: 20, units: 90, inventory: Number.NaN, competitorPrice: Number.NaN }]),
  ).toEqual([
    { at: 0, day: 0, price: 20, units: 90, inventory: null, competitorPrice: null },
    { at: 1, day: 0, price: 20, units: 90, inventory: null, competitorPrice: null },
  ]);
  expect(pathRows([])).toEqual([]);
});

test('recentReturn: mean of the last twenty episodes', () => {
  expect(recentReturn([])).toBeNull();
  expect(recentReturn([episode(1, 1), episode(2, 2)])).toEqual({ mean: 1.5, episodes: 2 });
  const many = Array.from({ length: 40 }, (_, index) => episode(index, index));
  expect(recentReturn(many)).toEqual({ mean: 29.5, episodes: 20 }); // mean of 20..39
});
