// A demand market calibrated from a past, asked what later rows of it sell.

import type { Forecaster } from '../market-model.ts';
import { calibrateDemandMarket } from './calibrate.ts';
import { demandIndex, expectedDemand } from './demand-model.ts';
import { referenceMarket } from './reference-market.ts';

/** @throws Error where nothing is said of the demand of `past`. */
export const demandForecaster: Forecaster = (past, _, summary) => {
  if (!summary) throw new Error('internal: a demand market is calibrated from what its past says of demand');
  const { parameters } = calibrateDemandMarket(past, summary, referenceMarket);
  return ({ price, days, daysPerRow, salesMeaning }, row) => {
    const index = demandIndex(parameters, days[row]! - parameters.startDay);
    const units =
      Math.max(1, daysPerRow) * expectedDemand(parameters, parameters.elasticity, price[row]!, index, NaN);
    return salesMeaning === 'money' ? units * price[row]! : units;
  };
};
