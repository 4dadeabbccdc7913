// Lists of dispatches made ready once and encoded again and again: pipelines, bind group, parameters.
//
// All kernels share one bind group: the arena, the parameters of a step and the numbers of an update, the latter two
// at dynamic offsets. Encoding an update is three calls a dispatch and makes nothing.

import type { UpdateScalars } from '../program/steps.ts';
import { scalarWords, type Dispatch } from './dispatch.ts';
import type { GuardedDevice } from './guarded-device.ts';

/** Dynamic offsets have to be multiples of it on every device. */
const slotBytes = 256;

export interface RecorderOptions {
  readonly guarded: GuardedDevice;
  /** Floats. */
  readonly arenaSize: number;
  readonly lists: readonly (readonly Dispatch[])[];
  /** What `Dispatch.readsReplay` reads: states, actions, rewards, next states, discounts. */
  readonly replay?: readonly GPUBuffer[];
  /** Updates in one submit at most. */
  readonly updates: number;
}

/** What differs from update to update on the GPU. */
export interface GpuScalars extends UpdateScalars {
  /** In the replay buffer. */
  readonly transitions: number;
  readonly rewardScale: number;
}

interface Ready {
  readonly pipeline: GPUComputePipeline;
  /** Of its parameters, bytes. */
  readonly offset: number;
  readonly groups: Dispatch['groups'];
}

/**
 * Compiles the kernels (equal ones once) and makes the buffers; they live until `guarded.dispose()`.
 *
 * @throws Error where the device refuses one, EngineLostError
 */
export async function createRecorder(options: RecorderOptions): Promise<Recorder> {
  const { guarded, lists } = options;
  const layouts = await guarded.checked(layoutsOf);
  const pipelines = await guarded.wait(pipelinesOf(guarded.device, lists.flat(), layouts));
  return guarded.checked(() => new Recorder(options, layouts, pipelines));
}

export class Recorder {
  readonly arena: GPUBuffer;
  private readonly scalarBuffer: GPUBuffer;
  private readonly scalarView: DataView<ArrayBuffer>;
  private readonly bindGroup: GPUBindGroup;
  private readonly replayGroup: GPUBindGroup | null;
  private readonly lists: readonly (readonly Ready[])[];
  private readonly offsets = new Uint32Array(2);

  constructor(
    { guarded, arenaSize, lists, replay, updates }: RecorderOptions,
    layouts: Layouts,
    pipelines: ReadonlyMap<string, GPUComputePipeline>,
  ) {
    const { device } = guarded;
    const { COPY_DST, COPY_SRC, STORAGE, UNIFORM } = GPUBufferUsage;
    this.arena = guarded.buffer('arena', arenaSize * 4, STORAGE | COPY_SRC | COPY_DST);
    this.scalarBuffer = guarded.buffer('scalars', updates * slotBytes, UNIFORM | COPY_DST);
    this.scalarView = new DataView(new ArrayBuffer(updates * slotBytes));

    const all = lists.flat();
    const largest = Math.max(16, ...all.map(({ parameters }) => parameters.byteLength));
    let end = 0;
    const offsetOf = new Map<Dispatch, number>();
    for (const made of all) {
      offsetOf.set(made, end);
      end += Math.ceil(Math.max(1, made.parameters.byteLength) / slotBytes) * slotBytes;
    }
    const parameters = guarded.buffer('parameters', end + largest, UNIFORM | COPY_DST);
    for (const [made, offset] of offsetOf) device.queue.writeBuffer(parameters, offset, made.parameters);
    this.lists = lists.map((list) =>
      list.map((made) => ({
        pipeline: pipelines.get(made.code)!,
        offset: offsetOf.get(made)!,
        groups: made.groups,
      })),
    );

    this.bindGroup = device.createBindGroup({
      layout: layouts.step,
      entries: [
        { binding: 0, resource: { buffer: this.arena } },
        { binding: 1, resource: { buffer: parameters, size: largest } },
        { binding: 2, resource: { buffer: this.scalarBuffer, size: scalarWords * 4 } },
      ],
    });
    this.replayGroup = replay
      ? device.createBindGroup({
          layout: layouts.replay,
          entries: replay.map((buffer, binding) => ({ binding, resource: { buffer } })),
        })
      : null;
  }

