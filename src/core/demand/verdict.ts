// What the data can answer, in one of four words and a sentence (design section 4).

import type { DemandVerdict } from './demand-summary.ts';
import type { DemandFitResult, Estimate } from './fit-demand.ts';
import { weighAgainstPrior } from './prior.ts';

/** 97.5 % quantile of the standard normal. */
const z975 = 1.959963984540054;
const widestAnswer = 1.5;
const fewestPrices = 3;
const largestInflation = 5;
/** How far from the usual price the next price to try lies. */
const trialShift = 0.15;
const shortestTrialDays = 14;
const longestTrialDays = 120;

export function interval95(estimate: Estimate): readonly [number, number] {
  return [estimate.value - z975 * estimate.standardError, estimate.value + z975 * estimate.standardError];
}

/**
 * The verdict, and a sentence with its ground and what would settle it.
 *
 * `currentPrice` in currency; `daysPerRow` as in the history, so that trials are counted in days.
 */
export function demandVerdict(
  result: DemandFitResult,
  currentPrice: number,
  daysPerRow: number,
): { readonly verdict: DemandVerdict; readonly sentence: string } {
  const { fit } = result;
  const advice = trialAdvice(result, currentPrice, daysPerRow);
  if (fit === null)
    return {
      verdict: 'cannotTell',
      sentence: `The data cannot tell how demand answers to price: ${result.problem}. ${advice}`,
    };
  if (result.distinctPrices < fewestPrices)
    return {
      verdict: 'cannotTell',
      sentence: `Only ${result.distinctPrices} different prices were charged, too few to tell. ${advice}`,
    };
  if (fit.priceInflation > largestInflation)
    return {
      verdict: 'cannotTell',
      sentence: `Price moved together with season or trend, so their effects cannot be told apart. ${advice}`,
    };
  const { value } = fit.ownElasticity;
  const [low, high] = interval95(fit.ownElasticity);
  const range = `between ${low.toFixed(1)} and ${high.toFixed(1)}`;
  if (low > 0)
    return {
      verdict: 'suspicious',
      sentence: `More was sold at higher prices (elasticity ${range}), which points to something else that moved with price. ${advice}`,
    };
  if (high >= 0)
    return {
      verdict: 'cannotTell',
      sentence: `The elasticity lies ${range}; no effect at all is possible. ${advice}`,
    };
  if (high - low < widestAnswer)
    return {
      verdict: 'answers',
      sentence: `A price 1 % higher costs about ${(-value).toFixed(1)} % of units (elasticity ${range}).`,
    };
  return {
    verdict: 'leans',
    sentence: `Demand falls as price rises, but how much is open (elasticity ${range}). ${advice}`,
  };
}

/** Which price to try next and for how many days, so that the interval would become narrow and leave 0 out. */
function trialAdvice(result: DemandFitResult, currentPrice: number, daysPerRow: number): string {
  const { fit } = result;
  const usual = fit?.terms.meanPrice ?? currentPrice;
  const shift = currentPrice > usual ? -trialShift : trialShift;
  const price = (usual * (1 + shift)).toFixed(2);
  if (fit === null) return `Trying ${price} for four weeks would begin to show it.`;
  const likely = Math.min(-1e-3, weighAgainstPrior(fit.ownElasticity).value);
  const wanted = Math.min(widestAnswer / 2, -likely) / z975;
  const missing = wanted ** -2 - fit.ownElasticity.standardError ** -2;
  // A row at log distance d from the usual price adds units * d^2 / dispersion to the precision of the elasticity.
  const { units } = fit.terms;
  const unitsPerRow = units.reduce((sum, value) => sum + value, 0) / units.length;
  const perRow = (unitsPerRow * Math.log(1 + shift) ** 2) / fit.regression.dispersion;
  const days = Math.max(shortestTrialDays, Math.ceil((missing / perRow) * daysPerRow));
  if (days > longestTrialDays)
    return `Sales are too few or too uneven to settle it soon: trying ${price} would have to last more than ${longestTrialDays} days.`;
  return `Trying ${price} for about ${days} days would settle it.`;
}
