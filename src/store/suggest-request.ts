// What prices are asked with, and whether they can be asked for anew. Pure.

import { acceptedChanges } from '../core/decisions/accepted-changes.ts';
import { evidenceOf } from '../core/experiments/price-test.ts';
import { replayedHistories } from '../core/market/kinds.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { historyProduct } from '../core/market/run-product.ts';
import { untrainedMarket } from '../core/run/untrained-market.ts';
import type { SuggestRequest } from '../worker/protocol/models-protocol.ts';
import { adviceChoices } from './features/advice-feature.ts';
import type { LabState } from './lab-state.ts';
import { fileProducts } from './run-plan.ts';

/** What prices of the model in use are asked with, or those that stand without one. */
export function suggestRequest(state: LabState, now: string): SuggestRequest {
  const { book, guardrails, advice, settings, costs, model, priceTests } = state;
  const tested = evidenceOf(priceTests);
  return {
    ...(model === null && state.untrained !== null ? untrainedProducts(state) : modelProducts(state)),
    guardrails,
    acceptedChanges: acceptedChanges(book, now),
    advice: {
      ...adviceChoices(advice, settings),
      costs,
      ...(Object.keys(tested).length === 0 ? {} : { tested }),
    },
  };
}

function modelProducts(state: LabState): Pick<SuggestRequest, 'products'> {
  const { model } = state;
  if (model?.origin !== 'import' || !modelFitsFile(state)) return { products: [] };
  const known = new Set(model.card.products.flatMap(({ id, name }) => [id, name]));
  const products = fileProducts(state).filter(
    ({ history }) => known.has(history.product.id) || known.has(history.product.name),
  );
  return { products: products.map(historyProduct) };
}

/** All products of the file in the market of `advise --agent none`, whatever the form of Train says of a run. */
function untrainedProducts(state: LabState): Pick<SuggestRequest, 'products' | 'untrainedIn'> {
  const products = fileProducts(state);
  const untrainedIn = untrainedSetup(state);
  return { products: replayedHistories(untrainedIn) ? [] : products.map(historyProduct), untrainedIn };
}

/** The market of prices without an agent. */
function untrainedSetup(state: LabState): MarketSetup {
  const { largestChangePercent } = state.guardrails.all;
  const { objective } = adviceChoices(state.advice, state.settings);
  return untrainedMarket(fileProducts(state), { objective, largestChangePercent });
}

/** Whether other prices can be asked for: the model holds its data, needs none, or its file is loaded; or there is none. */
export function canPriceAnew(state: LabState): boolean {
  const { model } = state;
  if (model === null) return state.untrained !== null;
  return model.origin === 'run' || model.card.data === null || modelFitsFile(state);
}

/** The file that the prices shown are for; null without prices and for those of a market without a file. */
export function pricedFile({
  model,
  untrained,
}: LabState): { readonly fileName: string; readonly fingerprint: string } | null {
  return model === null ? (untrained?.file ?? null) : model.card.data;
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
