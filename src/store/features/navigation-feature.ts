// Which section is open, and the guided demo, which goes from Data to Train to Prices by itself until the person navigates
// or starts something. The same way on, from Train to Prices, for a person who asked for prices before there was a model.

import { demoSettings } from '../../core/run/presets.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { SectionId } from '../lab-state.ts';
import type { RunFeature } from './run-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends NavigationState {}
  interface LabActions extends NavigationActions {}
}

export interface NavigationState {
  readonly section: SectionId;
  /** The tab that is open in each section that has tabs and was not left at its first one. */
  readonly tabs: Readonly<Partial<Record<SectionId, string>>>;
  /** The guided demo is on its way. */
  readonly touring: boolean;
  /** A person asked for prices where none were: they open once the run under way has made them. */
  readonly awaitsPrices: boolean;
}

export interface NavigationActions {
  /** Opens a section, at the tab given or else the one it was left at. */
  goTo(section: SectionId, tab?: string): void;
  /** Trains as the form says and opens the prices that come of it, unless the person goes elsewhere meanwhile. */
  trainForPrices(): void;
}

export const atStart: NavigationState = { section: 'data', tabs: {}, touring: false, awaitsPrices: false };

export function navigationFeature({ get, set }: FeatureContext, run: RunFeature): Feature<NavigationActions> {
  return {
    actions: {
      goTo: (section, tab) => {
        const { tabs } = get();
        const there = tab === undefined ? tabs : { ...tabs, [section]: tab };
        set({ section, tabs: there, touring: false, awaitsPrices: false });
      },
      trainForPrices: () => {
        set({ section: 'train', tabs: { ...get().tabs, train: 'run' }, touring: false, awaitsPrices: true });
        run.start();
      },
    },
    onAllFitted: () => {
      const { touring, settings } = get();
      if (!touring) return;
      set({ section: 'train', tabs: {}, settings: { ...defaultSettings, ...demoSettings } });
      run.start();
      // Short enough for a demo, too short for a run of one's own: the form stays the person's.
      set({ settings });
    },
    onPriced: () => {
      const { touring, awaitsPrices } = get();
      if (touring || awaitsPrices) set({ section: 'prices', touring: false, awaitsPrices: false });
    },
  };
}
