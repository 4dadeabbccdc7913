// The colours of a heat map: a scale in steps, so that a cell's colour can be found again in the key, and each step
// is drawn as one path.
//
// Prices: viridis (Smith and van der Walt, https://bids.github.io/colormap/), even to the eye from dark to light and
// told apart by the colour-blind. Differences: PuOr (Brewer, https://colorbrewer2.org/), orange above and purple below.

import { niceEnds } from '../../../drawings/nice-axis.ts';

const viridis = [
  '#440154',
  '#482878',
  '#3e4989',
  '#31688e',
  '#26828e',
  '#1f9e89',
  '#35b779',
  '#6ece58',
  '#b5de2b',
  '#fde725',
];
const purpleToOrange = ['#542788', '#998ec3', '#d8daeb', '#f7f7f7', '#fee0b6', '#f1a340', '#b35806'];

export interface ColorScale {
  readonly low: number;
  readonly high: number;
  /** From low to high. */
  readonly colors: readonly string[];
}

const priceSteps = 18;
/** Odd, so that the middle step is "about the same". */
const differenceSteps = 11;
/** Differences beyond this share are drawn as this one. */
const largestDifference = 1;

/** A scale over all of `values`, round at its ends. */
export function priceScale(values: Iterable<number>): ColorScale {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const { low, high } = niceEnds(min, max);
  return { low, high, colors: steps(viridis, priceSteps) };
}

/** A scale from `-most` to `most`, where `most` is the largest distance from 0, at least 5 % and at most 100 %. */
export function differenceScale(values: Iterable<number>): ColorScale {
  let most = 0.05;
  for (const value of values) most = Math.max(most, Math.abs(value));
  const high = Math.min(largestDifference, niceEnds(0, most).high);
  return { low: -high, high, colors: steps(purpleToOrange, differenceSteps) };
}

/** The step of `value`: 0 at the low end; values beyond an end count as that end. */
export function stepOf({ low, high, colors }: ColorScale, value: number): number {
  const share = high > low ? (value - low) / (high - low) : 0.5;
  return Math.min(colors.length - 1, Math.max(0, Math.floor(share * colors.length)));
}

/** `count` colours evenly along `anchors`, both ends included. */
function steps(anchors: readonly string[], count: number): readonly string[] {
  return Array.from({ length: count }, (_, k) => {
    const position = (k / (count - 1)) * (anchors.length - 1);
    const from = Math.min(anchors.length - 2, Math.floor(position));
    return mixed(anchors[from]!, anchors[from + 1]!, position - from);
  });
}

function mixed(from: string, to: string, share: number): string {
  const channel = (color: string, k: number) => Number.parseInt(color.slice(1 + 2 * k, 3 + 2 * k), 16);
  const mixedChannels = [0, 1, 2].map((k) =>
    Math.round(channel(from, k) + share * (channel(to, k) - channel(from, k))),
  );
  return `#${mixedChannels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
