// A decision in a sentence.

import type { Decision } from '../../core/decisions/decision.ts';
import { formatMoney } from '../format.ts';

export function decisionSentence({ action, price, reason }: Decision): string {
  const amount = price === null ? '–' : formatMoney(price);
  switch (action) {
    case 'accept':
      return `${amount} will be charged.`;
    case 'reject':
      return `Today’s ${amount} stays.`;
    case 'override':
      return `${amount} will be charged, by hand: ${reason}${/[.!?]$/.test(reason) ? '' : '.'} It holds until it is taken back.`;
    case 'clear':
      return 'Nothing stands.';
    default:
      return action satisfies never;
  }
}
