// Soft Actor-Critic as an update program. The algorithm in words, its source and our departures: agents/sac.ts.
//
// One pass of the actor serves both its uses: rows 0..B-1 are the states (new action, dropout), rows B..2B-1 the next
// states. One pass of four networks gives the critics' values of (s, a) and the targets' of (s', a'). The targets move
// in the critics' own step of Adam: nothing reads them in between.

import { randomStreams } from '../../../core/counter-random.ts';
import { sacArchitecture, type SacSettings } from './sac.ts';

import { planBatch, type ProgramSizes } from '../../engine/program/batch-places.ts';
import {
  movedParameters,
  namedParameters,
  planParameters,
  someCopies,
  trunkBackward,
  trunkForward,
  type Head,
  type NetworkShape,
} from '../../engine/program/networks.ts';
import { copiesOf, Planner, rowsOf, type Place } from '../../engine/program/places.ts';
import type { Program } from '../../engine/program/program.ts';
import { metricIndex, metricNames, partialCount, type Step } from '../../engine/program/steps.ts';

export function sacProgram(settings: SacSettings, sizes: ProgramSizes): Program {
  const { observationSize, actionSize, batchSize } = sizes;
  const architecture = sacArchitecture(settings, observationSize, actionSize);
  const { layerNorm, inputNorm, layerNormEpsilon, hidden, valueScale, valueBound, maxGradientNorm } =
    settings;
  const common = { hidden, layerNorm, inputNorm, layerNormEpsilon };
  const actorShape: NetworkShape = {
    ...common,
    inputs: observationSize,
    outputs: 2 * actionSize,
    residual: false,
  };
  const criticShape: NetworkShape = {
    ...common,
    inputs: observationSize + actionSize,
    outputs: 1,
    residual: settings.residualCritic,
  };

  // The parameters with their gradients and moments, each laid out alike.
  const planner = new Planner();
  const actor = planParameters(planner, 'actor', actorShape, 1);
  const values = planParameters(planner, 'critics', criticShape, 4); // critics 1 and 2, then their targets
  const critics = someCopies(values, 0, 2);
  const trained = critics.range.offset + critics.range.length - actor.range.offset;
  const gradients = planner.stretch(trained);
  const means = planner.stretch(trained);
  const squares = planner.stretch(trained);
  const toGradients = gradients.offset - actor.range.offset;
  const toMeans = means.offset - actor.range.offset;
  const toSquares = squares.offset - actor.range.offset;
  const logAlpha = planner.place('logAlpha', 1, 1);
  const logAlphaMean = planner.place('logAlpha mean', 1, 1);
  const logAlphaSquare = planner.place('logAlpha square', 1, 1);
  const alpha = planner.place('alpha', 1, 1);
  const metrics = planner.place('metrics', 1, metricNames.length);
  const partials = planner.stretch(partialCount);

  const batch = planBatch(planner, sizes, true);
  const { pairs } = batch;
  // Both halves as one matrix: the copies of `observations` lie one after another, and so do copies 1 and 2 of `pairs`.
  const allStates: Place = { ...batch.observations, rows: 2 * batchSize, copies: 1 };
  const chosen: Place = { ...copiesOf(pairs, 1, 1), rows: 2 * batchSize };
  const line = (name: string, cols: number, copies = 1) => planner.place(name, 1, cols, copies);

  // The actor on states and next states.
  const acting = trunkForward(planner, 'actor', actor, allStates, 1, {
    dropout: { rate: settings.dropout, rows: batchSize, stream: randomStreams.dropout },
  });
  const logProb = line('logProb', 2 * batchSize);
  const nextLogProb: Place = { ...logProb, offset: logProb.offset + batchSize, cols: batchSize };
  const spread = planner.place('spread', 2 * batchSize, actionSize);
  const inside = planner.place('inside', 2 * batchSize, actionSize);
  const sample: Step = {
    op: 'sample',
    actions: actionSize,
    features: acting.features,
    kernel: actor.headKernel,
    bias: actor.headBias,
    range: settings.logStdRange,
    noise: batch.noise!,
    output: chosen,
    column: observationSize,
    logProb,
    spread,
    inside,
  };

  // The critics on (s, a), their targets on (s', a').
  const judged: Place = { ...pairs, copies: 2, copyStride: 2 * pairs.copyStride };
  const valuing = trunkForward(planner, 'values', values, judged, 2);
  const q = line('q', batchSize, 4);
  const target = line('target', batchSize);
  const criticGradient = line('dQ', batchSize, 2);
  const criticGradients = movedParameters(critics, toGradients);
  const criticBack = trunkBackward(
    planner,
    'values back',
    valuing,
    { copies: 2, rows: batchSize },
    criticGradient,
    criticGradients,
    null,
  );
  const moved = (range: { offset: number; length: number }, floats: number) => ({
    offset: range.offset + floats,
    length: range.length,
  });

  // The critics, frozen, on (s, new action).
  const judging = trunkForward(planner, 'policy values', critics, copiesOf(pairs, 1, 1), 2);
  const newQ = line('newQ', batchSize, 2);
  const policyGradient = line('dNewQ', batchSize, 2);
  const throughCritics = trunkBackward(
    planner,
    'policy values back',
    judging,
    { copies: 2, rows: batchSize },
    policyGradient,
    null,
    observationSize,
  );
  const headGradient = planner.place('actor head gradient', 2 * actionSize, batchSize);
  const actorBack = trunkBackward(
    planner,
    'actor back',
    acting,
    { copies: 1, rows: batchSize },
    headGradient,
    movedParameters(actor, toGradients),
    null,
  );

  const clip = maxGradientNorm === null ? null : { maxNorm: maxGradientNorm, partials };
  const entropy = { alpha, logProb: { ...logProb, cols: batchSize } };
  const steps: Step[] = [
    ...acting.steps,
    sample,
    ...valuing.steps,
    {
      op: 'values',
      copies: 4,
      features: valuing.features,
      kernel: values.headKernel,
      bias: values.headBias,
      scale: valueScale,
      output: q,
    },
    {
      op: 'targets',
      critics: 2,
      q: copiesOf(q, 0, 2),
      targetQ: copiesOf(q, 2, 2),
      reward: batch.reward,
      discount: batch.discount,
      entropy: { alpha, logProb: nextLogProb },
      bound: valueBound,
      scale: valueScale,
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
    {
      op: 'adam',
      parameters: critics.range,
      gradients: criticGradients.range,
      means: moved(critics.range, toMeans),
      squares: moved(critics.range, toSquares),
      optimizer: 0,
      clip,
      target: { distance: critics.range.length, tau: settings.tau },
    },
    ...judging.steps,
    {
      op: 'values',
      copies: 2,
      features: judging.features,
      kernel: critics.headKernel,
      bias: critics.headBias,
      scale: valueScale,
      output: newQ,
    },
    { op: 'policyLoss', critics: 2, q: newQ, entropy, scale: valueScale, gradient: policyGradient, metrics },
    ...throughCritics.steps,
    {
      op: 'actionBackward',
      actions: actionSize,
      copies: 2,
      dInput: throughCritics.dInput!,
      inputColumn: inputNorm ? observationSize : 0,
      norm: judging.inputNorm && {
        gamma: judging.inputNorm.norm.gamma,
        normal: judging.inputNorm.norm.normal,
        inverse: judging.inputNorm.norm.inverse,
      },
      action: copiesOf(pairs, 1, 1),
      column: observationSize,
      gaussian: { alpha, spread: rowsOf(spread, 0, batchSize), inside: rowsOf(inside, 0, batchSize) },
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
      clip,
      target: null,
    },
    {
      op: 'temperature',
      logAlpha,
      mean: logAlphaMean,
      square: logAlphaSquare,
      alpha,
      targetEntropy: settings.targetEntropy,
      metrics,
      optimizer: 2,
    },
  ];

  const actorHeads: Head[] = [
    ['mean', actionSize],
    ['logStd', actionSize],
  ];
  const moments = { mean: toMeans, square: toSquares };
  const named = (copy: number, prefix: string, own: typeof moments | null) =>
    namedParameters(values, copy, prefix, [['q', 1]], own);
  const actionsOf = (block: number): Place => {
    const place = copiesOf(pairs, block, 1);
    return { ...place, offset: place.offset + observationSize, cols: actionSize };
  };
  return {
    architecture,
    arenaSize: planner.size,
    parameters: [
      {
        name: 'logAlpha',
        shape: [1],
        place: logAlpha,
        transposed: false,
        moments: {
          mean: logAlphaMean.offset - logAlpha.offset,
          square: logAlphaSquare.offset - logAlpha.offset,
        },
      },
      ...namedParameters(actor, 0, 'actor.', actorHeads, moments),
      ...named(0, 'critic1.', moments),
      ...named(1, 'critic2.', moments),
      ...named(2, 'target1.', null),
      ...named(3, 'target2.', null),
    ],
    actor: actor.range,
    alpha: { logAlpha, alpha },
    batch,
    full: steps,
    criticOnly: steps,
    policyDelay: 1,
    learningRates: [
      settings.learningRateCritic,
      settings.learningRateActor,
      settings.learningRateTemperature,
    ],
    schedule: settings.schedule,
    metrics,
    inspect: {
      target,
      q1: copiesOf(q, 0, 1),
      q2: copiesOf(q, 1, 1),
      nextAction: actionsOf(2),
      nextLogProb,
      newAction: actionsOf(1),
      newLogProb: { ...logProb, cols: batchSize },
    },
    targetEntropy: settings.targetEntropy,
  };
}
