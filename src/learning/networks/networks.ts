// The actors and critics of the agents, put together from layers.
//
// Parameter names are those of core/policy/actor-layout.ts; several networks share one parameter set under a
// prefix such as `critic1.`.

import type * as tf from '@tensorflow/tfjs-core';

import { linearLayout, trunkLayout, type ParameterShape } from '../../core/policy/actor-layout.ts';
import type { NamedWeights } from '../../core/policy/policy.ts';

import {
  chain,
  dropout,
  layerNorm,
  linear,
  relu,
  residual,
  scale,
  tanh,
  type Layer,
  type Source,
} from './layer-operations.ts';

export interface TrunkShape {
  readonly hidden: readonly number[];
  /** LayerNorm after each hidden Linear. */
  readonly layerNorm: boolean;
  /** LayerNorm on the input itself. */
  readonly inputNorm: boolean;
  readonly layerNormEpsilon: number;
  /** Hidden layers after the first are added to what they read. */
  readonly residual: boolean;
}

/** Linear and ReLU alone, as DDPG and TD3 have it. */
export function plainShape(hidden: readonly number[]): TrunkShape {
  return { hidden, layerNorm: false, inputNorm: false, layerNormEpsilon: 0, residual: false };
}

type Step = (input: tf.Tensor2D) => Layer;

/**
 * [LayerNorm] -> per hidden layer Linear, [LayerNorm], ReLU, [Dropout].
 *
 * `masks` holds one dropout mask a hidden layer, [batch, width]; null: no dropout.
 */
export function trunk(
  source: Source,
  prefix: string,
  shape: TrunkShape,
  masks: readonly tf.Tensor2D[] | null = null,
): Step {
  const norm = (wanted: boolean, name: string): Step[] =>
    wanted ? [(input) => layerNorm(source, `${prefix}${name}`, input, shape.layerNormEpsilon)] : [];
  const hidden = shape.hidden.map((width, i): Step => {
    const steps: Step[] = [
      (input) => linear(source, `${prefix}l${i + 1}`, input),
      ...norm(shape.layerNorm, `n${i + 1}`),
      relu,
      ...(masks ? [(input: tf.Tensor2D) => dropout(input, masks[i]!)] : []),
    ];
    const adds = shape.residual && i > 0 && width === shape.hidden[i - 1];
    return adds ? (input) => residual(input, (h) => chain(h, steps)) : (input) => chain(input, steps);
  });
  return (input) => chain(input, [...norm(shape.inputNorm, 'inputNorm'), ...hidden]);
}

/** The value of (state, action), [batch, stateDim + actionDim] -> [batch, 1]; the last layer is named `head`. */
export function critic(
  source: Source,
  prefix: string,
  shape: TrunkShape,
  head: string,
  input: tf.Tensor2D,
  valueScale = 1,
): Layer {
  return chain(input, [
    trunk(source, prefix, shape),
    (h) => linear(source, `${prefix}${head}`, h),
    ...(valueScale === 1 ? [] : [(q: tf.Tensor2D) => scale(source.constants, q, valueScale)]),
  ]);
}

export function criticLayout(inputs: number, shape: TrunkShape, head: string): ParameterShape[] {
  return [
    ...trunkLayout(inputs, shape.hidden, shape),
    ...linearLayout(head, shape.hidden.at(-1) ?? inputs, 1),
  ];
}

/** The layout under a prefix: `critic1.` makes `critic1.l1.kernel`. */
export function prefixed(prefix: string, layout: readonly ParameterShape[]): ParameterShape[] {
  return layout.map(({ name, shape }) => ({ name: `${prefix}${name}`, shape }));
}

/** The same arrays with another beginning of their names; names that do not begin with `from` are left out. */
export function renamed(weights: NamedWeights, from: string, to: string): NamedWeights {
  return Object.fromEntries(
    Object.entries(weights)
      .filter(([name]) => name.startsWith(from))
      .map(([name, array]) => [`${to}${name.slice(from.length)}`, array]),
  );
}

/** tanh(Linear(trunk(state))), [batch, stateDim] -> [batch, actionDim]; gradients stop at the state. */
export function deterministicActor(
  source: Source,
  prefix: string,
  hidden: readonly number[],
  state: tf.Tensor2D,
): Layer {
  return chain(state, [
    trunk(source, prefix, plainShape(hidden)),
    (h) => linear(source, `${prefix}l${hidden.length + 1}`, h),
    (h) => tanh(source.constants, h),
  ]);
}
