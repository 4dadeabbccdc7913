import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { contextOf } from '../context-fixture.ts';
import { guardrailsFeature } from './guardrails-feature.ts';

function room() {
  const { context, state, become, follow } = contextOf();
  const changed = vi.fn();
  const record = vi.fn();
  const recordInLog = (_kind: unknown, rules: unknown) => void record(rules);
  const slice = guardrailsFeature(
    context,
    { actions: {} as never, ask: changed, drop: () => undefined },
    { actions: { recordInLog } as never, service: () => Promise.reject(new Error('unused')) },
  );
  follow(slice);
  const logged = async (loggedGuardrails: unknown) => {
    become({ loggedGuardrails });
    // The check of what was logged is loaded when it is needed.
    await import('../../core/decisions/guardrails/guardrails-schema.ts');
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    slice,
    changed,
    record,
    logged,
    rules: () => state().guardrails,
    isPending: () => state().guardrailsPending,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const strict = { ...defaultGuardrails, all: { ...defaultGuardrails.all, largestChangePercent: 2 } };

test('guardrailsFeature: settled rules are recorded once, after the prices were asked for', () => {
  const { slice, changed, record } = room();
  slice.actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 2 });
  slice.actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 25 });
  expect(record).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(changed).toHaveBeenCalledOnce();
  expect(record).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ all: { ...defaultGuardrails.all, largestChangePercent: 25 } }),
  );
});

test('guardrailsFeature: logged rules come back and are not recorded again', async () => {
  const { changed, record, logged, rules } = room();
  await logged(JSON.parse(JSON.stringify(strict)));
  expect(rules()).toEqual(strict);
  expect(changed).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(record).not.toHaveBeenCalled();
});

test('guardrailsFeature: what is typed now wins over what was logged; damaged rules change nothing', async () => {
  const { slice, logged, rules } = room();
  slice.actions.setGuardrails({ kind: 'all' }, { minPrice: 4 });
  await logged(strict);
  expect(rules().all).toMatchObject({ minPrice: 4, largestChangePercent: 15 });
  vi.runAllTimers();
  await logged({ all: { largestChangePercent: 'many' } });
  expect(rules().all.minPrice).toBe(4);
});

test('guardrailsFeature: a typed rule is pending until the log has it, and is written at once when the form is left', async () => {
  const { slice, record, changed, logged, rules, isPending } = room();
  slice.actions.settleGuardrails();
  expect(record).not.toHaveBeenCalled();
  slice.actions.setGuardrails({ kind: 'all' }, { largestChangePercent: 2 });
  expect(isPending()).toBe(true);
  slice.actions.settleGuardrails();
  expect(record).toHaveBeenCalledExactlyOnceWith(rules());
  expect(changed).toHaveBeenCalledOnce();
  expect(isPending()).toBe(true);
  await logged(JSON.parse(JSON.stringify(strict)));
  expect(isPending()).toBe(false);
  vi.runAllTimers();
  expect(record).toHaveBeenCalledOnce();
});

test('guardrailsFeature: rules of another tab that arrive meanwhile do not count as written', async () => {
  const { slice, logged, isPending } = room();
  slice.actions.setGuardrails({ kind: 'all' }, { minPrice: 4 });
  await logged(strict);
  expect(isPending()).toBe(true);
  vi.runAllTimers();
  expect(isPending()).toBe(true);
});
