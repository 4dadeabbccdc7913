// Hands a decision, as dialogs put it together, to the store.

import { useCallback } from 'react';

import type { DecisionRequest } from '../../../core/decisions/decision.ts';
import { useLab } from '../../../store/use-lab.ts';

export function useDecide(): (request: DecisionRequest) => void {
  const actions = useLab((state) => state.actions);
  return useCallback(
    (request: DecisionRequest) => {
      switch (request.action) {
        case 'accept':
          return actions.accept(request.productIds);
        case 'reject':
          return actions.reject(request.productIds);
        case 'clear':
          return actions.clearDecisions(request.productIds);
        case 'override':
          return actions.overrideMany(request.prices, request.reason);
        default:
          return request satisfies never;
      }
    },
    [actions],
  );
}
