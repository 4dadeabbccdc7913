// A demand market calibrated from a product's history: what the file says, and in words what had to be assumed.

import type { DemandMarketParameters } from './demand-parameters.ts';
import { pastRange } from '../price-from-action.ts';
import type { ProductHistory } from '../../table/dataset.ts';
import type { DemandSummary } from '../../demand/demand-summary.ts';
import { monthFactors, weekdayFactors } from '../../demand/expected-units.ts';
import { fitDemand } from '../../demand/fit-demand.ts';

export interface CalibratedMarket {
  readonly parameters: DemandMarketParameters;
  /** What was assumed because the file does not say, one sentence each. */
  readonly assumptions: readonly string[];
}

/** A service makes the markets of a file anew with every change of its rules; nothing writes into a history, so its fit stays. */
const fits = new WeakMap<ProductHistory, ReturnType<typeof fitDemand>>();

function fitOf(history: ProductHistory): ReturnType<typeof fitDemand> {
  let known = fits.get(history);
  if (!known) fits.set(history, (known = fitDemand(history)));
  return known;
}

/** A drawn or calibrated market's demand always falls with price. */
const weakestElasticity = -0.1;
const assumedCostShare = 0.6;
const usualNoise = 0.1;
/** Beyond a half, `max(0, N(1, noise))` is no longer about 1 on average. */
const noiseBounds = { lowest: 0.02, highest: 0.5 };
/** Prices beyond this multiple of the highest past one are not simulated: nothing is known of them. */
const untriedShare = 1.5;
const largestCross = 5;

/**
 * The market of `history`: price, cost, elasticity, demand, noise, stock and season from the file; days, largest
 * change, markup, the rival's kind and the reward weights from `settings`. One step is a calendar day, whatever the
 * rows of the file are.
 */
export function calibrateDemandMarket(
  history: ProductHistory,
  summary: DemandSummary,
  settings: DemandMarketParameters,
): CalibratedMarket {
  const assumptions: string[] = [];
  const assume = <T>(value: T, sentence: string): T => {
    assumptions.push(sentence);
    return value;
  };
  const { fit, problem } = fitOf(history);
  const price = summary.referencePrice;
  const daysPerRow = Math.max(1, history.daysPerRow);
  if (daysPerRow >= 2)
    assumptions.push(
      `Rows are about ${Math.round(daysPerRow)} days apart: each day gets an equal share of a row’s sales.`,
    );
  const usual = summary.pooled === null ? 'the usual elasticity' : "its category's elasticity";
  if (fit === null) assumptions.push(`No demand curve could be fitted (${problem}); ${usual} is used.`);
  else if (summary.quantityBreaks !== null)
    assumptions.push(`The file shows quantity breaks rather than a response to price; ${usual} is used.`);
  else if (summary.found?.followsDemand)
    assumptions.push(
      `Its price follows the demand of its day, which says nothing of how demand answers to it; ${usual} is used.`,
    );
  else if (summary.verdict === 'suspicious')
    assumptions.push(
      `More was sold at higher prices, which cannot be a response to price; ${usual} is used.`,
    );

  let baseDemand = summary.baseUnits / daysPerRow;
  if (!(baseDemand > 0))
    baseDemand = assume(0.01, 'Nothing was sold recently; one unit in a hundred days is assumed.');
  const unitCost =
    history.unitCost ??
    assume(
      Number((assumedCostShare * price).toFixed(2)),
      `The file has no cost; ${assumedCostShare * 100} % of the price (${(assumedCostShare * price).toFixed(2)}) is assumed.`,
    );
  const initialInventory =
    lastKnown(history.inventory) ?? assume(null, 'The file has no stock; all demand is assumed to be met.');

  const rivalLast = lastKnown(history.competitorPrice);
  const withRival = settings.rival !== 'none';
  const crossElasticity = withRival
    ? Math.min(largestCross, Math.max(0, summary.crossElasticity ?? settings.crossElasticity))
    : 0;
  if (withRival && rivalLast === null)
    assumptions.push('The file has no rival price; the rival starts at our price.');
  if (withRival && summary.crossElasticity === null)
    assumptions.push(
      `The file does not show the cross elasticity; the setting's ${settings.crossElasticity} is used.`,
    );
  // Our price alone moves demand by the market elasticity; with the ratio rival / own in the formula, the rest of it.
  const elasticity = Math.min(weakestElasticity, summary.marketElasticity + crossElasticity);

  return {
    assumptions,
    parameters: {
      ...settings,
      referencePrice: price,
      unitCost,
      elasticity,
      elasticityError: summary.marketElasticityError,
      ...(summary.steepening ? { steepening: summary.steepening.value } : {}),
      baseDemand,
      demandNoise: demandNoise(summary.dispersion, baseDemand),
      initialInventory,
      maxPrice: untriedShare * pastRange(history.price).highest,
      weekdayFactors: weekdayFactors(history, fit),
      monthFactors: monthFactors(history, fit),
      startDay: history.days.at(-1)! + 1,
      rivalPrice: rivalLast ?? price,
      crossElasticity,
    },
  };
}

/** Var[units] = dispersion * E[units], so a day's share of noise is sqrt(dispersion / base demand); bounded. */
function demandNoise(dispersion: number | null, baseDemand: number): number {
  if (dispersion === null) return usualNoise;
  return Math.min(noiseBounds.highest, Math.max(noiseBounds.lowest, Math.sqrt(dispersion / baseDemand)));
}

/** The last positive number of a column, or null. */
function lastKnown(column: Float64Array | null): number | null {
  return column?.findLast((value) => value > 0) ?? null;
}
