import { expect, test } from 'vitest';

import type { ReturnRow } from '../../store/series.ts';
import { byStep, returnsInWords } from './return-rows.ts';

const episode = (step: number, episodeReturn: number, smoothed: number): ReturnRow => ({
  step,
  episodeReturn,
  smoothed,
  evaluation: null,
  smoothedEvaluation: null,
});

test('byStep: episodes of parallel markets that end together are one point with a range', () => {
  const evaluation: ReturnRow = {
    step: 480,
    episodeReturn: null,
    smoothed: null,
    evaluation: 4,
    smoothedEvaluation: 3.5,
  };
  expect(byStep([episode(240, 3, 3), episode(240, 1, 2), episode(480, 5, 3), evaluation])).toEqual([
    { step: 240, returns: [1, 3], smoothed: 2, evaluation: null, smoothedEvaluation: null },
    { step: 480, returns: [5], smoothed: 3, evaluation: 4, smoothedEvaluation: 3.5 },
  ]);
});

test('returnsInWords: one, several, none', () => {
  expect(returnsInWords([2.314])).toBe('2.31');
  expect(returnsInWords([0.41, 1, 2.31])).toBe('0.41 to 2.31');
  expect(returnsInWords([])).toBeNull();
});
