// The actor over very many observations on the GPU: what prices a million products at once.

import type { ActorArchitecture, NamedWeights } from '../../../core/policy/policy.ts';
import { planActor } from '../program/actor-network.ts';
import { fillArena } from '../program/arena-state.ts';
import { trunkForward } from '../program/network-places.ts';
import { Planner, rowsOf, type Place } from '../program/places.ts';

import { dispatchesOf } from './dispatches.ts';
import { GuardedDevice } from './guarded-device.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** Chunks on their way at a time: enough that the GPU never waits, few enough that memory stays small. */
const chunksUnderway = 4;

export interface WebGpuForwardOptions {
  readonly device: GPUDevice;
  readonly architecture: ActorArchitecture;
  /** As Policy.weights has them: `l1.kernel`. */
  readonly weights: NamedWeights;
  /** Observations computed at once. */
  readonly rows?: number;
}

/** @throws Error where a weight is missing or the device refuses, EngineLostError where it is gone */
export async function createWebGpuForward({
  device,
  architecture,
  weights,
  rows = 4096,
}: WebGpuForwardOptions): Promise<WebGpuForward> {
  const guarded = new GuardedDevice(device);
  const plan = planForward(architecture, rows);
  const learned = new Float32Array(plan.learned);
  fillArena({ parameters: plan.parameters, alpha: null }, { weights, moments: {} }, learned);
  try {
    const recorder = await createRecorder({
      guarded,
      arenaSize: plan.arenaSize,
      lists: [dispatchesOf(plan.steps)],
      updates: 1,
    });
    guarded.use(() => device.queue.writeBuffer(recorder.arena, 0, learned));
    return new WebGpuForward(guarded, recorder, plan);
  } catch (error) {
    guarded.dispose();
    throw error;
  }
}

/** Made by `createWebGpuForward`. */
export class WebGpuForward {
  private readonly guarded: GuardedDevice;
  private readonly recorder: Recorder;
  private readonly plan: ForwardPlan;

  constructor(guarded: GuardedDevice, recorder: Recorder, plan: ForwardPlan) {
    this.guarded = guarded;
    this.recorder = recorder;
    this.plan = plan;
  }

  /**
   * Greedy actions in [-1, 1] for `count` observations. [count * observationSize] -> [count * actionSize]
   *
   * @throws EngineLostError
   */
  async act(observations: Float32Array, count: number): Promise<Float32Array> {
    const { guarded, recorder, plan } = this;
    const { rows, cols: width } = plan.observations;
    const { offset, cols: actions } = plan.actions;
    const results = guarded.use((device) =>
      device.createBuffer({
        label: 'actions',
        size: Math.max(4, count * actions * 4),
        usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
      }),
    );
    try {
      const underway: Promise<unknown>[] = [];
      for (let from = 0; from < count; from += rows) {
        const taken = Math.min(rows, count - from);
        guarded.use((device) => {
          const values = observations.subarray(from * width, (from + taken) * width);
          device.queue.writeBuffer(recorder.arena, plan.observations.offset * 4, values);
          recorder.submit(device, 1, () => [0]);
          const encoder = device.createCommandEncoder();
          encoder.copyBufferToBuffer(
            recorder.arena,
            offset * 4,
            results,
            from * actions * 4,
            taken * actions * 4,
          );
          device.queue.submit([encoder.finish()]);
          underway.push(device.queue.onSubmittedWorkDone());
        });
        if (underway.length >= chunksUnderway) await guarded.wait(underway.shift()!);
      }
      await guarded.wait(results.mapAsync(GPUMapMode.READ));
      return guarded.use(() => new Float32Array(results.getMappedRange(0, count * actions * 4)).slice());
    } finally {
      results.destroy();
    }
  }

  dispose(): void {
    this.guarded.dispose();
  }
}

type ForwardPlan = ReturnType<typeof planForward>;

function planForward(architecture: ActorArchitecture, rows: number) {
  const { observationSize, actionSize } = architecture;
  const planner = new Planner();
  const { network, parameters } = planActor(planner, architecture);
  const learned = planner.size;
  // Without gaps between rows: observations come and actions leave in one piece.
  const tight = (name: string, cols: number): Place => ({
    name,
    ...planner.stretch(rows * cols),
    rows,
    cols,
    stride: cols,
    copies: 1,
    copyStride: 0,
  });
  const observations = tight('observations', observationSize);
  const actions = tight('actions', actionSize);
  const trunk = trunkForward(planner, 'actor', network, observations, 1);
  return {
    parameters,
    learned,
    observations,
    actions,
    steps: [
      ...trunk.steps,
      {
        op: 'tanhAction',
        actions: actionSize,
        features: trunk.features,
        kernel: rowsOf(network.headKernel, 0, actionSize),
        bias: network.headBias,
        noise: null,
        output: actions,
        column: 0,
      },
    ] as const,
    arenaSize: planner.size,
  };
}
