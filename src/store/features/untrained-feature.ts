// Prices before any training: from the demand fits of the file alone, as `advise --agent none` makes them.
//
// They come by themselves where a person opens Prices and no model is in use or kept for the file, or at once where the person
// asks for them. A run that starts, a model that comes into use and another file end them.

import { modelFitsFile } from '../suggest-request.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';
import { isActive } from '../run-view.ts';
import type { PricesFeature } from './prices-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends UntrainedState {}
  interface LabActions extends UntrainedActions {}
}

/** What prices without an agent are for. */
interface UntrainedPrices {
  readonly reading: number;
  readonly file: { readonly fileName: string; readonly fingerprint: string };
}

export interface UntrainedState {
  /** null where prices come from a model, or there are none. */
  readonly untrained: UntrainedPrices | null;
}

interface UntrainedActions {
  /** Opens Prices, with those of the loaded file: the model's where one for it is in use, otherwise without an agent. */
  showPrices(): void;
}

export const noUntrained: UntrainedState = { untrained: null };

export function untrainedFeature(
  { get, set }: FeatureContext,
  prices: PricesFeature,
): Feature<UntrainedActions> {
  let isLooking = false;

  const begin = () => {
    const { data } = get();
    if (data.status !== 'ready') return;
    const { fileName, fingerprint } = data.dataset;
    set({ untrained: { reading: data.reading, file: { fileName, fingerprint } } });
    prices.ask();
  };
  const end = () => {
    set({ untrained: null });
    prices.drop();
  };
  /** Once everybody has heard of what changed: a link brings its rules when all products are fitted. */
  const beginIfWanted = () => {
    isLooking = false;
    if (opensByItself(get())) begin();
  };

  return {
    actions: {
      showPrices: () => {
        const state = get();
        if (canShowUntrained(state) && !(state.model && modelFitsFile(state))) {
          // The model of another file is still kept; its prices give way.
          set({ model: null, suggestions: [], modelProblem: null });
          begin();
        }
        state.actions.goTo('prices');
      },
    },
    onChange: () => {
      const state = get();
      if (state.untrained !== null && !stillHolds(state)) end();
      else if (!isLooking && opensByItself(state)) {
        isLooking = true;
        queueMicrotask(beginIfWanted);
      }
    },
  };
}

/** Whether the loaded file can be priced without an agent: all of it is fitted, and no run is under way to a model. */
export function canShowUntrained(state: LabState): boolean {
  const { data, demand, holdOuts, run, touring, awaitsPrices } = state;
  if (data.status !== 'ready' || isActive(run) || touring || awaitsPrices) return false;
  const products = data.dataset.histories.length;
  return products > 0 && demand.length === products && holdOuts.length === products;
}

/** Models kept in this browser that were trained on the loaded file; all of them while no file is loaded. */
export function keptForFile({ models, data }: LabState): number {
  if (data.status !== 'ready') return models.length;
  const { fingerprint } = data.dataset;
  return models.filter(({ card }) => card.data === null || card.data.fingerprint === fingerprint).length;
}

/** A person who has trained models for this file chooses between them and prices without one. */
function opensByItself(state: LabState): boolean {
  const { section, model, modelsListed, untrained } = state;
  return (
    section === 'prices' &&
    model === null &&
    untrained === null &&
    modelsListed &&
    canShowUntrained(state) &&
    keptForFile(state) === 0
  );
}

function stillHolds({ untrained, model, run, data }: LabState): boolean {
  return model === null && !isActive(run) && data.status === 'ready' && data.reading === untrained?.reading;
}
