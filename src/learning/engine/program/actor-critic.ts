// The two halves of an update that the programs of all our off-policy agents share: critics that move towards a target, and a
// policy that climbs the critics' values while they are frozen.

import {
  movedParameters,
  someCopies,
  trunkBackward,
  trunkForward,
  type NetworkParameters,
  type TrunkPass,
} from './network-places.ts';
import type { ProgramSizes } from './batch-places.ts';
import { copiesOf, type Place, type Planner, type Range } from './places.ts';
import type { BatchPlaces } from './program.ts';
import {
  metricIndex,
  metricNames,
  partialCount,
  type ActionBackwardStep,
  type AdamStep,
  type MetricName,
  type PolicyLossStep,
  type Step,
  type TargetsStep,
} from './steps.ts';

/** Where the trained parameters' gradients and moments lie, each stretch laid out as the parameters are. */
export interface TrainingPlaces {
  /** Floats from a parameter to its gradient, its mean and its square. */
  readonly toGradients: number;
  readonly toMeans: number;
  readonly toSquares: number;
}

/** Plans gradients and moments for all that lies from the beginning of `first` to the end of `last`. */
export function planTraining(planner: Planner, first: Range, last: Range): TrainingPlaces {
  const length = last.offset + last.length - first.offset;
  const away = () => planner.stretch(length).offset - first.offset;
  return { toGradients: away(), toMeans: away(), toSquares: away() };
}

/** What an update tells of itself, and the room in which norms are summed. */
export interface ReportPlaces {
  readonly metrics: Place;
  readonly partials: Range;
}

/** Room for the metrics of an update. */
export function planReport(planner: Planner): ReportPlaces {
  return {
    metrics: planner.place('metrics', 1, metricNames.length),
    partials: planner.stretch(partialCount),
  };
}

interface HalfUpdate {
  readonly batch: BatchPlaces;
  readonly training: TrainingPlaces;
  readonly report: ReportPlaces;
  /** Factor on the critics' last layer. */
  readonly valueScale: number;
  /** Largest global norm of the gradient; null: no clip. */
  readonly maxGradientNorm: number | null;
}

export interface CriticUpdate {
  /** Values, targets and the gradient; Adam's step is apart. */
  readonly steps: readonly Step[];
  /** Adam's step; `tau`: how far the targets follow in it, null where they stay. */
  readonly descend: (tau: number | null) => AdamStep;
  /** Values of (s, a) by the critics, then of (s', a') by their targets. */
  readonly q: Place;
  readonly target: Place;
}

/**
 * mean((Q - y)²) summed over the critics, y = r + γ(1 - d) (min Q'(s', a') - α log π).
 *
 * `values`: the critics, then their targets; block 0 of the batch's pairs holds (s, a), block 2 (s', a').
 */
export function criticUpdate(
  planner: Planner,
  values: NetworkParameters,
  critics: 1 | 2,
  {
    batch,
    training,
    report,
    valueScale: scale,
    maxGradientNorm,
    bound,
    entropy,
  }: HalfUpdate & Pick<TargetsStep, 'bound' | 'entropy'>,
): CriticUpdate {
  const { pairs, size } = batch;
  const judged: Place = { ...pairs, copies: 2, copyStride: 2 * pairs.copyStride };
  const valuing = trunkForward(planner, 'values', values, judged, critics);
  const q = planner.place('q', 1, size, 2 * critics);
  const target = planner.place('target', 1, size);
  const gradient = planner.place('dQ', 1, size, critics);
  const parameters = someCopies(values, 0, critics);
  const gradients = movedParameters(parameters, training.toGradients);
  const shape = { copies: critics, rows: size };
  const back = trunkBackward(planner, 'values back', valuing, shape, gradient, gradients, null);
  const steps: Step[] = [
    ...valuing.steps,
    {
      op: 'values',
      copies: 2 * critics,
      features: valuing.features,
      kernel: values.headKernel,
      bias: values.headBias,
      scale,
      output: q,
    },
    {
      op: 'targets',
      critics,
      q: copiesOf(q, 0, critics),
      targetQ: copiesOf(q, critics, critics),
      reward: batch.reward,
      discount: batch.discount,
      entropy,
      bound,
      scale,
      target,
      gradient,
      metrics: report.metrics,
    },
    ...back.steps,
    gradientNorm(gradients.range, report, 'criticGradNorm'),
  ];
  const adam = adamStep(parameters.range, training, 0, clipOf(maxGradientNorm, report));
  const distance = parameters.range.length;
  return {
    steps,
    descend: (tau) => ({ ...adam, target: tau === null ? null : { distance, tau } }),
    q,
    target,
  };
}

