import { expect, test } from 'vitest';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import {
  curveSentence,
  demandHeadline,
  elasticityInWords,
  expectedUnits,
  weighingSentence,
} from './demand-words.ts';

const summary: DemandSummary = {
  productId: 'soap',
  estimate: -0.8,
  standardError: 0.8,
  interval: [-2.4, 0.8],
  marketElasticity: -1,
  marketElasticityError: 0.6,
  prior: { mean: -1.5, standardDeviation: 1 },
  pooled: null,
  dispersion: 1.2,
  days: 160,
  distinctPrices: 5,
  verdict: 'cannotTell',
  sentence: '',
  referencePrice: 10,
  baseUnits: 20,
  level: { slope: 0, standardError: 0.05 },
  crossElasticity: null,
  crossInterval: null,
  withoutCompetitor: null,
  quantityBreaks: null,
  experiment: null,
};

test('elasticityInWords: less, more, the same', () => {
  expect(elasticityInWords(-1.42)).toBe('1 % dearer sells about 1.4 % less');
  expect(elasticityInWords(0.5)).toBe('1 % dearer sells about 0.5 % more');
  expect(elasticityInWords(0)).toBe('1 % dearer sells about the same');
});

test('demandHeadline: an assumption where the file cannot tell', () => {
  expect(demandHeadline(summary)).toBe('Assumed: 1 % dearer sells about 1 % less');
  expect(demandHeadline({ ...summary, verdict: 'answers' })).toBe('1 % dearer sells about 0.8 % less');
  expect(demandHeadline({ ...summary, verdict: 'leans' })).toBe('1 % dearer sells about 1 % less');
});

test('expectedUnits: constant elasticity through the reference price', () => {
  expect(expectedUnits(summary, 10)).toBe(20);
  expect(expectedUnits(summary, 20)).toBe(10); // 20 * 2 ^ -1
});

test('weighingSentence: estimate, prior and what is used; without a fit only the last', () => {
  expect(weighingSentence(summary)).toBe(
    'The file alone says -0.80 ± 0.80; weighed by precision against what is usual elsewhere (-1.50 ± 1.00), the markets use -1.00.',
  );
  expect(weighingSentence({ ...summary, estimate: null, standardError: null, marketElasticity: -1.5 })).toBe(
    'The regression could not be fitted, so the markets use what is usual elsewhere: -1.50.',
  );
});

test('curveSentence: units at both ends and at the last price', () => {
  expect(curveSentence(summary, 5, 20, 'day')).toBe(
    'At the present level, 5.00 would sell about 40 units a day and 20.00 about 10; at the last price of 10.00 it is 20. ' +
      'Each point is a past day, with the season and trend of its time in it.',
  );
});
