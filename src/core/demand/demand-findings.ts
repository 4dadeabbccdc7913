// What the full model found of a product besides its elasticity, in plain data and sentences.

import type { ProductHistory } from '../table/dataset.ts';
import type { Estimate } from '../statistics/estimate.ts';
import type { DriverRole } from '../table/demand-drivers.ts';
import { buysAheadSentence } from './announced-rises.ts';
import type { CategoryIndex } from './category-index.ts';
import type { DemandFindings } from './demand-summary.ts';
import { driverSentence } from './drivers.ts';
import { priceInflation } from './fit-demand.ts';
import type { FullDemandResult } from './fit-full-demand.ts';
import type { Outlier } from './full-terms.ts';
import { jumpsSentence } from './jumps-with-prices.ts';
import type { PromotionDip } from './promotion-dip.ts';
import { reactingPrices } from './reacting-prices.ts';
import { dipAfter, usualPromotion } from './lasting.ts';
import type { Steepening } from './steepening.ts';
import { isoDate } from '../table/day-numbers.ts';
import { formatPercent, withSign } from '../text/format.ts';
import { largestInflation, z975 } from './verdict-limits.ts';

/** More are counted, not listed. */
const mostOutliers = 20;
/** A difference of elasticity between the halves of a file that is worth a sentence. */
const notableDrift = 0.5;

/** A jump of the log level that is worth a sentence. */
const notableJump = 0.2;

export function demandFindings(
  history: ProductHistory,
  result: FullDemandResult,
  category: CategoryIndex | null,
): DemandFindings {
  const full = result.fit?.full ?? null;
  const halves = full?.halves ?? null;
  const drivers = driverSentences(result);
  return {
    promotions: result.promotions,
    soldOut: result.soldOut,
    unknownDays: result.unknownDays,
    outliers: result.outliers.slice(0, mostOutliers),
    levelStep: full === null ? 0 : Math.sqrt(full.level.levelVariance),
    halves: halves && { difference: halves.value, standardError: halves.standardError },
    betweenPeriodSd: null,
    category:
      full?.category && category && !category.movesTogether
        ? {
            coefficient: full.category.value,
            standardError: full.category.standardError,
            shares: category.shares,
          }
        : null,
    lasting: full?.lasting ?? null,
    ...(full?.stockingUp ? { stockingUpError: full.stockingUp.formError } : {}),
    ...(full && full.sharedError > 0 ? { sharedError: full.sharedError } : {}),
    ...(full?.priceJumps?.isUntold ? { isUntoldByJumps: true } : {}),
    errorFactor: full?.errorFactor ?? 1,
    ...(drivers.length > 0 ? { drivers } : {}),
    sentences: [
      ...joinedSentence(history),
      ...promotionSentence(result),
      ...soldOutSentence(history, result),
      ...driftSentence(result),
      ...reactingSentence(history, result),
      ...jumpSentence(history, result),
      ...(full?.priceJumps && !full.priceJumps.isUntold ? [jumpsSentence(full.priceJumps)] : []),
      ...slowSentence(result),
      ...cutSentence(result),
      ...mixSentence(result),
      ...drivers,
      ...(full?.rises ? [buysAheadSentence] : []),
      ...shopSentence(result),
      ...togetherSentence(result, category),
      ...stockingUpSentence(result),
      ...lastingSentences(result),
      ...outlierSentence(history, result.outliers),
    ],
  };
}

/** Stores that nothing tells apart: their prices are averaged, and so is what each answers. */
function joinedSentence({ rowsJoined, daysPerRow }: ProductHistory): string[] {
  if (rowsJoined === undefined) return [];
  const when = daysPerRow < 2 ? 'day' : 'date';
  return [
    `Nearly every ${when} combines ${rowsJoined} rows of the file, as if ${rowsJoined} stores had no column to separate them. The price is their sales-weighted mean, which moves when one store sells more, and the elasticity is that of the mixture. Choose a column that separates them in Data to give each its own estimate.`,
  ];
}

/** Says that orders were left out on `days` days, whose units are `ratio` times the usual ones. */
export function largeOrdersSentence(days: number, ratio: number): string {
  return (
    `On ${days} days large orders came in below the posted price: they sell ${ratio.toFixed(1)} times the usual units and pull the average price down. ` +
    'They are left out of the fit; the elasticity is that of the posted price.'
  );
}

/** Says that `rows` rows of averaged prices were left out; those below the posted price sell `ratio` times the usual units. */
export function averagedRowsSentence(rows: number, ratio: number): string {
  return (
    `In ${rows} rows the price is an average, mostly below the posted price before and after, because of deals on some days, coupons or large orders; rows below it sell ${ratio.toFixed(1)} times the usual units. ` +
    'These rows are left out of the fit, so the elasticity is that of the posted price.'
  );
}

