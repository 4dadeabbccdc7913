import { expect, test } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { ListDifference } from '../../core/decisions/list-difference.ts';
import { recommendationFixture } from '../../core/decisions/recommendation-fixture.ts';
import type { Scenario } from '../../core/decisions/scenario.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { contextOf } from '../context-fixture.ts';
import { scenarioDifferencesFeature } from './scenario-differences-feature.ts';

const suggestion = {
  productId: 'tea',
  productName: 'Tea',
  currentPrice: 10,
  price: 11,
  recommendation: recommendationFixture({ action: 'change' }),
} as unknown as Suggestion;
const scenario = (name: string, price: number) =>
  ({
    name,
    guardrails: defaultGuardrails,
    result: { prices: [{ productId: 'tea', productName: 'Tea', currentPrice: 10, price, gainPerDay: 1 }] },
  }) as unknown as Scenario;
const difference = { products: 1 } as ListDifference;
const model = { id: 'm', origin: 'run', card: { data: null, products: [] } } as never;

test('compareScenarios: the worker values those named against the prices of now, and the latest answer counts', async () => {
  const { context, lab, state } = contextOf({
    model,
    suggestions: [suggestion],
    scenarios: [scenario('Bold', 12), scenario('Careful', 10.5), scenario('Odd', 9)],
  });
  const { actions } = scenarioDifferencesFeature(context);
  actions.compareScenarios(['Careful']);
  const first = lab.last();
  actions.compareScenarios(['Bold', 'Odd']);
  expect(first.isAborted()).toBe(true);
  expect(state().scenarioDifferences).toEqual({ status: 'computing' });
  expect(lab.last()).toMatchObject({
    name: 'listDifferences',
    args: {
      base: new Map([['tea', { price: 11 }]]),
      others: [new Map([['tea', { price: 12 }]]), new Map([['tea', { price: 9 }]])],
    },
  });
  await first.answer([difference]);
  expect(state().scenarioDifferences).toEqual({ status: 'computing' });
  const same: ListDifference = { ...difference, products: 0 };
  await lab.last().answer([difference, same]);
  expect(state().scenarioDifferences).toEqual({
    status: 'done',
    differences: new Map([
      ['Bold', difference],
      ['Odd', same],
    ]),
  });
});

test('compareScenarios: a refusal is a sentence; without scenarios or prices nothing is asked', async () => {
  const { context, lab, state } = contextOf({
    model,
    suggestions: [suggestion],
    scenarios: [scenario('Bold', 12)],
  });
  const { actions } = scenarioDifferencesFeature(context);
  actions.compareScenarios(['gone']);
  expect(lab.calls).toHaveLength(0);
  actions.compareScenarios(['Bold']);
  await lab.last().refuse('Load the sales file of this model.');
  expect(state().scenarioDifferences).toEqual({
    status: 'failed',
    problem: 'Load the sales file of this model.',
  });
  actions.leaveScenarios();
  expect(state().scenarioDifferences).toEqual({ status: 'none' });
});
