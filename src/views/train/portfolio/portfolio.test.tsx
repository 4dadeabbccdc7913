// @vitest-environment jsdom

import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { portfolioPreset } from '../../../core/run/presets.ts';
import { defaultSettings } from '../../../core/run/settings.ts';
import { labStore } from '../../../store/use-lab.ts';
import { draw } from '../../component-fixture.tsx';
import { PortfolioInvitation } from './portfolio.tsx';

test('the invitation waits for the fits, which may bring what it offers: its button never goes away by itself', async () => {
  const data = { status: 'ready', dataset: { histories: [{}, {}] } } as never;
  labStore.setState({ data, demand: [{} as never], settings: defaultSettings, trainFor: 'all' });
  const user = draw(<PortfolioInvitation />);
  const button = () => screen.queryByRole('button', { name: 'Use preset Portfolio' });
  expect(button()).toBeNull();
  act(() => labStore.setState({ demand: [{} as never, {} as never] }));
  await user.click(button()!);
  expect(labStore.getState().settings).toMatchObject(portfolioPreset.settings);
  expect(button()).toBeNull();
  expect(screen.getByText(/^One policy for 2 products: start training/)).toBeTruthy();
});
