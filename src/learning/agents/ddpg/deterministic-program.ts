// DDPG and TD3 as update programs. The algorithms in words, their sources and our departures: agents/ddpg.ts, agents/td3.ts.
//
// TD3 is DDPG with a second critic, the smaller of two target values, and noise on the target action. The critics'
// targets move in the critics' own step of Adam, the actor's in the actor's: nothing reads them in between. Between
// the updates in which the policy moves, the critics' steps run alone and no target moves.

import { ddpgArchitecture, type DdpgSettings } from './ddpg.ts';
import type { Td3Settings } from '../td3/td3.ts';

import { planBatch, type ProgramSizes } from '../../engine/program/batch-places.ts';
import {
  movedParameters,
  namedParameters,
  planParameters,
  someCopies,
  trunkBackward,
  trunkForward,
  type NetworkShape,
} from '../../engine/program/networks.ts';
import { copiesOf, Planner, rowsOf, type Place, type Range } from '../../engine/program/places.ts';
import type { ParameterPlace, Program } from '../../engine/program/program.ts';
import {
  metricIndex,
  metricNames,
  partialCount,
  type AdamStep,
  type Step,
} from '../../engine/program/steps.ts';

export function ddpgProgram(settings: DdpgSettings, sizes: ProgramSizes): Program {
  return deterministicProgram(settings, null, sizes);
}

export function td3Program(settings: Td3Settings, sizes: ProgramSizes): Program {
  const { targetNoise: deviation, targetNoiseClip: clip } = settings;
  return deterministicProgram(settings, { deviation, clip }, sizes);
}

