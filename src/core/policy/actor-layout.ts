// Which arrays an actor is made of: names, shapes and order, from its architecture alone.
//
// The learner lays its parameters out by this list, the plain forward pass and the importer check against it.
// squashedGaussian: [inputNorm] -> (l1 -> [n1] -> ReLU) -> (l2 -> [n2] -> ReLU) -> mean and logStd, tanh of the mean
// tanh:             (l1 -> ReLU) -> (l2 -> ReLU) -> l3, tanh

import { agents } from '../agents/agents.ts';
import type { ActorArchitecture, NamedWeights } from './policy.ts';

export interface ParameterShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** The kernel [in, out] and bias [out] of a linear layer. */
export function linearLayout(name: string, inputs: number, outputs: number): ParameterShape[] {
  return [
    { name: `${name}.kernel`, shape: [inputs, outputs] },
    { name: `${name}.bias`, shape: [outputs] },
  ];
}

/** The scale (gamma) and shift (beta) of a LayerNorm, each [size]. */
function normLayout(name: string, size: number): ParameterShape[] {
  return [
    { name: `${name}.gamma`, shape: [size] },
    { name: `${name}.beta`, shape: [size] },
  ];
}

/** Hidden layers `l1, l2, ...` with their norms `n1, n2, ...`, an input norm before them where asked. */
export function trunkLayout(
  inputs: number,
  hidden: readonly number[],
  { layerNorm, inputNorm }: { readonly layerNorm: boolean; readonly inputNorm: boolean },
): ParameterShape[] {
  const widths = [inputs, ...hidden];
  return [
    ...(inputNorm ? normLayout('inputNorm', inputs) : []),
    ...hidden.flatMap((width, i) => [
      ...linearLayout(`l${i + 1}`, widths[i]!, width),
      ...(layerNorm ? normLayout(`n${i + 1}`, width) : []),
    ]),
  ];
}

/** Every array of the actor, in order. */
export function actorLayout(architecture: ActorArchitecture): readonly ParameterShape[] {
  const { observationSize, actionSize, hidden } = architecture;
  const last = hidden.at(-1) ?? observationSize;
  return [
    ...trunkLayout(observationSize, hidden, trunkNorms(architecture)),
    ...headLayers(architecture).flatMap((layer) => linearLayout(layer, last, actionSize)),
  ];
}

/** The Linears at the end, that of the greedy action first. */
export function headLayers({
  agent,
  hidden,
}: Pick<ActorArchitecture, 'agent' | 'hidden'>): readonly string[] {
  const { head } = agents[agent];
  switch (head) {
    case 'squashedGaussian':
      return ['mean', 'logStd'];
    case 'tanh':
      return [`l${hidden.length + 1}`];
    default:
      return head satisfies never;
  }
}

/** The Linear whose output is squashed to the greedy action. */
export function greedyLayer(architecture: ActorArchitecture): string {
  return headLayers(architecture)[0]!;
}

/** Whether the actor says how widely it explores. */
export function hasSpread(architecture: Pick<ActorArchitecture, 'agent' | 'hidden'>): boolean {
  return headLayers(architecture).length > 1;
}

/** Where the actor normalises: only before a squashed Gaussian. */
export function trunkNorms(architecture: ActorArchitecture): {
  readonly layerNorm: boolean;
  readonly inputNorm: boolean;
} {
  const { layerNorm, inputNorm } = architecture;
  return hasSpread(architecture) ? { layerNorm, inputNorm } : { layerNorm: false, inputNorm: false };
}

/** How many numbers an array of this shape holds; 1 of no axes. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Why `weights` are not those of `layout`, in words, or null where they fit: names, shapes, lengths, finite values. */
export function weightsProblem(layout: readonly ParameterShape[], weights: NamedWeights): string | null {
  for (const { name, shape } of layout) {
    const found = weights[name];
    if (!found) return `weight "${name}" is missing`;
    if (found.shape.join() !== shape.join())
      return `weight "${name}": expected shape [${shape.join(', ')}], got [${found.shape.join(', ')}]`;
    if (found.values.length !== sizeOf(shape))
      return `weight "${name}": expected ${sizeOf(shape)} values, got ${found.values.length}`;
    const bad = found.values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) return `weight "${name}": value ${bad} is ${found.values[bad]}, expected a finite number`;
  }
  const known = new Set(layout.map(({ name }) => name));
  const unknown = Object.keys(weights).find((name) => !known.has(name));
  return unknown === undefined ? null : `weight "${unknown}" does not belong to this network`;
}
