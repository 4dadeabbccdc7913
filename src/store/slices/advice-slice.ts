// Changes what recommendations stand on and lets them follow.

import { withTypedPrice, type AdviceActions, type AdviceState } from './advice-state.ts';

export interface AdviceHost {
  get(): AdviceState;
  set(state: AdviceState): void;
  /** The choices have changed: recommendations are to follow. */
  changed(): void;
}

export function adviceActions(host: AdviceHost): AdviceActions {
  const change = (changes: Partial<AdviceState['advice']>) => {
    const { advice } = host.get();
    host.set({ advice: { ...advice, ...changes } });
    host.changed();
  };
  return {
    setAdvice: change,
    valuePrice: (productId, price) =>
      change({ typedPrices: withTypedPrice(host.get().advice.typedPrices, productId, price) }),
  };
}
