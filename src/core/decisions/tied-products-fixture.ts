// Three teas that take sales from each other, for tests of prices found together.

import type { DemandSummary } from '../demand/demand-summary.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { summarizeProductDemand } from '../demand/summarize-demand.ts';
import type { HistoryProduct } from '../market/run-product.ts';

export const tiedNames = ['Green', 'Black', 'White'];

/** Elasticity -2 or so, and half a percent more of it for a percent that the two others get dearer. */
function tiedProduct(id: string, i: number): HistoryProduct {
  const price = Array.from({ length: 60 }, (_, t) => 10 + ((t + i) % 5));
  const history = historyFixture({
    id,
    category: 'Tea',
    price,
    units: price.map((today) => Math.round(40 * (today / 12) ** -2)),
    unitCost: 7 + i,
  });
  const summary = summarizeProductDemand(history);
  const shares = Object.fromEntries(tiedNames.filter((name) => name !== id).map((name) => [name, 0.5]));
  const demand: DemandSummary = {
    ...summary,
    marketElasticity: -2,
    marketElasticityError: 0.15,
    found: {
      ...summary.found!,
      category: { coefficient: 0.5, standardError: 0.1, isTold: true, shares },
    },
  };
  return { history, demand, elasticity: -2 };
}

const tiedProducts = tiedNames.map(tiedProduct);
/** A run on them in the history market. */
export const tiedSetup = {
  kind: 'history',
  products: tiedProducts,
  parameters: {
    objective: 'weightedParts',
    salesWeight: 0.4,
    priceWeight: 0.3,
    organicConversionWeight: 0.15,
    adConversionWeight: 0.15,
    explorationBonus: 0.3,
    salesDropPenalty: 0.5,
    episodeSteps: 30,
    carryAlongDemandCurve: true,
  },
} as const;
