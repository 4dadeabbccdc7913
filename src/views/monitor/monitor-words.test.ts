import { expect, test } from 'vitest';

import type { Alert } from '../../core/monitor/alerts.ts';
import type { SalesWatch } from '../../core/monitor/watch.ts';
import {
  alertsSentence,
  comparedSentence,
  differenceText,
  driftWords,
  levelSentence,
} from './monitor-words.ts';

const alert = (urgency: Alert['urgency']) => ({ urgency }) as Alert;

test('alertsSentence: how many, and how many now', () => {
  expect(alertsSentence([])).toMatch(/^No alert/);
  expect(alertsSentence([alert('soon')])).toBe('1 alert, none of them urgent.');
  expect(alertsSentence([alert('now'), alert('watch')])).toBe('2 alerts, 1 to act on now.');
});

test('differenceText: sold against expected, with its sign', () => {
  const interval = [0, 0] as const;
  expect(differenceText({ units: 112, expected: 100, interval })).toBe('+12.0 %');
  expect(differenceText({ units: 88, expected: 100, interval })).toBe('-12.0 %');
  expect(differenceText(null)).toBe('–');
});

test('levelSentence: the change in words, never a signed "less"', () => {
  const drift = {
    change: Math.log(0.6),
    standardError: 0.1,
    interval: [Math.log(0.5), Math.log(1.1)] as const,
    pValue: 0.0001,
  };
  expect(levelSentence(drift)).toBe(
    'At the same price, 40.0 % less is sold than before (95 % interval -50.0 % to +10.0 %, p below 0.001).',
  );
});

test('comparedSentence: what is new, absent or replaced is said', () => {
  const watch = {
    fileName: 'new.csv',
    firstDay: 20361,
    lastDay: 20388,
    products: [{}, {}],
    absent: [{}],
    fresh: [{}, {}],
    replacedRows: 3,
  } as unknown as SalesWatch;
  expect(comparedSentence(watch)).toBe(
    '"new.csv" covers 30 Sep 2025 to 27 Oct 2025 for 2 products. 1 product of the loaded file is not in it. ' +
      '2 products are new and cannot be compared. 3 rows of days that both files have will be taken from the newer one.',
  );
});

test('driftWords: counts each kind there is', () => {
  const drifts = [
    { productId: 'a', kind: 'lessDemand' },
    { productId: 'b', kind: 'dearerCost' },
  ] as const;
  expect(driftWords(drifts)).toBe('Of the products, 1 sells less, 1 costs more to buy');
  expect(driftWords([])).toBe('No product changes');
});
