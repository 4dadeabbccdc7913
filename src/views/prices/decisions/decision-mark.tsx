// What was decided about a product, as a mark: the same in the table, beside the price and in dialogs.

import { IconCheck, IconHandStop, IconX } from '@tabler/icons-react';

import type { Decision } from '../../../core/decisions/decision.ts';
import { formatMoney } from '../../../core/text/format.ts';
import { Mark } from '../../ui/mark.tsx';

export function DecisionMark({
  decision,
  isShort = false,
}: {
  readonly decision: Decision;
  /** The word alone, where there is little room. */
  readonly isShort?: boolean;
}) {
  const icon = (Icon: typeof IconCheck) => (isShort ? {} : { icon: <Icon size={13} /> });
  switch (decision.action) {
    case 'accept':
      return (
        <Mark tone="good" {...icon(IconCheck)}>
          accepted
        </Mark>
      );
    case 'reject':
      return (
        <Mark tone="quiet" {...icon(IconX)}>
          rejected
        </Mark>
      );
    case 'override':
      return (
        <span title={decision.reason}>
          <Mark tone="info" {...icon(IconHandStop)}>
            override {isShort || decision.price === null ? '' : formatMoney(decision.price)}
          </Mark>
        </span>
      );
    case 'clear':
      return null;
    default:
      return decision.action satisfies never;
  }
}
