// What the data can answer, in one of four words and a sentence.

import type { Estimate } from '../statistics/estimate.ts';
import type { DriverRole } from '../table/demand-drivers.ts';
import type { DemandVerdict, QuantityBreaks } from './demand-summary.ts';
import { followsDemandGround } from './day-prices.ts';
import { driverWords, isDriver } from './drivers.ts';
import type { DemandTerms } from './demand-terms.ts';
import { type DemandFitResult, priceInflation } from './fit-demand.ts';
import type { FoundPromotions } from './full-findings.ts';
import { untoldByJumpsGround } from './jumps-with-prices.ts';
import type { SettlingExperiment } from './settling-experiment.ts';
import { fewestPrices, largestInflation, widestAnswer, z975 } from './verdict-limits.ts';

/** The 95 % interval of a normal estimate, low end first. */
export function interval95(estimate: Estimate): readonly [number, number] {
  return [estimate.value - z975 * estimate.standardError, estimate.value + z975 * estimate.standardError];
}

/** A verdict and the ground it stands on, in a sentence. */
export interface GroundedVerdict {
  readonly verdict: DemandVerdict;
  readonly ground: string;
}

/**
 * The verdict on a fit; `breaks` are the quantity breaks found in it, which leave it no answer, and `promotions` what was
 * told apart from the regular price; `isFollowing`: its price follows the demand of its day, and nothing else is then told.
 */
export function demandVerdict(
  result: DemandFitResult,
  breaks: QuantityBreaks | null,
  promotions: FoundPromotions | null = null,
  isFollowing = false,
): GroundedVerdict {
  const { fit } = result;
  if (fit === null && promotions !== null && !promotions.regularMoved)
    return cannotTell(promotionsOnly(promotions));
  if (fit === null)
    return cannotTell(`The data do not show how demand responds to price: ${result.problem}.`);
  if (isFollowing) return cannotTell(followsDemandGround);
  const [low] = interval95(fit.ownElasticity);
  if (breaks !== null && low <= 0) return cannotTell(breaks.sentence);
  if (result.distinctPrices < fewestPrices)
    return cannotTell(
      promotions === null
        ? `Only ${result.distinctPrices} different prices were charged, too few to estimate a price effect.`
        : `Apart from promotions only ${result.distinctPrices} different prices were charged, too few to estimate a price effect.`,
    );
  const drivers = fit.terms.names.filter(isDriver);
  if (priceInflation(fit.terms) > largestInflation)
    return cannotTell(
      drivers.length > 0 && isApartFrom(fit.terms, isDriver)
        ? togetherWithDrivers(drivers)
        : isApartFrom(fit.terms, (name) => /^(shop|peer|category)/.test(name))
          ? `Its price moved together with the other prices of the ${fit.terms.names.includes('shopPrices') && !fit.terms.names.includes('peerPrices') ? 'shop' : 'category'}, on days when everything sold more or less, so its own effect cannot be separated.`
          : 'Price moved together with season or trend, so their effects cannot be separated.',
    );
  if (fit.full?.priceJumps?.isUntold) return cannotTell(untoldByJumpsGround);
  const grounded = intervalVerdict(fit.ownElasticity);
  return grounded.verdict === 'suspicious' && breaks !== null
    ? { ...grounded, ground: `${grounded.ground} ${breaks.sentence}` }
    : grounded;
}

/** What would settle it is said by the experiment behind it. */
function togetherWithDrivers(drivers: readonly DriverRole[]): string {
  const what = new Intl.ListFormat('en-GB').format(drivers.map((role) => driverWords[role]));
  return `Its price moved together with ${what}, so closely that their effects cannot be separated. A price that changes while ${what} ${drivers.length > 1 || drivers[0] === 'event' ? 'stay' : 'stays'} as usual would tell.`;
}

/** Whether it is the terms of these names alone that a price moved together with. */
function isApartFrom(
  { names, columns }: Pick<DemandTerms, 'names' | 'columns'>,
  isLeftOut: (name: string) => boolean,
): boolean {
  const kept = names.map((_, j) => j).filter((j) => !isLeftOut(names[j]!));
  if (kept.length === names.length) return false;
  const own = { names: kept.map((j) => names[j]!), columns: kept.map((j) => columns[j]!) };
  return priceInflation(own) <= largestInflation;
}

/** What an estimate and its interval alone say. */
export function intervalVerdict(estimate: Estimate): GroundedVerdict {
  const [low, high] = interval95(estimate);
  const range = `between ${low.toFixed(1)} and ${high.toFixed(1)}`;
  if (low > 0)
    return {
      verdict: 'suspicious',
      ground: `More was sold at higher prices (elasticity ${range}), which suggests that something else moved with price.`,
    };
  if (high >= 0)
    return cannotTell(
      `The product’s own sales put the elasticity ${range}; a price effect of zero is possible.${ruledOut(low)}`,
    );
  if (high - low < widestAnswer)
    return {
      verdict: 'answers',
      ground: `By its own sales alone, its elasticity is ${range}: a 1 % higher price sells ${(-high).toFixed(1)} to ${(-low).toFixed(1)} % fewer units.`,
    };
  return {
    verdict: 'leans',
    ground: `Demand falls as price rises, but by how much is uncertain (from its own sales alone, elasticity ${range}).`,
  };
}

function promotionsOnly({ lift, discount, weekdays = [] }: FoundPromotions): string {
  const off = `${(100 * discount).toFixed(0)} % off`;
  if (weekdays.length > 0)
    return `The price was lower (${off}) only on ${new Intl.ListFormat('en-GB').format(weekdays.map((weekday) => weekdayNames[weekday]!))}, so the effects of price and weekday cannot be told apart.`;
  if (lift === null)
    return "The price moved only in promotions, and a display or a leaflet may explain what they sell: the regular price's effect is unknown.";
  const raise = lift < notableLift ? 'hardly raise sales' : 'raise sales';
  return `Promotions ${raise} (${off} sells ${lift.toFixed(1)} times as much), but the effect of the regular price is unknown: it never moved, and a display or a leaflet may explain the promotions' lift.`;
}

/** A promotion that sells less than this over a usual day is not said to raise sales. */
const notableLift = 1.05;

const weekdayNames = [
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
] as const;

/** What an interval around 0 does tell, where it ends before -1: a sentence with a blank before it, else nothing. */
function ruledOut(low: number): string {
  return low > -1 ? ' It is unlikely to be below -1, so a higher price is unlikely to lose revenue.' : '';
}

function cannotTell(ground: string): GroundedVerdict {
  return { verdict: 'cannotTell', ground };
}

/** The whole sentence: the ground, and what would settle it where it is open. */
export function verdictSentence(
  { verdict, ground }: GroundedVerdict,
  experiment: SettlingExperiment | null,
): string {
  if (verdict === 'answers') return ground;
  return `${ground} ${experiment?.sentence ?? "Sales are too few or too variable to settle it: no price within 20 % of today's would do so in 180 days."}`;
}
