import { formatChance } from '../../core/text/format.ts';
import { expect, test } from 'vitest';

import { formatInterval, formatUnits } from './outlook-words.ts';

test('formatProbability: draws are never certain', () => {
  expect(formatChance(1)).toBe('over 99 %');
  expect(formatChance(0)).toBe('under 1 %');
  expect(formatChance(0.874)).toBe('87 %');
});

test('formatInterval, formatUnits: figures that align', () => {
  expect(formatInterval({ value: 12, interval: [10.04, 149.6] }, formatUnits)).toBe('10.0 to 150');
  expect(formatUnits(1.234)).toBe('1.23');
});
