import { expect, test } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { fakeServices, settled } from './context-fixture.ts';
import { createLabStore } from './lab-store.ts';
import { labLink, linkOf, linkedCosts } from './lab-link.ts';

const home = 'https://shop.example/lab/?backend=wasm#/train';

function lab() {
  const fetched: string[] = [];
  const { services } = fakeServices({
    fetchDemo: (file) => {
      fetched.push(file);
      return new Promise(() => {});
    },
  });
  const store = createLabStore(services, 'auto');
  return { fetched, state: () => store.getState(), actions: store.getState().actions };
}

test('labLink: a fresh lab adds nothing; other parameters and the section stay', () => {
  expect(labLink(lab().state(), home)).toBe(home);
});

test('a link carries settings, market, seeds, sweep, certainty, rules and costs to another browser', async () => {
  const { state, actions } = lab();
  actions.applySettings({ market: 'demand', trainingSteps: 3000, gamma: 0.9, normalizeRewards: false });
  actions.setSetting('agent', 'td3');
  actions.setSeeds(5);
  actions.setSwept([{ name: 'gamma', text: '0.9, 0.99' }]);
  actions.setAdvice({
    level: 0.9,
    objective: 'revenue',
    lean: { towards: 'units', weight: 0.35 },
    mostChanges: 12,
  });
  actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 5 });
  actions.setGuardrails({ kind: 'category', name: 'Tea & more' }, { minPrice: 2 });
  actions.assumeCost({ kind: 'all' }, { kind: 'margin', percent: 30 });
  const address = labLink(state(), home);
  expect(address).toContain('market:demand');
  const other = lab();
  other.actions.openLink(new URL(address).search);
  // The schema of the rules is loaded first.
  await expect.poll(() => other.state().advice.level).toBe(0.9);
  const { settings, sweepForm, advice, guardrails, costs, linkNote, marketChosen } = other.state();
  expect(linkNote).toBeNull();
  expect({ settings, sweepForm, advice, guardrails, costs }).toEqual({
    settings: state().settings,
    sweepForm: { seeds: 5, over: [{ name: 'gamma', text: '0.9, 0.99' }] },
    advice: state().advice,
    guardrails: state().guardrails,
    costs: state().costs,
  });
  expect(marketChosen).toBe(true);
  expect(guardrails.all).toEqual({ ...defaultGuardrails.all, largestChangePercent: 5 });
  // And its own link is the same.
  expect(labLink(other.state(), home)).toBe(address);
  actions.settleGuardrails();
});

test('a link carries what holds between products', async () => {
  const { state, actions } = lab();
  actions.putGuardrails({ ...defaultGuardrails, relations: { onePriceOverStores: true } });
  actions.settleGuardrails();
  const address = labLink(state(), home);
  const other = lab();
  other.actions.openLink(new URL(address).search);
  await expect.poll(() => other.state().guardrails.relations).toMatchObject({ onePriceOverStores: true });
});

test('a link to a demo loads it; one to a file of somebody else says which', async () => {
  const { fetched, actions, state } = lab();
  actions.openLink('?demo=grocery');
  await settled();
  expect(fetched).toEqual(['grocery-weekly.csv']);
  expect(state().settings).toEqual(defaultSettings);
  actions.openLink('?file=my sales.csv&set=market:history,agent:sac,seed:4');
  await settled();
  expect(state().linkNote!.words).toContain('my sales.csv');
  expect(state().settings.seed).toBe(4);
});

test.each([
  ['?demo=shoes', 'There is no demo "shoes"; there are marketplace, catalogue, grocery.'],
  ['?set=colour:red', /Setting "colour" is unknown/],
  ['?set=seed:many', /Setting "seed": expected a whole number.*"many"/],
  ['?seeds=99', '"seeds=99": expected a whole number from 1 to 20.'],
  ['?sweep=gamma:0.9|x', /Setting "gamma"/],
  ['?sure=2', /"sure=2" is not a level of certainty/],
  ['?count=units', '"count=units": gains are counted in profit or revenue.'],
  ['?lean=profit:0.2', '"lean=profit:0.2": expected revenue or units and a share, as in revenue:0.3.'],
  ['?lean=units:3', '"lean=units:3": expected revenue or units'],
  ['?changes=-1', '"changes=-1": expected a whole number from 0 to 1000000.'],
  ['?rules={', '"rules" is cut off or not JSON.'],
])('linkOf: %s is refused in a sentence', (search, sentence) => {
  expect(() => linkOf(search)).toThrow(sentence);
});

test('a link that does not fit changes nothing and says so', async () => {
  const { actions, state } = lab();
  actions.openLink('?set=market:demand,seed:-1');
  expect(state().linkNote!.words).toMatch(/^The link cannot be used as it is: Setting "seed"/);
  expect(state().settings).toEqual(defaultSettings);
  actions.openLink('?rules={"all":{"minPrice":-2}}');
  await expect.poll(() => state().linkNote!.words).toMatch(/guardrails cannot be used/);
  expect(state().guardrails).toBe(defaultGuardrails);
});

test('linkedCosts: a margin over everything is refused', () => {
  expect(linkedCosts(null)).toBeNull();
  const costs = { all: { kind: 'margin', percent: 120 }, categories: {}, products: {} };
  expect(() => linkedCosts(costs)).toThrow('A margin is a share of the price from 0 to 99 %, got 120.');
  expect(() => linkedCosts([])).toThrow(/lacks/);
});
