// The WebGPU engine: an update program as WGSL, on the device that TensorFlow.js computes on.
//
// Everything an update touches lies on the GPU: the arena, the replay buffer (a copy of the one in plain memory) and
// the random numbers, which are hashed. So `train` only encodes: about forty dispatches an update, many updates a
// submit, nothing read back.

import type * as tf from '@tensorflow/tfjs-core';

import { createPolicy } from '../../../core/policy/actor.ts';
import type { ActorArchitecture, NamedWeights, Policy } from '../../../core/policy/policy.ts';
import { noLosses, type PortableLearner } from '../../agents/update-report.ts';
import type { Batch, Losses, UpdateNoise } from '../../learner.ts';
import type { ReplayBuffer } from '../../experience/replay-buffer.ts';
import { requireFinite, type Engine, type LearnerState } from '../engine.ts';
import {
  actorWeightsIn,
  fillArena,
  inspectArena,
  learnedRange,
  lossesIn,
  momentsIn,
  movesActor,
  scalarsAt,
  weightsIn,
} from '../program/arena-state.ts';
import type { Program } from '../program/program.ts';

import { batchRange, batchWords } from './batch-upload.ts';
import { dispatchesOf } from './dispatches.ts';
import { GuardedDevice } from './guarded-device.ts';
import { alphaDispatch } from './kernels/batch-kernels.ts';
import { drawDispatch } from './kernels/draw.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { ReplayMirror } from './replay-mirror.ts';
import { SubmitPace } from './submit-pace.ts';
import { weightTensors } from './weight-tensors.ts';

export interface WebGpuEngineOptions {
  /** The device of TensorFlow.js's WebGPU backend, or any other. It is not destroyed with the engine. */
  readonly device: GPUDevice;
  readonly program: Program;
  /** Where learning begins or goes on. */
  readonly from: LearnerState;
  readonly replay: ReplayBuffer;
  /** Batches, noise and dropout masks are hashed from it. */
  readonly seed: number;
  /** How a copy of the actor acts on the CPU: plain loops unless given. */
  readonly makePolicy?: (architecture: ActorArchitecture, weights: NamedWeights) => Policy;
  /** Updates in one submit: measured unless given, see `SubmitPace`. */
  readonly updatesPerSubmit?: number;
}

/** Updates that `train` may be asked for at once, and the most in one submit. */
const updatesAtOnce = 32;
/** Which lists of dispatches the recorder holds. */
const lists = { draw: 0, full: 1, criticOnly: 2, begin: 3 } as const;

/**
 * An engine on `device`, ready to train.
 *
 * @throws Error where the device refuses a kernel or the memory, EngineLostError where it is gone
 */
export async function createWebGpuEngine(options: WebGpuEngineOptions): Promise<WebGpuEngine> {
  const { device, program, replay } = options;
  const guarded = new GuardedDevice(device);
  try {
    const { observationSize, actionSize } = program.architecture;
    const mirror = await guarded.checked(() => new ReplayMirror(guarded, replay.shape));
    const recorder = await createRecorder({
      guarded,
      arenaSize: program.arenaSize,
      lists: [
        [drawDispatch(program.batch, observationSize, actionSize)],
        dispatchesOf(program.full),
        program.policyDelay === 1 ? [] : dispatchesOf(program.criticOnly),
        program.alpha ? [alphaDispatch(program.alpha)] : [],
      ],
      replay: mirror.buffers,
      updates: updatesAtOnce,
    });
    return new WebGpuEngine(options, guarded, recorder, mirror);
  } catch (error) {
    guarded.dispose();
    throw error;
  }
}

/** Made by `createWebGpuEngine`. Beside an engine's calls it has those of a learner, for reference updates. */
export class WebGpuEngine implements Engine, PortableLearner {
  readonly name = 'webgpu';
  readonly updatesAtOnce = updatesAtOnce;
  readonly architecture: ActorArchitecture;
  readonly replay: ReplayBuffer;
  private readonly program: Program;
  private readonly seed: number;
  private readonly makePolicy: (architecture: ActorArchitecture, weights: NamedWeights) => Policy;
  private readonly guarded: GuardedDevice;
  private readonly recorder: Recorder;
  private readonly mirrorOfReplay: ReplayMirror;
  private readonly pace: SubmitPace;
  private pacing = false;
  private updateCount: number;
  /** Number of the last update made here; null before the first. */
  private last: number | null = null;

