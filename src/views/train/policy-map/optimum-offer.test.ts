import { expect, test } from 'vitest';

import { defaultSettings } from '../../../core/run/settings.ts';
import type { LabState } from '../../../store/lab-state.ts';
import { emptyRun } from '../../../store/run-view.ts';
import { canDrawOptimum } from './optimum-offer.ts';

const none = {
  run: emptyRun,
  model: null,
  models: [],
  touring: false,
  resuming: null,
  settings: { ...defaultSettings, market: 'demand' as const, demandSource: 'preset' as const },
  data: { status: 'none' } as unknown as LabState['data'],
  demand: [],
  trainFor: 'shown' as const,
};

/** A read file of as many products, all fitted. */
function file(products: number) {
  const data = { status: 'ready', dataset: { histories: new Array(products).fill({}) } };
  return { data: data as unknown as LabState['data'], demand: new Array<never>(products) };
}

test('canDrawOptimum: a demand market of one product without a moving rival, before any policy', () => {
  const offered = (changes: Partial<typeof none>) => canDrawOptimum({ ...none, ...changes });
  expect(offered({})).toBe(true);
  const settings = (changes: Partial<typeof defaultSettings>) => ({
    settings: { ...none.settings, ...changes } as typeof none.settings,
  });
  expect(offered(settings({ rival: 'fixed' }))).toBe(true);
  expect(offered(settings({ rival: 'follower' }))).toBe(false);
  expect(offered(settings({ rival: 'randomWalk' }))).toBe(false);
  expect(offered(settings({ market: 'history' }))).toBe(false);
  expect(offered({ run: { ...emptyRun, runId: 'a', state: 'training' } })).toBe(false);
  expect(offered({ model: { id: 'model' } as unknown as typeof none.model })).toBe(false);
});

test('canDrawOptimum: of a file with several products only where one is trained for', () => {
  const offered = (products: number, trainFor: 'all' | 'shown', demandSource: 'file' | 'preset') =>
    canDrawOptimum({
      ...none,
      ...file(products),
      trainFor,
      settings: { ...none.settings, demandSource },
    });
  expect(offered(3, 'all', 'file')).toBe(false);
  expect(offered(3, 'shown', 'file')).toBe(true);
  expect(offered(1, 'all', 'file')).toBe(true);
  expect(offered(3, 'all', 'preset')).toBe(true);
});
