// A trained actor's forward pass on the kernels: what acts in training markets, and prices a million products.
//
// The same policy as core/policy/actor.ts, in float32 and some rows at a time. One memory serves all policies of an
// architecture: a policy whose weights are not the ones lying there puts its own there first, so that renewing a
// mirror every few updates makes no new memory.

import { actorLayout, hasSpread, weightsProblem } from '../../../core/policy/actor-layout.ts';
import { createPolicy, requireFinite, requireLength } from '../../../core/policy/actor.ts';
import type { ActorArchitecture, NamedWeights, Policy } from '../../../core/policy/policy.ts';
import { planActor } from '../program/actor-network.ts';
import { fillArena } from '../program/arena-state.ts';
import { trunkForward } from '../program/network-places.ts';
import { placeRows } from '../program/place-batch.ts';
import { Planner, rowsOf, type Place } from '../program/places.ts';
import type { ParameterPlace } from '../program/program.ts';
import type { DenseStep, NormStep, Step } from '../program/steps.ts';

import { KernelMachine } from './kernel-machine.ts';
import { bestVariant, type KernelFiles } from './kernels.ts';

/** Makes policies that act on the kernels; those of one architecture share a memory. */
export interface WasmPolicies {
  /** @throws Error naming the first weight that is missing, misshapen or not finite. */
  create(architecture: ActorArchitecture, weights: NamedWeights): Policy;
}

/** Rows of one run: a run of the smallest that suffices, or of the largest again and again. */
const chunkRows = [1, 4, 16, 64, 128] as const;
const mostRows = chunkRows.at(-1)!;

export async function wasmPolicies(files: KernelFiles): Promise<WasmPolicies> {
  return new PolicyMemory(await files.load(bestVariant(false)));
}

/** One policy by itself; for several of an architecture see `wasmPolicies`. */
export async function createWasmPolicy(
  architecture: ActorArchitecture,
  weights: NamedWeights,
  files: KernelFiles,
): Promise<Policy> {
  return (await wasmPolicies(files)).create(architecture, weights);
}

class PolicyMemory implements WasmPolicies {
  private readonly module: WebAssembly.Module;
  private readonly passes = new Map<string, ForwardPass>();

  constructor(module: WebAssembly.Module) {
    this.module = module;
  }

  create(architecture: ActorArchitecture, weights: NamedWeights): Policy {
    const problem = weightsProblem(actorLayout(architecture), weights);
    if (problem) throw new Error(`WasmPolicies.create: ${problem}`);
    if (architecture.hidden.length === 0) return createPolicy(architecture, weights); // no layer to speed up
    const key = JSON.stringify(architecture);
    let pass = this.passes.get(key);
    if (!pass) this.passes.set(key, (pass = new ForwardPass(this.module, architecture)));
    return new WasmPolicy(architecture, weights, pass);
  }
}

class WasmPolicy implements Policy {
  readonly architecture: ActorArchitecture;
  readonly weights: NamedWeights;
  private readonly pass: ForwardPass;

  constructor(architecture: ActorArchitecture, weights: NamedWeights, pass: ForwardPass) {
    this.architecture = architecture;
    this.weights = weights;
    this.pass = pass;
  }

  act(observations: Float32Array, count: number): Float32Array {
    requireLength('act', 'observations', observations, count, this.architecture.observationSize);
    return this.run('act', observations, count, null, 0);
  }

  explore(
    observations: Float32Array,
    count: number,
    noise: Float32Array,
    explorationNoise: number,
  ): Float32Array {
    const { observationSize, actionSize } = this.architecture;
    requireLength('explore', 'observations', observations, count, observationSize);
    requireLength('explore', 'noise', noise, count, actionSize);
    return this.run(
      'explore',
      observations,
      count,
      noise,
      hasSpread(this.architecture) ? 1 : explorationNoise,
    );
  }

