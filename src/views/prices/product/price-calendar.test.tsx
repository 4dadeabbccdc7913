// @vitest-environment jsdom

import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { recommendationFixture } from '../../../core/decisions/recommendation-fixture.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { dayFromCivil } from '../../../core/table/day-numbers.ts';
import { draw } from '../../component-fixture.tsx';
import { PriceCalendarPanel } from './price-calendar.tsx';

const { candidates, ...rest } = recommendationFixture();
const schedule = {
  ...candidates[1]!,
  name: 'schedule' as const,
  isSchedule: true,
  calendar: {
    firstDay: dayFromCivil(2026, 1, 28),
    steps: [
      { day: 0, price: 23 },
      { day: 7, price: 18 },
    ],
    untriedFrom: null,
    overHeld: { value: 2, interval: [1, 3] as const },
    probabilityOverHeld: 0.9,
  },
};

function suggestion(candidate: 'schedule' | 'demandOptimum'): Suggestion {
  const recommendation = { ...rest, candidate, candidates: [...candidates, schedule] };
  return { currentPrice: 20, recommendation } as unknown as Suggestion;
}

test('PriceCalendarPanel: a row for every step, against today’s price, and what it brings over a held one', () => {
  draw(<PriceCalendarPanel suggestion={suggestion('schedule')} />);
  const rows = within(screen.getByRole('table', { name: 'Prices by day' })).getAllByRole('row');
  expect(rows.map((row) => row.textContent)).toEqual([
    expect.stringContaining('From'),
    expect.stringMatching(/28.*23\.00.*15/),
    expect.stringMatching(/4.*18\.00.*10/),
  ]);
  expect(screen.getByText(/\+2\.00 profit a day over the best single price/)).toBeDefined();
});

test('PriceCalendarPanel: nothing where one price is held', () => {
  draw(<PriceCalendarPanel suggestion={suggestion('demandOptimum')} />);
  expect(screen.queryByRole('table')).toBeNull();
});

test('PriceCalendarPanel: what to charge where the stock goes otherwise', () => {
  const stock = {
    rule: {
      stock: 100,
      price: 23,
      exponent: 0.5,
      lowest: 10,
      highest: 40,
      demandLeft: [1, 0.9, 0.8, 0.7, 0.6, 0.5],
    },
    expectedLeft: [100, 90, 80, 70, 60, 50],
  };
  const { recommendation, ...of } = suggestion('schedule');
  const candidates = recommendation.candidates.map((one) =>
    one.calendar ? { ...one, calendar: { ...one.calendar, stock } } : one,
  );
  draw(<PriceCalendarPanel suggestion={{ ...of, recommendation: { ...recommendation, candidates } }} />);
  const rows = within(screen.getByRole('table', { name: 'Prices by stock left' })).getAllByRole('row');
  expect(rows[1]!.textContent).toMatch(/2.*Feb.*23\.00 at 50.*20\.42 at 63.*26\.42 at 38/);
});