  constructor(
    { program, from, replay, seed, makePolicy = createPolicy, updatesPerSubmit }: WebGpuEngineOptions,
    guarded: GuardedDevice,
    recorder: Recorder,
    mirrorOfReplay: ReplayMirror,
  ) {
    this.architecture = program.architecture;
    this.replay = replay;
    this.program = program;
    this.seed = seed;
    this.makePolicy = makePolicy;
    this.guarded = guarded;
    this.recorder = recorder;
    this.mirrorOfReplay = mirrorOfReplay;
    this.pace = new SubmitPace(updatesAtOnce, updatesPerSubmit ?? null);
    this.updateCount = from.updates;
    guarded.use((device) => {
      const learned = new Float32Array(firstBatchFloat(program));
      fillArena(program, from, learned);
      device.queue.writeBuffer(recorder.arena, 0, learned);
      recorder.submit(device, 1, () => [lists.begin]);
    });
  }

  get updates(): number {
    return this.updateCount;
  }

  train(count: number): void {
    if (this.replay.size === 0)
      throw new Error('WebGpuEngine.train: the replay buffer is empty, add transitions first');
    this.guarded.use((device) => {
      this.mirrorOfReplay.follow(device, this.replay);
      const began = this.pacing ? null : performance.now();
      for (let done = 0; done < count;) {
        const updates = Math.min(count - done, this.pace.updates);
        this.submit(device, updates, this.replay.rewardScale, true);
        done += updates;
      }
      if (began !== null) this.measurePace(device, count, began);
    });
  }

  /** One update on a given batch with given noise instead of drawn ones. */
  update(batch: Batch, noise: UpdateNoise): void {
    const { offset } = batchRange(this.program.batch);
    const values = batchWords(this.program.batch, batch, noise);
    this.guarded.use((device) => {
      device.queue.writeBuffer(this.recorder.arena, offset * 4, values);
      this.submit(device, 1, 1, false);
    });
  }

  private submit(device: GPUDevice, updates: number, rewardScale: number, draws: boolean): void {
    const { program, seed, recorder } = this;
    const first = this.updateCount;
    for (let slot = 0; slot < updates; slot++) {
      const scalars = scalarsAt(program, first + slot, seed);
      recorder.setScalars(slot, { ...scalars, transitions: this.replay.size, rewardScale });
    }
    recorder.submit(device, updates, (slot) => {
      const steps = movesActor(program, first + slot) ? lists.full : lists.criticOnly;
      return draws ? [lists.draw, steps] : [steps];
    });
    this.updateCount += updates;
    this.last = this.updateCount - 1;
  }

  /** Times a block from an idle device to an idle device. */
  private measurePace(device: GPUDevice, updates: number, began: number): void {
    this.pacing = true;
    const done = () => {
      this.pacing = false;
      this.pace.measured(updates, performance.now() - began);
    };
    // A loss shows itself at the next use.
    void device.queue.onSubmittedWorkDone().then(done, () => undefined);
  }

  async losses(): Promise<Losses> {
    const { last, program } = this;
    if (last === null) return noLosses;
    const { offset, stride } = program.metrics;
    return lossesIn(program, await this.read(offset, stride), last);
  }

  readLosses(): Promise<Losses> {
    return this.losses();
  }

  /** @throws DivergedError where they are no longer numbers, EngineLostError */
  async actorWeights(): Promise<NamedWeights> {
    const { offset, length } = this.program.actor;
    return requireFinite(actorWeightsIn(this.program, await this.read(offset, length), offset));
  }

  async mirror(): Promise<Policy> {
    return this.policyOf(await this.actorWeights());
  }

  policyOf(weights: NamedWeights): Policy {
    return this.makePolicy(this.architecture, weights);
  }

  async allWeights(): Promise<NamedWeights> {
    return (await this.state()).weights;
  }

  async state(): Promise<LearnerState> {
    const { program, updateCount: updates } = this;
    const { offset, length } = learnedRange(program);
    const learned = await this.read(offset, length);
    return {
      updates,
      weights: weightsIn(program, learned, offset),
      moments: momentsIn(program, learned, offset),
    };
  }

  async inspect(): Promise<Readonly<Record<string, Float32Array>>> {
    const { last, program } = this;
    return last === null ? {} : inspectArena(program, await this.read(0, program.arenaSize), last);
  }

  /**
   * All weights as TensorFlow.js tensors on the same device, for saving and inspection; the caller disposes them.
   *
   * TensorFlow.js's current backend has to compute on the engine's device.
   */
  weightTensors(): Record<string, tf.Tensor> {
    return this.guarded.use((device) => weightTensors(device, this.recorder.arena, this.program));
  }

  private read(offset: number, length: number): Promise<Float32Array> {
    return this.guarded.read(this.recorder.arena, offset, length);
  }

  dispose(): void {
    this.guarded.dispose();
  }
}

/** Everything learned, and α beside it, lies before the first batch. */
function firstBatchFloat({ batch }: Program): number {
  return batchRange(batch).offset;
}