  private run(
    call: string,
    observations: Float32Array,
    count: number,
    noise: Float32Array | null,
    noiseScale: number,
  ): Float32Array {
    const { actionSize } = this.architecture;
    const actions = new Float32Array(count * actionSize);
    this.pass.use(this.weights);
    for (let from = 0; from < count; from += mostRows)
      this.pass.run(observations, from, Math.min(mostRows, count - from), noise, noiseScale, actions);
    requireFinite(call, actions, actionSize);
    return actions;
  }
}

/** The machine that runs an actor of one architecture, and whose weights lie in it. */
class ForwardPass {
  private readonly machine: KernelMachine;
  private readonly observations: Place;
  private readonly noise: Place;
  private readonly actions: Place;
  private readonly parameters: readonly ParameterPlace[];
  private weights: NamedWeights | null = null;

  constructor(module: WebAssembly.Module, architecture: ActorArchitecture) {
    const { observationSize, actionSize, logStdRange } = architecture;
    const planner = new Planner();
    const { network, parameters } = planActor(planner, architecture);
    this.parameters = parameters;
    this.observations = planner.place('observations', mostRows, observationSize);
    this.noise = planner.place('noise', mostRows, actionSize);
    this.actions = planner.place('actions', mostRows, actionSize);
    const trunk = trunkForward(planner, 'actor', network, this.observations, 1);
    const shared = { actions: actionSize, kernel: network.headKernel, bias: network.headBias, column: 0 };
    const head: Step = hasSpread(architecture)
      ? {
          ...shared,
          op: 'sample',
          features: trunk.features,
          range: logStdRange,
          noise: this.noise,
          output: this.actions,
          logProb: planner.place('logProb', 1, mostRows),
          spread: planner.place('spread', mostRows, actionSize),
          inside: planner.place('inside', mostRows, actionSize),
        }
      : {
          ...shared,
          op: 'tanhAction',
          features: trunk.features,
          // The noise comes scaled; ±2 takes any action to the bound.
          noise: { place: this.noise, deviation: 1, clip: 2 },
          output: this.actions,
        };
    this.machine = new KernelMachine(module, {
      arenaSize: planner.size,
      lists: chunkRows.map((rows) => [...trunk.steps, head].map((step) => firstRows(step, rows))),
      prepacked: true,
      threads: 1,
    });
  }

  /** Makes these the weights that `run` uses. */
  use(weights: NamedWeights): void {
    if (this.weights === weights) return;
    fillArena({ parameters: this.parameters, alpha: null }, { weights, moments: {} }, this.machine.arena);
    this.machine.packKernels();
    this.weights = weights;
  }

  /** Rows `from` to `from + count - 1` of all; `count` is at most the largest chunk. */
  run(
    observations: Float32Array,
    from: number,
    count: number,
    noise: Float32Array | null,
    noiseScale: number,
    actions: Float32Array,
  ): void {
    const { arena } = this.machine;
    const { cols } = this.observations;
    placeRows(
      observations.subarray(from * cols),
      count,
      cols,
      arena,
      this.observations,
      this.observations.offset,
    );
    const width = this.noise.cols;
    for (let row = 0; row < count; row++)
      for (let i = 0; i < width; i++)
        arena[this.noise.offset + row * this.noise.stride + i] = noise
          ? noiseScale * noise[(from + row) * width + i]!
          : 0;
    const list = chunkRows.findIndex((rows) => rows >= count);
    this.machine.run(list);
    for (let row = 0; row < count; row++)
      for (let i = 0; i < width; i++)
        actions[(from + row) * width + i] = arena[this.actions.offset + row * this.actions.stride + i]!;
  }
}

/** A step of a forward pass on its first `rows` rows. */
function firstRows(step: Step, rows: number): Step {
  const cut = (place: Place) => rowsOf(place, 0, rows);
  switch (step.op) {
    case 'norm':
    case 'dense':
      return { ...step, input: cut(step.input) } satisfies NormStep | DenseStep;
    case 'sample':
    case 'tanhAction':
      return { ...step, features: cut(step.features) };
    default:
      throw new Error(`internal: a forward pass has no step "${step.op}"`);
  }
}