function promotionSentence({ promotions, fit }: FullDemandResult): string[] {
  if (promotions === null || fit === null) return [];
  const told = promotions.told === 'column' ? 'The file marks' : 'The pattern of its prices shows';
  const lift = promotions.lift === null ? '' : ` and sell ${promotions.lift.toFixed(1)} times as much`;
  return [
    `${told} ${promotions.days} days of promotion, ${percent(promotions.discount)} off on average${lift}. The elasticity is that of the regular price.`,
    ...(promotions.dip ? [dipSentence(promotions.dip)] : []),
  ];
}

/** What is sold in the days after a promotion: a dip, none that can be told, or more than usual. */
export function dipSentence({ change, interval: [low, high], days }: PromotionDip): string {
  const when = days === 7 ? 'In the week' : `In the ${days} days`;
  const range = `${signedPercent(low)} to ${signedPercent(high)}`;
  if (high < 0)
    return `${when} after a promotion ${percent(-change)} less is sold than usual (${range}): part of the promotion's sales is brought forward from the days after it.`;
  if (low > 0) return `${when} after a promotion ${percent(change)} more is sold than usual (${range}).`;
  return `${when} after a promotion no dip can be detected (${range}).`;
}

function soldOutSentence(
  { daysPerRow, soldOut: isTold, inventory }: ProductHistory,
  { soldOut }: FullDemandResult,
): string[] {
  if (soldOut.days === 0) return [];
  if (!isTold && !inventory)
    return [
      `On ${soldOut.days} days nothing was sold, or sales stopped short just before: far more often than its usual sales would give by chance. They are treated as days without stock; demand was about ${Math.round(soldOut.lostUnits).toLocaleString('en')} units higher than sales.`,
    ];
  const rows = daysPerRow < 2 ? 'days' : 'rows';
  return [
    `${soldOut.days} ${rows} ended sold out; demand was about ${Math.round(soldOut.lostUnits).toLocaleString('en')} units higher than sales.`,
  ];
}

function driftSentence({ fit }: FullDemandResult): string[] {
  const halves = fit?.full?.halves;
  if (!halves) return [];
  const isCertain = Math.abs(halves.value) > z975 * halves.standardError;
  if (!isCertain || Math.abs(halves.value) < notableDrift) return [];
  const way = halves.value < 0 ? 'more' : 'less';
  return [
    `Demand responds ${way} to price in the later half of the days than in the earlier half (elasticity ${signed(halves.value)}).`,
  ];
}

function reactingSentence(history: ProductHistory, { fit }: FullDemandResult): string[] {
  const reacting = fit && reactingPrices(history, fit);
  if (!reacting) return [];
  return [
    `The price followed past sales: after a week that sold 10 % more it rose by about ${(100 * reacting.perTenPercent).toFixed(1)} % ` +
      `(${reacting.changes} changes). High sales and high prices therefore came together, which a plain regression mistakes for weak price response; this model corrects for it with a moving demand level. ` +
      'Price changes on randomly chosen days would settle it.',
  ];
}

/** None where the price moved together with them: nothing of either can be told. */
function driverSentences({ fit }: FullDemandResult): string[] {
  const drivers = Object.entries(fit?.full?.drivers ?? {}) as [DriverRole, Estimate][];
  if (!fit || drivers.length === 0 || priceInflation(fit.terms) > largestInflation) return [];
  return drivers.map(([role, effect]) => driverSentence(role, effect));
}

function shopSentence({ fit }: FullDemandResult): string[] {
  if (!fit?.full?.shop && !fit?.full?.peers) return [];
  const days = !fit.full.peers
    ? 'Some days are good or bad for the whole shop, as holidays, weather and sales of everything are. The other products show which'
    : 'Some days are good or bad for the whole category, as a leaflet that shows it, the weather, or rivals that move together make them. The other products of the category show which';
  return [`${days}, so the elasticity comes from how this price moved apart from theirs.`];
}

function togetherSentence({ fit }: FullDemandResult, category: CategoryIndex | null): string[] {
  if (!fit?.full?.category || !category?.movesTogether) return [];
  return [
    'The prices of its category move together. Rivals, advertising or demand may have moved with them, so the elasticity comes from how this price moved apart from theirs, and whether the products take sales from each other is not known.',
  ];
}

function cutSentence({ fit }: FullDemandResult): string[] {
  if (!fit?.full?.cut) return [];
  return [
    'In this file cuts of some weeks sell more than their price explains, as they do with a display, a leaflet or advertising that no column marks. ' +
      'What they sell beyond it is not counted as an answer to price: the elasticity comes from how dear days differ among each other, and cheap ones.',
  ];
}