export interface PolicyUpdate {
  /** The frozen critics' values of (s, a), and the way back to the policy's gradient; Adam's step is apart. */
  readonly steps: readonly Step[];
  readonly descend: AdamStep;
}

/**
 * -mean(min Q(s, a) - α log π) over the actions in block 1 of the batch's pairs, as `acting` chose them.
 *
 * `critics`: those whose smaller value counts.
 */
export function policyUpdate(
  planner: Planner,
  acting: TrunkPass,
  critics: NetworkParameters,
  {
    batch,
    training,
    report,
    valueScale: scale,
    maxGradientNorm,
    entropy,
    gaussian,
    observationSize,
    actionSize,
  }: HalfUpdate & ProgramSizes & Pick<PolicyLossStep, 'entropy'> & Pick<ActionBackwardStep, 'gaussian'>,
): PolicyUpdate {
  const count = critics.copies === 1 ? 1 : 2;
  const { size } = batch;
  const actor = acting.parameters;
  const chosen = copiesOf(batch.pairs, 1, 1);
  const judging = trunkForward(planner, 'policy values', critics, chosen, count);
  const newQ = planner.place('newQ', 1, size, count);
  const gradient = planner.place('dNewQ', 1, size, count);
  const shape = { copies: count, rows: size };
  const through = trunkBackward(
    planner,
    'policy values back',
    judging,
    shape,
    gradient,
    null,
    observationSize,
  );
  const headGradient = planner.place('actor head gradient', actor.shape.outputs, size);
  const gradients = movedParameters(actor, training.toGradients);
  const one = { copies: 1, rows: size };
  const back = trunkBackward(planner, 'actor back', acting, one, headGradient, gradients, null);
  const norm = judging.inputNorm?.norm ?? null;
  const steps: Step[] = [
    ...judging.steps,
    {
      op: 'values',
      copies: count,
      features: judging.features,
      kernel: critics.headKernel,
      bias: critics.headBias,
      scale,
      output: newQ,
    },
    { op: 'policyLoss', critics: count, q: newQ, entropy, scale, gradient, metrics: report.metrics },
    ...through.steps,
    {
      op: 'actionBackward',
      actions: actionSize,
      copies: count,
      dInput: through.dInput!,
      inputColumn: norm ? observationSize : 0,
      norm: norm && { gamma: norm.gamma, normal: norm.normal, inverse: norm.inverse },
      action: chosen,
      column: observationSize,
      gaussian,
      output: headGradient,
    },
    ...back.steps,
    gradientNorm(gradients.range, report, 'actorGradNorm'),
  ];
  return { steps, descend: adamStep(actor.range, training, 1, clipOf(maxGradientNorm, report)) };
}

function clipOf(maxNorm: number | null, { partials }: ReportPlaces): AdamStep['clip'] {
  return maxNorm === null ? null : { maxNorm, partials };
}

function adamStep(
  parameters: Range,
  { toGradients, toMeans, toSquares }: TrainingPlaces,
  optimizer: AdamStep['optimizer'],
  clip: AdamStep['clip'],
): AdamStep {
  const at = (floats: number): Range => ({ ...parameters, offset: parameters.offset + floats });
  return {
    op: 'adam',
    parameters,
    gradients: at(toGradients),
    means: at(toMeans),
    squares: at(toSquares),
    optimizer,
    clip,
    target: null,
  };
}

function gradientNorm(gradients: Range, { metrics, partials }: ReportPlaces, name: MetricName): Step {
  return { op: 'gradientNorm', gradients, partials, metrics, metric: metricIndex(name) };
}
