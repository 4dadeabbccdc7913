// The computing side of every listed market, at hand: whatever needs one imports this, and the page does so late.
//
// Apart from the light list in kinds.ts, because a form that offers the markets must not load what computes them; the
// compiler asks for the model of every kind that is listed there.

import { demandModel } from './demand/demand-market-model.ts';
import { historyModel } from './history/history-market-model.ts';
import type { MarketName } from './kinds.ts';
import type { MarketModel } from './market-model.ts';
import { memoryModel } from './memory/memory-market-model.ts';

const listedModels: Readonly<Record<MarketName, MarketModel>> = {
  history: historyModel,
  demand: demandModel,
  memory: memoryModel,
};

const models = new Map<string, MarketModel>();

/** The computing side of a kind that `registerMarket` of kinds.ts offers. @throws Error where it has one. */
export function registerModel(name: string, model: MarketModel): void {
  if (models.has(name)) throw new Error(`internal: there is a model of the market ${name} already`);
  models.set(name, model);
}

for (const [name, model] of Object.entries(listedModels)) registerModel(name, model);

/** @throws Error where no market has that name. */
export function modelNamed(name: string): MarketModel {
  const model = models.get(name);
  if (!model)
    throw new Error(`There is no market "${name}"; known markets: ${[...models.keys()].join(', ')}`);
  return model;
}

/**
 * The computing side of the kind that a setup, a state, a card or settings name.
 *
 * @throws Error where there is no such kind.
 */
export function modelOf(subject: { readonly kind: string } | { readonly market: string }): MarketModel {
  return modelNamed('kind' in subject ? subject.kind : subject.market);
}

/** All kinds by name, in the order of their list. */
export function marketModels(): ReadonlyMap<string, MarketModel> {
  return models;
}
