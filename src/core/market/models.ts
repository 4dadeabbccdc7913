// The computing side of every listed market, at hand: whatever needs one imports this, and the page does so late.
//
// Apart from the light list in kinds.ts, because a form that offers the markets must not load what computes them; the
// compiler asks for the model of every kind that is listed there.

import { demandModel } from './demand/model.ts';
import { historyModel } from './history/model.ts';
import type { MarketName } from './kinds.ts';
import type { MarketModel } from './market-model.ts';

const listedModels: Readonly<Record<MarketName, MarketModel>> = {
  history: historyModel,
  demand: demandModel,
};

const models: ReadonlyMap<string, MarketModel> = new Map(Object.entries(listedModels));

/** @throws Error where no market has that name. */
export function modelNamed(name: string): MarketModel {
  const model = models.get(name);
  if (!model)
    throw new Error(`There is no market "${name}"; known markets: ${[...models.keys()].join(', ')}`);
  return model;
}

export function modelOf(subject: { readonly kind: string } | { readonly market: string }): MarketModel {
  return modelNamed('kind' in subject ? subject.kind : subject.market);
}

export function marketModels(): ReadonlyMap<string, MarketModel> {
  return models;
}
