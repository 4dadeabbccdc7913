// What the engine tests do in the browser: functions that a test calls by name and whose plain results it judges.

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';

import { createPolicy } from '../../src/core/policy/actor.ts';
import { initialActorWeights } from '../../src/core/policy/initial-weights.ts';
import type { ActorArchitecture, NamedWeights } from '../../src/core/policy/policy.ts';
import { Random } from '../../src/core/random.ts';
import { settingsFrom } from '../../src/core/run/run-settings.ts';
import type { RunSettings } from '../../src/core/run/settings.ts';
import { median } from '../../src/core/statistics/summary.ts';
import { createLearner, createProgram, firstState } from '../../src/learning/agents/learning-agents.ts';
import { startBackend } from '../../src/learning/tensor-backend.ts';
import type { LearnerState } from '../../src/learning/engine/engine.ts';
import { PortableEngine } from '../../src/learning/engine/portable-engine.ts';
import { checkSteps } from '../../src/learning/engine/step-checks/check-steps.ts';
import { oddSizes } from '../../src/learning/engine/step-checks/step-cases.ts';
import { createWebGpuForward } from '../../src/learning/engine/webgpu/forward.ts';
import { runSteps } from '../../src/learning/engine/webgpu/run-steps.ts';
import { type WebGpuEngine, createWebGpuEngine } from '../../src/learning/engine/webgpu/webgpu-engine.ts';
import { ReplayBuffer } from '../../src/learning/experience/replay-buffer.ts';
import { replayUpdates } from '../../src/learning/replay-golden.ts';
import { lostRun } from './lost-runs.ts';
import { manyProducts } from './many-products.ts';
import { stockCounts } from './stock-counts.ts';

/** A learner's task in a test. */
interface Task {
  readonly settings: Partial<RunSettings>;
  readonly observationSize: number;
  readonly actionSize: number;
  /** Rows of the replay buffer. */
  readonly capacity: number;
  /** Transitions remembered before the first update; more than fit make the oldest go. */
  readonly transitions: number;
  readonly seed: number;
}

async function newDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('The browser of the engine tests has no WebGPU adapter.');
  const device = await adapter.requestDevice();
  // Playwright turns an unhandled rejection into a failed test.
  device.onuncapturederror = ({ error }) => void Promise.reject(new Error(error.message));
  return device;
}

type Transitions = Parameters<ReplayBuffer['add']>;

function randomTransitions(
  random: Random,
  count: number,
  { observationSize, actionSize }: Task,
): Transitions {
  return [
    random.fillNormal(new Float32Array(count * observationSize)),
    random.fillUniform(new Float32Array(count * actionSize)),
    random.fillNormal(new Float32Array(count)),
    random.fillNormal(new Float32Array(count * observationSize)),
    new Float32Array(count).map(() => 0.99 * Math.round(random.uniform())),
  ];
}

function filledReplay(task: Task, random: Random): ReplayBuffer {
  const replay = new ReplayBuffer(task);
  replay.add(...randomTransitions(random, task.transitions, task));
  return replay;
}

function beginning(task: Task) {
  const random = new Random(task.seed);
  const settings = settingsFrom(task.settings);
  const from = firstState(settings, task, random.fork('weights'));
  return { settings, from, random };
}

async function engineFor(device: GPUDevice, task: Task, from?: LearnerState, replay?: ReplayBuffer) {
  const begin = beginning(task);
  return createWebGpuEngine({
    device,
    program: createProgram(begin.settings, task),
    from: from ?? begin.from,
    replay: replay ?? filledReplay(task, begin.random.fork('replay')),
    seed: task.seed,
  });
}

interface Distance {
  /** Largest |got - expected| / max(0.01, |expected|). */
  readonly error: number;
  readonly where: string;
}

function distance(
  got: Readonly<Record<string, ArrayLike<number>>>,
  expected: Readonly<Record<string, ArrayLike<number>>>,
): Distance {
  let worst: Distance = { error: 0, where: 'none' };
  for (const [name, values] of Object.entries(expected)) {
    const found = got[name];
    if (found?.length !== values.length)
      return { error: Infinity, where: `${name}: ${found?.length} numbers` };
    for (let i = 0; i < values.length; i++) {
      if (Object.is(found[i], values[i])) continue;
      const error = Math.abs(found[i]! - values[i]!) / Math.max(0.01, Math.abs(values[i]!));
      if (!(error <= worst.error)) worst = { error, where: `${name}[${i}]: ${found[i]}, not ${values[i]}` };
    }
  }
  return worst;
}

function plain(weights: NamedWeights): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(weights).map(([name, { values }]) => [name, values]));
}

