// An actor as an ONNX model: `observation` [batch, n] in, the greedy `action` [batch, k] in -1..1 out.
//
// Weights keep PyTorch's names and layout (Gemm with transB), as torch.onnx.export writes them. SAC's second head,
// the spread it explored with, has no place in a greedy policy and is left out.
// Messages are written field by field; the numbers are those of onnx.proto,
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. LayerNormalization needs operator set 17.

import { greedyLayer, trunkNorms } from '../../policy/actor-layout.ts';
import type { ActorArchitecture, NamedWeights } from '../../policy/policy.ts';
import { type TorchTensor, floatBytes, torchTensors } from './torch-tensors.ts';
import protobuf from 'protobufjs/minimal.js';

const { Writer } = protobuf;
type Writer = protobuf.Writer;
type Fill = (writer: Writer) => void;

const irVersion = 8;
const operatorSet = 17;
/** TensorProto.DataType.FLOAT */
const float32 = 1;

export const onnxInput = 'observation';
export const onnxOutput = 'action';

export interface OnnxText {
  /** Program and version that wrote the file: `Pricing Lab 0.1.0`. */
  readonly producer: string;
  /** Texts by name for `metadata_props`; the lab puts the model's card there. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The bytes of a ModelProto. */
export function onnxModel(
  architecture: ActorArchitecture,
  weights: NamedWeights,
  text: OnnxText,
): Uint8Array {
  const nodes = nodesOf(architecture);
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  const tensors = torchTensors(architecture, weights).filter(({ name }) => used.has(name));
  const model = Writer.create();
  model.uint32(tag(1, 0)).int64(irVersion);
  model.uint32(tag(2, 2)).string(text.producer);
  message(model, 7, (graph) => {
    for (const node of nodes) message(graph, 1, (writer) => writeNode(writer, node));
    graph.uint32(tag(2, 2)).string('pricing_policy');
    for (const tensor of tensors) message(graph, 5, (writer) => writeTensor(writer, tensor));
    message(graph, 11, (writer) => writeValueInfo(writer, onnxInput, architecture.observationSize));
    message(graph, 12, (writer) => writeValueInfo(writer, onnxOutput, architecture.actionSize));
  });
  message(model, 8, (set) => {
    set.uint32(tag(1, 2)).string('');
    set.uint32(tag(2, 0)).int64(operatorSet);
  });
  for (const [key, value] of Object.entries(text.metadata))
    message(model, 14, (entry) => {
      entry.uint32(tag(1, 2)).string(key);
      entry.uint32(tag(2, 2)).string(value);
    });
  return model.finish();
}

interface Node {
  readonly operator: 'Gemm' | 'LayerNormalization' | 'Relu' | 'Tanh';
  readonly inputs: readonly string[];
  readonly output: string;
  readonly floats?: Readonly<Record<string, number>>;
  readonly integers?: Readonly<Record<string, number>>;
}

/** The layers of `actorLayout` in order, the greedy head last. */
function nodesOf(architecture: ActorArchitecture): readonly Node[] {
  const { hidden, layerNormEpsilon } = architecture;
  const { layerNorm, inputNorm } = trunkNorms(architecture);
  const nodes: Node[] = [];
  let value = onnxInput;
  const add = (node: Omit<Node, 'inputs' | 'output'>, output: string, ...parameters: string[]) => {
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

function writeNode(writer: Writer, { operator, inputs, output, floats = {}, integers = {} }: Node): void {
  for (const input of inputs) writer.uint32(tag(1, 2)).string(input);
  writer.uint32(tag(2, 2)).string(output);
  writer.uint32(tag(3, 2)).string(output.replace(/\.out$/, ''));
  writer.uint32(tag(4, 2)).string(operator);
  for (const [name, value] of Object.entries(floats))
    message(writer, 5, (attribute) => {
      attribute.uint32(tag(1, 2)).string(name);
      attribute.uint32(tag(2, 5)).float(value);
      attribute.uint32(tag(20, 0)).int32(1);
    });
  for (const [name, value] of Object.entries(integers))
    message(writer, 5, (attribute) => {
      attribute.uint32(tag(1, 2)).string(name);
      attribute.uint32(tag(3, 0)).int64(value);
      attribute.uint32(tag(20, 0)).int32(2);
    });
}

function writeTensor(writer: Writer, { name, shape, values }: TorchTensor): void {
  for (const size of shape) writer.uint32(tag(1, 0)).int64(size);
  writer.uint32(tag(2, 0)).int32(float32);
  writer.uint32(tag(8, 2)).string(name);
  writer.uint32(tag(9, 2)).bytes(floatBytes(values));
}

/** A float tensor [batch, size], the batch left open. */
function writeValueInfo(writer: Writer, name: string, size: number): void {
  writer.uint32(tag(1, 2)).string(name);
  message(writer, 2, (type) =>
    message(type, 1, (tensor) => {
      tensor.uint32(tag(1, 0)).int32(float32);
      message(tensor, 2, (shape) => {
        message(shape, 1, (dimension) => dimension.uint32(tag(2, 2)).string('batch'));
        message(shape, 1, (dimension) => dimension.uint32(tag(1, 0)).int64(size));
      });
    }),
  );
}

/** A message inside a message. */
function message(writer: Writer, field: number, fill: Fill): void {
  fill(writer.uint32(tag(field, 2)).fork());
  writer.ldelim();
}

/** What stands before a field: its number and how it is written (0 varint, 2 with its length, 5 four bytes). */
function tag(field: number, wireType: 0 | 2 | 5): number {
  return (field << 3) | wireType;
}
