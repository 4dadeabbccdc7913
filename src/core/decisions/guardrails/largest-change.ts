// Largest move from the current price, up or down.

import { ceilToCent, floorToCent } from '../../market/price-from-action.ts';
import { formatMoney } from '../../text/format.ts';
import { figureRule, off } from './guardrail.ts';

export const largestChange = figureRule({
  name: 'largestChange',
  label: 'Largest change',
  meaning: "A recommended price moves at most this far from today's, up or down.",
  fields: [
    {
      key: 'largestChangePercent',
      label: 'Largest change',
      unit: "% of today's price",
      min: 0,
      max: 100,
      step: 1,
      usual: 15,
    },
  ],
  usual: { largestChangePercent: 15 },
  words: ({ largestChangePercent: percent }) => (percent === null ? 'off' : `${percent} %`),
  bounds({ currentPrice }, { largestChangePercent: percent }) {
    if (percent === null) return off;
    const lowest = currentPrice * Math.max(0, 1 - percent / 100);
    const highest = currentPrice * (1 + percent / 100);
    return {
      lowest,
      highest,
      lowestWords() {
        return `${percent} % below today's ${formatMoney(currentPrice)} is ${formatMoney(ceilToCent(lowest))}`;
      },
      highestWords() {
        return `${percent} % above today's ${formatMoney(currentPrice)} is ${formatMoney(floorToCent(highest))}`;
      },
    };
  },
});
