// The WebAssembly engine: an update program played by SIMD kernels, one call an update.
//
// Batch, noise and a few scalars go into the memory, `run` plays the whole table, and what it computed lies there.
// With two threads a helper plays the same table over the same memory; each number is computed by the same sums
// whoever computes it, so a run is the same to the bit with one and with two.

import type { ActorArchitecture, NamedWeights, Policy } from '../../../core/policy/policy.ts';
import { noLosses, type PortableLearner } from '../../agents/update-report.ts';
import type { Batch, Losses, UpdateNoise } from '../../learner.ts';
import type { ReplayBuffer } from '../../experience/replay-buffer.ts';
import { requireFinite, type Engine, type LearnerState } from '../engine.ts';
import { fillNoise } from '../portable-engine.ts';
import {
  actorWeightsIn,
  fillArena,
  inspectArena,
  lossesIn,
  momentsIn,
  movesActor,
  scalarsAt,
  weightsIn,
} from '../program/arena-state.ts';
import { placeBatch, placeNoise } from '../program/place-batch.ts';
import type { Program } from '../program/program.ts';

import { KernelMachine } from './kernel-machine.ts';
import { bestVariant, type KernelFiles } from './kernels.ts';
import { ThreadChoice } from './thread-choice.ts';
import { wasmPolicies, type WasmPolicies } from './wasm-policy.ts';

export interface WasmEngineOptions {
  readonly program: Program;
  /** Where learning begins or goes on. */
  readonly from: LearnerState;
  readonly replay: ReplayBuffer;
  /** Batches, noise and dropout masks are hashed from it. */
  readonly seed: number;
  readonly files: KernelFiles;
  /** `auto`, unless given: two where memory can be shared and a few updates say that it pays. */
  readonly threads?: 'auto' | 1 | 2;
}

/** Updates that `train` may be asked for at once: some 60 ms of the largest usual networks. */
const updatesAtOnce = 4;
/** Which lists of steps the machine holds. */
const lists = { full: 0, criticOnly: 1 } as const;

/**
 * An engine, ready to train.
 *
 * @throws Error where two threads are asked for and memory cannot be shared, or a weight is missing.
 */
export async function createWasmEngine(options: WasmEngineOptions): Promise<WasmEngine> {
  const { program, files, threads = 'auto' } = options;
  if (threads === 2 && !files.sharesMemory)
    throw new Error(
      'createWasmEngine: two threads need shared memory, which this page has not: it is not cross-origin isolated',
    );
  const most = threads === 1 || !files.sharesMemory ? 1 : 2;
  const machine = new KernelMachine(await files.load(bestVariant(most > 1)), {
    arenaSize: program.arenaSize,
    lists: program.criticOnly === program.full ? [program.full] : [program.full, program.criticOnly],
    threads: most,
  });
  if (most > 1) await machine.startHelper(files);
  const policies = await wasmPolicies(files);
  return new WasmEngine(options, machine, policies, most > 1 && threads === 'auto' ? 'auto' : most);
}

/** Made by `createWasmEngine`. Beside an engine's calls it has those of a learner, for reference updates. */
export class WasmEngine implements Engine, PortableLearner {
  readonly name = 'wasm';
  readonly updatesAtOnce = updatesAtOnce;
  readonly architecture: ActorArchitecture;
  readonly replay: ReplayBuffer;
  private readonly program: Program;
  private readonly seed: number;
  private readonly machine: KernelMachine;
  private readonly policies: WasmPolicies;
  private readonly noise: UpdateNoise;
  /** Deciding how many threads to use; null when that is settled. */
  private choice: ThreadChoice | null;
  private threads: 1 | 2;
  private updateCount: number;
  /** Number of the last update made here; null before the first. */
  private last: number | null = null;

