// @vitest-environment jsdom

import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { defaultSettings } from '../../../core/run/settings.ts';
import { labStore } from '../../../store/use-lab.ts';
import { draw } from '../../component-fixture.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { useSettingDrafts } from './use-setting-drafts.ts';

function Form() {
  const { drafts, actions } = useSettingDrafts();
  return <SettingsPanel drafts={drafts} actions={actions} />;
}

test('a click on the market that stands already is a choice: a file that comes later does not replace it', async () => {
  labStore.setState({ settings: defaultSettings, marketChosen: false });
  const user = draw(<Form />);
  const markets = within(screen.getByRole('radiogroup', { name: 'Market' }));
  const standing = markets.getByRole<HTMLInputElement>('radio', { checked: true });
  expect(labStore.getState().marketChosen).toBe(false);
  await user.click(standing);
  expect(labStore.getState()).toMatchObject({ settings: defaultSettings, marketChosen: true });
});
