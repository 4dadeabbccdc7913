import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { defaultGuardrails, type Guardrails } from '../../core/decisions/guardrail-rules.ts';
import { guardrailsSlice } from './guardrails-slice.ts';

function room() {
  let state: { readonly guardrails: Guardrails } = { guardrails: defaultGuardrails };
  const changed = vi.fn();
  const record = vi.fn();
  const slice = guardrailsSlice({ get: () => state, set: (next) => (state = next), changed, record });
  return { slice, changed, record, rules: () => state.guardrails };
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

test('guardrailsSlice: kept rules come back, ask for prices and are not recorded again', () => {
  const { slice, changed, record, rules } = room();
  slice.restore(strict);
  slice.restore(structuredClone(strict));
  expect(rules()).toEqual(strict);
  expect(changed).toHaveBeenCalledOnce();
  vi.runAllTimers();
  expect(record).not.toHaveBeenCalled();
});

test('guardrailsSlice: what is being typed wins over what was kept', () => {
  const { slice, rules } = room();
  slice.actions.setGuardrails({ kind: 'all' }, { minPrice: 4 });
  slice.restore(strict);
  expect(rules().all).toMatchObject({ minPrice: 4, largestChangePercent: 15 });
});