  constructor(
    { program, from, replay, seed }: WasmEngineOptions,
    machine: KernelMachine,
    policies: WasmPolicies,
    threads: 'auto' | 1 | 2,
  ) {
    const { batch, architecture, policyDelay } = program;
    this.architecture = architecture;
    this.replay = replay;
    this.program = program;
    this.seed = seed;
    this.machine = machine;
    this.policies = policies;
    this.choice = threads === 'auto' ? new ThreadChoice(policyDelay) : null;
    this.threads = threads === 'auto' ? 1 : threads;
    this.updateCount = from.updates;
    const size = batch.size * architecture.actionSize;
    this.noise = { action: new Float32Array(size), nextAction: new Float32Array(size) };
    fillArena(program, from, machine.arena);
    // As the kernels compute it after every step of the temperature: a restored run goes on to the bit.
    if (program.alpha) machine.setAlpha(program.alpha.logAlpha.offset, program.alpha.alpha.offset);
  }

  get updates(): number {
    return this.updateCount;
  }

  /** Bytes of the kernels' memory, which never grows. */
  get memoryBytes(): number {
    return this.machine.memoryBytes;
  }

  /** Threads that updates are made with: what was asked for, or what the trial at the start found; null during it. */
  get chosenThreads(): 1 | 2 | null {
    return this.choice ? null : this.threads;
  }

  train(count: number): void {
    const { size, noise } = this.program.batch;
    for (let i = 0; i < count; i++) {
      const batch = this.replay.sample(size, this.seed, this.updateCount);
      if (noise) fillNoise(this.noise, this.seed, this.updateCount);
      this.update(batch, this.noise);
    }
  }

  /** One update on a given batch with given noise instead of drawn ones. */
  update(batch: Batch, noise: UpdateNoise): void {
    const { program, machine, choice } = this;
    placeBatch(program.batch, batch, machine.arena);
    if (program.batch.noise) placeNoise(program.batch.noise, batch.size, noise, machine.arena);
    machine.setScalars(scalarsAt(program, this.updateCount, this.seed));
    const full = movesActor(program, this.updateCount);
    const list = full ? lists.full : lists.criticOnly;
    if (choice) this.tryThreads(choice, list);
    else machine.run(list, this.threads);
    this.last = this.updateCount++;
  }

  private tryThreads(choice: ThreadChoice, list: number): void {
    const began = performance.now();
    this.machine.run(list, choice.next);
    const chosen = choice.measured(performance.now() - began);
    if (chosen === null) return;
    this.choice = null;
    this.threads = chosen;
    if (chosen === 1) this.machine.stopHelper();
  }

  losses(): Promise<Losses> {
    const { last, program, machine } = this;
    const { offset, cols } = program.metrics;
    return Promise.resolve(
      last === null ? noLosses : lossesIn(program, machine.arena.subarray(offset, offset + cols), last),
    );
  }

  readLosses(): Promise<Losses> {
    return this.losses();
  }

  actorWeights(): Promise<NamedWeights> {
    return Promise.resolve(actorWeightsIn(this.program, this.machine.arena));
  }

  allWeights(): Promise<NamedWeights> {
    return Promise.resolve(weightsIn(this.program, this.machine.arena));
  }

  async mirror(): Promise<Policy> {
    return this.policyOf(requireFinite(await this.actorWeights()));
  }

  policyOf(weights: NamedWeights): Policy {
    return this.policies.create(this.architecture, weights);
  }

  state(): Promise<LearnerState> {
    const { program, machine, updateCount: updates } = this;
    const weights = weightsIn(program, machine.arena);
    return Promise.resolve({ updates, weights, moments: momentsIn(program, machine.arena) });
  }

  inspect(): Promise<Readonly<Record<string, Float32Array>>> {
    const { last, program, machine } = this;
    return Promise.resolve(last === null ? {} : inspectArena(program, machine.arena, last));
  }

  /** Ends the helper; the memory goes when nothing refers to the engine any more. */
  dispose(): void {
    this.machine.stopHelper();
  }
}
