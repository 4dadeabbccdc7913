// Seeded first weights of a network, as PyTorch's Linear and LayerNorm draw them.
//
// Linear: kernel and bias uniform in +-1 / sqrt(inputs); LayerNorm: gamma 1, beta 0.
// https://pytorch.org/docs/stable/generated/torch.nn.Linear.html

import type { Random } from '../random.ts';

import { actorLayout, hasSpread, headLayers, sizeOf, type ParameterShape } from './actor-layout.ts';
import type { ActorArchitecture, NamedWeights } from './policy.ts';

/** A small head starts every action near the middle of its range with a spread of about one before the tanh. */
const smallHeadScale = 0.01;

/**
 * Fan-in uniform weights for every array of `layout`; layers named in `smallLayers` are scaled down.
 *
 * Draws from a stream of each array's own name, so that adding an array changes no other.
 */
export function initialWeights(
  layout: readonly ParameterShape[],
  random: Random,
  smallLayers: readonly string[] = [],
): NamedWeights {
  const shapes = new Map(layout.map(({ name, shape }) => [name, shape]));
  return Object.fromEntries(
    layout.map(({ name, shape }) => {
      const values = new Float32Array(sizeOf(shape));
      const dot = name.lastIndexOf('.');
      const layer = name.slice(0, dot);
      const part = name.slice(dot + 1);
      if (part === 'gamma') values.fill(1);
      else if (part !== 'beta') {
        const fanIn = shapes.get(`${layer}.kernel`)?.[0];
        if (fanIn === undefined) throw new Error(`internal: initialWeights: no kernel beside "${name}"`);
        const bound = (smallLayers.includes(layer) ? smallHeadScale : 1) / Math.sqrt(fanIn);
        random.fork(name).fillUniform(values);
        for (let i = 0; i < values.length; i++) values[i] = (2 * values[i]! - 1) * bound;
      }
      return [name, { shape, values }];
    }),
  );
}

/** First weights of an actor; the heads of a squashed Gaussian start small. */
export function initialActorWeights(architecture: ActorArchitecture, random: Random): NamedWeights {
  const small = hasSpread(architecture) ? headLayers(architecture) : [];
  return initialWeights(actorLayout(architecture), random, small);
}
