// Between an arena and the world outside: named weights and moments in and out, and what an update computed.
//
// An engine that keeps its arena elsewhere (a GPU) copies a stretch of it and says where that began (`start`).

import type { NamedWeights } from '../../../core/policy/policy.ts';
import { rateShare } from '../../agents/rate-schedule.ts';
import { noLosses } from '../../agents/update-report.ts';
import type { Losses } from '../../learner.ts';
import type { LearnerState } from '../engine.ts';

import type { Place, Range } from './places.ts';
import { adamScalars, type ParameterPlace, type Program } from './program.ts';
import { metricIndex, type MetricName, type UpdateScalars } from './steps.ts';

/**
 * Puts weights and moments where the program wants them; missing moments are left as they are.
 *
 * @throws Error naming the first weight that is missing or misshapen.
 */
export function fillArena(
  program: Pick<Program, 'parameters' | 'alpha'>,
  { weights, moments }: Pick<LearnerState, 'weights' | 'moments'>,
  arena: Float32Array,
): void {
  for (const parameter of program.parameters) {
    const { name, place } = parameter;
    writeArray(parameter, named(weights, parameter, name), arena, place.offset);
    for (const [kind, distance] of Object.entries(parameter.moments ?? {})) {
      const moment = `${name}.${kind}`;
      if (moment in moments)
        writeArray(parameter, named(moments, parameter, moment), arena, place.offset + distance);
    }
  }
  if (program.alpha) {
    const { logAlpha, alpha } = program.alpha;
    arena[alpha.offset] = Math.exp(arena[logAlpha.offset]!);
  }
}

/** All weights by the portable learners' names. */
export function weightsIn(program: Program, arena: Float32Array, start = 0): NamedWeights {
  return Object.fromEntries(
    program.parameters.map((parameter) => [
      parameter.name,
      readArray(parameter, arena, parameter.place.offset - start),
    ]),
  );
}

/** The actor's weights by the names of a policy: `l1.kernel`. */
export function actorWeightsIn(program: Program, arena: Float32Array, start = 0): NamedWeights {
  const prefix = 'actor.';
  return Object.fromEntries(
    program.parameters
      .filter(({ name }) => name.startsWith(prefix))
      .map((parameter) => [
        parameter.name.slice(prefix.length),
        readArray(parameter, arena, parameter.place.offset - start),
      ]),
  );
}

/** Adam's moments: `critic1.l1.kernel.mean` and `critic1.l1.kernel.square`. */
export function momentsIn(program: Program, arena: Float32Array, start = 0): NamedWeights {
  return Object.fromEntries(
    program.parameters.flatMap((parameter) =>
      Object.entries(parameter.moments ?? {}).map(([kind, distance]: [string, number]) => [
        `${parameter.name}.${kind}`,
        readArray(parameter, arena, parameter.place.offset + distance - start),
      ]),
    ),
  );
}

/** The stretch of the arena that holds all weights and moments. */
export function learnedRange({ parameters }: Program): Range {
  const begins = parameters.map(({ place }) => place.offset);
  const ends = parameters.flatMap(({ place, moments }) =>
    [0, ...Object.values(moments ?? {})].map(
      (distance: number) => place.offset + distance + place.rows * place.stride,
    ),
  );
  const offset = Math.min(...begins);
  return { offset, length: Math.max(...ends) - offset };
}

/** Whether the actor moves in update number `update` (0 is the first): `full` runs, else `criticOnly`. */
export function movesActor(program: Program, update: number): boolean {
  return update % program.policyDelay === 0;
}

/** What differs from update to update, of update number `update`. */
export function scalarsAt(program: Program, update: number, seed: number): UpdateScalars {
  const share = rateShare(program.schedule, update);
  const [critic, actor, temperature] = program.learningRates.map((rate) => share * rate) as [
    number,
    number,
    number,
  ];
  const every = adamScalars(critic, update + 1);
  const moves = Math.floor(update / program.policyDelay) + 1; // actor and temperature move in full updates alone
  const ofActor = adamScalars(actor, moves);
  const ofTemperature = adamScalars(temperature, moves);
  return {
    update,
    seed,
    stepSize: [every.stepSize, ofActor.stepSize, ofTemperature.stepSize],
    floor: [every.floor, ofActor.floor, ofTemperature.floor],
  };
}

/** The figures of update number `update` (0 is the first) from the metrics it left. */
export function lossesIn(program: Program, metrics: Float32Array, update: number): Losses {
  const figure = (name: MetricName) => metrics[metricIndex(name)]!;
  const moved = movesActor(program, update);
  const critic = {
    criticLoss: figure('criticLoss'),
    meanQ: figure('meanQ'),
    criticGradientNorm: figure('criticGradNorm'),
  };
  const actor = moved && {
    actorLoss: figure('actorLoss'),
    actorGradientNorm: figure('actorGradNorm'),
  };
  if (program.targetEntropy === null) return { ...noLosses, ...critic, ...actor };
  const temperature = figure('temperature');
  const meanLogProb = figure('meanLogProb');
  return {
    ...noLosses,
    ...critic,
    ...actor,
    temperature,
    temperatureLoss: -Math.log(temperature) * (meanLogProb + program.targetEntropy),
    entropy: -meanLogProb,
  };
}

/** Arrays that update number `update` left, and its losses, by the names that the portable learners' `inspect` gives them. */
export function inspectArena(
  program: Program,
  arena: Float32Array,
  update: number,
): Record<string, Float32Array> {
  const { offset, cols } = program.metrics;
  const losses = lossesIn(program, arena.subarray(offset, offset + cols), update);
  const read: Record<string, Float32Array> = {};
  for (const [name, place] of Object.entries(program.inspect))
    read[name] = readPlace(place, arena, place.offset);
  const figures = {
    criticLoss: losses.criticLoss,
    actorLoss: losses.actorLoss,
    alphaLoss: losses.temperatureLoss,
    criticGradNorm: losses.criticGradientNorm,
    actorGradNorm: losses.actorGradientNorm,
  };
  for (const [name, figure] of Object.entries(figures))
    if (!Number.isNaN(figure)) read[name] = Float32Array.of(figure);
  return read;
}

function named(arrays: NamedWeights, { shape }: ParameterPlace, name: string): Float32Array {
  const array = arrays[name];
  if (!array) throw new Error(`fillArena: "${name}" is missing`);
  if (array.shape.join() !== shape.join())
    throw new Error(`fillArena: "${name}" has the shape [${array.shape.join()}], expected [${shape.join()}]`);
  return array.values;
}

/** The numbers of the world, row-major, to their rows in the arena; a transposed array's rows are its columns. */
function writeArray(
  { place, transposed }: ParameterPlace,
  values: Float32Array,
  arena: Float32Array,
  offset: number,
): void {
  const { rows, cols, stride } = place;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < cols; c++)
      arena[offset + r * stride + c] = values[transposed ? c * rows + r : r * cols + c]!;
}

function readArray({ place, transposed, shape }: ParameterPlace, arena: Float32Array, offset: number) {
  const lying = readPlace(place, arena, offset);
  if (!transposed) return { shape, values: lying };
  const { rows, cols } = place;
  return { shape, values: lying.map((_, i) => lying[(i % rows) * cols + Math.floor(i / rows)]!) };
}

function readPlace({ rows, cols, stride }: Place, arena: Float32Array, offset: number): Float32Array {
  const values = new Float32Array(rows * cols);
  for (let r = 0; r < rows; r++)
    values.set(arena.subarray(offset + r * stride, offset + r * stride + cols), r * cols);
  return values;
}
