import { expect, test } from 'vitest';

import type { PolicyMap } from '../../../core/market/map-facts.ts';
import type { PolicyMapAnswer } from '../../../worker/protocol/policy-protocol.ts';
import { chartCsv } from '../../../core/export/charts/chart-data.ts';
import { differenceScale, priceScale, stepOf } from './map-colors.ts';
import { cellWords, differences, mapSentence, mapTable, ownCells } from './policy-map-words.ts';

/** Two days and two levels of stock; with little stock on day 1 no episode gets there. */
const map: PolicyMap = {
  productName: 'tea',
  x: [1, 2],
  y: [0.5, 1],
  prices: Float64Array.of(99, 30, 20, 15),
  reached: Uint8Array.of(0, 1, 1, 1),
  episodes: [
    [
      { x: 1, y: 1 },
      { x: 2, y: 0.55 },
      { x: 3, y: 0 },
    ],
  ],
  axes: {
    x: { label: 'day of the episode', plural: 'days', quantity: 'count', place: 'on day {}' },
    y: {
      label: 'stock left (share)',
      plural: 'levels of stock',
      quantity: 'share',
      place: 'with {} of the stock',
      whole: { amount: 1000, unit: 'units' },
    },
  },
  dots: [],
  states: 'The {price} in {columns} days × {rows} levels of stock = {cells} states.',
  held: { text: 'Held: {0} charged the day before.', figures: [{ value: 20, quantity: 'money' }] },
  marks: 'Hatched: no episode gets there.',
  unreached: 'No episode gets here.',
  isComparable: true,
  yesterday: { lowest: 11, highest: 60, reference: 20, chosen: 20 },
};
const answer: PolicyMapAnswer = {
  map,
  step: 400,
  optimum: { status: 'done', map: { ...map, prices: Float64Array.of(30, 24, 20, 20) }, atEstimate: false },
};

test('mapSentence: extremes and distances of the states within reach, and what is held', () => {
  // Own episodes pass day 1 at 100 % (20 against 20) and day 2 at 50 % (30 against 24, 25 % off): 12.5 % on average.
  // Within reach besides: day 2 at 100 % (15 against 20, 25 % off): 50 / 3 = 16.7 %.
  expect(mapSentence(answer)).toBe(
    'The price in 2 days × 2 levels of stock = 4 states. Held: 20.00 charged the day before. ' +
      'Highest price 30.00, on day 2 with 50 % of the stock; lowest 15.00, on day 2 with 100 % of the stock. ' +
      'Average gap to the optimal price: 13 % in the states it visits, 17 % in all an episode can reach. ' +
      'Lines: 1 episode of each policy. Hatched: no episode gets there.',
  );
});

test('mapSentence: where the elasticity is uncertain it says what the optimum takes', () => {
  const optimum = { ...answer.optimum, atEstimate: true } as PolicyMapAnswer['optimum'];
  expect(mapSentence({ ...answer, optimum })).toContain(
    '17 % in all an episode can reach. The optimum assumes the estimated elasticity. Lines',
  );
});

test('mapSentence: one price everywhere, a rival, and no optimum', () => {
  const flat: PolicyMapAnswer = {
    map: {
      ...map,
      prices: new Float64Array(4).fill(12),
      reached: null,
      held: { text: 'Held: the rival at {0}.', figures: [{ value: 19, quantity: 'money' }] },
      marks: 'Which states are reachable with a moving rival is not computed.',
    },
    step: 1,
    optimum: { status: 'none', why: 'The optimum is not computed where the rival walks at random.' },
  };
  const sentence = mapSentence(flat);
  expect(sentence).toContain(
    'the rival at 19.00. The price is 12.00 everywhere. The optimum is not computed',
  );
  expect(sentence).toContain('Which states are reachable with a moving rival is not computed.');
});

test('an optimum drawn alone: its own words, and no policy to compare with', () => {
  const alone: PolicyMapAnswer = { map, step: null, optimum: { status: 'alone', atEstimate: false } };
  expect(mapSentence(alone)).toBe(
    'The optimal price, known before any training, in 2 days × 2 levels of stock = 4 states. ' +
      'Held: 20.00 charged the day before. Highest price 30.00, on day 2 with 50 % of the stock; lowest 15.00, ' +
      'on day 2 with 100 % of the stock. It is what earns most reward on average over the noise of demand. ' +
      'Lines: 1 episode. Hatched: no episode gets there.',
  );
  expect(cellWords(alone, { column: 1, row: 0 })).toBe(
    'On day 2 with 50 % of the stock (500 units): optimum 30.00.',
  );
  expect(mapTable(alone).columns).toEqual([
    'day of the episode',
    'stock left (share)',
    'optimum price (currency)',
    'reached',
  ]);
  expect(mapTable(alone).rows[1]).toEqual([2, 0.5, 30, 'yes']);
  expect(differences(alone)).toBeNull();
});

test('ownCells: each cell once; sold out and after the last day count for none', () => {
  expect(ownCells({ ...map, episodes: [...map.episodes, ...map.episodes] })).toEqual([2, 1]);
});

test('cellWords: a state, both prices and their difference', () => {
  expect(cellWords(answer, { column: 1, row: 0 })).toBe(
    'On day 2 with 50 % of the stock (500 units): policy 30.00; optimum 24.00, difference +25.0 %.',
  );
  expect(cellWords(answer, { column: 0, row: 0 })).toContain('No episode gets here.');
});

test('mapTable: a row a state', () => {
  expect(chartCsv(mapTable(answer)).split('\r\n')).toEqual([
    'day of the episode,stock left (share),policy price (currency),optimum price (currency),reached',
    '1,0.5,99,30,no',
    '2,0.5,30,24,yes',
    '1,1,20,20,yes',
    '2,1,15,20,yes',
    '',
  ]);
  expect([...differences(answer)!].map((share) => Math.round(share * 100))).toEqual([230, 25, 0, -25]);
});

test('stepOf: ends and what lies beyond them, the middle of a difference', () => {
  const scale = priceScale([10, 20]);
  expect([stepOf(scale, scale.low), stepOf(scale, scale.high), stepOf(scale, 1e6), stepOf(scale, 0)]).toEqual(
    [0, scale.colors.length - 1, scale.colors.length - 1, 0],
  );
  const apart = differenceScale([0.01, -0.3]);
  expect([apart.low, apart.high]).toEqual([-0.3, 0.3]);
  expect(stepOf(apart, 0)).toBe((apart.colors.length - 1) / 2);
  // About the same is nearly white.
  expect(apart.colors[(apart.colors.length - 1) / 2]).toBe('#f7f7f7');
  expect(differenceScale([7]).high).toBe(1);
  // At least 5 %, on a round end.
  expect(differenceScale([0]).high).toBe(0.06);
});
