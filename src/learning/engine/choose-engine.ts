// Which engine a run computes on: WebGPU where a real adapter runs, else the lab's WebAssembly kernels, else the portable
// learner; and which one after a loss.
//
// A GPU pays only where there is enough to do: small networks are quicker in WebAssembly. Unless WebGPU was asked for
// by name, both are tried for a quarter of a second each before the first update, and the quicker one is taken.

import type { BackendReport, BackendPreference } from '../../core/run/backend.ts';
import { Random } from '../../core/random.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { PortableLearner } from '../agents/update-report.ts';
import { learningAgent } from '../agents/learning-agents.ts';
import type { EngineRequest, FusedUpdates } from '../agents/learning-agent.ts';
import { ReplayBuffer } from '../experience/replay-buffer.ts';
import type { ReferenceStart } from '../replay-golden.ts';

import type { Engine } from './engine.ts';
import { madePortable, type EngineSource, type MadeEngine } from './engine-source.ts';
import type { KernelFiles } from './wasm/kernels.ts';

export interface EngineHost {
  /** What the person wished for: WebGPU by name is not put to the trial. */
  readonly preference: BackendPreference;
  /** What runs. */
  readonly report: BackendReport;
  /** The device of a WebGPU backend that runs; else null. */
  readonly device: GPUDevice | null;
  readonly kernels: KernelFiles;
  /** Milliseconds, for the trial. */
  now(): number;
  /** Brings up the best backend that `preference` allows, once more. */
  restart(preference: BackendPreference): Promise<EngineHost>;
}

/** A fresh device is tried once a run; if that one goes too, the run ends on WebAssembly. */
const freshDevices = 1;
/** How long each engine of a trial runs. */
const trialMs = 250;

/** Engines of the host that is up, and of the one that takes its place when a device is lost. */
export function chosenEngines(host: EngineHost): EngineSource {
  let present = host;
  let losses = 0;
  return {
    make: (request) => makeEngine(present, request),
    async replace() {
      losses++;
      present = await present.restart(losses > freshDevices ? 'wasm' : host.preference);
    },
  };
}

async function makeEngine(host: EngineHost, request: EngineRequest): Promise<MadeEngine> {
  const { report, device } = host;
  const fused = report.name === 'cpu' ? null : learningAgent(request.settings).fused(request);
  if (!fused) return madePortable(request, report);
  if (report.name === 'wasm' || !device) return wasmOrPortable(host, request, fused, report.reason);
  try {
    return await webGpuOrQuicker(host, device, request, fused);
  } catch (error) {
    // No room for the replay buffer, a kernel that the driver refuses, or a device that went meanwhile.
    const why = sentenceOf(error);
    const reason = `WebGPU could not run this (${why}), so WebAssembly does.`;
    return wasmOrPortable(host, request, fused, reason);
  }
}

async function webGpuOrQuicker(
  host: EngineHost,
  device: GPUDevice,
  request: EngineRequest,
  fused: FusedUpdates,
): Promise<MadeEngine> {
  const onGpu = { engine: await webGpuEngine(device, host.kernels, request, fused), report: host.report };
  if (host.preference === 'webgpu') return onGpu;
  const rates = await trial(host, device, request, fused);
  if (rates.webgpu >= rates.wasm) return onGpu;
  onGpu.engine.dispose();
  const figures = `${rates.wasm.toFixed(0)} against ${rates.webgpu.toFixed(0)} updates a second`;
  return wasmOrPortable(
    host,
    request,
    fused,
    `This network is small: WebAssembly is faster than WebGPU (${figures} in a trial).`,
  );
}

/** The portable learner stands in where the kernels cannot run, on a browser without SIMD. */
async function wasmOrPortable(
  host: EngineHost,
  request: EngineRequest,
  fused: FusedUpdates,
  reason: string,
): Promise<MadeEngine> {
  try {
    const engine = await wasmEngine(host.kernels, request, fused);
    const detail = `own SIMD kernels, ${host.kernels.sharesMemory ? 'up to two threads' : 'one thread'}`;
    return { engine, report: { name: 'wasm', adapter: null, detail, reason } };
  } catch (error) {
    if (!(error instanceof WebAssembly.CompileError)) throw error;
    const why = `${host.report.reason} The lab's own kernels cannot run here (${error.message}).`;
    return madePortable(request, { ...host.report, reason: why });
  }
}

