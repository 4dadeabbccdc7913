// What an elasticity means, in words a pricing analyst would use.

import type { DemandFindings, DemandSummary, DemandVerdict } from '../../core/demand/demand-summary.ts';
import { unitsExpected } from '../../core/demand/draws.ts';
import { z975 } from '../../core/demand/verdict-limits.ts';
import { formatMoney, formatQuantity, formatSignificant } from '../../core/text/format.ts';
import { pageWords } from '../../core/text/page-words.ts';
import type { Tone } from '../ui/mark.tsx';

export const verdictWords = {
  answers: { word: 'Price effect clear', tone: 'good' },
  leans: { word: 'Price effect likely', tone: 'info' },
  cannotTell: { word: 'Price effect unclear', tone: 'warn' },
  suspicious: { word: 'Price effect suspicious', tone: 'bad' },
} as const satisfies Record<DemandVerdict, { readonly word: string; readonly tone: Tone }>;

/** From what can be acted on to what has to be looked into: the order of tables and filters. */
export const verdictOrder = [
  'answers',
  'leans',
  'cannotTell',
  'suspicious',
] as const satisfies readonly DemandVerdict[];

/** `A 1 % higher price sells about 1.4 % less`, or more, or the same. */
export function elasticityInWords(elasticity: number): string {
  const size = formatSignificant(Math.abs(elasticity), 2);
  if (Math.abs(elasticity) < 0.005) return 'A 1 % higher price sells about the same';
  return `A 1 % higher price sells about ${size} % ${elasticity < 0 ? 'less' : 'more'}`;
}

/** The headline: the elasticity that the curve is drawn with and prices rest on; an assumption where the file shows nothing. */
export function demandHeadline({ verdict, marketElasticity }: DemandSummary): string {
  const words = elasticityInWords(marketElasticity);
  return verdict === 'answers' || verdict === 'leans' ? words : `Assumed: a${words.slice(1)}`;
}

/** The verdict's sentence, and behind it what advertising and its like do. */
export function verdictWithDrivers({
  sentence,
  found,
}: {
  readonly sentence: string;
  readonly found: Pick<DemandFindings, 'drivers'> | null;
}): string {
  return pageWords([sentence, ...(found?.drivers ?? [])].join(' '));
}

/** Two decimals, so that elasticities align: `-1.42`; a dash for none. */
export function formatElasticity(value: number | null): string {
  return value === null ? '–' : formatMoney(value);
}

/** Units expected at a price, at the present level: the fitted curve. */
export function expectedUnits(summary: DemandSummary, price: number): number {
  return unitsExpected(summary, price);
}

/** What the data says alone against what the markets use after the prior; `category` is the product's, or null. */
export function weighingSentence(summary: DemandSummary, category: string | null): string {
  const { prior, pooled, quantityBreaks, found } = summary;
  const around = `${formatElasticity(prior.mean)} ± ${formatElasticity(prior.standardDeviation)}`;
  const used = formatElasticity(summary.marketElasticity);
  const source =
    pooled === null
      ? `the usual elasticity (${around})`
      : `the ${pooled.products} products of ${category ?? 'its category'} that could be fitted (${around})`;
  if (summary.estimate === null || summary.standardError === null) {
    return `The regression could not be fitted, so the markets use ${source}: ${used}.`;
  }
  if (quantityBreaks !== null) {
    return `Quantity breaks distort the file’s own estimate, so the markets use ${source}: ${used}.`;
  }
  if (found?.followsDemand) {
    return `Its price follows the demand of its day, so the file’s own estimate is not used; the markets use ${source}: ${used}.`;
  }
  if (summary.verdict === 'suspicious') {
    return `More was sold at higher prices, so the file’s own estimate is not used; the markets use ${source}: ${used}.`;
  }
  const estimate = `${formatElasticity(summary.estimate)} ± ${formatElasticity(summary.standardError)}`;
  return `The file alone gives ${estimate}; combined by precision with ${source}, the markets use ${used}.`;
}

