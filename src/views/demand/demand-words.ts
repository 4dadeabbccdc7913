// What an elasticity means, in words a pricing analyst would use.

import type { DemandSummary, DemandVerdict } from '../../core/demand/demand-summary.ts';
import { formatMoney, formatSignificant } from '../format.ts';
import type { Tone } from '../ui/mark.tsx';

export const verdictWords = {
  answers: { word: 'The data answers', tone: 'good' },
  leans: { word: 'The data leans', tone: 'info' },
  cannotTell: { word: 'Cannot tell', tone: 'warn' },
  suspicious: { word: 'Suspicious', tone: 'bad' },
} as const satisfies Record<DemandVerdict, { readonly word: string; readonly tone: Tone }>;

/** `1 % dearer sells about 1.4 % less`, or more, or the same. */
export function elasticityInWords(elasticity: number): string {
  const size = formatSignificant(Math.abs(elasticity), 2);
  if (Math.abs(elasticity) < 0.005) return '1 % dearer sells about the same';
  return `1 % dearer sells about ${size} % ${elasticity < 0 ? 'less' : 'more'}`;
}

/** The headline: what the file shows, or where it shows nothing, what the markets assume. */
export function demandHeadline({ verdict, estimate, marketElasticity }: DemandSummary): string {
  if (verdict === 'answers' && estimate !== null) return elasticityInWords(estimate);
  const words = elasticityInWords(marketElasticity);
  return verdict === 'leans' ? words : `Assumed: ${words}`;
}

/** Two decimals, so that elasticities align: `-1.42`; a dash for none. */
export function formatElasticity(value: number | null): string {
  return value === null ? '–' : formatMoney(value);
}

/** Units expected at a price, at the present level: base * (price / reference) ^ elasticity. */
export function expectedUnits(summary: DemandSummary, price: number): number {
  return summary.baseUnits * (price / summary.referencePrice) ** summary.marketElasticity;
}

/** What the data says alone against what the markets use after the prior. */
export function weighingSentence(summary: DemandSummary): string {
  const { mean, standardDeviation } = summary.prior;
  const prior = `${formatElasticity(mean)} ± ${formatElasticity(standardDeviation)}`;
  const used = formatElasticity(summary.marketElasticity);
  if (summary.estimate === null || summary.standardError === null) {
    return `The regression could not be fitted, so the markets use what is usual elsewhere: ${used}.`;
  }
  const estimate = `${formatElasticity(summary.estimate)} ± ${formatElasticity(summary.standardError)}`;
  return (
    `The file alone says ${estimate}; weighed by precision against what is usual elsewhere (${prior}), ` +
    `the markets use ${used}.`
  );
}

/** What the curve shows, at its two ends. `period` is what a row covers: day, week. */
export function curveSentence(summary: DemandSummary, low: number, high: number, period: string): string {
  const units = (price: number) => formatSignificant(expectedUnits(summary, price), 3);
  return (
    `At the present level, ${formatMoney(low)} would sell about ${units(low)} units a ${period} and ` +
    `${formatMoney(high)} about ${units(high)}; at the last price of ${formatMoney(summary.referencePrice)} it is ` +
    `${units(summary.referencePrice)}. Each point is a past ${period}, with the season and trend of its time in it.`
  );
}
