// A lowest and a highest price; either may be left out.

import { formatMoney } from '../../text/format.ts';
import { figureRule, noWords, off, priceField } from './guardrail.ts';

export const priceRange = figureRule({
  name: 'priceRange',
  label: 'Price range',
  meaning: 'A recommended price lies between these two. Either may be left out.',
  isFloor: true,
  fields: [
    { key: 'minPrice', label: 'Lowest price', ...priceField, isOptional: true },
    { key: 'maxPrice', label: 'Highest price', ...priceField, isOptional: true },
  ],
  usual: { minPrice: null, maxPrice: null },
  words({ minPrice: low, maxPrice: high }) {
    if (low === null && high === null) return 'off';
    if (low === null) return `up to ${formatMoney(high!)}`;
    return high === null ? `from ${formatMoney(low)}` : `${formatMoney(low)} to ${formatMoney(high)}`;
  },
  problemOf: ({ minPrice: low, maxPrice: high }) =>
    low != null && high != null && low > high
      ? `the lowest price ${formatMoney(low)} is above the highest ${formatMoney(high)}; swap them`
      : null,
  /** Where a narrower scope gives one of them beyond the other one it inherits, the inherited one falls away. */
  reconciled: (values, narrower) =>
    values.minPrice === null || values.maxPrice === null || values.minPrice <= values.maxPrice
      ? values
      : narrower.minPrice === undefined
        ? { ...values, minPrice: null }
        : { ...values, maxPrice: null },
  bounds: (_, { minPrice, maxPrice }) =>
    minPrice === null && maxPrice === null
      ? off
      : {
          lowest: minPrice ?? 0,
          highest: maxPrice ?? Infinity,
          lowestWords: minPrice === null ? noWords : () => `the lowest price is ${formatMoney(minPrice)}`,
          highestWords: maxPrice === null ? noWords : () => `the highest price is ${formatMoney(maxPrice)}`,
        },
});
