// What was decided about a product, as a mark: the same in the table, beside the price and in dialogs.

import { IconCheck, IconHandStop, IconX } from '@tabler/icons-react';

import type { Decision } from '../../core/decisions/decision.ts';
import { formatMoney } from '../format.ts';
import { Mark } from '../ui/mark.tsx';

export function DecisionMark({ decision }: { readonly decision: Decision }) {
  switch (decision.action) {
    case 'accept':
      return (
        <Mark tone="good" icon={<IconCheck size={13} />}>
          accepted
        </Mark>
      );
    case 'reject':
      return (
        <Mark tone="quiet" icon={<IconX size={13} />}>
          rejected
        </Mark>
      );
    case 'override':
      return (
        <span title={decision.reason}>
          <Mark tone="info" icon={<IconHandStop size={13} />}>
            override {decision.price === null ? '' : formatMoney(decision.price)}
          </Mark>
        </span>
      );
    case 'clear':
      return null;
    default:
      return decision.action satisfies never;
  }
}
