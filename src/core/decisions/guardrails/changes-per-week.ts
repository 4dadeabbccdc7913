// Price changes of the last seven days, accepted ones counted; where they are reached the price stays.

import { formatCountOf, formatMoney } from '../../text/format.ts';
import { figureRule, off, stayingPrice } from './guardrail.ts';

export const changesPerWeek = figureRule({
  name: 'changesPerWeek',
  label: 'Changes a week',
  meaning:
    'Once the price has changed this often in the last seven days of the file, accepted changes included, it stays.',
  fields: [
    {
      key: 'maxChangesPerWeek',
      label: 'Most changes',
      unit: 'in seven days',
      min: 0,
      max: 7,
      step: 1,
      isInteger: true,
      usual: 2,
    },
  ],
  usual: { maxChangesPerWeek: null },
  words: ({ maxChangesPerWeek: most }) => (most === null ? 'off' : String(most)),
  bounds({ currentPrice, changesLastWeek }, { maxChangesPerWeek: most }) {
    if (most === null) return off;
    const changed = `${formatCountOf(changesLastWeek, 'change')} in seven days`;
    if (changesLastWeek < most) return { silent: `Kept: ${changed}, and ${most} are allowed.` };
    const stay = stayingPrice(currentPrice);
    const words = () => `${changed} of ${most} allowed, so the price stays at ${formatMoney(stay)}`;
    return { lowest: stay, highest: stay, lowestWords: words, highestWords: words };
  },
});
