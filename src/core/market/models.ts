// The computing side of every listed market, at hand: whatever needs one imports this, and the page does so late.
//
// The markets are loaded by the list's own word, so that a kind is named in one place. Nothing that a kind's folder
// imports may import this file: it would wait for itself.

import { listedMarkets } from './kinds.ts';
import type { MarketKind } from './market-kind.ts';
import type { MarketModel } from './market-model.ts';

const models = new Map<string, MarketModel>(
  await Promise.all(
    listedMarkets.map(async (kind: MarketKind) => [kind.name, await kind.model()] as const),
  ),
);

/** @throws Error where no market has that name. */
export function modelNamed(name: string): MarketModel {
  const model = models.get(name);
  if (!model) throw new Error(`There is no market "${name}"; known markets: ${[...models.keys()].join(', ')}`);
  return model;
}

export function modelOf(subject: { readonly kind: string } | { readonly market: string }): MarketModel {
  return modelNamed('kind' in subject ? subject.kind : subject.market);
}

export function marketModels(): ReadonlyMap<string, MarketModel> {
  return models;
}

/** Adds the model of a kind that is not listed, until the returned function is called. */
export function addModel(name: string, model: MarketModel): () => void {
  if (models.has(name)) throw new Error(`addModel: there is a market "${name}" already`);
  models.set(name, model);
  return () => void models.delete(name);
}
