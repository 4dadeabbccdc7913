// Holds an engine's kernels against the reference: every float of the arena, so that a write beyond a place or into
// the zeros between rows is found as well.

import { Random } from '../../../core/random.ts';
import type { Range } from '../program/places.ts';
import type { Step } from '../program/steps.ts';

import { runReference } from './reference-steps.ts';
import { oddSizes, stepCase, stepNames, type StepCase, type StepSizes } from './step-cases.ts';

/** Runs a case's steps on a copy of its arena and gives that back. */
export type StepRunner = (stepCase: StepCase) => Float32Array | Promise<Float32Array>;

/** float32 sums of up to 255 products of numbers near 1 differ from double by up to 1e-5 here. */
const tolerance = 5e-5;

/** What is wrong with `got` after the case's steps, in words that name the place; null where all is right. */
export function stepProblem(checked: StepCase, got: Float32Array): string | null {
  const { arena, steps, scalars, name } = checked;
  if (got.length < arena.length)
    return `${name}: expected an arena of ${arena.length} numbers, got ${got.length}`;
  const expected = Float64Array.from(arena);
  runReference(steps, expected, scalars);
  const found = Float64Array.from(got.subarray(0, arena.length));
  for (const partials of partialRanges(steps)) joinPartials(found, partials);
  for (let i = 0; i < expected.length; i++) {
    const value = expected[i]!;
    if (Number.isNaN(value)) continue;
    if (!(Math.abs(found[i]! - value) <= tolerance * Math.max(1, Math.abs(value))))
      return `${name}: expected ${value} at ${whereIs(steps, i)}, got ${found[i]}`;
  }
  return null;
}

/** Checks every kind of step `rounds` times, sizes and switches drawn from `seed`; the problems found, best none. */
export async function checkSteps(
  runner: StepRunner,
  rounds: number,
  seed: number,
  sizes = oddSizes,
): Promise<string[]> {
  const random = new Random(seed);
  const pick = () => sizes[random.integer(sizes.length)]!;
  const problems: string[] = [];
  for (let round = 0; round < rounds; round++)
    for (const op of stepNames) {
      const drawn: StepSizes = {
        rows: pick(),
        inputs: pick(),
        outputs: pick(),
        actions: 1 + random.integer(3),
      };
      const checked = stepCase(op, drawn, random.integer(2 ** 31));
      const problem = stepProblem(checked, await runner(checked));
      if (problem) problems.push(problem);
    }
  return problems;
}

function partialRanges(steps: readonly Step[]): Range[] {
  return steps.flatMap((step) => (step.op === 'gradientNorm' ? [step.partials] : []));
}

/** How an engine divides the sum is its own affair. */
function joinPartials(arena: Float64Array, { offset, length }: Range): void {
  const sum = arena.subarray(offset, offset + length).reduce((a, b) => a + b, 0);
  arena.fill(0, offset, offset + length);
  arena[offset] = sum;
}

/** `output copy 1 [3, 5]`, or `float 77` for what lies between the places. */
function whereIs(steps: readonly Step[], index: number): string {
  let where = `float ${index}`;
  const look = (value: unknown, key: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('copyStride' in value && 'offset' in value) {
      const { offset, rows, cols, stride, copies, copyStride } = value as Record<string, number>;
      for (let c = 0; c < copies!; c++) {
        const within = index - offset! - c * copyStride!;
        const row = Math.floor(within / stride!);
        if (within >= 0 && row < rows! && within % stride! < cols!)
          where = `${key} copy ${c} [${row}, ${within % stride!}]`;
      }
      return;
    }
    for (const [name, part] of Object.entries(value)) look(part, key ? `${key}.${name}` : name);
  };
  steps.forEach((step) => look(step, ''));
  return where;
}
