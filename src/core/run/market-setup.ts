// From settings and products to the market a run happens in: the same for the page and the headless commands.

import { calibrateDemandMarket, type CalibratedMarket } from '../market/demand/calibrate.ts';
import type { DemandSummary } from '../demand/demand-summary.ts';
import type { ProductHoldOut } from '../market/hold-out.ts';
import type {
  DemandMarketParameters,
  HistoryMarketParameters,
  HistoryProduct,
  MarketSetup,
} from '../market/market.ts';
import { flatMonthFactors, flatWeekdayFactors } from '../market/demand/reference-market.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { historyObjective, objectiveFor, payingFor } from './objective.ts';
import type { RunSettings } from './settings.ts';

/** A product a run can be for: its history and what is known of its demand. */
export interface RunProduct {
  readonly history: ProductHistory;
  readonly demand: DemandSummary;
  /** How well a history market of it predicts; absent: not checked. */
  readonly holdOut?: ProductHoldOut;
}

/** The products of a file whose demand is fitted, all in its order; those not checked have no hold-out. */
export function runProducts(
  histories: readonly ProductHistory[],
  demand: readonly DemandSummary[],
  holdOuts: readonly ProductHoldOut[],
): readonly RunProduct[] {
  return demand.map((summary, i) => ({
    history: histories[i]!,
    demand: summary,
    ...(holdOuts[i] ? { holdOut: holdOuts[i] } : {}),
  }));
}

/**
 * The market that `settings` ask for. `largestChange` is the share by which the guardrails let a price move: a market
 * from a file lets it move no further in a day.
 *
 * @throws Error in a sentence where the settings ask for a file and there are no products.
 */
export function marketSetupFor(
  settings: RunSettings,
  products: readonly RunProduct[],
  largestChange: number | null = null,
): MarketSetup {
  const { objective } = objectiveFor(settings, products);
  if (settings.market === 'demand' && settings.demandSource === 'preset')
    return {
      kind: 'demand',
      products: [{ name: 'Preset market', parameters: payingFor(objective, presetParameters(settings)) }],
    };
  if (products.length === 0)
    throw new Error(
      settings.market === 'history'
        ? 'The history market replays past days, so it needs a sales file: load one in Data, or choose the demand market.'
        : 'The demand market is to be calibrated from a file and none is loaded: load one in Data, or use the values of the form.',
    );
  if (settings.market === 'history')
    return {
      kind: 'history',
      products: products.map(historyProduct),
      parameters: historyParameters(settings, historyObjective(objective)),
    };
  return {
    kind: 'demand',
    products: products.map((product) => ({
      name: product.history.product.name,
      parameters: payingFor(objective, calibrated(settings, product, largestChange).parameters),
    })),
  };
}

export function historyProduct({ history, demand, holdOut }: RunProduct): HistoryProduct {
  return {
    history,
    elasticity: demand.marketElasticity,
    elasticityError: demand.marketElasticityError,
    demand,
    ...(holdOut ? { holdOut } : {}),
  };
}

/** The demand market of a product of the file, with what had to be assumed in words. */
export function calibrated(
  settings: RunSettings,
  { history, demand }: RunProduct,
  largestChange: number | null = null,
): CalibratedMarket {
  const { maxDailyChange, ...preset } = presetParameters(settings);
  const change = largestChange === null ? maxDailyChange : Math.min(maxDailyChange, largestChange);
  return calibrateDemandMarket(history, demand, { ...preset, maxDailyChange: change });
}

function historyParameters(
  settings: RunSettings,
  objective: HistoryMarketParameters['objective'],
): HistoryMarketParameters {
  return {
    objective,
    salesWeight: settings.salesWeight,
    priceWeight: settings.priceWeight,
    organicConversionWeight: settings.organicConversionWeight,
    adConversionWeight: settings.adConversionWeight,
    explorationBonus: settings.explorationBonus,
    salesDropPenalty: settings.salesDropPenalty,
    episodeSteps: settings.historyEpisodeSteps,
    carryAlongDemandCurve: settings.carryAlongDemandCurve,
  };
}

/** The demand market exactly as the form has it; with the defaults that is the preset `reference`. */
export function presetParameters(settings: RunSettings): DemandMarketParameters {
  return {
    referencePrice: settings.referencePrice,
    unitCost: settings.unitCost,
    elasticity: settings.elasticity,
    elasticityError: 0,
    baseDemand: settings.baseDemand,
    demandNoise: settings.demandNoise,
    initialInventory: settings.initialInventory,
    days: settings.demandDays,
    maxDailyChange: settings.maxDailyChange,
    minMarkup: settings.minMarkup,
    weekdayFactors: flatWeekdayFactors,
    monthFactors: flatMonthFactors,
    startDay: 0,
    rival: settings.rival,
    rivalPrice: settings.rivalPrice,
    crossElasticity: settings.rival === 'none' ? 0 : settings.crossElasticity,
    revenueWeight: settings.revenueWeight,
    profitWeight: settings.profitWeight,
    unitsWeight: settings.unitsWeight,
    inventoryWeight: settings.inventoryWeight,
    competitorWeight: settings.competitorWeight,
    ...(settings.observation === 'plain' ? { observation: settings.observation } : {}),
  };
}