function deterministicProgram(
  settings: DdpgSettings,
  smoothing: { readonly deviation: number; readonly clip: number } | null,
  sizes: ProgramSizes,
): Program {
  const { observationSize, actionSize, batchSize } = sizes;
  const { hidden, tau } = settings;
  const criticCount = smoothing ? 2 : 1;
  const plain = { hidden, layerNorm: false, inputNorm: false, layerNormEpsilon: 0, residual: false };
  const actorShape: NetworkShape = { ...plain, inputs: observationSize, outputs: actionSize };
  const criticShape: NetworkShape = { ...plain, inputs: observationSize + actionSize, outputs: 1 };

  const planner = new Planner();
  const actors = planParameters(planner, 'actor', actorShape, 2); // the actor, then its target
  const values = planParameters(planner, 'critics', criticShape, 2 * criticCount); // the critics, then their targets
  const actor = someCopies(actors, 0, 1);
  const critics = someCopies(values, 0, criticCount);
  const trained = critics.range.offset + critics.range.length - actor.range.offset;
  const toGradients = planner.stretch(trained).offset - actor.range.offset;
  const toMeans = planner.stretch(trained).offset - actor.range.offset;
  const toSquares = planner.stretch(trained).offset - actor.range.offset;
  const metrics = planner.place('metrics', 1, metricNames.length);
  const partials = planner.stretch(partialCount);
  const moved = (range: Range, floats: number): Range => ({
    offset: range.offset + floats,
    length: range.length,
  });

  const batch = planBatch(planner, sizes, smoothing !== null);
  const { pairs, observations } = batch;
  const line = (name: string, cols: number, copies = 1) => planner.place(name, 1, cols, copies);

  const targetActing = trunkForward(
    planner,
    'target actor',
    someCopies(actors, 1, 1),
    copiesOf(observations, 1, 1),
    1,
  );
  const judged: Place = { ...pairs, copies: 2, copyStride: 2 * pairs.copyStride };
  const valuing = trunkForward(planner, 'values', values, judged, criticCount);
  const q = line('q', batchSize, 2 * criticCount);
  const target = line('target', batchSize);
  const criticGradient = line('dQ', batchSize, criticCount);
  const criticGradients = movedParameters(critics, toGradients);
  const criticBack = trunkBackward(
    planner,
    'values back',
    valuing,
    { copies: criticCount, rows: batchSize },
    criticGradient,
    criticGradients,
    null,
  );

  const criticSteps: Step[] = [
    ...targetActing.steps,
    {
      op: 'tanhAction',
      actions: actionSize,
      features: targetActing.features,
      kernel: someCopies(actors, 1, 1).headKernel,
      bias: someCopies(actors, 1, 1).headBias,
      noise: smoothing && { ...smoothing, place: rowsOf(batch.noise!, batchSize, batchSize) },
      output: copiesOf(pairs, 2, 1),
      column: observationSize,
    },
    ...valuing.steps,
    {
      op: 'values',
      copies: 2 * criticCount,
      features: valuing.features,
      kernel: values.headKernel,
      bias: values.headBias,
      scale: 1,
      output: q,
    },
    {
      op: 'targets',
      critics: criticCount,
      q: copiesOf(q, 0, criticCount),
      targetQ: copiesOf(q, criticCount, criticCount),
      reward: batch.reward,
      discount: batch.discount,
      entropy: null,
      bound: null,
      scale: 1,
      target,
      gradient: criticGradient,
      metrics,
    },
    ...criticBack.steps,
    {
      op: 'gradientNorm',
      gradients: criticGradients.range,
      partials,
      metrics,
      metric: metricIndex('criticGradNorm'),
    },
  ];
  const criticAdam = (targetMoves: boolean): AdamStep => ({
    op: 'adam',
    parameters: critics.range,
    gradients: criticGradients.range,
    means: moved(critics.range, toMeans),
    squares: moved(critics.range, toSquares),
    optimizer: 0,
    clip: null,
    target: targetMoves ? { distance: critics.range.length, tau } : null,
  });

  // The policy's loss, -mean Q1(s, μ(s)), with the first critic frozen.
  const first = someCopies(values, 0, 1);
  const acting = trunkForward(planner, 'actor', actor, copiesOf(observations, 0, 1), 1);
  const judging = trunkForward(planner, 'policy values', first, copiesOf(pairs, 1, 1), 1);
  const newQ = line('newQ', batchSize);
  const policyGradient = line('dNewQ', batchSize);
  const throughCritic = trunkBackward(
    planner,
    'policy values back',
    judging,
    { copies: 1, rows: batchSize },
    policyGradient,
    null,
    observationSize,
  );
  const headGradient = planner.place('actor head gradient', actionSize, batchSize);
  const actorBack = trunkBackward(
    planner,
    'actor back',
    acting,
    { copies: 1, rows: batchSize },
    headGradient,
    movedParameters(actor, toGradients),
    null,
  );
  const policySteps: Step[] = [
    ...acting.steps,
    {
      op: 'tanhAction',
      actions: actionSize,
      features: acting.features,
      kernel: actor.headKernel,
      bias: actor.headBias,
      noise: null,
      output: copiesOf(pairs, 1, 1),
      column: observationSize,
    },
    ...judging.steps,
    {
      op: 'values',
      copies: 1,
      features: judging.features,
      kernel: first.headKernel,
      bias: first.headBias,
      scale: 1,
      output: newQ,
    },
    { op: 'policyLoss', critics: 1, q: newQ, entropy: null, scale: 1, gradient: policyGradient, metrics },
    ...throughCritic.steps,
    {
      op: 'actionBackward',
      actions: actionSize,
      copies: 1,
      dInput: throughCritic.dInput!,
      inputColumn: 0,
      norm: null,
      action: copiesOf(pairs, 1, 1),
      column: observationSize,
      gaussian: null,
      output: headGradient,
    },
    ...actorBack.steps,
    {
      op: 'gradientNorm',
      gradients: moved(actor.range, toGradients),
      partials,
      metrics,
      metric: metricIndex('actorGradNorm'),
    },
    {
      op: 'adam',
      parameters: actor.range,
      gradients: moved(actor.range, toGradients),
      means: moved(actor.range, toMeans),
      squares: moved(actor.range, toSquares),
      optimizer: 1,
      clip: null,
      target: { distance: actor.range.length, tau },
    },
  ];

  const head = `l${hidden.length + 1}`;
  const moments: ParameterPlace['moments'] = { mean: toMeans, square: toSquares };
  const criticNames = smoothing ? ['critic1.', 'critic2.'] : ['critic.'];
  const targetNames = smoothing ? ['target1.', 'target2.'] : ['criticTarget.'];
  return {
    architecture: ddpgArchitecture(settings, observationSize, actionSize, smoothing ? 'td3' : 'ddpg'),
    arenaSize: planner.size,
    parameters: [
      ...namedParameters(actors, 0, 'actor.', [[head, actionSize]], moments),
      ...namedParameters(actors, 1, 'actorTarget.', [[head, actionSize]], null),
      ...criticNames.flatMap((name, i) => namedParameters(values, i, name, [[head, 1]], moments)),
      ...targetNames.flatMap((name, i) => namedParameters(values, criticCount + i, name, [[head, 1]], null)),
    ],
    actor: actor.range,
    alpha: null,
    batch,
    full: [...criticSteps, criticAdam(true), ...policySteps],
    criticOnly: [...criticSteps, criticAdam(false)],
    policyDelay: settings.policyDelay,
    learningRates: [settings.learningRateCritic, settings.learningRateActor, 0],
    schedule: settings.schedule,
    metrics,
    inspect: {
      target,
      ...(smoothing ? { q1: copiesOf(q, 0, 1), q2: copiesOf(q, 1, 1) } : { q: copiesOf(q, 0, 1) }),
    },
    targetEntropy: null,
  };
}
