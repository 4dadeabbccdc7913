// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { smallRun } from '../../core/export/run/run-fixture.ts';
import { usualChartView } from '../../store/features/chart-view-feature.ts';
import { runViewOf } from '../../store/shown-run-record.ts';
import { labStore } from '../../store/use-lab.ts';
import { draw } from '../component-fixture.tsx';
import { RunChartControls, scalesOf } from './run-chart-controls.tsx';

beforeEach(() => labStore.setState({ chartView: usualChartView }));

const view = () => labStore.getState().chartView;

test('smoothing and the horizontal axis are chosen for all charts of the run', async () => {
  labStore.setState({ run: runViewOf({ ...smallRun, times: [{ step: 60, seconds: 2 }] }, null) });
  const user = draw(<RunChartControls />);
  const slider = screen.getByRole('slider', { name: 'Smoothing' });
  expect(slider.getAttribute('aria-valuetext')).toBe('off');
  fireEvent.change(slider, { target: { value: '0.6' } });
  expect(slider.getAttribute('aria-valuetext')).toBe('0.60');
  await user.click(screen.getByRole('radio', { name: 'Time' }));
  expect(view()).toMatchObject({ smoothing: 0.6, axis: 'time' });
});

test('a run whose times were not recorded says so, and its charts lie on steps', () => {
  labStore.setState({ run: runViewOf(smallRun, null), chartView: { ...usualChartView, axis: 'time' } });
  draw(<RunChartControls />);
  expect(screen.getByText('Times were not recorded for this run.')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Time' }).disabled).toBe(true);
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Steps' }).checked).toBe(true);
  expect(view().axis, 'the choice is kept for runs that have times').toBe('time');
});

test('a logarithmic axis is offered where the values allow it, and refused with its reason elsewhere', async () => {
  labStore.setState({ run: runViewOf(smallRun, null) });
  const user = draw(<RunChartControls />);
  await user.click(screen.getByRole('button', { name: 'Vertical axis' }));
  const box = async (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name });
  expect((await box('Critic loss')).checked, 'as usual').toBe(true);
  await user.click(await box('Critic loss'));
  await user.click(await box('Episode return'));
  expect(view().logarithmic).toEqual({ criticLoss: false, 'Episode return': true });
  expect((await box('Mean Q and Actor loss')).disabled).toBe(true);
  expect(screen.getByText('Linear: it has values below 0.')).toBeTruthy();
  await user.click(await box('Ignore outliers'));
  expect(view().ignoresOutliers).toBe(true);
});

test('scalesOf: the drawings that the agent has', () => {
  expect(scalesOf(smallRun, 'sac').map(({ drawing }) => drawing)).toEqual([
    'Episode return',
    'criticLoss',
    'meanQ',
    'temperature',
    'entropy',
  ]);
  const nothing = { episodes: [], evaluations: [], losses: [] };
  expect(scalesOf(nothing, 'ddpg').map(({ problem }) => problem)).toEqual([
    'has no value above 0 yet',
    'has no value above 0 yet',
    'has no value above 0 yet',
  ]);
});
