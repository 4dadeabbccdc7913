import { expect, test } from 'vitest';

import { dayFromCivil } from '../table/day-numbers.ts';
import {
  calendarCell,
  calendarTable,
  datedChecks,
  datedSteps,
  stockCell,
  stockTable,
} from './calendar-rows.ts';
import { recommendationFixture } from './recommendation-fixture.ts';
import type { PriceCalendar } from './recommendation.ts';
import type { StockPlan } from './stock-rule.ts';
import type { Suggestion } from './suggestion.ts';

const steps = [
  { day: 0, price: 11.5 },
  { day: 7, price: 13.2 },
];

function suggestion(
  firstDay: number | null,
  candidate: 'schedule' | 'demandOptimum' = 'schedule',
  stock?: StockPlan,
): Suggestion {
  const { candidates, ...rest } = recommendationFixture({ candidate });
  const calendar: PriceCalendar = {
    firstDay,
    steps,
    untriedFrom: null,
    ...(stock ? { stock } : {}),
    overHeld: { value: 2, interval: [1, 3] },
    probabilityOverHeld: 0.9,
  };
  const schedule = { ...candidates[1]!, name: 'schedule' as const, isSchedule: true, calendar };
  const recommendation = { ...rest, candidates: [...candidates, schedule] };
  return { productId: 'P1', productName: 'Tea', recommendation } as unknown as Suggestion;
}

test('datedSteps: dates where the file has them, else days counted from 1', () => {
  const calendar = (firstDay: number | null) =>
    suggestion(firstDay).recommendation.candidates.find(({ name }) => name === 'schedule')!.calendar!;
  expect(datedSteps(calendar(dayFromCivil(2026, 1, 28))).map(({ from }) => from)).toEqual([
    '2026-01-28',
    '2026-02-04',
  ]);
  expect(datedSteps(calendar(null)).map(({ from }) => from)).toEqual(['day 1', 'day 8']);
});

test('calendarCell and calendarTable: only where the calendar is what is recommended', () => {
  const followed = suggestion(dayFromCivil(2026, 1, 28));
  const held = suggestion(dayFromCivil(2026, 1, 28), 'demandOptimum');
  expect(calendarCell(followed)).toBe('2026-01-28 11.50; 2026-02-04 13.20');
  expect(calendarCell(held)).toBeNull();
  expect(calendarTable([held])).toBeNull();
  expect(calendarTable([held, followed])).toEqual([
    ['product_id', 'product_name', 'from', 'price'],
    ['P1', 'Tea', '2026-01-28', 11.5],
    ['P1', 'Tea', '2026-02-04', 13.2],
  ]);
});

test('stockCell and stockTable: prices by what is left, where they follow it', () => {
  const followed = suggestion(dayFromCivil(2026, 1, 28), 'schedule', {
    rule: {
      stock: 100,
      price: 11.5,
      exponent: 0.5,
      lowest: 8,
      highest: 20,
      demandLeft: [1, 0.9, 0.8, 0.7, 0.6, 0.5],
    },
    expectedLeft: [100, 90, 80, 70, 60, 50],
  });
  expect(stockCell(followed)).toBe('2026-02-02 50 left 11.50, 63 left 10.21, 38 left 13.21');
  expect(stockTable([followed])).toEqual([
    [
      'product_id',
      'product_name',
      'on',
      'planned_left',
      'price',
      'if_so_many_left',
      'then_price',
      'if_so_few_left',
      'then_price',
    ],
    ['P1', 'Tea', '2026-02-02', 50, 11.5, 63, 10.21, 38, 13.21],
  ]);
  const held = suggestion(dayFromCivil(2026, 1, 28));
  expect(stockCell(held)).toBeNull();
  expect(stockTable([held])).toBeNull();
  const calendar = held.recommendation.candidates.find(({ name }) => name === 'schedule')!.calendar!;
  expect(datedChecks(calendar)).toEqual([]);
});
