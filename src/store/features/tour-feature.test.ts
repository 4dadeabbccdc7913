import { expect, test } from 'vitest';

import { fakeServices } from '../context-fixture.ts';
import { createLabStore } from '../lab-store.ts';
import { tourStops } from './tour-feature.ts';

function lab() {
  const fetched: string[] = [];
  const fake = fakeServices({
    fetchDemo: (file) => {
      fetched.push(file);
      return new Promise(() => {});
    },
  });
  const store = createLabStore(fake.services, 'auto');
  return { fetched, state: () => store.getState(), actions: store.getState().actions };
}

test('the tour loads its catalogue, shows a section at each stop, and can be left and taken again', () => {
  const { fetched, state, actions } = lab();
  actions.goOnTour(2); // nobody is on it
  expect([state().tourStop, state().section]).toEqual([null, 'data']);
  actions.startTour();
  expect(fetched).toEqual(['catalogue.csv']);
  for (const [at, { section }] of tourStops.entries()) {
    actions.goOnTour(at);
    expect([state().tourStop, state().section]).toEqual([at, section]);
  }
  actions.goOnTour(tourStops.length); // there is none
  expect(state().tourStop).toBe(tourStops.length - 1);
  actions.leaveTour();
  expect(state().tourStop).toBeNull();
  actions.startTour();
  expect(state().tourStop).toBe(0);
});

test('the settings of the form are left alone by the tour', () => {
  const { state, actions } = lab();
  actions.setSetting('seed', 9);
  const { settings } = state();
  actions.startTour();
  expect(state().settings).toBe(settings);
});
