// What prices are asked with, and whether a model can be asked. Pure.

import { acceptedChanges } from '../core/decisions/accepted-changes.ts';
import { evidenceOf } from '../core/experiments/price-test.ts';
import { historyProduct } from '../core/market/run-product.ts';
import type { SuggestRequest } from '../worker/protocol/models-protocol.ts';
import { adviceChoices } from './features/advice-feature.ts';
import type { LabState } from './lab-state.ts';
import { fileProducts } from './run-plan.ts';

/** What prices of the model in use are asked with. */
export function suggestRequest(state: LabState, now: string): SuggestRequest {
  const { book, guardrails, advice, settings, costs, model, priceTests } = state;
  const tested = evidenceOf(priceTests);
  const known = new Set(model?.card.products.flatMap(({ id, name }) => [id, name]));
  const products =
    model?.origin === 'import' && modelFitsFile(state)
      ? fileProducts(state).filter(
          ({ history }) => known.has(history.product.id) || known.has(history.product.name),
        )
      : [];
  return {
    products: products.map(historyProduct),
    guardrails,
    acceptedChanges: acceptedChanges(book, now),
    advice: {
      ...adviceChoices(advice, settings),
      costs,
      ...(Object.keys(tested).length === 0 ? {} : { tested }),
    },
  };
}

/** Whether the model can be asked for other prices: it holds its data, needs none, or its file is loaded. */
export function canPriceAnew(state: LabState): boolean {
  const { model } = state;
  return model !== null && (model.origin === 'run' || model.card.data === null || modelFitsFile(state));
}

/** What prices of a kept model are asked with; null: of the one in use. */
export function requestFor(state: LabState, id: string | null, now: string): SuggestRequest {
  const model = id === null ? state.model : (state.models.find((kept) => kept.id === id) ?? null);
  return suggestRequest({ ...state, model }, now);
}

/** Whether what the page shows is the file, read the same way, that the model was trained on. */
export function modelFitsFile({ model, data, demand }: LabState): boolean {
  if (!model || data.status !== 'ready') return false;
  // A model of an earlier visit knows its file by the fingerprint alone, as an imported one does.
  if (model.origin === 'run' && model.reading !== null) return model.reading === data.reading;
  return (
    demand.length === data.dataset.histories.length &&
    model.card.data?.fingerprint === data.dataset.fingerprint
  );
}
