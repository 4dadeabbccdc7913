// @vitest-environment jsdom

import { screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { defaultSettings, type SettingName } from '../../../core/run/settings.ts';
import { labStore } from '../../../store/use-lab.ts';
import { draw } from '../../component-fixture.tsx';
import { SettingField } from './setting-field.tsx';
import { settingNamed } from './setting-lists.ts';
import { useSettingDrafts } from './use-setting-drafts.ts';

function Field({ name, choices }: { readonly name: SettingName; readonly choices?: readonly string[] }) {
  const { drafts, actions } = useSettingDrafts();
  return (
    <SettingField
      definition={settingNamed(name)}
      draft={drafts[name]}
      actions={actions}
      {...(choices ? { allowedChoices: choices } : {})}
    />
  );
}

const stored = (name: SettingName) => labStore.getState().settings[name];
const steps = settingNamed('trainingSteps');
const seed = settingNamed('seed');

beforeEach(() => labStore.setState({ settings: defaultSettings }));

test('a sound number goes to the settings as it is typed', async () => {
  const user = draw(<Field name="seed" />);
  const field = screen.getByLabelText(seed.label);
  await user.clear(field);
  await user.type(field, '1234');
  expect(stored('seed')).toBe(1234);
  expect(field.getAttribute('aria-invalid')).not.toBe('true');
});

test('a number out of range stands in the field with a sentence, and the settings keep the last sound one', async () => {
  const user = draw(<Field name="trainingSteps" />);
  const field = screen.getByLabelText<HTMLInputElement>(steps.label);
  await user.clear(field);
  expect(screen.getByText(/^Enter a whole number from [\d,]+ to [\d,]+\.$/)).toBeTruthy();
  expect(stored('trainingSteps')).toBe(defaultSettings.trainingSteps);
  await user.type(field, '-5');
  await user.tab();
  expect(screen.getByText(/^Expected a whole number from [\d,]+ to [\d,]+\.$/)).toBeTruthy();
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.value).toBe('-5');
  expect(stored('trainingSteps')).toBe(defaultSettings.trainingSteps);
  await user.clear(field);
  await user.type(field, '5000');
  expect(screen.queryByText(/^Expected/)).toBeNull();
  expect(stored('trainingSteps')).toBe(5000);
});

test('no whole number: 12.7 is refused and never read as 127', async () => {
  const user = draw(<Field name="seed" />);
  const field = screen.getByLabelText<HTMLInputElement>(seed.label);
  await user.clear(field);
  await user.type(field, '12.7');
  expect(field.value).toBe('12.7');
  expect(screen.getByText(/^Expected a whole number/)).toBeTruthy();
  expect(stored('seed')).toBe(12);
});

test('a changed setting offers its default; taking it gives the focus to the field', async () => {
  const user = draw(<Field name="seed" />);
  expect(screen.queryByRole('button', { name: /^Back to/ })).toBeNull();
  const field = screen.getByLabelText<HTMLInputElement>(seed.label);
  await user.clear(field);
  await user.type(field, '99');
  await user.click(screen.getByRole('button', { name: `Back to ${defaultSettings.seed}` }));
  expect(stored('seed')).toBe(defaultSettings.seed);
  expect(field.value).toBe(String(defaultSettings.seed));
  expect(document.activeElement).toBe(field);
  expect(screen.queryByRole('button', { name: /^Back to/ })).toBeNull();
});

test('a choice offers only what can be taken now', async () => {
  const user = draw(<Field name="agent" choices={['sac', 'td3']} />);
  const field = screen.getByRole<HTMLSelectElement>('combobox');
  expect([...field.options].map(({ value }) => value).sort()).toEqual(['sac', 'td3']);
  await user.selectOptions(field, 'td3');
  expect(stored('agent')).toBe('td3');
});
