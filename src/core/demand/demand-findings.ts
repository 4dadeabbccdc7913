// What the full model found of a product besides its elasticity, in plain data and sentences.

import type { ProductHistory } from '../table/dataset.ts';
import type { CategoryIndex } from './category-index.ts';
import type { DemandFindings } from './demand-summary.ts';
import type { FullDemandResult } from './fit-full-demand.ts';
import type { Outlier } from './full-terms.ts';
import type { PromotionDip } from './promotion-dip.ts';
import { reactingPrices } from './reacting-prices.ts';
import { dipAfter, usualPromotion } from './lasting.ts';
import { isoDate } from '../table/day-numbers.ts';
import { z975 } from './verdict-limits.ts';

/** More are counted, not listed. */
const mostOutliers = 20;
/** A difference of elasticity between the halves of a file that is worth a sentence. */
const notableDrift = 0.5;

export function demandFindings(
  history: ProductHistory,
  result: FullDemandResult,
  category: CategoryIndex | null,
): DemandFindings {
  const full = result.fit?.full ?? null;
  const halves = full?.halves ?? null;
  return {
    promotions: result.promotions,
    soldOut: result.soldOut,
    unknownDays: result.unknownDays,
    outliers: result.outliers.slice(0, mostOutliers),
    levelStep: full === null ? 0 : Math.sqrt(full.level.levelVariance),
    halves: halves && { difference: halves.value, standardError: halves.standardError },
    betweenPeriodSd: null,
    category:
      full?.category && category
        ? {
            coefficient: full.category.value,
            standardError: full.category.standardError,
            shares: category.shares,
          }
        : null,
    lasting: full?.lasting ?? null,
    errorFactor: full?.errorFactor ?? 1,
    sentences: [
      ...joinedSentence(history),
      ...promotionSentence(result),
      ...soldOutSentence(history, result),
      ...driftSentence(result),
      ...reactingSentence(history, result),
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
    `Nearly every ${when} joins ${rowsJoined} rows of the file, as of ${rowsJoined} stores that nothing tells apart: its price is their mean by sales, which moves when one store sells more, and the elasticity is that of the mixture. A column that tells them apart, chosen under Data, gives each its own.`,
  ];
}

export function largeOrdersSentence(days: number, ratio: number): string {
  return (
    `On ${days} days large orders came in below the posted price: ${ratio.toFixed(1)} times as much is sold on them, at an average that falls because much is sold. ` +
    'They have no part; the elasticity is that of the posted price.'
  );
}

function promotionSentence({ promotions, fit }: FullDemandResult): string[] {
  if (promotions === null || fit === null) return [];
  const told = promotions.told === 'column' ? 'The file marks' : 'By the shape of its prices there are';
  const lift = promotions.lift === null ? '' : ` and sell ${promotions.lift.toFixed(1)} times as much`;
  return [
    `${told} ${promotions.days} days of promotion; they are ${percent(promotions.discount)} off${lift}. The elasticity is that of the regular price.`,
    ...(promotions.dip ? [dipSentence(promotions.dip)] : []),
  ];
}

/** What is sold in the days after a promotion: a dip, none that can be told, or more than usual. */
export function dipSentence({ change, interval: [low, high], days }: PromotionDip): string {
  const when = days === 7 ? 'In the week' : `In the ${days} days`;
  const range = `${signedPercent(low)} to ${signedPercent(high)}`;
  if (high < 0)
    return `${when} after a promotion ${percent(-change)} less is sold than usual (${range}): part of what it sells is taken from the days behind it.`;
  if (low > 0) return `${when} after a promotion ${percent(change)} more is sold than usual (${range}).`;
  return `${when} after a promotion no dip can be told (${range}).`;
}

function soldOutSentence({ daysPerRow }: ProductHistory, { soldOut }: FullDemandResult): string[] {
  if (soldOut.days === 0) return [];
  const rows = daysPerRow < 2 ? 'days' : 'rows';
  return [
    `${soldOut.days} ${rows} ended without stock; about ${Math.round(soldOut.lostUnits).toLocaleString('en')} units more were asked for than sold.`,
  ];
}

function driftSentence({ fit }: FullDemandResult): string[] {
  const halves = fit?.full?.halves;
  if (!halves) return [];
  const isCertain = Math.abs(halves.value) > z975 * halves.standardError;
  if (!isCertain || Math.abs(halves.value) < notableDrift) return [];
  const way = halves.value < 0 ? 'more' : 'less';
  return [
    `Demand answers to price ${way} in the later half of the days than in the earlier one (elasticity ${signed(halves.value)}).`,
  ];
}

function reactingSentence(history: ProductHistory, { fit }: FullDemandResult): string[] {
  const reacting = fit && reactingPrices(history, fit);
  if (!reacting) return [];
  return [
    `The price followed past sales: after a week that sold 10 % more it rose by about ${(100 * reacting.perTenPercent).toFixed(1)} % ` +
      `(${reacting.changes} changes). Good days were dear ones, which a plain regression takes for weak demand response; here the level wanders and takes that up. ` +
      'Prices changed on days drawn by chance would settle it.',
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
      `Buyers remember: a price above what they are used to costs more at first than later, and demand dips after a promotion (exponent ${memory.value.toFixed(1)}, ${low!.toFixed(1)} to ${high!.toFixed(1)}). The elasticity is that of a price that is held; a season is valued with the habit.${
        dips
          ? ` On the day after ${usualPromotion.days} days at ${percent(usualPromotion.discount)} off that is ${percent(dips[0]!)} less than usual (${percent(dips[1]!)} to ${percent(dips[2]!)}).`
          : ''
      }`,
    );
  }
  if (rival !== null)
    out.push(
      `A rival answers: it takes over ${percent(rival.passThrough)} of a step of this price, ${percent(rival.pace)} of the way a day. A season is valued against the rival that answers.`,
    );
  return out;
}

function outlierSentence(history: ProductHistory, outliers: readonly Outlier[]): string[] {
  const first = outliers[0];
  if (first === undefined) return [];
  const what = history.daysPerRow < 2 ? 'day' : 'row';
  const example = `${isoDate(first.day)}, ${first.kind === 'price' ? 'a price of' : 'units of'} ${shown(first.value)} where about ${shown(first.usual)} is usual`;
  return [
    outliers.length === 1
      ? `One ${what} hardly counts: ${example}.`
      : `${outliers.length} ${what}s hardly count, such as ${example}.`,
  ];
}

function shown(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function signedPercent(share: number): string {
  return `${share > 0 ? '+' : ''}${percent(share)}`;
}

function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(1)}`;
}
