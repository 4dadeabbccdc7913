import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { parseGuardrails } from '../../core/decisions/guardrails/guardrails-schema.ts';
import { guardrailsSlice } from './guardrails-slice.ts';
import { usualGuardrails, type GuardrailsState } from './guardrails-state.ts';

function room() {
  let state: GuardrailsState & { loggedGuardrails: unknown } = { ...usualGuardrails, loggedGuardrails: null };
  const changed = vi.fn();
  const record = vi.fn();
  const slice = guardrailsSlice({
    get: () => state,
    set: (changes) => (state = { ...state, ...changes }),
    changed,
    record,
    loadCheck: () => Promise.resolve(parseGuardrails),
  });
  const logged = async (loggedGuardrails: unknown) => {
    state = { ...state, loggedGuardrails };
    slice.follow();
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    slice,
    changed,
    record,
    logged,
    rules: () => state.guardrails,
    isPending: () => state.guardrailsPending,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const strict = { ...defaultGuardrails, all: { ...defaultGuardrails.all, largestChangePercent: 2 } };

test('guardrailsSlice: settled rules are recorded once, after the prices were asked for', () => {
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

test('guardrailsSlice: logged rules come back and are not recorded again', async () => {
  const { changed, record, logged, rules } = room();
  await logged(JSON.parse(JSON.stringify(strict)));
  expect(rules()).toEqual(strict);
  expect(changed).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(record).not.toHaveBeenCalled();
});

test('guardrailsSlice: what is typed now wins over what was logged; damaged rules change nothing', async () => {
  const { slice, logged, rules } = room();
  slice.actions.setGuardrails({ kind: 'all' }, { minPrice: 4 });
  await logged(strict);
  expect(rules().all).toMatchObject({ minPrice: 4, largestChangePercent: 15 });
  vi.runAllTimers();
  await logged({ all: { largestChangePercent: 'many' } });
  expect(rules().all.minPrice).toBe(4);
});

test('guardrailsSlice: a typed rule is pending until the log has it, and is written at once when the form is left', async () => {
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

test('guardrailsSlice: rules of another tab that arrive meanwhile do not count as written', async () => {
  const { slice, logged, isPending } = room();
  slice.actions.setGuardrails({ kind: 'all' }, { minPrice: 4 });
  await logged(strict);
  expect(isPending()).toBe(true);
  vi.runAllTimers();
  expect(isPending()).toBe(true);
});
