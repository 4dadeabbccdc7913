// The agents of deterministic-learner.ts as update programs.
//
// The critics' targets move in the critics' own step of Adam, the actor's in the actor's: nothing reads them in between. Between
// the updates in which the policy moves, the critics' steps run alone and no target moves.

import {
  deterministicArchitecture,
  valueNames,
  type DeterministicSettings,
  type DeterministicVariant,
} from './deterministic-learner.ts';

import { criticUpdate, planReport, planTraining, policyUpdate } from '../../engine/program/actor-critic.ts';
import { planBatch, type ProgramSizes } from '../../engine/program/batch-places.ts';
import {
  namedParameters,
  planParameters,
  someCopies,
  trunkForward,
  type NetworkShape,
  type TrunkPass,
} from '../../engine/program/network-places.ts';
import { copiesOf, Planner, rowsOf } from '../../engine/program/places.ts';
import type { Program } from '../../engine/program/program.ts';
import type { Step, TanhActionStep } from '../../engine/program/steps.ts';

export function deterministicProgram(
  variant: DeterministicVariant,
  settings: DeterministicSettings,
  sizes: ProgramSizes,
): Program {
  const { observationSize, actionSize, batchSize } = sizes;
  const { hidden, tau, smoothing } = settings;
  const criticCount = variant.critics.length;
  const plain = { hidden, layerNorm: false, inputNorm: false, layerNormEpsilon: 0, residual: false };
  const actorShape: NetworkShape = { ...plain, inputs: observationSize, outputs: actionSize };
  const criticShape: NetworkShape = { ...plain, inputs: observationSize + actionSize, outputs: 1 };

  const planner = new Planner();
  const actors = planParameters(planner, 'actor', actorShape, 2); // the actor, then its target
  const values = planParameters(planner, 'critics', criticShape, 2 * criticCount); // the critics, then their targets
  const actor = someCopies(actors, 0, 1);
  const critics = someCopies(values, 0, criticCount);
  const training = planTraining(planner, actor.range, critics.range);
  const report = planReport(planner);
  const batch = planBatch(planner, sizes, smoothing !== null);
  const { pairs, observations } = batch;
  const half = { batch, training, report, valueScale: 1, maxGradientNorm: null, entropy: null };
  const act = (pass: TrunkPass, noise: TanhActionStep['noise'], block: number): TanhActionStep => ({
    op: 'tanhAction',
    actions: actionSize,
    features: pass.features,
    kernel: pass.parameters.headKernel,
    bias: pass.parameters.headBias,
    noise,
    output: copiesOf(pairs, block, 1),
    column: observationSize,
  });

  const actorTarget = someCopies(actors, 1, 1);
  const targetActing = trunkForward(planner, 'target actor', actorTarget, copiesOf(observations, 1, 1), 1);
  const noise = smoothing && { ...smoothing, place: rowsOf(batch.noise!, batchSize, batchSize) };
  const ofCritics = criticUpdate(planner, values, criticCount, { ...half, bound: null });
  const criticSteps: Step[] = [...targetActing.steps, act(targetActing, noise, 2), ...ofCritics.steps];

  // The policy's loss, -mean Q1(s, μ(s)), with the first critic frozen.
  const acting = trunkForward(planner, 'actor', actor, copiesOf(observations, 0, 1), 1);
  const first = someCopies(values, 0, 1);
  const ofPolicy = policyUpdate(planner, acting, first, { ...half, ...sizes, gaussian: null });
  const policySteps: Step[] = [
    ...acting.steps,
    act(acting, null, 1),
    ...ofPolicy.steps,
    { ...ofPolicy.descend, target: { distance: actor.range.length, tau } },
  ];

  const head = `l${hidden.length + 1}`;
  const moments = { mean: training.toMeans, square: training.toSquares };
  return {
    architecture: deterministicArchitecture(variant, settings, observationSize, actionSize),
    arenaSize: planner.size,
    parameters: [
      ...namedParameters(actors, 0, 'actor.', [[head, actionSize]], moments),
      ...namedParameters(actors, 1, 'actorTarget.', [[head, actionSize]], null),
      ...variant.critics.flatMap((name, i) => namedParameters(values, i, `${name}.`, [[head, 1]], moments)),
      ...variant.targets.flatMap((name, i) =>
        namedParameters(values, criticCount + i, `${name}.`, [[head, 1]], null),
      ),
    ],
    actor: actor.range,
    alpha: null,
    batch,
    full: [...criticSteps, ofCritics.descend(tau), ...policySteps],
    criticOnly: [...criticSteps, ofCritics.descend(null)],
    policyDelay: settings.policyDelay,
    learningRates: [settings.learningRateCritic, settings.learningRateActor, 0],
    schedule: settings.schedule,
    metrics: report.metrics,
    inspect: {
      target: ofCritics.target,
      ...Object.fromEntries(valueNames(variant).map((name, i) => [name, copiesOf(ofCritics.q, i, 1)])),
    },
    targetEntropy: null,
  };
}