function slowSentence({ fit }: FullDemandResult): string[] {
  if (!fit?.full?.slow) return [];
  return [
    'Over months, prices in this file rise and fall with demand: products cost more while they sell well and less as sales fade. ' +
      'That alone would make price seem to matter little, so the elasticity comes from price changes within weeks.',
  ];
}

function jumpSentence(history: ProductHistory, { fit }: FullDemandResult): string[] {
  const jumps = (fit?.full?.jumps ?? []).filter(({ step }) => Math.abs(step) > notableJump);
  const last = jumps.at(-1);
  if (last === undefined) return [];
  const times = jumps.length === 1 ? 'jumped once' : `jumped ${jumps.length} times, the last time`;
  return [
    `Demand ${times} around ${isoDate(history.days[last.row]!)} (${signedPercent(Math.exp(last.step) - 1)}) for a reason that is not in the file, as a lost listing or a moved shelf would make it. ` +
      'Days before and after a jump are told apart, so that a price changed after it is not taken for its cause.',
  ];
}

function mixSentence({ fit }: FullDemandResult): string[] {
  if (!fit?.full?.mix) return [];
  return [
    'No row repeats a price: it is revenue over units, which falls when much is sold with coupons, to members or in deals. ' +
      'In this file such wiggles sell more than lasting changes of the price do, so the elasticity comes from the lasting changes.',
  ];
}

function stockingUpSentence({ fit }: FullDemandResult): string[] {
  const stocking = fit?.full?.stockingUp;
  if (!stocking) return [];
  const days = Math.max(1, Math.round(Math.log(0.5) / Math.log(stocking.habit.retention)));
  return [
    `Buyers stock up when it is cheap: sales jump at the start of a cheap spell, half of that is gone after ${days === 1 ? 'a day' : `about ${days} days`}, and less is sold after the spell. ` +
      'The elasticity is that of a price that is held; what a short cut sells beyond it is brought forward from later days, so no calendar of cuts is recommended.',
  ];
}

function lastingSentences({ fit }: FullDemandResult): string[] {
  const lasting = fit?.full?.lasting;
  if (!lasting) return [];
  const { memory, habit, rival } = lasting;
  const out: string[] = [];
  if (memory !== null) {
    const ends = [-1, 1].map((side) => memory.value + side * z975 * memory.standardError);
    const [low, high] = ends;
    const dips =
      habit === null ? null : [memory.value, ...ends].map((exponent) => -dipAfter(exponent, habit));
    out.push(
      `Buyers compare with a reference price: a price above what they are used to loses more sales at first than later, and demand dips after a promotion (exponent ${memory.value.toFixed(1)}, ${low!.toFixed(1)} to ${high!.toFixed(1)}). The elasticity is that of a steady price; expected gains include this habit.${
        dips
          ? ` On the day after ${usualPromotion.days} days at ${percent(usualPromotion.discount)} off, sales are ${percent(dips[0]!)} lower than usual (${percent(dips[1]!)} to ${percent(dips[2]!)}).`
          : ''
      }`,
    );
  }
  if (rival !== null)
    out.push(
      `A rival responds: it follows ${percent(rival.passThrough)} of a change in this price, closing ${percent(rival.pace)} of the gap each day. Expected gains include its response.`,
    );
  return out;
}

function outlierSentence(history: ProductHistory, outliers: readonly Outlier[]): string[] {
  const first = outliers[0];
  if (first === undefined) return [];
  const what = history.daysPerRow < 2 ? 'day' : 'row';
  const example = `${isoDate(first.day)}, ${first.kind === 'price' ? 'a price of' : 'units of'} ${shown(first.value)} against a usual ${shown(first.usual)}`;
  return [
    outliers.length === 1
      ? `One ${what} is an outlier and carries little weight: ${example}.`
      : `${outliers.length} ${what}s are outliers and carry little weight, such as ${example}.`,
  ];
}

function shown(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

function percent(share: number): string {
  return formatPercent(share, 0);
}

function signedPercent(share: number): string {
  return withSign(share, percent);
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
}

/** null where the elasticity may be the same at all prices. */
export function shapeSentence({
  value,
  standardError,
}: Pick<Steepening, 'value' | 'standardError'>): string | null {
  if (!(Math.abs(value) > z975 * standardError)) return null;
  const percent = Math.abs(100 * (1.1 ** value - 1)).toFixed(0);
  return value > 0
    ? `The dearer it is, the more sales a rise costs: at a 10 % higher price the elasticity is about ${percent} % larger. The products of the file say so together.`
    : `The dearer it is, the fewer sales a rise costs: at a 10 % higher price the elasticity is about ${percent} % smaller. The products of the file say so together.`;
}
