import { expect, test } from 'vitest';

import { pointAfterKey, spanAfterKey } from './chart-keys.ts';

test('pointAfterKey: arrows go by one, pages by ten, and none leaves the chart', () => {
  expect(pointAfterKey('ArrowRight', 3, 20)).toBe(4);
  expect(pointAfterKey('ArrowLeft', 3, 20)).toBe(2);
  expect(pointAfterKey('PageUp', 3, 20)).toBe(13);
  expect(pointAfterKey('PageDown', 3, 20)).toBe(0);
  expect(pointAfterKey('Home', 3, 20)).toBe(0);
  expect(pointAfterKey('End', 3, 20)).toBe(19);
  expect(pointAfterKey('ArrowRight', 19, 20)).toBe(19);
  expect(pointAfterKey('Tab', 3, 20)).toBeNull();
});

test('spanAfterKey: plus halves and minus doubles what is shown, and the point that is read stays in its place', () => {
  const shown = { low: 100, high: 500 };
  expect(spanAfterKey('+', shown, 200)).toEqual({ low: 150, high: 350 }); // a quarter from the left, as before
  expect(spanAfterKey('-', shown, 300)).toEqual({ low: -100, high: 700 });
  expect(spanAfterKey('0', shown, 300)).toBe('all');
  expect(spanAfterKey('ArrowRight', shown, 300)).toBeNull();
});
