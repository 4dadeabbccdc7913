import { expect, test } from 'vitest';

import { portfolioPreset, runPresets } from '../../core/run/presets.ts';
import { fakeServices } from '../context-fixture.ts';
import { createLabStore } from '../lab-store.ts';

const preset = (name: string) => runPresets.find((each) => each.name === name)!;

function lab() {
  const store = createLabStore(fakeServices().services, 'auto');
  return { state: () => store.getState(), actions: store.getState().actions };
}

test('choosePreset: Portfolio is for all products in the demand market; the next preset takes its market back', () => {
  const { state, actions } = lab();
  const { market } = state().settings;
  actions.setTrainFor('shown');
  actions.choosePreset(portfolioPreset);
  expect(state()).toMatchObject({
    trainFor: 'all',
    settings: { market: 'demand', demandSource: 'file', parallelMarkets: 32 },
    marketChosen: true,
  });
  actions.choosePreset(preset('quick'));
  expect(state()).toMatchObject({ settings: { market }, marketChosen: false });
});

test('choosePreset: a market chosen by hand stays, also where a preset would have set the same', () => {
  const { state, actions } = lab();
  actions.setSetting('market', 'demand');
  actions.setSetting('demandSource', 'file');
  actions.choosePreset(preset('quick'));
  expect(state()).toMatchObject({ settings: { market: 'demand', demandSource: 'file' }, marketChosen: true });
  // After a preset had brought one, another chosen by hand is the person's.
  actions.choosePreset(portfolioPreset);
  actions.setSetting('market', 'history');
  actions.choosePreset(preset('standard'));
  expect(state()).toMatchObject({ settings: { market: 'history' }, marketChosen: true });
});

test('choosePreset: one step of undo, for whom it trains with it', () => {
  const { state, actions } = lab();
  actions.setTrainFor('shown');
  const before = state().settings;
  actions.choosePreset(portfolioPreset);
  actions.undoLast();
  expect(state()).toMatchObject({ trainFor: 'shown', settings: before, marketChosen: false });
  actions.redoLast();
  expect(state()).toMatchObject({ trainFor: 'all', settings: { market: 'demand' }, marketOfPreset: true });
});
