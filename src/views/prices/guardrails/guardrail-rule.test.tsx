// @vitest-environment jsdom

import { screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import {
  defaultGuardrails,
  guardrailNamed,
  type GuardrailName,
} from '../../../core/decisions/guardrails/guardrail-list.ts';
import type { GuardrailScope } from '../../../store/features/guardrails-feature.ts';
import { labStore } from '../../../store/use-lab.ts';
import { draw } from '../../component-fixture.tsx';
import { GuardrailRule } from './guardrail-rule.tsx';

// Whoever types waits for no log and no prices here.
vi.mock('../../../worker/spawn.ts', () => ({ spawnLabWorker: vi.fn(), spawnReaderWorker: vi.fn() }));

const { all } = defaultGuardrails;
const category: GuardrailScope = { kind: 'category', name: 'Tea' };

const drawRule = (name: GuardrailName, scope: GuardrailScope = { kind: 'all' }) =>
  draw(<GuardrailRule rule={guardrailNamed(name)} scope={scope} wider={all} />);
const rules = () => labStore.getState().guardrails;

beforeEach(() => {
  labStore.setState({ guardrails: defaultGuardrails });
});
afterEach(() => labStore.getState().actions.settleGuardrails());

test('switched off, the rule has no figure and the store says so; on again, it starts from its usual one', async () => {
  const user = drawRule('marginFloor');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Minimum margin' }).value).toBe('5');
  const onOff = screen.getByRole('switch', { name: 'Margin floor' });
  await user.click(onOff);
  expect(rules().all.minMarginPercent).toBeNull();
  expect(screen.queryByRole('textbox')).toBeNull();
  await user.click(onOff);
  expect(rules().all.minMarginPercent).toBe(5);
  expect(screen.getByRole('textbox', { name: 'Minimum margin' })).toBeTruthy();
});

test('a sound figure goes to the store; one out of range stays in its field with the reason and what holds', async () => {
  const user = drawRule('marginFloor');
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Minimum margin' });
  await user.clear(field);
  await user.type(field, '20');
  expect(rules().all.minMarginPercent).toBe(20);
  expect(screen.queryByRole('alert')).toBeNull();
  await user.type(field, '0'); // 200
  expect(field.value).toBe('200');
  expect(screen.getByRole('alert').textContent).toBe(
    'Minimum margin: expected a number from 0 to 95 (% of price), got 200. Until then: 20 %.',
  );
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.getAttribute('aria-describedby')).toBe(screen.getByRole('alert').id);
  expect(rules().all.minMarginPercent).toBe(20);
  await user.type(field, '{Backspace}');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('two figures that contradict one another are no rule', async () => {
  const user = drawRule('priceRange');
  await user.click(screen.getByRole('switch', { name: 'Price range' }));
  expect(screen.getByRole('alert').textContent).toContain('type at least one of its figures');
  await user.type(screen.getByRole('textbox', { name: 'Highest price' }), '8');
  expect(rules().all).toMatchObject({ minPrice: null, maxPrice: 8 });
  await user.type(screen.getByRole('textbox', { name: 'Lowest price' }), '9');
  expect(screen.getByRole('alert').textContent).toMatch(/9\.00 is above the highest 8\.00/);
  expect(rules().all).toMatchObject({ minPrice: null, maxPrice: 8 });
});

test('a narrower scope inherits, has its own, or switches the rule off', async () => {
  const user = drawRule('marginFloor', category);
  const whose = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Margin floor: whose rule' });
  expect(within(whose).getByRole<HTMLOptionElement>('option', { selected: true }).text).toBe('Inherit (5 %)');
  await user.selectOptions(whose, 'Own');
  expect(rules().categories).toEqual({ Tea: { minMarginPercent: 5 } });
  await user.selectOptions(whose, 'Off');
  expect(rules().categories).toEqual({ Tea: { minMarginPercent: null } });
  expect(screen.queryByRole('textbox')).toBeNull();
  await user.selectOptions(whose, 'Inherit (5 %)');
  expect(rules().categories).toEqual({});
  expect(rules().all).toEqual(all);
});

test('the ending is a choice, and steps are whole cents', async () => {
  const user = drawRule('ending');
  const choice = screen.getByRole('combobox', { name: 'Price ending' });
  await user.selectOptions(choice, '.95');
  expect(rules().all.ending).toEqual({ kind: 'ending', cents: 95 });
  await user.selectOptions(choice, 'Steps');
  expect(rules().all.ending).toEqual({ kind: 'step', step: 0.05 });
  const step = screen.getByRole('textbox', { name: 'Step of the price' });
  await user.clear(step);
  await user.type(step, '0.125');
  expect(screen.getByText(/^Steps: expected an amount from 0\.01 to 1,000 in whole cents/)).toBeTruthy();
  expect(rules().all.ending).toEqual({ kind: 'step', step: 0.12 });
});
