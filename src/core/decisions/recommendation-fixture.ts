// A recommendation for tests that are about something else.

import { noGain, type Recommendation } from './recommendation.ts';

/** A change from 20.00 to 21.50 that gains 4 of profit a day with probability 0.75; `changes` overrule. */
export function recommendationFixture(changes: Partial<Recommendation> = {}): Recommendation {
  const gainPerDay = { value: 4, interval: [-1, 9] } as const;
  return {
    action: 'change',
    candidate: 'demandOptimum',
    isForced: false,
    forcedBy: null,
    level: 0.7,
    objective: 'profit',
    horizonDays: 30,
    gainPerDay,
    gainPerYear: { value: 1460, interval: [-365, 3285] },
    probability: 0.75,
    candidates: [
      {
        name: 'keep',
        price: 20,
        wish: 20,
        isSchedule: false,
        gainPerDay: noGain,
        probability: 0,
        lossProbability: 0,
      },
      {
        name: 'demandOptimum',
        price: 21.5,
        wish: 22,
        isSchedule: false,
        gainPerDay,
        probability: 0.75,
        lossProbability: 0.08,
      },
      {
        name: 'agent',
        price: 23,
        wish: 23.456789,
        isSchedule: false,
        gainPerDay: { value: -2, interval: [-9, 5] },
        probability: 0.3,
        lossProbability: 0.6,
      },
    ],
    test: null,
    joint: null,
    sentence: 'Change 20.00 to 21.50.',
    ...changes,
  };
}
