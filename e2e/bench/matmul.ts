// How fast the kernels' matrix product is at 256 x 256 x 256 in its three orientations, on one thread in Node, beside
// TensorFlow.js's WASM backend (with its transposed operand transposed first, as the portable learner has it).
//
// usage: tsx e2e/bench/matmul.ts
//
// Both are measured in turn in one run, so that their ratio holds where the machine is not calm.

import { pathToFileURL } from 'node:url';

import * as tf from '@tensorflow/tfjs-core';

import { Random } from '../../src/core/random.ts';
import { median } from '../../src/core/statistics/summary.ts';
import { startNodeBackend } from '../../src/headless/node-backend.ts';
import { Planner } from '../../src/learning/engine/program/places.ts';
import type { Step } from '../../src/learning/engine/program/steps.ts';
import { KernelMachine } from '../../src/learning/engine/wasm/kernel-machine.ts';
import { bestVariant } from '../../src/learning/engine/wasm/kernels.ts';
import { nodeKernels } from '../../src/learning/engine/wasm/node-kernels.ts';
import { timesTransposed, transposedTimes } from '../../src/learning/networks/matrix-product.ts';

export interface ProductRow {
  readonly what: string;
  /** GFLOP/s, medians of the repetitions. */
  readonly kernels: number;
  readonly tensorflow: number;
  /** Least and most of the kernels' repetitions. */
  readonly range: readonly [number, number];
}

const size = 256;
const repetitions = 40;
/** Repetitions that do not count: V8 still optimizes. */
const warmUp = 20;
/** Products in one repetition: about 3 ms. */
const inOne = 5;

/** Rows for a table of benchmarks; every orientation is run `repetitions` times on either. */
export async function benchmarkProducts(): Promise<ProductRow[]> {
  await startNodeBackend('wasm');
  const steps = productSteps();
  const machine = new KernelMachine(await nodeKernels.load(bestVariant(false)), {
    arenaSize: steps.arenaSize,
    lists: steps.lists.map(({ step }) => [step]),
    threads: 1,
  });
  const random = new Random(1);
  random.fillNormal(machine.arena);
  const a = tf.tensor2d(random.fillNormal(new Float32Array(size * size)), [size, size]);
  const b = tf.tensor2d(random.fillNormal(new Float32Array(size * size)), [size, size]);
  const theirs = [() => tf.matMul(a, b), () => transposedTimes(a, b), () => timesTransposed(a, b)];
  const rows = steps.lists.map(({ what }, i) => {
    const mine: number[] = [];
    const other: number[] = [];
    for (let repetition = -warmUp; repetition < repetitions; repetition++) {
      const ofKernels = gigaflops(() => machine.run(i));
      const ofTensorflow = gigaflops(() => tf.dispose(theirs[i]!()));
      if (repetition < 0) continue;
      mine.push(ofKernels);
      other.push(ofTensorflow);
    }
    const range = [Math.min(...mine), Math.max(...mine)] as const;
    return { what, kernels: median(mine), tensorflow: median(other), range };
  });
  tf.dispose([a, b]);
  return rows;
}

function gigaflops(multiply: () => void): number {
  const began = performance.now();
  for (let i = 0; i < inOne; i++) multiply();
  return (inOne * 2 * size ** 3) / ((performance.now() - began) * 1e6);
}

function productSteps(): { arenaSize: number; lists: { what: string; step: Step }[] } {
  const planner = new Planner();
  const matrix = (name: string) => planner.place(name, size, size);
  const [input, kernel, output] = [matrix('input'), matrix('kernel'), matrix('output')];
  const bias = planner.place('bias', 1, size);
  return {
    arenaSize: planner.size,
    lists: [
      {
        what: 'forward, with bias and max',
        step: {
          op: 'dense',
          copies: 1,
          share: 1,
          input,
          kernel,
          bias,
          norm: null,
          pre: null,
          dropout: null,
          residual: false,
          output,
        },
      },
      {
        what: 'weight gradient',
        step: {
          op: 'weightGradients',
          jobs: [{ copies: 1, share: 1, input, gradient: kernel, output }],
        },
      },
      {
        what: 'input gradient',
        step: { op: 'inputGradient', copies: 1, input, kernel, add: null, output },
      },
    ],
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const digits = (value: number) => value.toFixed(1).padStart(6);
  for (const { what, kernels, tensorflow, range } of await benchmarkProducts())
    console.log(
      `${what.padEnd(28)} ${digits(kernels)} GFLOP/s (${digits(range[0])} to ${digits(range[1])}), ` +
        `TensorFlow.js ${digits(tensorflow)}, ratio ${(kernels / tensorflow).toFixed(2)}`,
    );
}
