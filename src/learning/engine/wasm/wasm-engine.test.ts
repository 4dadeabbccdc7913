import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { referenceProgram, replayUpdates } from '../../replay-golden.ts';
import { ReplayBuffer } from '../../replay/replay-buffer.ts';

import { nodeKernels } from './node-kernels.ts';
import { createWasmEngine } from './wasm-engine.ts';

function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../golden/${name}.json`, import.meta.url), 'utf8'));
}

test.each(['ddpg', 'sac-plain', 'sac-stable', 'sac-two-actions'])(
  'WasmEngine: %s agrees with the reference to 2e-4 in every loss, target and weight',
  async (name) => {
    const result = await replayUpdates(readGolden(name), (start) =>
      createWasmEngine({
        program: referenceProgram(start),
        from: { updates: 0, weights: start.weights, moments: {} },
        replay: new ReplayBuffer({ capacity: 1, ...start.sizes }),
        seed: 0,
        files: nodeKernels,
        threads: 1,
      }),
    );
    expect(result.maxRelativeError, result.worst).toBeLessThan(2e-4);
    expect(result.maxRelativeError).toBeGreaterThan(0); // it did compare
  },
);
