import { expect, test } from 'vitest';

import type { RewardAudit } from '../../core/market/audited-reward.ts';
import { defaultSettings } from '../../core/run/settings.ts';
import type { LabRequest } from '../../worker/protocol.ts';
import { auditSlice } from './audit-slice.ts';
import { applyAuditEvent, auditSubject, noAudit, type AuditState } from './audit-state.ts';

const policy = { reward: 1, profit: 1, units: 1, prices: [1], stock: [] };
const audit: RewardAudit = {
  by: 'constant prices',
  auditedProducts: ['tea'],
  ofProducts: 1,
  bestUnderReward: policy,
  mostProfitable: policy,
  profitGivenUp: 0,
};

function room() {
  let state: AuditState = noAudit;
  const sent: LabRequest[] = [];
  let id = 0;
  const world = { subject: 'tea', problem: null as string | null };
  const slice = auditSlice({
    get: () => state,
    set: (next) => (state = { ...state, ...next }),
    send: (message) => sent.push(message),
    nextRequestId: () => ++id,
    setup: () => {
      if (world.problem !== null) throw new Error(world.problem);
      return { kind: 'demand', products: [] };
    },
    subject: () => world.subject,
  });
  return { slice, sent, world, state: () => state };
}

test('auditReward: progress and the result are those of the request under way', () => {
  const { slice, sent, state } = room();
  slice.actions.auditReward();
  slice.actions.auditReward();
  expect(sent.map(({ type }) => type)).toEqual(['audit', 'cancelAudit', 'audit']);
  slice.onLabEvent({ type: 'auditCancelled', requestId: 1 });
  slice.onLabEvent({ type: 'auditProgress', requestId: 2, share: 0.4 });
  expect(state().rewardAudit).toEqual({ status: 'running', requestId: 2, share: 0.4 });
  slice.onLabEvent({ type: 'audited', requestId: 1, audit });
  expect(state().rewardAudit.status).toBe('running');
  slice.onLabEvent({ type: 'audited', requestId: 2, audit });
  expect(state().rewardAudit).toEqual({ status: 'done', audit });
});

test('follow: the audit is forgotten once it is about another market, and stopped if it still runs', () => {
  const { slice, sent, world, state } = room();
  slice.actions.auditReward();
  slice.follow();
  expect(state().rewardAudit.status).toBe('running');
  world.subject = 'coffee';
  slice.follow();
  expect(state()).toEqual(noAudit);
  expect(sent.at(-1)).toEqual({ type: 'cancelAudit', requestId: 1 });
  // Its failure is still the audit's, not the model's.
  expect([slice.isAudit(1), slice.isAudit(2), slice.isAudit(null)]).toEqual([true, false, false]);
});

test('auditReward: where there is no market it says why and asks nobody', () => {
  const { slice, sent, world, state } = room();
  world.problem = 'The history market replays past days, so it needs a sales file.';
  slice.actions.auditReward();
  expect(state().rewardAudit).toEqual({ status: 'failed', problem: world.problem });
  expect(sent).toEqual([]);
});

test('applyAuditEvent: a dead worker ends the audit, a failed run does not', () => {
  const running = { status: 'running', requestId: 3, share: 0 } as const;
  expect(applyAuditEvent(running, { type: 'failed', runId: 'a', requestId: null, message: 'run' })).toBe(
    running,
  );
  expect(applyAuditEvent(running, { type: 'failed', runId: null, requestId: null, message: 'gone' })).toEqual(
    { status: 'failed', problem: 'gone' },
  );
});

test('auditSubject: market, its settings and its products make another one; agent and length of the run do not', () => {
  const products = { reading: 1, fitted: 2, product: 'all' } as const;
  const history = auditSubject(defaultSettings, products);
  expect(auditSubject({ ...defaultSettings, agent: 'ddpg', trainingSteps: 7, seed: 9 }, products)).toBe(
    history,
  );
  expect(auditSubject({ ...defaultSettings, salesWeight: 0.9 }, products)).not.toBe(history);
  expect(auditSubject(defaultSettings, { ...products, product: 1 })).not.toBe(history);
  expect(auditSubject(defaultSettings, { ...products, reading: 2 })).not.toBe(history);
  const preset = { ...defaultSettings, market: 'demand', demandSource: 'preset' } as const;
  expect(auditSubject(preset, products)).toBe(auditSubject(preset, null));
  expect(auditSubject({ ...preset, unitCost: 11 }, null)).not.toBe(auditSubject(preset, null));
});
