import { expect, test } from 'vitest';

import { contextOf } from '../context-fixture.ts';
import type { Keepsake } from '../lab-services.ts';
import { chartViewFeature, keptChartView, usualChartView } from './chart-view-feature.ts';

function keepsakeWith(text: string | null = null): Keepsake {
  let kept = text;
  return { getItem: () => kept, setItem: (_name, after) => void (kept = after) };
}

test('the view of the charts is kept for the next visit', () => {
  const keepsake = keepsakeWith();
  const { context, state } = contextOf({}, { keepsake });
  const { actions } = chartViewFeature(context);
  actions.viewCharts({ smoothing: 0.6, axis: 'time' });
  actions.viewCharts({ logarithmic: { temperature: true }, ignoresOutliers: true });
  actions.toggleSeries('Losses', 'meanQ');
  const expected = {
    smoothing: 0.6,
    axis: 'time',
    ignoresOutliers: true,
    logarithmic: { temperature: true },
    hidden: { Losses: ['meanQ'] },
  };
  expect(state().chartView).toEqual(expected);
  expect(keptChartView(keepsake).chartView).toEqual(expected);
  actions.toggleSeries('Losses', 'meanQ');
  expect(state().chartView.hidden).toEqual({ Losses: [] });
});

test('hidden series of a chart do not add up for ever: the latest stay', () => {
  const { context, state } = contextOf({}, { keepsake: keepsakeWith() });
  const { actions } = chartViewFeature(context);
  for (let run = 0; run < 60; run++) actions.toggleSeries('Runs compared', String(run));
  const hidden = state().chartView.hidden['Runs compared']!;
  expect(hidden).toHaveLength(50);
  expect(hidden.at(-1)).toBe('59');
});

test.each([
  '{',
  '[1]',
  'null',
  '{"smoothing":1.5,"axis":"days","ignoresOutliers":3,"logarithmic":{"a":1},"hidden":[1]}',
])('what cannot be read back is as usual (%s)', (text) => {
  expect(keptChartView(keepsakeWith(text)).chartView).toEqual(usualChartView);
});

test('one part that cannot be read back takes nothing from the others', () => {
  const text = '{"smoothing":0.9,"axis":"days"}';
  expect(keptChartView(keepsakeWith(text)).chartView).toEqual({ ...usualChartView, smoothing: 0.9 });
});

test('a browser that keeps nothing still changes the view', () => {
  const keepsake = { ...keepsakeWith(), setItem: () => expect.fail('full') };
  const { context, state } = contextOf({}, { keepsake });
  chartViewFeature(context).actions.viewCharts({ smoothing: 0.3 });
  expect(state().chartView.smoothing).toBe(0.3);
  expect(keptChartView(null).chartView).toEqual(usualChartView);
});
