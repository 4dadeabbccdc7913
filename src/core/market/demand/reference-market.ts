// The preset `reference`: the demand market every agent is measured on.

import type { DemandMarketParameters } from './demand-parameters.ts';

export const flatWeekdayFactors: readonly number[] = new Array<number>(7).fill(1);
export const flatMonthFactors: readonly number[] = new Array<number>(12).fill(1);

export const referenceMarket: DemandMarketParameters = {
  referencePrice: 20,
  unitCost: 10,
  elasticity: -1.5,
  elasticityError: 0,
  baseDemand: 100,
  demandNoise: 0.1,
  initialInventory: 1000,
  days: 30,
  maxDailyChange: 0.5,
  minMarkup: 1.1,
  weekdayFactors: flatWeekdayFactors,
  monthFactors: flatMonthFactors,
  startDay: 0,
  rival: 'none',
  rivalPrice: 20,
  crossElasticity: 0,
  revenueWeight: 0,
  profitWeight: 0.4,
  unitsWeight: 0.3,
  inventoryWeight: 0.3,
  competitorWeight: 0,
};
