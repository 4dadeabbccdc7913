import { expect, test } from 'vitest';

import { checkSteps, stepProblem } from './check-steps.ts';
import { runReference } from './reference-steps.ts';
import { stepCase, type StepCase } from './step-cases.ts';

/** The reference itself, rounded to float32 at the end. */
function referenceRunner({ arena, steps, scalars }: StepCase): Float32Array {
  const copy = Float64Array.from(arena);
  runReference(steps, copy, scalars);
  return Float32Array.from(copy, (value) => (Number.isNaN(value) ? 0 : value));
}

test('checkSteps: the reference satisfies itself', async () => {
  expect(await checkSteps(referenceRunner, 3, 1, [1, 3, 17])).toEqual([]);
});

test('checkSteps: a runner that does nothing fails every kind of step', async () => {
  const problems = await checkSteps(({ arena }) => arena.slice(), 1, 2, [3, 17]);
  expect(problems).toHaveLength(15);
});

test('stepProblem: a number too far off is named by its place', () => {
  const checked = stepCase('values', { rows: 3, inputs: 5, outputs: 2, actions: 1 }, 4);
  const step = checked.steps[0]!;
  if (step.op !== 'values') throw new Error('internal: not the step asked for');
  const got = referenceRunner(checked);
  expect(stepProblem(checked, got)).toBeNull();
  got[step.output.offset + 1]! += 0.001;
  expect(stepProblem(checked, got)).toMatch(
    /^values, 3 rows, 5 -> 2, 1 actions, seed 4: expected .* at output copy 0 \[0, 1\], got /,
  );
  expect(stepProblem(checked, got.subarray(1))).toMatch(/expected an arena of \d+ numbers, got \d+$/);
});

test('stepProblem: a write into the zeros between rows is found', () => {
  const checked = stepCase('values', { rows: 3, inputs: 5, outputs: 2, actions: 1 }, 4);
  const step = checked.steps[0]!;
  if (step.op !== 'values') throw new Error('internal: not the step asked for');
  const got = referenceRunner(checked);
  const padding = step.output.offset + 3; // 3 values lie in a row of 4 floats
  got[padding] = 1;
  expect(stepProblem(checked, got)).toContain(`expected 0 at float ${padding}, got 1`);
});
