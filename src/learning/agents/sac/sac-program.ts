// Soft Actor-Critic as an update program. The algorithm in words, its source and our departures: agents/sac.ts.
//
// One pass of the actor serves both its uses: rows 0..B-1 are the states (new action, dropout), rows B..2B-1 the next
// states. One pass of four networks gives the critics' values of (s, a) and the targets' of (s', a'). The targets move
// in the critics' own step of Adam: nothing reads them in between.

import { randomStreams } from '../../../core/counter-random.ts';
import { sacArchitecture, type SacSettings } from './sac-learner.ts';

import { criticUpdate, planReport, planTraining, policyUpdate } from '../../engine/program/actor-critic.ts';
import { planBatch, type ProgramSizes } from '../../engine/program/batch-places.ts';
import {
  namedParameters,
  planParameters,
  someCopies,
  trunkForward,
  type Head,
  type NetworkShape,
} from '../../engine/program/network-places.ts';
import { copiesOf, Planner, rowsOf, type Place } from '../../engine/program/places.ts';
import type { Program } from '../../engine/program/program.ts';
import type { Step } from '../../engine/program/steps.ts';

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
  const training = planTraining(planner, actor.range, critics.range);
  const logAlpha = planner.place('logAlpha', 1, 1);
  const logAlphaMean = planner.place('logAlpha mean', 1, 1);
  const logAlphaSquare = planner.place('logAlpha square', 1, 1);
  const alpha = planner.place('alpha', 1, 1);
  const report = planReport(planner);

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

  const half = { batch, training, report, valueScale, maxGradientNorm };
  const ofCritics = criticUpdate(planner, values, 2, {
    ...half,
    bound: valueBound,
    entropy: { alpha, logProb: nextLogProb },
  });
  const ofPolicy = policyUpdate(planner, acting, critics, {
    ...half,
    ...sizes,
    entropy: { alpha, logProb: { ...logProb, cols: batchSize } },
    gaussian: { alpha, spread: rowsOf(spread, 0, batchSize), inside: rowsOf(inside, 0, batchSize) },
  });
  const steps: Step[] = [
    ...acting.steps,
    sample,
    ...ofCritics.steps,
    ofCritics.descend(settings.tau),
    ...ofPolicy.steps,
    ofPolicy.descend,
    {
      op: 'temperature',
      logAlpha,
      mean: logAlphaMean,
      square: logAlphaSquare,
      alpha,
      targetEntropy: settings.targetEntropy,
      metrics: report.metrics,
      optimizer: 2,
    },
  ];

  const actorHeads: Head[] = [
    ['mean', actionSize],
    ['logStd', actionSize],
  ];
  const moments = { mean: training.toMeans, square: training.toSquares };
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
    metrics: report.metrics,
    inspect: {
      target: ofCritics.target,
      q1: copiesOf(ofCritics.q, 0, 1),
      q2: copiesOf(ofCritics.q, 1, 1),
      nextAction: actionsOf(2),
      nextLogProb,
      newAction: actionsOf(1),
      newLogProb: { ...logProb, cols: batchSize },
    },
    targetEntropy: settings.targetEntropy,
  };
}
