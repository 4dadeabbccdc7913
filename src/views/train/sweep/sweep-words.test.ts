import { expect, test } from 'vitest';

import type { EvaluationRecord } from '../../../core/run/events.ts';
import { settingsFrom } from '../../../core/run/run-settings.ts';
import type { ShownSweep, ShownSweepRun } from '../../../store/features/sweep-feature.ts';
import { parallelLines } from './parallel-lines.ts';
import { agreementSentence, spreadWords, sweepBands, sweepSentence, sweepView } from './sweep-words.ts';

function run(gamma: number, seed: number, profits: readonly number[]): ShownSweepRun {
  const evaluations = profits.map((profit, i): EvaluationRecord => ({
    step: 100 * (i + 1),
    meanReturn: profit / 100,
    returns: [profit / 100],
    gapClosed: null,
    gapInterval: null,
    againstKeep: null,
    profit: { mean: profit, againstKeep: null },
    isBest: true,
  }));
  const state = profits.length === 0 ? 'waiting' : 'finished';
  return {
    runId: `${gamma} ${seed}`,
    settings: settingsFrom({ gamma, seed }),
    best: evaluations.at(-1) ?? null,
    evaluations,
    state,
  };
}
const sweepOf = (over: ShownSweep['over'], runs: readonly ShownSweepRun[]): ShownSweep => ({
  id: 's',
  title: '',
  over,
  runs,
  isUnderWay: false,
});

test('seeds alone: the median with lowest and highest', () => {
  const sweep = sweepOf([], [run(0.9, 1, [300, 400]), run(0.9, 2, [200, 500]), run(0.9, 3, [])]);
  const view = sweepView(sweep, {});
  expect(sweepSentence(sweep, view)).toBe(
    '2 of 3 runs finished. Profit an episode: median 450 (400 to 500) over 2 seeds.',
  );
  expect(
    sweepBands(sweep, view, 'profit')[0]!.points.map(({ median, low, high }) => [median, low, high]),
  ).toEqual([
    [250, 200, 300],
    [450, 400, 500],
  ]);
  expect(spreadWords('profit', null, 0)).toBe('–');
});

test('a sweep: the best combination, and whether luck may have ordered them', () => {
  const clear = sweepOf(
    ['gamma'],
    [run(0.9, 1, [300]), run(0.99, 1, [500]), run(0.9, 2, [310]), run(0.99, 2, [480])],
  );
  expect(sweepSentence(clear, sweepView(clear, {}))).toMatch(
    /Best: Discount.* 0.99, profit an episode 490 \(480 to 500\)\. Its worst seed beats the best seed of every other\.$/,
  );
  const overlapping = sweepOf(
    ['gamma'],
    [run(0.9, 1, [300]), run(0.99, 1, [500]), run(0.9, 2, [490]), run(0.99, 2, [480])],
  );
  expect(sweepSentence(overlapping, sweepView(overlapping, {}))).toMatch(/the order may be chance\.$/);
});

test('prices are compared among the seeds of the best combination alone', () => {
  const sweep = sweepOf(
    ['gamma'],
    [run(0.9, 1, [300]), run(0.99, 1, [500]), run(0.9, 2, [310]), run(0.99, 2, [480])],
  );
  const price = (value: number) => [{ productId: 'tea', productName: 'Tea', currentPrice: 10, price: value }];
  const view = sweepView(sweep, {
    '0.9 1': price(5),
    '0.99 1': price(11),
    '0.99 2': price(11.22),
  });
  expect(agreementSentence(view.agreement)).toBe(
    'The 2 seeds move it the same way; their prices lie within 2.0 % of one another.',
  );
  expect(agreementSentence([])).toBeNull();
});

test('parallelLines: values evenly spaced from the least, results between the worst and the best', () => {
  const sweep = sweepOf(['gamma'], [run(0.99, 1, [500]), run(0.9, 1, [300]), run(0.95, 1, [400])]);
  const { axes, lines, ends } = parallelLines(sweepView(sweep, {}).combinations, 'profit');
  expect(axes[0]!.map(({ value, share }) => [value, share])).toEqual([
    [0.9, 0],
    [0.95, 0.5],
    [0.99, 1],
  ]);
  expect(lines.map(({ shares }) => shares)).toEqual([
    [1, 1],
    [0, 0],
    [0.5, 0.5],
  ]);
  expect(ends).toEqual([300, 500]);
});
