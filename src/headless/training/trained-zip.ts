// The bundle that the page's "Export model" writes, of a run without the page: prices under the default guardrails in it.

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { suggestPrices } from '../../core/decisions/suggest-price.ts';
import { modelFileBytes } from '../../core/export/model/model-files.ts';
import { createModelCard } from '../../core/model/create-model-card.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import { program } from '../../core/run/program-version.ts';
import type { TrainedModel } from '../../core/run/events.ts';
import type { Ground } from './training-ground.ts';

/** @param backend - the name of what computed it. */
export function trainedZip(
  trained: TrainedModel,
  { settings, setup, data, pasts }: Ground,
  backend: 'webgpu' | 'wasm' | 'cpu',
): Uint8Array {
  const { architecture, weights } = trained.snapshot;
  const card = createModelCard({ createdBy: program, settings, setup, data, backend }, trained);
  const suggestions = suggestPrices(createPolicy(architecture, weights), setup, pasts, defaultGuardrails);
  return modelFileBytes('zip', { card, weights, suggestions });
}
