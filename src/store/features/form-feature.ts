// The form of a run: its settings, and the products it is for.

import { presetChanges, type RunPreset } from '../../core/run/presets.ts';
import { withAgent } from '../../core/run/run-settings.ts';
import { defaultSettings, type RunSettings, type SettingName } from '../../core/run/settings.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import { withFileDefaults, withFileMarket } from '../run-plan.ts';
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
  /** Whether that choice came with a preset: the next preset takes it back. */
  readonly marketOfPreset: boolean;
  /** Whether a preset stands: its values are chosen, those that equal the defaults among them. */
  readonly learningChosen: boolean;
}

export interface FormActions {
  setTrainFor(choice: 'all' | 'shown'): void;
  setSetting<N extends SettingName>(name: N, value: RunSettings[N]): void;
  /** Several settings at once. */
  applySettings(changes: Partial<RunSettings>): void;
  /** A preset, from wherever it is offered; the market of another preset is left to the file again. */
  choosePreset(preset: RunPreset): void;
  resetSettings(): void;
}

export const usualForm: FormState = {
  settings: defaultSettings,
  trainFor: 'all',
  marketChosen: false,
  marketOfPreset: false,
  learningChosen: false,
};

const chosenByHand = { marketChosen: true, marketOfPreset: false } as const;

export function formFeature({ get, set }: FeatureContext, prices: PricesFeature): Feature<FormActions> {
  const followFile = () => {
    const { marketChosen, learningChosen } = get();
    if (!marketChosen) set({ settings: learningChosen ? withFileMarket(get()) : withFileDefaults(get()) });
  };
  return {
    actions: {
      setTrainFor: (trainFor) => {
        set({ trainFor });
        followFile();
      },
      setSetting: (name, value) => {
        const { settings } = get();
        const changed = { ...settings, [name]: value };
        set({
          settings: name === 'agent' ? withAgent(settings, changed.agent) : changed,
          ...(name === 'market' ? chosenByHand : {}),
        });
        // What a gain is counted in follows the objective of the run.
        if (name === 'objective') prices.ask();
      },
      applySettings: (changes) =>
        set({
          settings: { ...get().settings, ...changes },
          ...(changes.market === undefined ? {} : chosenByHand),
        }),
      choosePreset: (preset) => {
        const { settings, marketChosen, marketOfPreset } = get();
        const isByHand = marketChosen && !marketOfPreset;
        const untouched = isByHand ? settings : withFileDefaults(get(), defaultSettings);
        const setsMarket = preset.settings.market !== undefined;
        set({
          settings: { ...settings, ...presetChanges(preset, settings, untouched) },
          ...(preset.isForAll ? { trainFor: 'all' as const } : {}),
          marketChosen: setsMarket || isByHand,
          marketOfPreset: setsMarket,
          learningChosen: true,
        });
      },
      resetSettings: () =>
        set({
          settings: withFileDefaults(get(), defaultSettings),
          marketChosen: false,
          marketOfPreset: false,
          learningChosen: false,
        }),
    },
    onAllFitted: followFile,
  };
}
