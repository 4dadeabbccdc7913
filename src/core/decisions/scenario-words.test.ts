import { expect, test } from 'vitest';

import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { recommendationFixture } from './recommendation-fixture.ts';
import { resultOf, usualAdvice } from './scenario.ts';
import type { Suggestion } from './suggestion.ts';
import {
  choiceRows,
  differenceRows,
  productRows,
  scenarioSentence,
  totalRows,
  type ScenarioColumn,
} from './scenario-words.ts';

const tea = (price: number | null, gain: number, objective: 'profit' | 'revenue' = 'profit') =>
  ({
    productId: 'tea',
    productName: 'Tea',
    currentPrice: 20,
    price,
    recommendation: recommendationFixture({
      action: price === 20 ? 'keep' : 'change',
      objective,
      gainPerDay: { value: gain, interval: [gain - 1, gain + 2] },
    }),
  }) as unknown as Suggestion;

const column = (
  title: string,
  suggestion: Suggestion,
  changes: Partial<ScenarioColumn> = {},
): ScenarioColumn => ({
  kept: title,
  title,
  guardrails: defaultGuardrails,
  advice: usualAdvice,
  result: resultOf([suggestion]),
  ...changes,
});

test('scenario words: totals with their interval, what was chosen otherwise, the products priced otherwise', () => {
  const columns = [
    column('Now', tea(20, 0)),
    column('Bold', tea(24, 6), {
      advice: { ...usualAdvice, level: 0.5, lean: { towards: 'revenue', weight: 0.3 } },
      guardrails: { ...defaultGuardrails, all: { ...defaultGuardrails.all, largestChangePercent: 30 } },
    }),
  ];
  const rows = Object.fromEntries(totalRows(columns).map(({ label, words }) => [label, words]));
  expect(rows['Gain a day']).toEqual(['0', expect.stringMatching(/^\+6(\.0+)? profit$/)]);
  expect(rows['95 % interval, each by itself']![0]).toBe('–');
  expect(rows['95 % interval, each by itself']![1]).toMatch(/^5(\.0+)? to 8(\.0+)?$/);
  expect(rows['Prices to change']).toEqual(['0', '1']);
  expect(Object.keys(rows)).not.toContain('Without a price');
  expect(choiceRows(columns)).toEqual([
    { label: 'Level of certainty', words: ['70 %', '50 %'] },
    { label: 'Leans to', words: ['nothing', 'revenue, 30 %'] },
    { label: 'Largest change', words: ['15 %', '30 %'] },
  ]);
  expect(productRows(columns)).toEqual({
    rows: [{ label: 'Tea', words: ['keep 20.00', expect.stringMatching(/^24\.00 \(\+6/)] }],
    more: 0,
  });
  expect(scenarioSentence(columns)).toMatch(/^Bold gains most: \+6(\.0+)? profit a day\.$/);
});

test('scenarioSentence: equal gains, and gains in different things, are said so', () => {
  expect(scenarioSentence([column('Now', tea(24, 6)), column('Same', tea(24, 6))])).toBe(
    'No one gains more than the others.',
  );
  expect(scenarioSentence([column('Now', tea(24, 6)), column('Other', tea(24, 6, 'revenue'))])).toMatch(
    /different things/,
  );
  const stuck = totalRows([column('Now', tea(null, 0))]);
  expect(stuck.at(-1)).toEqual({ label: 'Without a price', words: ['1'] });
});

test('differenceRows: how much more each earns than now, with its own interval; nothing where they count in different things', () => {
  const columns = [
    column('Now', tea(20, 0), { kept: null }),
    column('Bold', tea(24, 6)),
    column('Same', tea(20, 0)),
  ];
  const difference = {
    objective: 'profit',
    perDay: { value: 6, interval: [4.5, 7] },
    probability: 0.998,
    products: 1,
    unvalued: 0,
  } as const;
  const found = new Map([
    ['Bold', difference],
    ['Same', { ...difference, products: 0 }],
  ]);
  expect(differenceRows(columns, found)).toEqual([
    { label: 'More than now, a day', words: ['–', '+6.00', 'same prices'] },
    { label: '95 % interval of that', words: ['–', '4.50 to 7.00', 'same prices'] },
    { label: 'Chance that it earns more', words: ['–', 'over 99 %', 'same prices'] },
  ]);
  const unvalued = new Map([['Bold', { ...difference, products: 3, unvalued: 2 }]]);
  expect(differenceRows(columns, unvalued).at(-1)).toEqual({
    label: 'Products not counted there',
    words: ['–', '2', '–'],
  });
  expect(differenceRows([...columns, column('Other', tea(22, 3, 'revenue'))], found)).toEqual([]);
  expect(differenceRows(columns, new Map())).toEqual([]);
});
