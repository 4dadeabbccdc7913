// Costs of a unit: one for all time, or each from a day on, or from a day to another.

import { laidOver, meanOf, medianRatio, filledIn, spansOf } from '../periods.ts';
import type { SecondFileKind } from '../second-file-kind.ts';

/** A unit never costs that many times its price: then it is in cents, or of a pack. */
const impossible = 20;

export const costs: SecondFileKind = {
  name: 'costs',
  words: 'costs',
  shape: 'a column with the product and one with its unit cost, and from when to when it holds if it changed',
  mayHoldForMany: false,
  recognise: (columns) => {
    const cost = columns.number('cost');
    return cost && { headers: { cost: cost.header }, number: cost.index };
  },
  fill: ({ days }, entries) => {
    const overlaps: string[] = [];
    const positive = entries.filter(({ value }) => value > 0);
    const { values, filled, kept } = filledIn(days.cost, laidOver(spansOf(positive, meanOf, overlaps), days));
    return { days: { cost: values }, filled, kept, overlaps };
  },
  mismatch: (joined) => {
    const ratios = joined
      .map(({ before, days }) => medianRatio(days.cost, before.days.price))
      .filter((ratio) => !Number.isNaN(ratio))
      .sort((a, b) => a - b);
    if (ratios.length === 0) return null;
    const middle = ratios[ratios.length >> 1]!;
    const above = ratios.filter((ratio) => ratio > 1).length;
    if (middle >= impossible)
      return {
        isRefused: true,
        sentence: `the costs are ${Math.round(middle)} times the prices, as cents or whole packs would be; give the cost of one unit in the currency of the prices`,
      };
    return above > ratios.length / 2
      ? {
          isRefused: false,
          sentence: `The costs lie above the prices for ${above} of ${ratios.length} products: are they of a pack, or in another currency?`,
        }
      : null;
  },
};