/** One line of the table of elasticities. */
export interface ElasticityRow {
  readonly label: string;
  readonly note: string;
  readonly value: number;
  readonly interval: readonly [number, number];
  /** The one the markets use. */
  readonly isUsed: boolean;
}

/** Every elasticity known of a product with its 95 % interval: own, without the rival, the rival's, category, used. */
export function elasticityRows(summary: DemandSummary, category: string | null): readonly ElasticityRow[] {
  const { estimate, interval, withoutCompetitor, crossElasticity, crossInterval, pooled } = summary;
  const rows: ElasticityRow[] = [];
  const add = (
    label: string,
    note: string,
    value: number,
    range: readonly [number, number],
    isUsed = false,
  ) => rows.push({ label, note, value, interval: range, isUsed });
  if (estimate !== null && interval !== null) {
    const isWithRival = crossElasticity !== null;
    add(
      isWithRival ? 'Own price, rival held still' : 'Own price',
      isWithRival ? 'the rival’s price in the fit' : 'this product’s own rows',
      estimate,
      interval,
    );
  }
  if (withoutCompetitor !== null)
    add(
      'Own price, rival ignored',
      'the same fit without the rival’s price',
      withoutCompetitor.estimate,
      withoutCompetitor.interval,
    );
  if (crossElasticity !== null && crossInterval !== null)
    add('Rival’s price', 'cross elasticity, of rival / own', crossElasticity, crossInterval);
  if (pooled !== null)
    add(
      category ?? 'Category',
      `${pooled.products} products of the category`,
      pooled.categoryMean,
      around(pooled.categoryMean, summary.prior.standardDeviation),
    );
  add(
    pooled === null ? 'Used by the markets' : 'Pooled, used by the markets',
    pooled === null ? 'combined with the usual elasticity' : 'combined with the category',
    summary.marketElasticity,
    around(summary.marketElasticity, summary.marketElasticityError),
    true,
  );
  return rows;
}

function around(value: number, standardError: number): readonly [number, number] {
  return [value - z975 * standardError, value + z975 * standardError];
}

/** What the chart of elasticities shows: whether pooling and the rival changed much. */
export function elasticitiesSentence(summary: DemandSummary): string {
  const { estimate, withoutCompetitor, interval } = summary;
  const parts = ['Points are estimates, bars their 95 % intervals; left of 0 a higher price sells less.'];
  if (estimate !== null && interval !== null && withoutCompetitor !== null) {
    const shift = Math.abs(estimate - withoutCompetitor.estimate);
    const isSmall = shift < (interval[1] - interval[0]) / 8;
    parts.push(
      isSmall
        ? `Ignoring the rival’s price barely changes the elasticity, by ${formatElasticity(shift)}.`
        : `Ignoring the rival’s price would change the elasticity by ${formatElasticity(shift)}.`,
    );
  }
  return parts.join(' ');
}

/** What the curve shows, at the ends of the prices tried. `period` is what a row covers: day, week. */
export function curveSentence(
  summary: DemandSummary,
  tried: { readonly low: number; readonly high: number },
  period: string,
  pointsAbove: number,
): string {
  const units = (price: number) => formatQuantity(expectedUnits(summary, price));
  const { low, high } = tried;
  const ends =
    high > low
      ? `At the current level, a price of ${formatMoney(low)} would sell about ${units(low)} units a ${period} and ` +
        `${formatMoney(high)} about ${units(high)}; at the last price of ${formatMoney(summary.referencePrice)} it is ` +
        `${units(summary.referencePrice)}.`
      : `The price was always ${formatMoney(low)}, which sells about ${units(low)} units a ${period}.`;
  const above =
    pointsAbove === 0
      ? ''
      : ` ${pointsAbove === 1 ? 'One point lies' : `${pointsAbove} points lie`} above the top of the chart.`;
  return (
    `${ends} Shaded: prices never tried. ` +
    `Each point is a past ${period}, with the season and trend of its time in it.${above}`
  );
}