/** A note on each call of `method` of a prototype while `work` runs, taken from what it gave back: the result itself unless given. */
async function watched(
  prototype: object,
  method: string,
  work: () => Promise<unknown> | void,
  note = (result: unknown): unknown => result,
): Promise<unknown[]> {
  const methods = prototype as Record<string, (...values: unknown[]) => unknown>;
  const original = methods[method]!;
  const notes: unknown[] = [];
  methods[method] = function (this: unknown, ...values: unknown[]) {
    const result = original.apply(this, values);
    notes.push(note(result));
    return result;
  };
  try {
    await work();
  } finally {
    methods[method] = original;
  }
  return notes;
}

/** GPU buffers made on `device` and not destroyed. */
function liveBuffers(device: GPUDevice): () => number {
  let live = 0;
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    let alive = true;
    live++;
    buffer.destroy = () => {
      if (alive) live--;
      alive = false;
      destroy();
    };
    return buffer;
  };
  return () => live;
}

async function errorOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

const tests = {
  /** Reference updates on the engine. */
  async golden(file: unknown) {
    const device = await newDevice();
    return replayUpdates(file, (start) => {
      const { observationSize, actionSize } = start.sizes;
      return createWebGpuEngine({
        device,
        program: start.program(),
        from: { updates: 0, weights: start.weights, moments: {} },
        replay: new ReplayBuffer({ capacity: 1, observationSize, actionSize }),
        seed: 1,
      });
    });
  },

  /** What is wrong with the kernels, each compared with plain loops on random sizes. */
  async steps(rounds: number, seed: number, wide: boolean) {
    const device = await newDevice();
    const sizes = wide ? [257, 300, 515] : oddSizes;
    return checkSteps((stepCase) => runSteps(device, stepCase), rounds, seed, sizes);
  },

  /** Whole updates on batches and noise of its own drawing, beside the portable learner on the CPU. */
  async wholeUpdates(task: Task, updates: number) {
    await startBackend({ preference: 'cpu', wasmFiles: '' });
    const { settings, from, random } = beginning(task);
    const replay = filledReplay(task, random.fork('replay'));
    const learner = createLearner(settings, task, from, task.seed);
    const portable = new PortableEngine({ learner, replay, batchSize: settings.batchSize, seed: task.seed });
    const engine = await engineFor(await newDevice(), task);
    const fresh = random.fork('fresh');
    const inspected: (Distance & { readonly names: number })[] = [];
    for (let done = 0; done < updates; done++) {
      const transitions = randomTransitions(fresh, 3, task);
      for (const [each, remembered] of [
        [portable, replay],
        [engine, engine.replay],
      ] as const) {
        remembered.add(...transitions);
        remembered.rewardScale = 0.7;
        each.train(1);
      }
      const [got, expected] = [await engine.inspect(), await learner.inspect()];
      const both = Object.entries(expected).filter(([name]) => name in got);
      inspected.push({ names: both.length, ...distance(got, Object.fromEntries(both)) });
    }
    const [state, expected] = [await engine.state(), await portable.state()];
    const losses = distance(
      Object.fromEntries(Object.entries(await engine.losses()).map(([name, value]) => [name, [value]])),
      Object.fromEntries(Object.entries(await portable.losses()).map(([name, value]) => [name, [value]])),
    );
    portable.dispose();
    engine.dispose();
    return {
      updates: [state.updates, expected.updates],
      inspected,
      weights: distance(plain(state.weights), plain(expected.weights)),
      moments: distance(plain(state.moments), plain(expected.moments)),
      losses,
    };
  },

  /** Dispatches, submits, JavaScript and reading back of updates. */
  async counts(task: Task, blocks: number, blockSize: number) {
    const device = await newDevice();
    const engine = await engineFor(device, task);
    engine.train(blockSize);
    await engine.losses();
    const dispatches = await watched(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () =>
      engine.train(1),
    );
    let ms: number[] = [];
    const block = async () => {
      ms = [];
      for (let i = 0; i < blocks; i++) {
        const began = performance.now();
        engine.train(blockSize);
        ms.push((performance.now() - began) / blockSize);
        await device.queue.onSubmittedWorkDone();
      }
    };
    const reads = await watched(GPUBuffer.prototype, 'mapAsync', block);
    const bytes = await watched(
      GPUBuffer.prototype,
      'getMappedRange',
      () => engine.losses(),
      (range) => (range as ArrayBuffer).byteLength,
    );
    engine.dispose();
    return {
      dispatches: dispatches.length,
      jsMs: median(ms),
      jsMsMost: Math.max(...ms),
      readsInBlocks: reads.length,
      lossBytes: bytes,
    };
  },

  /** GPU buffers and tensors before and after many updates with everything that reads between them. */
  async steady(task: Task, updates: number) {
    await startBackend({ preference: 'cpu', wasmFiles: '' });
    const device = await newDevice();
    const live = liveBuffers(device);
    const engine = await engineFor(device, task);
    const random = new Random(5);
    const round = async () => {
      engine.replay.add(...randomTransitions(random, 4, task));
      engine.train(10);
      await engine.losses();
      await engine.mirror();
      await engine.state();
    };
    await round();
    const before = { buffers: live(), tensors: tf.memory().numTensors };
    while (engine.updates < updates) await round();
    const after = { buffers: live(), tensors: tf.memory().numTensors };
    const finite = Object.values(plain(await engine.allWeights())).every((values) =>
      values.every(Number.isFinite),
    );
    engine.dispose();
    return { before, after, left: live(), updates: engine.updates, finite };
  },

  /** Going on from a state read back, beside never having stopped: whether every number is the same. */
  async resumed(task: Task, before: number, after: number) {
    const device = await newDevice();
    const straight = await engineFor(device, task);
    straight.train(before);
    const state = await straight.state();
    const replay = ReplayBuffer.fromState(straight.replay.state());
    const restored = await engineFor(device, task, state, replay);
    for (const engine of [straight, restored]) engine.train(after);
    const [one, other] = [await straight.state(), await restored.state()];
    const same = (got: NamedWeights, expected: NamedWeights) =>
      Object.entries(expected).every(([name, { values }]) =>
        values.every((value, i) => Object.is(value, got[name]!.values[i])),
      );
    return {
      updates: other.updates,
      weights: same(other.weights, one.weights),
      moments: same(other.moments, one.moments),
      moved: !same(one.weights, state.weights),
    };
  },

  /** The same updates in one submit each and many together. */
  async submits(task: Task, updates: number) {
    const device = await newDevice();
    const made: WebGpuEngine[] = [];
    for (const updatesPerSubmit of [1, updates]) {
      const { settings, from, random } = beginning(task);
      const replay = filledReplay(task, random.fork('replay'));
      const program = createProgram(settings, task);
      made.push(
        await createWebGpuEngine({ device, program, from, replay, seed: task.seed, updatesPerSubmit }),
      );
    }
    const submits: number[] = [];
    for (const engine of made)
      submits.push((await watched(GPUQueue.prototype, 'submit', () => engine.train(updates))).length);
    const [one, all] = [await made[0]!.allWeights(), await made[1]!.allWeights()];
    return { submits, difference: distance(plain(all), plain(one)) };
  },

  /** What awaited calls say after the device was destroyed `afterMs` into a block of work. */
  async lost(task: Task, afterMs: number) {
    const device = await newDevice();
    const engine = await engineFor(device, task);
    const calls = ['losses', 'mirror', 'state'] as const;
    const call = calls[Math.floor(afterMs) % calls.length]!;
    engine.train(4);
    const reading = errorOf(engine[call]());
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    device.destroy();
    const during = await reading;
    const next = await errorOf(engine.losses());
    const training = await errorOf(
      Promise.resolve().then(() => {
        engine.train(1);
      }),
    );
    engine.dispose();
    return { call, during, next, training };
  },

  /** Weights as TensorFlow.js sees them, beside those read back. */
  async tensors(task: Task) {
    await startBackend({ preference: 'webgpu', wasmFiles: '' });
    const { device } = tf.backend() as WebGPUBackend;
    const engine = await engineFor(device, task);
    engine.train(2);
    const before = tf.memory().numTensors;
    const tensors = engine.weightTensors();
    const shapes = Object.entries(await engine.allWeights()).every(
      ([name, { shape }]) => tensors[name]?.shape.join() === shape.join(),
    );
    const read: Record<string, Float32Array> = {};
    for (const [name, tensor] of Object.entries(tensors)) read[name] = (await tensor.data()) as Float32Array;
    const difference = distance(read, plain(await engine.allWeights()));
    const made = tf.memory().numTensors - before;
    tf.dispose(tensors);
    const left = tf.memory().numTensors - before;
    engine.dispose();
    return { backend: tf.getBackend(), names: Object.keys(tensors).length, shapes, difference, made, left };
  },

  /** Many observations at once, beside the plain loops. */
  async forward(architecture: ActorArchitecture, count: number, rows: number) {
    const random = new Random(3);
    const weights = initialActorWeights(architecture, random);
    const observations = random.fillNormal(new Float32Array(count * architecture.observationSize));
    const device = await newDevice();
    const live = liveBuffers(device);
    const forward = await createWebGpuForward({ device, architecture, weights, rows });
    const actions = await forward.act(observations, count);
    forward.dispose();
    const expected = createPolicy(architecture, weights).act(observations, count);
    return {
      length: actions.length,
      difference: distance({ actions }, { actions: expected }),
      left: live(),
    };
  },

  /** A device whose memory is too small for what is asked. */
  async tooLarge(task: Task) {
    const device = await newDevice();
    try {
      await engineFor(device, task, undefined, new ReplayBuffer({ ...task, capacity: 2 }));
      return 'none';
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  },

  lostRun,
  manyProducts,
  stockCounts,
};

export type EngineTests = typeof tests;
Object.assign(globalThis, { engineTests: tests });
