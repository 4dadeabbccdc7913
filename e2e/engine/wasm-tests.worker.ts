// What the tests of the WebAssembly engine do in the browser: in a worker, as in the lab.

import { Random } from '../../src/core/random.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import { firstState } from '../../src/learning/agents/learning-agents.ts';
import { createProgram } from '../../src/learning/agents/learning-agents.ts';
import { browserKernels } from '../../src/learning/engine/wasm/browser-kernels.ts';
import { bestVariant } from '../../src/learning/engine/wasm/kernels.ts';
import { createWasmEngine } from '../../src/learning/engine/wasm/wasm-engine.ts';
import { replayUpdates } from '../../src/learning/replay-golden.ts';
import { ReplayBuffer } from '../../src/learning/experience/replay-buffer.ts';

export type WasmTest =
  | { readonly name: 'replay'; readonly golden: unknown }
  | { readonly name: 'train'; readonly threads: 1 | 2; readonly updates: number };

export interface WasmTestResult {
  readonly variant: string;
  readonly isolated: boolean;
  /** Of a replay: the largest relative error and where it was. */
  readonly error: number;
  readonly where: string;
  /** Of a training: all weights, one after another, and the threads that computed them. */
  readonly weights: Float32Array;
  readonly threads: number | null;
}

async function run(test: WasmTest): Promise<WasmTestResult> {
  const none = {
    variant: bestVariant(false),
    isolated: globalThis.crossOriginIsolated,
    error: 0,
    where: '',
    weights: new Float32Array(0),
    threads: null,
  };
  if (test.name === 'replay') {
    const { maxRelativeError: error, worst: where } = await replayUpdates(test.golden, (start) =>
      createWasmEngine({
        program: start.program(),
        from: { updates: 0, weights: start.weights, moments: {} },
        replay: new ReplayBuffer({ capacity: 1, ...start.sizes }),
        seed: 0,
        files: browserKernels,
      }),
    );
    return { ...none, error, where };
  }
  return { ...none, ...(await train(test.threads, test.updates)) };
}

async function train(threads: 1 | 2, updates: number) {
  const random = new Random(1);
  const settings = settingsFrom({
    agent: 'sac',
    hiddenUnits: 33,
    batchSize: 32,
    dropout: 0.2,
    maxGradientNorm: 1,
  });
  const sizes = { observationSize: 17, actionSize: 2 };
  const replay = new ReplayBuffer({ capacity: 200, ...sizes });
  replay.add(
    random.fillNormal(new Float32Array(200 * 17)),
    random.fillUniform(new Float32Array(200 * 2)),
    random.fillNormal(new Float32Array(200)),
    random.fillNormal(new Float32Array(200 * 17)),
    new Float32Array(200).fill(0.99),
  );
  const engine = await createWasmEngine({
    program: createProgram(settings, sizes),
    from: firstState(settings, sizes, random),
    replay,
    seed: 2,
    files: browserKernels,
    threads,
  });
  engine.train(updates);
  const arrays = Object.values(await engine.allWeights()).map(({ values }) => values);
  const chosen = engine.chosenThreads;
  engine.dispose();
  return { weights: Float32Array.from(arrays.flatMap((values) => [...values])), threads: chosen };
}

globalThis.onmessage = ({ data }: MessageEvent<WasmTest>) => {
  run(data).then(
    (result) => globalThis.postMessage(result),
    // Shows as the worker's error, which the test waits for as well.
    (error: unknown) => reportError(error),
  );
};
