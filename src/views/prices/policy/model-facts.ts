// A model's card as a few figures to read.

import { agents } from '../../../core/agents/agents.ts';
import { kindOf } from '../../../core/market/kinds.ts';
import type { ModelCard } from '../../../core/model/model-card.ts';
import { formatReturn } from '../../charts/captions.ts';
import { formatCount, formatCountOf } from '../../../core/text/format.ts';

const backendWords: Readonly<Record<string, string>> = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' };

export interface ModelFact {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

export function modelFacts(card: ModelCard): readonly ModelFact[] {
  const { training, data, architecture } = card;
  const planned = card.settings['trainingSteps'];
  return [
    {
      label: 'Agent',
      value: agents[card.agent].title,
      note: `${architecture.hidden.join(' × ')} hidden units`,
    },
    { label: 'Market', value: kindOf(card).label },
    {
      label: 'Trained',
      value: formatCountOf(training.steps, 'step'),
      note: [
        `${formatCountOf(training.updates, 'update')} on ${backendWords[training.backend] ?? training.backend}`,
        ...(typeof planned === 'number' && planned > training.steps
          ? [`the highest evaluation of a run planned for ${formatCount(planned)} steps`]
          : []),
      ].join('; '),
    },
    { label: 'Seed', value: String(card.seed) },
    {
      label: 'Evaluation return',
      value: training.bestReturn === null ? 'never evaluated' : formatReturn(training.bestReturn),
      ...(training.bestReturn === null
        ? {}
        : { note: `mean over ${formatCountOf(training.evaluationEpisodes, 'start state')}` }),
    },
    {
      label: 'Data',
      value: data === null ? 'no file' : data.fileName,
      ...(data === null
        ? { note: 'parameters were typed in' }
        : { note: `fingerprint ${data.fingerprint.slice(0, 12)}` }),
    },
    card.products.length === 1
      ? { label: 'Product', value: card.products[0]!.name }
      : { label: 'Products', value: formatCount(card.products.length), note: 'one policy for all' },
  ];
}
