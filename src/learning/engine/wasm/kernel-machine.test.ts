import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { stepProblem } from '../step-checks/check-steps.ts';
import { oddSizes, stepCase, stepNames, type StepCase } from '../step-checks/step-cases.ts';

import { KernelMachine } from './kernel-machine.ts';
import { nodeKernels } from './node-kernels.ts';

function playCase(module: WebAssembly.Module, { arena, steps, scalars }: StepCase): Float32Array {
  const machine = new KernelMachine(module, { arenaSize: arena.length, lists: [steps], threads: 1 });
  machine.arena.set(arena);
  machine.setScalars(scalars);
  machine.run(0);
  return machine.arena;
}

const size = fc.oneof(fc.constantFrom(...oddSizes), fc.integer({ min: 1, max: 40 }));
const sizes = fc.record({
  rows: size,
  inputs: size,
  outputs: size,
  actions: fc.integer({ min: 1, max: 3 }),
});

describe.each(['simd', 'relaxed'] as const)('KernelMachine with the kernels "%s"', (variant) => {
  let module: WebAssembly.Module;
  beforeAll(async () => {
    module = await nodeKernels.load(variant);
  });

  test.each(stepNames)('%s: agrees with plain loops on random sizes', (op) => {
    fc.assert(
      fc.property(sizes, fc.nat(), (drawn, seed) => {
        const checked = stepCase(op, drawn, seed);
        expect(stepProblem(checked, playCase(module, checked))).toBeNull();
      }),
      { numRuns: 40 },
    );
  });
});
