// The card of a policy, filled from the market it was trained in.

import { featureNames, productFeatures, scaledFeatureNames, windowDays } from '../features/features.ts';
import { priceBounds } from '../market/demand/demand-model.ts';
import type { MarketSetup } from '../market/market.ts';
import { historyObservationSize } from '../market/observation-size.ts';
import { priceRange } from '../market/price-from-action.ts';
import { productContextNames } from '../market/product-context.ts';
import type { RunSettings } from '../run/settings.ts';
import type { TrainedModel } from '../run/training-run.ts';

import { demandFeatures } from '../market/demand/demand-features.ts';
import { modelFormat, modelVersion, type ModelCard } from './model-card.ts';

export interface ModelOrigin {
  /** Program and version: `Pricing Lab 0.1.0`. */
  readonly createdBy: string;
  readonly settings: RunSettings;
  readonly setup: MarketSetup;
  readonly data: { readonly fileName: string; readonly fingerprint: string } | null;
  /** The backend that trained it. */
  readonly backend: string;
}

export function createModelCard(origin: ModelOrigin, trained: TrainedModel): ModelCard {
  const { settings, setup } = origin;
  const { architecture } = trained.snapshot;
  const shared = {
    format: modelFormat as typeof modelFormat,
    version: modelVersion as typeof modelVersion,
    createdBy: origin.createdBy,
    agent: architecture.agent,
    architecture: { ...architecture, hidden: [...architecture.hidden] },
    settings: { ...settings },
    seed: settings.seed,
    data: origin.data && { fileName: origin.data.fileName, fingerprint: origin.data.fingerprint },
    training: {
      steps: trained.step,
      updates: trained.updates,
      backend: origin.backend,
      bestReturn: trained.bestReturn,
      ...(trained.gapClosed === undefined ? {} : { gapClosed: trained.gapClosed }),
      evaluationEpisodes: trained.evaluationEpisodes,
    },
  };
  if (setup.kind === 'history')
    return {
      ...shared,
      market: 'history',
      marketParameters: setup.parameters,
      observation: {
        features: [...featureNames],
        windowDays,
        ...(architecture.observationSize === historyObservationSize.portfolio
          ? { context: [...productContextNames] }
          : {}),
      },
      products: setup.products.map(({ history, elasticity, elasticityError, holdOut }) => ({
        ...history.product,
        unitCost: history.unitCost,
        elasticity,
        ...(elasticityError === undefined ? {} : { elasticityError }),
        ranges: productFeatures(history).ranges.map(([min, max], i) => ({
          feature: scaledFeatureNames[i]!,
          min,
          max,
        })),
        priceRule: {
          kind: 'range',
          formula: 'price = lo + (action + 1) / 2 * (hi - lo), rounded to the cent',
          ...priceRange(history.price, history.unitCost),
        },
        ...(holdOut ? { holdOut } : {}),
      })),
    };
  return {
    ...shared,
    market: 'demand',
    observation: {
      features: demandFeatures(setup.products[0]?.parameters.observation, architecture.observationSize),
      windowDays: 1,
    },
    products: setup.products.map(({ name, parameters }) => ({
      id: name,
      name,
      category: null,
      unitCost: parameters.unitCost,
      elasticity: parameters.elasticity,
      parameters: {
        ...parameters,
        weekdayFactors: [...parameters.weekdayFactors],
        monthFactors: [...parameters.monthFactors],
      },
      priceRule: {
        kind: 'dailyChange',
        formula: "price = today's price * (1 + maxDailyChange * action), within lowest..highest",
        maxDailyChange: parameters.maxDailyChange,
        ...priceBounds(parameters),
      },
    })),
  };
}
