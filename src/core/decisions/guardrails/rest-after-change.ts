// Days for which a price is held after it moved, so that what it does to sales can be seen before it moves again.

import { formatCountOf, formatMoney } from '../../text/format.ts';
import { figureRule, off, stayingPrice } from './guardrail.ts';

export const restAfterChange = figureRule({
  name: 'restAfterChange',
  label: 'Rest after a change',
  meaning:
    'After a price change, in the file or accepted here, the price stays for this many days, counting the day of the change.',
  fields: [
    {
      key: 'restDays',
      label: 'Days of rest',
      unit: 'days',
      min: 1,
      max: 365,
      step: 1,
      isInteger: true,
      usual: 14,
    },
  ],
  usual: { restDays: null },
  words: ({ restDays: days }) => (days === null ? 'off' : formatCountOf(days, 'day')),
  bounds({ currentPrice, daysSinceChange: since }, { restDays: days }) {
    if (days === null) return off;
    if (since === null) return { silent: 'Not applied: no change of the price is known.' };
    const rested = `${formatCountOf(since, 'day')} since the last change`;
    if (since >= days) return { silent: `Kept: ${rested}, and ${days} are required.` };
    const stay = stayingPrice(currentPrice);
    const words = () => `${rested} of ${days} to rest, so the price stays at ${formatMoney(stay)}`;
    return { lowest: stay, highest: stay, lowestWords: words, highestWords: words };
  },
});
