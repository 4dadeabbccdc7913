import type { RewardAudit } from '../../core/market/audited-reward.ts';
import { expect, test } from 'vitest';

import { defaultSettings } from '../../core/run/settings.ts';
import { abortError } from '../../worker/calls.ts';
import { WorkerGone } from '../../worker/client.ts';
import { contextOf } from '../context-fixture.ts';
import { subjectOf } from '../market-subject.ts';
import { auditFeature, noAudit } from './audit-feature.ts';

const policy = { reward: 1, profit: 1, units: 1, prices: [1], stock: [] };
const audit: RewardAudit = {
  by: 'constant prices',
  auditedProducts: ['tea'],
  ofProducts: 1,
  bestUnderReward: policy,
  mostProfitable: policy,
  profitGivenUp: 0,
};

const demand = { ...defaultSettings, market: 'demand' } as const;

function room() {
  const { context, lab, state, become, follow } = contextOf({ settings: demand });
  const feature = auditFeature(context);
  follow(feature);
  return { actions: feature.actions, lab, become, state, view: () => state().rewardAudit };
}

test('auditReward: progress and the result are those of the call under way', async () => {
  const { actions, lab, view } = room();
  actions.auditReward();
  const first = lab.last();
  actions.auditReward();
  expect(lab.names()).toEqual(['auditReward', 'auditReward']);
  expect(first.isAborted()).toBe(true);
  await first.answer(audit);
  lab.last().progress(0.4);
  expect(view()).toEqual({ status: 'running', share: 0.4 });
  await lab.last().answer(audit);
  expect(view()).toEqual({ status: 'done', audit });
});

test('auditReward: it is forgotten once it is about another market, and stopped if it still runs', async () => {
  const { actions, lab, become, state, view } = room();
  actions.auditReward();
  become({ settings: { ...demand, agent: 'ddpg' } });
  expect(view().status).toBe('running');
  become({ settings: { ...demand, unitCost: 11 } });
  expect(state()).toMatchObject(noAudit);
  expect(lab.last().isAborted()).toBe(true);
  await lab.last().refuse('late');
  expect(view().status).toBe('idle');
});

test('auditReward: where there is no market it says why and asks nobody', () => {
  const { actions, lab, become, view } = room();
  become({ settings: { ...defaultSettings, market: 'history' } });
  actions.auditReward();
  expect(view()).toMatchObject({
    status: 'failed',
    problem: expect.stringContaining('needs a sales file') as string,
  });
  expect(lab.names()).toEqual([]);
});

test('auditReward: a dead worker ends it with a sentence, a run that takes precedence without one', async () => {
  const { actions, lab, view } = room();
  actions.auditReward();
  await lab.last().refuse(new WorkerGone('gone', false));
  expect(view()).toEqual({ status: 'failed', problem: 'gone' });
  actions.auditReward();
  await lab.last().refuse(abortError());
  expect(view()).toEqual({ status: 'idle' });
  actions.auditReward();
  actions.cancelAudit();
  expect(view()).toEqual({ status: 'idle' });
});

test('subjectOf: market, its settings and its products make another one; agent and length of the run do not', () => {
  const products = { dataset: 1, fitted: 2, product: 'all', largestChange: null } as const;
  const history = subjectOf(defaultSettings, products);
  expect(subjectOf({ ...defaultSettings, agent: 'ddpg', trainingSteps: 7, seed: 9 }, products)).toBe(history);
  expect(subjectOf({ ...defaultSettings, salesWeight: 0.9 }, products)).not.toBe(history);
  expect(subjectOf(defaultSettings, { ...products, product: 1 })).not.toBe(history);
  expect(subjectOf(defaultSettings, { ...products, dataset: 2 })).not.toBe(history);
  const preset = { ...defaultSettings, market: 'demand', demandSource: 'preset' } as const;
  expect(subjectOf(preset, products)).toBe(subjectOf(preset, null));
  expect(subjectOf({ ...preset, unitCost: 11 }, null)).not.toBe(subjectOf(preset, null));
});
