import { expect, test } from 'vitest';

import { defaultSettings } from '../../core/run/settings.ts';
import { WorkerGone } from '../../worker/client.ts';
import type { PolicyMapAnswer } from '../../worker/protocol/policy-protocol.ts';
import { contextOf } from '../context-fixture.ts';
import type { LabState } from '../lab-state.ts';
import { emptyRun } from '../run-view.ts';
import { isMapOutdated, mapFeature, noPolicyMap } from './map-feature.ts';

const settings = { ...defaultSettings, market: 'demand' } as const;

/** No run, and one model in use. */
function usedModel(id: string): Partial<LabState> {
  const model = { id, card: { data: null, products: [] }, origin: 'run', reading: null } as never;
  return { run: emptyRun, model, models: [] };
}

const nobody: Partial<LabState> = { run: emptyRun, model: null, models: [] };

/** A run without a model yet, after as many best evaluations. */
function underWay(bests: number): Partial<LabState> {
  const evaluations = Array.from({ length: bests }, () => ({ isBest: true })) as never;
  return { run: { ...emptyRun, runId: 'run', state: 'training', evaluations }, model: null, models: [] };
}

function room(changes: Partial<LabState> = usedModel('a')) {
  const { context, lab, state, become, follow } = contextOf({ settings, ...changes });
  const feature = mapFeature(context);
  follow(feature);
  return { actions: feature.actions, lab, become, state, map: () => state().policyMap };
}

function mapAnswer(status: 'computing' | 'none'): PolicyMapAnswer {
  const optimum = status === 'none' ? ({ status, why: 'none' } as const) : ({ status } as const);
  return { map: {} as never, step: 1, optimum };
}

test('drawPolicyMap: the newest call answers; it is busy until the optimum is there too', async () => {
  const { actions, lab, map } = room();
  actions.drawPolicyMap();
  actions.drawPolicyMap({ product: 0, yesterdayPrice: 30 });
  expect(lab.calls.map(({ args }) => (args as { view: object }).view)).toEqual([
    { product: 0, yesterdayPrice: null },
    { product: 0, yesterdayPrice: 30 },
  ]);
  const [older, newer] = lab.calls;
  expect(older!.isAborted(), 'both wait for the same optimum').toBe(false);
  await older!.answer(mapAnswer('none'));
  expect(map().answer).toBeNull();
  newer!.progress({ answer: mapAnswer('computing') });
  expect(map()).toMatchObject({ answer: { step: 1 }, isDrawing: true });
  await newer!.answer(mapAnswer('none'));
  expect(map().isDrawing).toBe(false);
});

test('drawPolicyMap: the map of a policy that is gone is gone', async () => {
  const { actions, lab, become, map } = room();
  actions.drawPolicyMap();
  await lab.last().answer(mapAnswer('none'));
  become({ section: 'train' });
  expect(map().answer).not.toBeNull();
  become(usedModel('b'));
  expect(map()).toEqual(noPolicyMap.policyMap);
});

test('isMapOutdated: once a policy until another one is there, and anew where its map was dropped in between', async () => {
  const { actions, lab, become, state } = room();
  const draw = () => {
    actions.drawPolicyMap();
    return lab.last().answer(mapAnswer('none'));
  };
  const turn = (changes: Partial<LabState>) => {
    become(changes);
    return isMapOutdated(state());
  };
  expect(isMapOutdated(state())).toBe(true);
  actions.drawPolicyMap();
  expect(isMapOutdated(state())).toBe(false);
  await draw();
  expect(isMapOutdated(state())).toBe(false);
  // A run that is stopped before its first evaluation, and the model of before in use again.
  expect(turn(underWay(0))).toBe(false);
  expect(turn(usedModel('a'))).toBe(true);
  await draw();
  expect(turn(underWay(1))).toBe(true);
  await draw();
  expect(turn(underWay(1))).toBe(false);
  expect(turn(underWay(2))).toBe(true);
});

test('drawPolicyMap: a failure is told beside the map, also that of a dead worker', async () => {
  const { actions, lab, map } = room();
  actions.drawPolicyMap();
  await lab.last().refuse(new WorkerGone('The worker died.', false));
  expect(map()).toMatchObject({ isDrawing: false, problem: 'The worker died.' });
  actions.drawPolicyMap();
  expect(map()).toMatchObject({ isDrawing: true, problem: null });
});

test('drawPolicyMap: without a policy the optimum is asked for alone, until another market or a policy is there', async () => {
  const { actions, lab, become, state, map } = room(nobody);
  actions.drawPolicyMap();
  const view = { product: 0, yesterdayPrice: null };
  expect(lab.last().args).toMatchObject({
    subject: { kind: 'market', setup: { kind: 'demand' } },
    view: { ...view, optimumAlone: true },
  });
  lab.last().progress({ share: 0.4 });
  expect(map()).toMatchObject({ isDrawing: true, share: 0.4 });
  await lab.last().answer(mapAnswer('none'));
  expect(map().answer).not.toBeNull();
  expect(isMapOutdated(state())).toBe(false);

  become({ settings: { ...settings, unitCost: 11 } });
  expect(map()).toEqual(noPolicyMap.policyMap);
  actions.drawPolicyMap();
  const alone = lab.last();
  become(underWay(1));
  // What was still computed is given up, and the policy is to be drawn.
  expect(alone.isAborted()).toBe(true);
  expect(isMapOutdated(state())).toBe(true);
  actions.drawPolicyMap();
  expect(lab.last().args).toEqual({ subject: { kind: 'run', runId: 'run' }, view });
});

test('cancelPolicyMap: all that is under way is aborted, and late news change nothing', async () => {
  const { actions, lab, map } = room(nobody);
  actions.drawPolicyMap();
  actions.drawPolicyMap();
  actions.cancelPolicyMap();
  expect(lab.calls.map((call) => call.isAborted())).toEqual([true, true]);
  await lab.last().refuse('late');
  expect(map()).toMatchObject({ isDrawing: false, answer: null, problem: null });
});

test('drawPolicyMap: where there is no market it says why and asks nobody', () => {
  const { actions, lab, map } = room({
    ...nobody,
    settings: { ...defaultSettings, market: 'history' },
  });
  actions.drawPolicyMap();
  expect(map()).toMatchObject({
    isDrawing: false,
    problem: expect.stringContaining('needs a sales file') as string,
  });
  expect(lab.names()).toEqual([]);
});
