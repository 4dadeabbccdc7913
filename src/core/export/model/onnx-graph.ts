// A graph of ONNX operators as the bytes of a ModelProto.
//
// Messages are written field by field; the numbers are those of onnx.proto,
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. LayerNormalization needs operator set 17.

import { type TorchTensor, floatBytes } from './torch-tensors.ts';
import protobuf from 'protobufjs/minimal.js';

const { Writer } = protobuf;
type Writer = protobuf.Writer;
type Fill = (writer: Writer) => void;

const irVersion = 8;
const operatorSet = 17;
/** TensorProto.DataType */
const dataTypes = { float32: 1, int64: 7 } as const;

export interface OnnxText {
  /** Program and version that wrote the file: `Pricing Lab 0.1.0`. */
  readonly producer: string;
  /** Texts by name for `metadata_props`; the lab puts the model's card there. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface OnnxNode {
  readonly operator:
    | 'Add'
    | 'Cast'
    | 'Clip'
    | 'Concat'
    | 'Div'
    | 'Floor'
    | 'Gather'
    | 'Gemm'
    | 'LayerNormalization'
    | 'Log'
    | 'Mul'
    | 'Relu'
    | 'Sub'
    | 'Tanh';
  readonly inputs: readonly string[];
  readonly output: string;
  readonly floats?: Readonly<Record<string, number>>;
  readonly integers?: Readonly<Record<string, number>>;
}

/** A tensor that comes in or goes out: [batch, size], or [batch] without a size. */
export interface OnnxValue {
  readonly name: string;
  readonly type: keyof typeof dataTypes;
  readonly size: number | null;
}

export interface OnnxGraph {
  readonly name: string;
  /** Each after those whose outputs it reads. */
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly TorchTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** The bytes of a ModelProto. */
export function onnxBytes({ name, nodes, tensors, inputs, outputs }: OnnxGraph, text: OnnxText): Uint8Array {
  const model = Writer.create();
  model.uint32(tag(1, 0)).int64(irVersion);
  model.uint32(tag(2, 2)).string(text.producer);
  message(model, 7, (graph) => {
    for (const node of nodes) message(graph, 1, (writer) => writeNode(writer, node));
    graph.uint32(tag(2, 2)).string(name);
    for (const tensor of tensors) message(graph, 5, (writer) => writeTensor(writer, tensor));
    for (const value of inputs) message(graph, 11, (writer) => writeValueInfo(writer, value));
    for (const value of outputs) message(graph, 12, (writer) => writeValueInfo(writer, value));
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

function writeNode(writer: Writer, { operator, inputs, output, floats = {}, integers = {} }: OnnxNode): void {
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
  writer.uint32(tag(2, 0)).int32(dataTypes.float32);
  writer.uint32(tag(8, 2)).string(name);
  writer.uint32(tag(9, 2)).bytes(floatBytes(values));
}

/** The batch is left open. */
function writeValueInfo(writer: Writer, { name, type: dataType, size }: OnnxValue): void {
  writer.uint32(tag(1, 2)).string(name);
  message(writer, 2, (type) =>
    message(type, 1, (tensor) => {
      tensor.uint32(tag(1, 0)).int32(dataTypes[dataType]);
      message(tensor, 2, (shape) => {
        message(shape, 1, (dimension) => dimension.uint32(tag(2, 2)).string('batch'));
        if (size !== null) message(shape, 1, (dimension) => dimension.uint32(tag(1, 0)).int64(size));
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
