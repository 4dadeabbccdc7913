// A chart read and zoomed with the keyboard: which point a key goes to, and which part of the axis it asks for.

import type { AxisSpan } from './use-axis-zoom.ts';

/** Points that `PageUp` and `PageDown` go over. */
const pagePoints = 10;

/** The place among `count` points that a key goes to from `at`, 0 being the first; null for any other key. */
export function pointAfterKey(key: string, at: number, count: number): number | null {
  const within = (place: number) => Math.max(0, Math.min(count - 1, place));
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return within(at + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(at - 1);
    case 'PageUp':
      return within(at + pagePoints);
    case 'PageDown':
      return within(at - pagePoints);
    case 'Home':
      return within(0);
    case 'End':
      return within(count - 1);
    default:
      return null;
  }
}

/** The part of the axis that a key asks for: half of it around `center`, twice of it, all of it; null for any other key. */
export function spanAfterKey(key: string, shown: AxisSpan, center: number): AxisSpan | 'all' | null {
  const around = (width: number): AxisSpan => {
    // The point that is read stays where it is in the picture.
    const share = (center - shown.low) / (shown.high - shown.low);
    return { low: center - share * width, high: center + (1 - share) * width };
  };
  const width = shown.high - shown.low;
  switch (key) {
    case '+':
    case '=':
      return around(width / 2);
    case '-':
      return around(width * 2);
    case '0':
      return 'all';
    default:
      return null;
  }
}
