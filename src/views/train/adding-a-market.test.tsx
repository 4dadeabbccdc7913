// @vitest-environment jsdom

// A market that no list of the page knows is registered here: its settings stand in the form, its run under the headline and in
// the charts, in its own words.

import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { banditName, registerBandit } from '../../core/market/bandit-fixture.ts';

registerBandit();
// Only now: the form is made of the kinds there are.
const { settingsFrom } = await import('../../core/run/run-settings.ts');
const { defaultSettings } = await import('../../core/run/settings.ts');
const { plannedRun } = await import('../../store/run-plan.ts');
const { labStore } = await import('../../store/use-lab.ts');
const { draw } = await import('../component-fixture.tsx');
const { EpisodeReturnChart } = await import('../charts/episode-return-chart.tsx');
const { RewardPartsChart } = await import('../charts/reward-parts-chart.tsx');
const { RunPanel } = await import('./runs/run-panel.tsx');
const { SettingsPanel } = await import('./settings/settings-panel.tsx');
const { useSettingDrafts } = await import('./settings/use-setting-drafts.ts');

const settings = settingsFrom({ market: banditName });

function Form() {
  const { drafts, actions } = useSettingDrafts();
  return <SettingsPanel drafts={drafts} actions={actions} />;
}

beforeEach(() => labStore.setState({ settings: defaultSettings }));

test('the form offers it, and shows its settings in its own group', async () => {
  const user = draw(<Form />);
  const markets = within(screen.getByRole('radiogroup', { name: 'Market' }));
  await user.click(markets.getByRole('radio', { name: 'Bandit of one step' }));
  expect(labStore.getState().settings.market).toBe(banditName);
  expect(screen.getByText('Sells for one day at one price.')).toBeTruthy();
  expect(screen.getByText('The stall pays what it takes in.')).toBeTruthy();
  expect(screen.queryByText(/needs a sales file/)).toBeNull();
  expect(screen.queryByLabelText('Elasticity')).toBeNull();

  const field = screen.getByLabelText<HTMLInputElement>('Choke price');
  await user.clear(field);
  await user.type(field, '30');
  expect(labStore.getState().settings).toMatchObject({ banditChoke: 30 });
  await user.clear(field);
  await user.type(field, '2');
  expect(screen.getByText('Expected a number from 5 to 1,000.')).toBeTruthy();
  expect(labStore.getState().settings).toMatchObject({ banditChoke: 30 });
});

test('its run stands in the headline and the charts, its reward in its own words', async () => {
  labStore.setState({ settings });
  const { plan, view } = plannedRun(labStore.getState(), 'a');
  expect(plan).toMatchObject({ setup: { kind: banditName }, histories: [], productNames: ['Stall'] });
  const evaluation = {
    step: 200,
    meanReturn: 1.5,
    returns: [1.4, 1.6],
    gapClosed: 0.85,
    gapInterval: null,
    againstKeep: null,
    isBest: true,
  };
  labStore.setState({
    run: {
      ...view,
      state: 'finished',
      rewardPartNames: ['takings'],
      progress: {
        step: 200,
        totalSteps: 200,
        updates: 100,
        elapsedSeconds: 2,
        updatesPerSecond: 50,
        stepsPerSecond: 100,
        secondsLeft: Number.NaN,
        updateShare: 0.5,
      },
      baselines: {
        keepPrice: 1.2,
        keepReturns: [1.2, 1.2],
        myopicPrice: null,
        bestFixedPrice: { price: 12, meanReturn: 1.55 },
        optimum: 1.55,
        profit: null,
      },
      episodes: Array.from({ length: 20 }, (_, i) => ({
        step: 10 * (i + 1),
        episodeReturn: 1,
        parts: [1],
        days: 1,
        product: 0,
      })),
      evaluations: [evaluation],
    },
  });
  draw(
    <>
      <RunPanel startProblem={null} />
      <EpisodeReturnChart height={200} />
      <RewardPartsChart height={200} />
    </>,
  );
  const panel = within(screen.getByRole('region', { name: 'This run' }));
  expect(await panel.findByText('85 %')).toBeTruthy();
  expect(panel.getAllByText('1.50').length).toBeGreaterThan(0);
  const returns = within(screen.getByRole('figure', { name: /Episode return/ }));
  expect((await returns.findByText(/keeping the price/)).textContent).toBe(
    'The last 20 episodes returned 1.00 on average; keeping the price returns 1.20.',
  );
  const parts = within(screen.getByRole('figure', { name: /Reward parts/ }));
  expect((await parts.findAllByText(/Takings of the stall/)).length).toBeGreaterThan(0);
});