async function wasmEngine(
  files: KernelFiles,
  { from, seed }: EngineRequest,
  fused: FusedUpdates,
): Promise<Engine> {
  const { createWasmEngine } = await import('./wasm/wasm-engine.ts');
  return createWasmEngine({ ...fused, from, seed, files });
}

/** The copy of the actor that acts on the CPU runs on the kernels too, where they can. */
async function webGpuEngine(
  device: GPUDevice,
  kernels: KernelFiles,
  { from, seed }: EngineRequest,
  fused: FusedUpdates,
): Promise<Engine> {
  const [{ createWebGpuEngine }, { wasmPolicies }] = await Promise.all([
    import('./webgpu/webgpu-engine.ts'),
    import('./wasm/wasm-policy.ts'),
  ]);
  const policies = await wasmPolicies(kernels).catch((error: unknown) => {
    if (error instanceof WebAssembly.CompileError) return null;
    throw error;
  });
  const makePolicy = policies
    ? { makePolicy: (...of: Parameters<typeof policies.create>) => policies.create(...of) }
    : {};
  return createWebGpuEngine({ ...fused, ...makePolicy, from, seed, device });
}

/** A fused engine as a learner of reference updates; the portable learner on a backend that has none. */
export async function referenceLearner(host: EngineHost, start: ReferenceStart): Promise<PortableLearner> {
  const { device, kernels: files, report } = host;
  const common = {
    program: start.program(),
    from: { updates: 0, weights: start.weights, moments: {} },
    replay: new ReplayBuffer({ capacity: 1, ...start.sizes }),
    seed: 0,
  };
  if (report.name === 'cpu') return start.learner();
  if (!device) {
    const { createWasmEngine } = await import('./wasm/wasm-engine.ts');
    return createWasmEngine({ ...common, files });
  }
  const { createWebGpuEngine } = await import('./webgpu/webgpu-engine.ts');
  return createWebGpuEngine({ ...common, device });
}

/** Updates a second of both engines on made-up transitions of the run's sizes. */
async function trial(
  host: EngineHost,
  device: GPUDevice,
  request: EngineRequest,
  fused: FusedUpdates,
): Promise<{ readonly webgpu: number; readonly wasm: number }> {
  const practice = { ...fused, replay: madeUpReplay(request, fused.replay) };
  const webgpu = await rateOf(await webGpuEngine(device, host.kernels, request, practice), () => host.now());
  const wasm = await rateOf(await wasmEngine(host.kernels, request, practice), () => host.now());
  return { webgpu, wasm };
}

async function rateOf(engine: Engine, now: () => number): Promise<number> {
  try {
    const count = engine.updatesAtOnce;
    const block = async () => {
      engine.train(count);
      await engine.losses(); // waits until the device has done it
    };
    await block(); // compiles and warms up
    const began = now();
    let updates = 0;
    do {
      await block();
      updates += count;
    } while (now() - began < trialMs);
    return (1000 * updates) / (now() - began);
  } finally {
    engine.dispose();
  }
}

function madeUpReplay({ settings, sizes }: EngineRequest, replay: ReplayBuffer): ReplayBuffer {
  const { observationSize, actionSize } = sizes;
  const capacity = Math.min(replay.shape.capacity, 2 * settings.batchSize);
  const made = new ReplayBuffer({ capacity, observationSize, actionSize });
  const random = new Random(0).fork('trial');
  const normal = (size: number) => random.fillNormal(new Float32Array(capacity * size));
  made.add(
    normal(observationSize),
    random.fillUniform(new Float32Array(capacity * actionSize)),
    normal(1),
    normal(observationSize),
    new Float32Array(capacity).fill(settings.gamma),
  );
  return made;
}
