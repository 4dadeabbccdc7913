// An actor's arrays as PyTorch names and lays them out: what safetensors and ONNX carry.
//
// Linear: `l1.weight` is [out, in], so that y = x W^T + b, and `l1.bias` is [out]. The lab keeps kernels [in, out].
// LayerNorm: `n1.weight` is the scale (gamma), `n1.bias` the shift (beta).
// https://pytorch.org/docs/stable/generated/torch.nn.Linear.html

import { actorLayout } from '../../policy/actor-layout.ts';
import type { ActorArchitecture, NamedWeights } from '../../policy/policy.ts';

export interface TorchTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Every array of the actor, in the order of its layers. */
export function torchTensors(architecture: ActorArchitecture, weights: NamedWeights): readonly TorchTensor[] {
  return actorLayout(architecture).map(({ name, shape }) => {
    const { values } = weights[name]!;
    if (name.endsWith('.kernel')) {
      const [inputs, outputs] = shape as readonly [number, number];
      return {
        name: name.replace(/kernel$/, 'weight'),
        shape: [outputs, inputs],
        values: transposed(values, inputs, outputs),
      };
    }
    return { name: name.replace(/gamma$/, 'weight').replace(/beta$/, 'bias'), shape, values };
  });
}

/** [rows, columns] to [columns, rows], both row-major. */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column]!;
  return turned;
}

/** float32, little endian. */
export function floatBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true);
  return bytes;
}
