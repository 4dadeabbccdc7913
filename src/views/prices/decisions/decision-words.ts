// A decision in a sentence.

import type { Decision } from '../../../core/decisions/decision.ts';
import { formatMoney } from '../../../core/text/format.ts';

export function decisionSentence({ action, price, reason, from }: Decision): string {
  const since = from === undefined ? '' : ` from ${from} on`;
  const amount = price === null ? '–' : formatMoney(price);
  switch (action) {
    case 'accept':
      return `Accepted: ${amount} goes into the price list${since}.`;
    case 'reject':
      return `Rejected: today’s ${amount} stays in the price list.`;
    case 'override':
      return `${amount} goes into the price list${since}, set by hand: ${reason}${/[.!?]$/.test(reason) ? '' : '.'} It applies until it is taken back.`;
    case 'clear':
      return 'No decision is in force.';
    default:
      return action satisfies never;
  }
}
