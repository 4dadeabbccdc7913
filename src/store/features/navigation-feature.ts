// Which section is open, and the guided demo, which goes from Data to Train to Prices by itself until the person navigates
// or starts something.

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
}

export interface NavigationActions {
  /** Opens a section, at the tab given or else the one it was left at. */
  goTo(section: SectionId, tab?: string): void;
}

export const atStart: NavigationState = { section: 'data', tabs: {}, touring: false };

export function navigationFeature({ get, set }: FeatureContext, run: RunFeature): Feature<NavigationActions> {
  return {
    actions: {
      goTo: (section, tab) => {
        const { tabs } = get();
        set({ section, tabs: tab === undefined ? tabs : { ...tabs, [section]: tab }, touring: false });
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
      if (get().touring) set({ section: 'prices', touring: false });
    },
  };
}
