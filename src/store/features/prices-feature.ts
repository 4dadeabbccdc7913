// The prices of the model in use, or of the demand fits alone (`untrained-feature.ts`): asked for anew whenever what they stand on has changed.

import { usualAdvice } from '../../core/decisions/scenario.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { Latest, refusalOf, type Feature, type FeatureContext } from '../feature.ts';
import { canPriceAnew, suggestRequest } from '../suggest-request.ts';
import { withTypedPrice, type Advice } from './advice-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends PricesState {}
  interface LabActions extends PricesActions {}
}

export interface PricesState {
  /** One per priced product; empty where there are none. */
  readonly suggestions: readonly Suggestion[];
  readonly suggesting: boolean;
  readonly advice: Advice;
}

interface PricesActions {
  /** The recommendations are asked for anew. */
  setAdvice(changes: Partial<Advice>): void;
  /** Values another price of a product beside the candidates; null takes it back. */
  valuePrice(productId: string, price: number | null): void;
}

export const noPrices: PricesState = {
  suggestions: [],
  suggesting: false,
  advice: usualAdvice,
};

export interface PricesFeature extends Feature<PricesActions> {
  /** Asks for the prices anew, where that is possible. */
  ask(): void;
  /** Gives up those under way, and the ones shown unless a model has brought its own. */
  drop(): void;
}

export function pricesFeature({ get, set, services, tell }: FeatureContext): PricesFeature {
  const latest = new Latest();

  const ask = () => {
    const state = get();
    if (!canPriceAnew(state)) return;
    const { signal, isLatest } = latest.begin();
    set({ suggesting: true });
    services.lab.call('suggest', suggestRequest(state, services.now()), { signal }).then(
      (suggestions) => {
        set({ suggestions, suggesting: false });
        tell('onPriced', suggestions);
      },
      (error: unknown) => {
        if (!isLatest()) return;
        const problem = refusalOf(error);
        set({ suggesting: false, ...(problem === null ? {} : { modelProblem: problem }) });
      },
    );
  };

  const drop = () => {
    latest.abort();
    set({ suggesting: false, ...(get().model === null ? { suggestions: [] } : {}) });
  };

  const change = (changes: Partial<Advice>) => {
    set({ advice: { ...get().advice, ...changes } });
    ask();
  };

  return {
    actions: {
      setAdvice: change,
      valuePrice: (productId, price) =>
        change({ typedPrices: withTypedPrice(get().advice.typedPrices, productId, price) }),
    },
    ask,
    drop,
    // Prices typed for the products of one file say nothing of another's.
    onRead: () => set({ advice: { ...get().advice, typedPrices: {}, lean: null, mostChanges: null } }),
    onAllFitted: () => {
      if (get().model?.origin === 'import') ask();
    },
    onModelUsed: ask,
  };
}
