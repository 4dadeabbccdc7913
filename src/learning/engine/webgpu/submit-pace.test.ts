import { expect, test } from 'vitest';

import { SubmitPace } from './submit-pace.ts';

test('SubmitPace: begins with one update, then takes what 8 ms hold', () => {
  const pace = new SubmitPace(32, null);
  expect(pace.updates).toBe(1);
  pace.measured(4, 4); // 1 ms an update
  expect(pace.updates).toBe(8);
  pace.measured(1, 500); // the software adapter
  expect(pace.updates).toBe(1);
  pace.measured(32, 0); // a clock too coarse to tell
  expect(pace.updates).toBe(32);
});

test('SubmitPace: a given number stays', () => {
  const pace = new SubmitPace(32, 6);
  pace.measured(1, 500);
  expect(pace.updates).toBe(6);
});
