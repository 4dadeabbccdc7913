import { expect, test } from 'vitest';

import { portfolioPreset, portfolioSettings, presetValues, runPresets } from '../../core/run/presets.ts';
import { historyFixture } from '../../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import { contextOf, fakeServices } from '../context-fixture.ts';
import { createLabStore } from '../lab-store.ts';
import { formFeature } from './form-feature.ts';

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

/** The form of a file of two products whose fits are known from now on. */
function fileForm() {
  const histories = ['tea', 'mug'].map((id) =>
    historyFixture({
      id,
      price: Array.from({ length: 60 }, (_, t) => 10 + ((t * 7) % 5)),
      units: Array.from({ length: 60 }, (_, t) => 40 - 2 * ((t * 7) % 5)),
    }),
  );
  const { context, state } = contextOf({
    data: { status: 'ready', dataset: { histories } } as never,
    demand: histories.map((history) => summarizeProductDemand(history)),
  });
  const form = formFeature(context, { ask: () => undefined } as never);
  return { form, state };
}

test.each(['quick', 'standard', 'published'])(
  'choosePreset: %s, chosen before all fits are known, stands when they are',
  (name) => {
    const { form, state } = fileForm();
    form.actions.choosePreset(preset(name));
    const chosen = state().settings;
    form.onAllFitted!();
    expect(state().settings).toEqual(chosen);
    expect(chosen).toMatchObject(presetValues(preset(name), 'sac'));
    form.actions.resetSettings();
    form.onAllFitted!();
    expect(state().settings).toMatchObject(portfolioSettings('sac'));
  },
);

test('fits that become known bring the portfolio’s starting point where nothing was chosen', () => {
  const { form, state } = fileForm();
  expect(state().settings).not.toMatchObject(portfolioSettings('sac'));
  form.onAllFitted!();
  expect(state().settings).toMatchObject(portfolioSettings('sac'));
});
