import type { EngineRequest } from '../agents/learning-agent.ts';
import { expect, test } from 'vitest';

import type { BackendName, BackendReport } from '../../core/run/backend.ts';
import { Random } from '../../core/random.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import { firstState } from '../agents/learning-agents.ts';
import { ReplayBuffer } from '../experience/replay-buffer.ts';
import { startTestBackend } from '../test-backend.ts';

import { chosenEngines, type EngineHost } from './choose-engine.ts';
import { EngineLostError } from './engine.ts';
import { nodeKernels } from './wasm/node-kernels.ts';

const sizes = { observationSize: 3, actionSize: 1 };
const settings = settingsFrom({ hiddenUnits: 8, batchSize: 8 });
const request: EngineRequest = {
  settings,
  sizes,
  from: firstState(settings, sizes, new Random(1)),
  memory: new ReplayBuffer({ capacity: 16, ...sizes }),
  seed: 1,
};

function reportOf(name: BackendName): BackendReport {
  return { name, adapter: null, detail: `${name} for a test`, reason: 'For a test.' };
}

function hostOf(name: BackendName, changes: Partial<EngineHost> = {}): EngineHost {
  return {
    preference: 'auto',
    report: reportOf(name),
    device: null,
    kernels: { ...nodeKernels, sharesMemory: false },
    now: () => 0,
    restart: (preference) => Promise.resolve(hostOf(preference === 'wasm' ? 'wasm' : 'webgpu')),
    ...changes,
  };
}

test('chosenEngines: WASM runs on the kernels and says so', async () => {
  const { engine, report } = await chosenEngines(hostOf('wasm')).make(request);
  expect([engine.name, report.name, report.detail]).toEqual(['wasm', 'wasm', 'own SIMD kernels, one thread']);
  engine.dispose();
});

test('chosenEngines: plain JavaScript has the portable learner', async () => {
  await startTestBackend('cpu');
  const { engine, report } = await chosenEngines(hostOf('cpu')).make(request);
  expect([engine.name, report.name]).toEqual(['portable', 'cpu']);
  engine.dispose();
});

test('chosenEngines: where the kernels do not compile the portable learner stands in, with the reason', async () => {
  await startTestBackend('cpu');
  const kernels = {
    ...nodeKernels,
    load: () => Promise.reject(new WebAssembly.CompileError('no SIMD')),
  };
  const { engine, report } = await chosenEngines(hostOf('wasm', { kernels })).make(request);
  expect(engine.name).toBe('portable');
  expect(report.reason).toBe("For a test. The lab's own kernels cannot run here (no SIMD).");
  engine.dispose();
});

test('chosenEngines: a device that refuses the run leaves it to WASM, with the reason', async () => {
  const device = {
    lost: new Promise(() => undefined),
    createBuffer: () => {
      throw new Error('out of memory');
    },
    pushErrorScope: () => undefined,
    popErrorScope: () => Promise.resolve(null),
  } as unknown as GPUDevice;
  const { engine, report } = await chosenEngines(hostOf('webgpu', { device })).make(request);
  expect([engine.name, report.name]).toEqual(['wasm', 'wasm']);
  expect(report.reason).toMatch(/^WebGPU could not run this \(.+\), so WebAssembly does\.$/);
  engine.dispose();
});

test('chosenEngines: a first loss asks for what was wished again, a second one for WASM', async () => {
  const preferences: string[] = [];
  const restart: EngineHost['restart'] = (preference) => {
    preferences.push(preference);
    return Promise.resolve(hostOf('wasm', { restart }));
  };
  const engines = chosenEngines(hostOf('webgpu', { preference: 'webgpu', restart }));
  await engines.replace(new EngineLostError('lost'));
  await engines.replace(new EngineLostError('lost'));
  expect(preferences).toEqual(['webgpu', 'wasm']);
});
