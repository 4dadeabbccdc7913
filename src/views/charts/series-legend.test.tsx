// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { usualChartView } from '../../store/features/chart-view-feature.ts';
import { labStore } from '../../store/use-lab.ts';
import { draw } from '../component-fixture.tsx';
import { SeriesLegend } from './series-legend.tsx';
import { shownSeries } from './shown-series.ts';

beforeEach(() => labStore.setState({ chartView: usualChartView }));

const entries = [
  { id: 'meanQ', label: 'Mean Q', color: 'blue' },
  { id: 'actorLoss', label: 'Actor loss', color: 'orange' },
];

test('a series is hidden and shown with its button, and the last one stays', async () => {
  const user = draw(<SeriesLegend chart="Losses" entries={entries} />);
  const button = (label: string) => screen.getByRole('button', { name: `${label} in Losses` });
  const pressed = () => entries.map(({ label }) => button(label).getAttribute('aria-pressed'));
  expect(pressed()).toEqual(['true', 'true']);
  await user.click(button('Mean Q'));
  expect(pressed()).toEqual(['false', 'true']);
  expect(button('Actor loss').getAttribute('aria-disabled')).toBe('true');
  await user.click(button('Actor loss'));
  expect(pressed()).toEqual(['false', 'true']);
  await user.click(button('Mean Q'));
  expect(pressed()).toEqual(['true', 'true']);
  expect(labStore.getState().chartView.hidden).toEqual({ Losses: [] });
});

test('a series that is alone has no button', () => {
  draw(<SeriesLegend chart="Losses" entries={entries.slice(0, 1)} />);
  expect(screen.getByText('Mean Q')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('shownSeries: what is not hidden, and all where everything there is was hidden among others', () => {
  expect([...shownSeries(['a', 'b', 'c'], ['b', 'gone'])]).toEqual(['a', 'c']);
  expect([...shownSeries(['a', 'b'], ['a', 'b'])]).toEqual(['a', 'b']);
});
