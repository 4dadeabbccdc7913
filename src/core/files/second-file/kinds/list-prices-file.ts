// List prices: what a product costs its buyer when nothing is on offer, for all time or each from a day on.

import { filledIn, laidOver, meanOf, spansOf } from '../periods.ts';
import type { SecondFileKind } from '../second-file-kind.ts';

export const listPrices: SecondFileKind = {
  name: 'list-prices',
  words: 'list prices',
  shape: 'a column with the product and one with its list price, and from when it holds if it changed',
  mayHoldForMany: false,
  recognise: (columns) => {
    const price = columns.number('regularPrice');
    return price && { headers: { 'list price': price.header }, number: price.index };
  },
  fill: ({ days }, entries) => {
    const overlaps: string[] = [];
    const positive = entries.filter(({ value }) => value > 0);
    const given = laidOver(spansOf(positive, meanOf, overlaps), days);
    const { values, filled, kept } = filledIn(days.regularPrice, given);
    return { days: { regularPrice: values }, filled, kept, overlaps };
  },
};
