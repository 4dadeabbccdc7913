// An actor as a safetensors file, with the names and layout PyTorch expects.
//
// Eight bytes with the length of the header (u64, little endian), the header as JSON, then the arrays one after the
// other. The header is padded with spaces so that the arrays begin at a multiple of eight bytes.
// Format: https://huggingface.co/docs/safetensors/index#format

import { strToU8 } from 'fflate';

import type { ActorArchitecture, NamedWeights } from '../../policy/policy.ts';

import { floatBytes, torchTensors } from './torch-tensors.ts';

/**
 * The bytes of the file: every array of the actor as F32, both heads of SAC included.
 *
 * @param metadata texts by name for the header's `__metadata__`; the lab puts the model's card there.
 */
export function safetensors(
  architecture: ActorArchitecture,
  weights: NamedWeights,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const tensors = torchTensors(architecture, weights);
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const begin = end;
    end += 4 * values.length;
    header[name] = { dtype: 'F32', shape, data_offsets: [begin, end] };
  }
  const json = strToU8(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  let offset = 8 + headerLength;
  for (const { values } of tensors) {
    bytes.set(floatBytes(values), offset);
    offset += 4 * values.length;
  }
  return bytes;
}
