// The first minute: a catalogue read, an agent trained on it, what it is worth, and a trap avoided, told in a few stops.
//
// The person turns the pages; what a page tells is computed from the lab as it stands, and training goes on meanwhile. It
// can be left at any stop, taken again, and linked to (`?demo=catalogue&tour`).

import { portfolioPreset, presetChanges, tourLearning } from '../../core/run/presets.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { SectionId } from '../lab-state.ts';
import { isActive } from '../run-view.ts';
import type { RunFeature } from './run-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends TourState {}
  interface LabActions extends TourActions {}
}

/** Where the tour goes, and the section it shows there. */
export const tourStops = [
  { name: 'file', section: 'data' },
  { name: 'demand', section: 'demand' },
  { name: 'learning', section: 'train' },
  { name: 'gain', section: 'prices' },
  { name: 'trap', section: 'prices' },
  { name: 'own', section: 'prices' },
] as const satisfies readonly { readonly name: string; readonly section: SectionId }[];
export type TourStop = (typeof tourStops)[number]['name'];

export interface TourState {
  /** Index into `tourStops`; null while no tour is on. */
  readonly tourStop: number | null;
}

export interface TourActions {
  startTour(): void;
  /** Shows another stop and its section. */
  goOnTour(stop: number): void;
  leaveTour(): void;
}

export const noTour: TourState = { tourStop: null };

const demo = 'catalogue';

export function tourFeature({ get, set }: FeatureContext, run: RunFeature): Feature<TourActions> {
  /** The run of the tour; one of the person's own is never replaced. */
  let trained: string | null = null;

  const train = () => {
    const state = get();
    if (isActive(state.run) || (trained !== null && state.run.runId === trained)) return;
    const portfolio = presetChanges(portfolioPreset, defaultSettings);
    const settings = { ...defaultSettings, ...portfolio, ...tourLearning };
    trained = run.start({ state: { ...state, settings, trainFor: 'all' } });
  };
  const isOfDemo = () => {
    const { data, demo: asked } = get();
    return asked === demo && data.status === 'ready';
  };
  const isFitted = () => {
    const { data, demand } = get();
    return data.status === 'ready' && demand.length === data.dataset.histories.length;
  };

  return {
    actions: {
      startTour: () => {
        set({ tourStop: 0, section: tourStops[0].section, tabs: {}, touring: false });
        if (!isOfDemo()) get().actions.loadDemo(demo, { tour: false });
        else if (isFitted()) train();
      },
      goOnTour: (stop) => {
        const found = tourStops[stop];
        // Each section at its answer.
        if (found && get().tourStop !== null) set({ tourStop: stop, section: found.section, tabs: {} });
      },
      leaveTour: () => set({ tourStop: null }),
    },
    // Another file is another story.
    onRead: () => {
      if (get().tourStop !== null && get().demo !== demo) set({ tourStop: null });
    },
    onAllFitted: () => {
      if (get().tourStop !== null && isOfDemo()) train();
    },
  };
}
