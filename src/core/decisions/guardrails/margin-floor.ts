// Smallest (price - cost) / price, where the cost is known; 0 is the floor at cost.

import { ceilToCent } from '../../market/price-from-action.ts';
import { formatMoney } from '../../text/format.ts';
import { figureRule, noWords, off } from './guardrail.ts';

export const marginFloor = figureRule({
  name: 'marginFloor',
  label: 'Margin floor',
  meaning:
    'A recommended price keeps at least this margin over the unit cost, as a share of the price, where the cost is known. 0 means never below cost.',
  isFloor: true,
  fields: [
    {
      key: 'minMarginPercent',
      label: 'Minimum margin',
      unit: '% of price',
      min: 0,
      max: 95,
      step: 1,
      usual: 5,
    },
  ],
  usual: { minMarginPercent: 5 },
  words: ({ minMarginPercent: percent }) => (percent === null ? 'off' : `${percent} %`),
  bounds({ unitCost }, { minMarginPercent }) {
    if (minMarginPercent === null) return off;
    if (unitCost === null) return { silent: 'Not applied: the cost is unknown.' };
    const floor = lowestWithMargin(unitCost, minMarginPercent);
    return {
      lowest: floor,
      highest: Infinity,
      lowestWords() {
        const what = minMarginPercent > 0 ? `a margin of ${minMarginPercent} % above the cost` : 'the cost';
        return `${what} of ${formatMoney(unitCost)} needs at least ${formatMoney(ceilToCent(floor))}`;
      },
      highestWords: noWords,
    };
  },
});

/** The lowest price with at least the smallest margin, `cost / (1 - margin)`. */
function lowestWithMargin(unitCost: number, minMarginPercent: number): number {
  return unitCost / (1 - minMarginPercent / 100);
}
