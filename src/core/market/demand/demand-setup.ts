// From a run's settings and products to a demand market: typed in, or calibrated from each product's past.

import type { SettingValues } from '../../parameter.ts';
import { ownValues } from '../market-parameter.ts';
import type { MarketSetup } from '../market.ts';
import { paidBy, weighedFor, type Objective } from '../objective.ts';
import type { RunProduct } from '../run-product.ts';
import { calibrateDemandMarket, type CalibratedMarket } from './calibrate.ts';
import { demandParameters, isOfFile, type DemandMarketParameters } from './demand-parameters.ts';
import { referenceMarket } from './reference-market.ts';
import { without } from './without.ts';

interface DemandProduct {
  readonly name: string;
  readonly parameters: DemandMarketParameters;
}

export interface DemandSetup extends MarketSetup {
  readonly kind: 'demand';
  readonly products: readonly DemandProduct[];
}

/** @throws Error in a sentence where the settings ask for a file and there are no products. */
export function demandSetup(
  settings: SettingValues,
  products: readonly RunProduct[],
  objective: Objective,
  largestChange: number | null,
): DemandSetup {
  if (!isOfFile(settings))
    return {
      kind: 'demand',
      products: [{ name: 'Preset market', parameters: payingFor(objective, presetParameters(settings)) }],
    };
  if (products.length === 0)
    throw new Error(
      'The demand market is to be calibrated from a file and none is loaded: load one in Data, or use the values of the form.',
    );
  return {
    kind: 'demand',
    products: products.map((product) => ({
      name: product.history.product.name,
      parameters: payingFor(objective, calibrated(settings, product, largestChange).parameters),
    })),
  };
}

/** The demand market of a product of the file, with what had to be assumed in words. */
export function calibrated(
  settings: SettingValues,
  { history, demand }: RunProduct,
  largestChange: number | null = null,
): CalibratedMarket {
  const { maxDailyChange, ...preset } = presetParameters(settings);
  const change = largestChange === null ? maxDailyChange : Math.min(maxDailyChange, largestChange);
  return calibrateDemandMarket(history, demand, { ...preset, maxDailyChange: change });
}

/** The demand market exactly as the form has it; with the defaults that is the preset `reference`. */
export function presetParameters(settings: SettingValues): DemandMarketParameters {
  const { observation, ...typed } = without(ownValues(demandParameters, settings), 'demandSource');
  return {
    ...referenceMarket,
    ...typed,
    crossElasticity: typed.rival === 'none' ? 0 : typed.crossElasticity,
    ...(observation === 'plain' ? { observation } : {}),
  };
}

/** A market of its own, paying for what the settings ask, seen as they or its file say. */
export function typedInSetup(
  name: string,
  parameters: DemandMarketParameters,
  settings: SettingValues,
): DemandSetup {
  const { observation } = ownValues(demandParameters, settings);
  const objective = settings['objective'] === 'auto' ? 'weights' : (settings['objective'] as Objective);
  const paying = payingFor(objective, parameters);
  return {
    kind: 'demand',
    products: [{ name, parameters: observation === 'plain' ? { ...paying, observation } : paying }],
  };
}

const noWeights = {
  revenueWeight: 0,
  profitWeight: 0,
  unitsWeight: 0,
  inventoryWeight: 0,
  competitorWeight: 0,
} as const satisfies Partial<DemandMarketParameters>;

/** What the weights of a market come to: profit alone, revenue alone, or weights of its own. */
export function paidFor(parameters: DemandMarketParameters): Objective {
  const names = Object.keys(noWeights) as (keyof typeof noWeights)[];
  return paidBy(Object.fromEntries(names.map((name) => [name, parameters[name]])));
}

/** A demand market that pays for `objective`; its own weights where that is what was chosen. */
export function payingFor(objective: Objective, parameters: DemandMarketParameters): DemandMarketParameters {
  return weighedFor(objective, parameters, noWeights);
}
