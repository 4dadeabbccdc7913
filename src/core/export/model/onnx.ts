// An actor as an ONNX model: `observation` [batch, n] in, the greedy `action` [batch, k] in -1..1 out.
//
// Weights keep PyTorch's names and layout (Gemm with transB), as torch.onnx.export writes them. SAC's second head,
// the spread it explored with, has no place in a greedy policy and is left out.

import { greedyLayer, trunkNorms } from '../../policy/actor-layout.ts';
import type { ActorArchitecture, NamedWeights } from '../../policy/policy.ts';
import { onnxBytes, type OnnxNode, type OnnxText } from './onnx-graph.ts';
import { type TorchTensor, torchTensors } from './torch-tensors.ts';

export const onnxInput = 'observation';
export const onnxOutput = 'action';

/** The bytes of a ModelProto. */
export function onnxModel(
  architecture: ActorArchitecture,
  weights: NamedWeights,
  text: OnnxText,
): Uint8Array {
  const nodes = policyNodes(architecture);
  const graph = {
    name: 'pricing_policy',
    nodes,
    tensors: policyTensors(architecture, weights, nodes),
    inputs: [{ name: onnxInput, type: 'float32' as const, size: architecture.observationSize }],
    outputs: [{ name: onnxOutput, type: 'float32' as const, size: architecture.actionSize }],
  };
  return onnxBytes(graph, text);
}

/** The weights that `nodes` read. */
export function policyTensors(
  architecture: ActorArchitecture,
  weights: NamedWeights,
  nodes: readonly OnnxNode[],
): readonly TorchTensor[] {
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return torchTensors(architecture, weights).filter(({ name }) => used.has(name));
}

/** The layers of `actorLayout` in order, the greedy head last. */
export function policyNodes(architecture: ActorArchitecture): readonly OnnxNode[] {
  const { hidden, layerNormEpsilon } = architecture;
  const { layerNorm, inputNorm } = trunkNorms(architecture);
  const nodes: OnnxNode[] = [];
  let value = onnxInput;
  const add = (node: Omit<OnnxNode, 'inputs' | 'output'>, output: string, ...parameters: string[]) => {
    nodes.push({ ...node, inputs: [value, ...parameters], output });
    value = output;
  };
  const linear = (name: string) =>
    add({ operator: 'Gemm', integers: { transB: 1 } }, `${name}.out`, `${name}.weight`, `${name}.bias`);
  const norm = (name: string) =>
    add(
      { operator: 'LayerNormalization', integers: { axis: -1 }, floats: { epsilon: layerNormEpsilon } },
      `${name}.out`,
      `${name}.weight`,
      `${name}.bias`,
    );
  if (inputNorm) norm('inputNorm');
  hidden.forEach((_, i) => {
    linear(`l${i + 1}`);
    if (layerNorm) norm(`n${i + 1}`);
    add({ operator: 'Relu' }, `relu${i + 1}.out`);
  });
  linear(greedyLayer(architecture));
  add({ operator: 'Tanh' }, onnxOutput);
  return nodes;
}
