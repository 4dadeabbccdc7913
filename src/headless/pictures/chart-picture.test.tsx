import { afterAll, beforeAll, expect, test } from 'vitest';

import type { LegendEntry } from '../../drawings/legend-entry.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import type * as drawings from './chart-drawings.tsx';
import type * as pictures from './chart-picture.tsx';
import { openDrawingDocument } from './drawing-document.ts';
import { textWidth } from './text-width.ts';

const close = openDrawingDocument();
afterAll(close);
let chartPicture: typeof pictures.chartPicture;
let priceCalendar: typeof drawings.priceCalendar;
beforeAll(async () => {
  ({ chartPicture } = await import('./chart-picture.tsx'));
  ({ priceCalendar } = await import('./chart-drawings.tsx'));
});

const calendar = {
  firstDay: null,
  steps: [
    { day: 0, price: 23 },
    { day: 7, price: 18 },
  ],
  untriedFrom: null,
  overHeld: { value: 2, interval: [1, 3] as const },
  probabilityOverHeld: 0.9,
};
const drawing = () =>
  priceCalendar(calendar, { recommendation: { horizonDays: 30 }, currentPrice: 20 } as unknown as Suggestion);

test('chartPicture: a calendar has a step a day and its words, and is the same each time', async () => {
  const picture = await chartPicture('Price calendar', 'Tea <green> & "black"', drawing());
  const line = /<path [^>]*fill="none"[^>]* d="([^"]+)"/.exec(picture)![1]!;
  expect(line.split('L')).toHaveLength(61); // 30 days after the first, two corners each
  expect(new Set(line.match(/,[0-9.]+/g)).size).toBe(2); // two prices
  for (const word of ['day 1', 'day 29', 'price, currency', '24.00', 'Tea &lt;green&gt; &amp; "black"'])
    expect(picture).toContain(`>${word}<`);
  const names = (text: string) => text.replaceAll(/recharts[^" )]*/g, '');
  expect(names(await chartPicture('Price calendar', 'Tea <green> & "black"', drawing()))).toBe(
    names(picture),
  );
});

test('chartPicture: a long name is shortened, a long legend stands under the title, and nothing leaves the picture', async () => {
  const entry = (label: string): LegendEntry => ({ label, color: 'var(--chart-blue)' });
  const wide = { ...drawing(), legend: ['one', 'two', 'three'].map((name) => entry(name.repeat(8))) };
  const picture = await chartPicture('Price calendar', 'A very long name '.repeat(20), wide);
  const words = [
    ...picture.matchAll(/<text x="([0-9.]+)" y="([0-9.]+)" font-size="([0-9.]+)"[^>]*>([^<]+)</g),
  ];
  expect(words).toHaveLength(5); // title, name, three entries
  for (const [, x, , size, text] of words)
    expect(Number(x) + textWidth(text!, Number(size))).toBeLessThan(720);
  expect(words[1]![4]).toMatch(/^A very long name .*…$/);
  expect(new Set(words.map(([, , y]) => y)).size).toBe(2);
});

test('textWidth: letters as wide as in Helvetica, others by what they are', () => {
  expect(textWidth('1,204.50', 10)).toBeCloseTo(38.92); // six digits of 5.56, comma and point of 2.78
  expect(textWidth('茶', 12)).toBe(12);
  expect(textWidth('é', 10)).toBe(6);
});
