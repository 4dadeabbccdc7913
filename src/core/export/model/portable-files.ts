// A policy with its card as one ONNX and one safetensors file; the card travels in the metadata of each.

import type { ModelCard } from '../../model/model-card.ts';
import type { NamedWeights } from '../../policy/policy.ts';

import { onnxModel } from './onnx.ts';
import { safetensors } from './safetensors.ts';

/** The policy as ONNX: scaled observation in, action out (`model-prices.onnx` has raw columns and prices). */
export function onnxFile(card: ModelCard, weights: NamedWeights): Uint8Array {
  return onnxModel(card.architecture, weights, { producer: card.createdBy, metadata: metadata(card) });
}

/** The policy's weights as safetensors, by PyTorch's names and shapes. */
export function safetensorsFile(card: ModelCard, weights: NamedWeights): Uint8Array {
  return safetensors(card.architecture, weights, metadata(card));
}

function metadata(card: ModelCard): Record<string, string> {
  return { format: 'pt', card: JSON.stringify(card) };
}
