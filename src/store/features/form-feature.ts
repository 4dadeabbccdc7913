// The form of a run: its settings, and the products it is for.

import { withAgent } from '../../core/run/run-settings.ts';
import { defaultSettings, type RunSettings, type SettingName } from '../../core/run/settings.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { withFileDefaults } from '../run-plan.ts';
import type { PricesFeature } from './prices-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends FormState {}
  interface LabActions extends FormActions {}
}

export interface FormState {
  readonly settings: RunSettings;
  /** Train for all products of the file (one policy for all) or only for the shown one. */
  readonly trainFor: 'all' | 'shown';
  /** Whether the market of the form is the person's choice; else a file brings its own default. */
  readonly marketChosen: boolean;
}

export interface FormActions {
  setTrainFor(choice: 'all' | 'shown'): void;
  setSetting<N extends SettingName>(name: N, value: RunSettings[N]): void;
  /**
   * Several settings at once, as a preset does. `leavesMarket`: the market among them is not chosen but left to the file
   * again.
   */
  applySettings(changes: Partial<RunSettings>, leavesMarket?: boolean): void;
  resetSettings(): void;
}

export const usualForm: FormState = { settings: defaultSettings, trainFor: 'all', marketChosen: false };

export function formFeature({ get, set }: FeatureContext, prices: PricesFeature): Feature<FormActions> {
  const followFile = () => {
    if (!get().marketChosen) set({ settings: withFileDefaults(get()) });
  };
  return {
    actions: {
      setTrainFor: (trainFor) => {
        set({ trainFor });
        followFile();
      },
      setSetting: (name, value) => {
        const { settings, marketChosen } = get();
        const changed = { ...settings, [name]: value };
        set({
          settings: name === 'agent' ? withAgent(settings, changed.agent) : changed,
          marketChosen: marketChosen || name === 'market',
        });
        // What a gain is counted in follows the objective of the run.
        if (name === 'objective') prices.ask();
      },
      applySettings: (changes, leavesMarket = false) => {
        const { settings, marketChosen } = get();
        set({
          settings: { ...settings, ...changes },
          marketChosen: !leavesMarket && (marketChosen || changes.market !== undefined),
        });
      },
      resetSettings: () => set({ settings: withFileDefaults(get(), defaultSettings), marketChosen: false }),
    },
    onAllFitted: followFile,
  };
}