  /** The numbers of update number `slot` of the next submit. */
  setScalars(slot: number, scalars: GpuScalars): void {
    const at = slot * slotBytes;
    const view = this.scalarView;
    view.setUint32(at, scalars.update, true);
    view.setUint32(at + 4, scalars.seed, true);
    view.setUint32(at + 8, scalars.transitions, true);
    view.setFloat32(at + 12, scalars.rewardScale, true);
    for (let i = 0; i < 3; i++) {
      view.setFloat32(at + 16 + 4 * i, scalars.stepSize[i]!, true);
      view.setFloat32(at + 32 + 4 * i, scalars.floor[i]!, true);
    }
  }

  /** Submits `updates` updates; `listsAt` tells which lists make up update number `slot` of them. */
  submit(device: GPUDevice, updates: number, listsAt: (slot: number) => readonly number[]): void {
    device.queue.writeBuffer(this.scalarBuffer, 0, this.scalarView.buffer, 0, updates * slotBytes);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    if (this.replayGroup) pass.setBindGroup(1, this.replayGroup);
    for (let slot = 0; slot < updates; slot++)
      for (const list of listsAt(slot)) this.encode(pass, this.lists[list]!, slot);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  private encode(pass: GPUComputePassEncoder, list: readonly Ready[], slot: number): void {
    const { offsets } = this;
    offsets[1] = slot * slotBytes;
    for (const { pipeline, offset, groups } of list) {
      offsets[0] = offset;
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, this.bindGroup, offsets, 0, 2);
      pass.dispatchWorkgroups(groups[0], groups[1], groups[2]);
    }
  }
}

type Layouts = ReturnType<typeof layoutsOf>;

function layoutsOf(device: GPUDevice) {
  const visibility = GPUShaderStage.COMPUTE;
  const step = device.createBindGroupLayout({
    entries: [
      { binding: 0, visibility, buffer: { type: 'storage' } },
      { binding: 1, visibility, buffer: { type: 'uniform', hasDynamicOffset: true } },
      { binding: 2, visibility, buffer: { type: 'uniform', hasDynamicOffset: true } },
    ],
  });
  const replay = device.createBindGroupLayout({
    entries: [0, 1, 2, 3, 4].map((binding) => ({
      binding,
      visibility,
      buffer: { type: 'read-only-storage' },
    })),
  });
  return {
    step,
    replay,
    ofSteps: device.createPipelineLayout({ bindGroupLayouts: [step] }),
    ofDraws: device.createPipelineLayout({ bindGroupLayouts: [step, replay] }),
  };
}

/** Kernels compiled on a device, by their text: the next engine on it, or a trial's successor, starts at once. */
const compiled = new WeakMap<GPUDevice, Map<string, Promise<GPUComputePipeline>>>();

/** One pipeline for each text among the dispatches. */
async function pipelinesOf(
  device: GPUDevice,
  dispatches: readonly Dispatch[],
  layouts: Layouts,
): Promise<ReadonlyMap<string, GPUComputePipeline>> {
  const known = compiled.get(device) ?? new Map<string, Promise<GPUComputePipeline>>();
  compiled.set(device, known);
  const different = new Map(dispatches.map((made) => [made.code, made]));
  for (const [code, made] of different) if (!known.has(code)) known.set(code, compile(device, made, layouts));
  const entries = [...different.keys()].map(async (code) => [code, await known.get(code)!] as const);
  return new Map(await Promise.all(entries));
}

async function compile(
  device: GPUDevice,
  { label, code, readsReplay }: Dispatch,
  { ofSteps, ofDraws }: Layouts,
): Promise<GPUComputePipeline> {
  try {
    return await device.createComputePipelineAsync({
      label,
      layout: readsReplay ? ofDraws : ofSteps,
      compute: { module: device.createShaderModule({ label, code }) },
    });
  } catch (error) {
    if (!(error instanceof GPUPipelineError)) throw error;
    throw new Error(`WebGPU: the kernel ${label} was refused: ${error.message}`, { cause: error });
  }
}
