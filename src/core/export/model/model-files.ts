// A model as a file, in each of its forms.

import { strToU8 } from 'fflate';

import { writeModelBundle, type ModelBundle } from './model-bundle.ts';

import { onnxPricer } from './onnx-pricer.ts';
import { modelFormats, type ModelFormat } from './model-formats.ts';
import { onnxFile, safetensorsFile } from './portable-files.ts';

/**
 * The bytes of the model in one of its forms.
 *
 * @throws Error where card and weights do not belong together, or in a sentence where the model has no such form.
 */
export function modelFileBytes(format: ModelFormat, bundle: ModelBundle): Uint8Array {
  switch (format) {
    case 'zip':
      return writeModelBundle(bundle);
    case 'onnx-prices':
      return onnxPricer(bundle.card, bundle.weights);
    case 'onnx':
      return onnxFile(bundle.card, bundle.weights);
    case 'safetensors':
      return safetensorsFile(bundle.card, bundle.weights);
    case 'card':
      return strToU8(`${JSON.stringify(bundle.card, null, 1)}\n`);
    default:
      return format satisfies never;
  }
}

/** `pricing-lab-sac-kettle-1-7-l.onnx` */
export function modelFileName(format: ModelFormat, { card }: ModelBundle): string {
  const subject = card.products.length === 1 ? card.products[0]!.name : `${card.products.length}-products`;
  const slug = subject
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  const { extension } = modelFormats.find(({ name }) => name === format)!;
  const suffix = format === 'card' ? '-card' : format === 'onnx-prices' ? '-prices' : '';
  return `pricing-lab-${card.agent}-${slug || 'model'}${suffix}.${extension}`;
}
