// The lowest price that may be advertised.

import { formatMoney } from '../../text/format.ts';
import { figureRule, noWords, off, priceField } from './guardrail.ts';

export const minAdvertisedPrice = figureRule({
  name: 'minAdvertisedPrice',
  label: 'Minimum advertised price',
  meaning: 'A recommended price is never below the minimum advertised price.',
  isFloor: true,
  fields: [{ key: 'minAdvertisedPrice', label: 'Minimum advertised price', ...priceField }],
  usual: { minAdvertisedPrice: null },
  words: ({ minAdvertisedPrice: least }) => (least === null ? 'off' : `from ${formatMoney(least)}`),
  bounds: (_, { minAdvertisedPrice: least }) =>
    least === null
      ? off
      : {
          lowest: least,
          highest: Infinity,
          lowestWords: () => `the minimum advertised price is ${formatMoney(least)}`,
          highestWords: noWords,
        },
});
