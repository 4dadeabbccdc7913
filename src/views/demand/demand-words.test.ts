import { describe, expect, test } from 'vitest';

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import { summary as summaryOf } from '../../core/demand/summary-fixture.ts';
import { z975 } from '../../core/demand/verdict-limits.ts';
import {
  curveSentence,
  demandHeadline,
  elasticitiesSentence,
  elasticityInWords,
  elasticityRows,
  expectedUnits,
  verdictWithDrivers,
  weighingSentence,
} from './demand-words.ts';

const summary = summaryOf({
  estimate: -0.8,
  standardError: 0.8,
  interval: [-2.4, 0.8],
  marketElasticity: -1,
  marketElasticityError: 0.6,
  verdict: 'cannotTell',
});

test('elasticityInWords: less, more, the same', () => {
  expect(elasticityInWords(-1.42)).toBe('A 1 % higher price sells about 1.4 % less');
  expect(elasticityInWords(0.5)).toBe('A 1 % higher price sells about 0.5 % more');
  expect(elasticityInWords(0)).toBe('A 1 % higher price sells about the same');
});

test('verdictWithDrivers: what advertising does stands behind the verdict, where the file tells of it', () => {
  const found = { drivers: ['On special days demand is higher.'] };
  const sentence = 'Demand falls.';
  expect(verdictWithDrivers({ sentence, found })).toBe('Demand falls. On special days demand is higher.');
  expect(verdictWithDrivers({ sentence, found: null })).toBe('Demand falls.');
});

test('demandHeadline: an assumption where the file cannot tell', () => {
  expect(demandHeadline(summary)).toBe('Assumed: a 1 % higher price sells about 1 % less');
  // As the curve is drawn, not the -0.8 of its own sales alone.
  expect(demandHeadline({ ...summary, verdict: 'answers' })).toBe('A 1 % higher price sells about 1 % less');
  expect(demandHeadline({ ...summary, verdict: 'leans' })).toBe('A 1 % higher price sells about 1 % less');
});

test('expectedUnits: constant elasticity through the reference price', () => {
  expect(expectedUnits(summary, 10)).toBe(20);
  expect(expectedUnits(summary, 20)).toBe(10); // 20 * 2 ^ -1
});

test('weighingSentence: estimate, prior and what is used; without a fit only the last', () => {
  expect(weighingSentence(summary, null)).toBe(
    'The file alone gives -0.80 ± 0.80; combined by precision with the usual elasticity (-1.50 ± 1.00), the markets use -1.00.',
  );
  expect(
    weighingSentence({ ...summary, estimate: null, standardError: null, marketElasticity: -1.5 }, null),
  ).toBe(
    'The regression could not be fitted, so the markets use the usual elasticity (-1.50 ± 1.00): -1.50.',
  );
});

const pooled = {
  estimate: -1.4,
  standardError: 0.4,
  categoryMean: -2,
  categorySd: 0.5,
  products: 9,
};

test('weighingSentence: the category where pooled, and no weight for quantity breaks', () => {
  const inCategory = { ...summary, prior: { mean: -2, standardDeviation: 0.6 }, pooled };
  expect(weighingSentence(inCategory, 'Tea')).toBe(
    'The file alone gives -0.80 ± 0.80; combined by precision with the 9 products of Tea that could be fitted (-2.00 ± 0.60), the markets use -1.00.',
  );
  const broken = { ...summary, quantityBreaks: { share: 0.4, sentence: '' }, marketElasticity: -1.5 };
  expect(weighingSentence(broken, null)).toBe(
    'Quantity breaks distort the file’s own estimate, so the markets use the usual elasticity (-1.50 ± 1.00): -1.50.',
  );
  const suspicious = { ...broken, quantityBreaks: null, found: null, verdict: 'suspicious' as const };
  expect(weighingSentence(suspicious, null)).toBe(
    'More was sold at higher prices, so the file’s own estimate is not used; the markets use the usual elasticity (-1.50 ± 1.00): -1.50.',
  );
});

describe('elasticityRows', () => {
  const labels = (of: DemandSummary) => elasticityRows(of, 'Tea').map(({ label }) => label);

  test('own and used alone; used alone without a fit', () => {
    expect(labels(summary)).toEqual(['Own price', 'Used by the markets']);
    expect(labels({ ...summary, estimate: null, interval: null })).toEqual(['Used by the markets']);
  });

  test('both own elasticities and the cross elasticity where there is a rival, and the category', () => {
    const all: DemandSummary = {
      ...summary,
      crossElasticity: 0.4,
      crossInterval: [0.1, 0.7],
      withoutCompetitor: { estimate: -0.6, standardError: 0.7, interval: [-2, 0.8] },
      pooled,
    };
    expect(labels(all)).toEqual([
      'Own price, rival held still',
      'Own price, rival ignored',
      'Rival’s price',
      'Tea',
      'Pooled, used by the markets',
    ]);
    const used = elasticityRows(all, 'Tea').find(({ isUsed }) => isUsed)!;
    expect(used.interval[0]).toBeCloseTo(-1 - z975 * 0.6, 12);
    // the interval is 3.2 wide; 0.2 is less than an eighth of it
    expect(elasticitiesSentence(all)).toContain(
      'Ignoring the rival’s price barely changes the elasticity, by 0.20.',
    );
    expect(
      elasticitiesSentence({ ...all, withoutCompetitor: { ...all.withoutCompetitor!, estimate: 0.2 } }),
    ).toContain('would change the elasticity by 1.00');
  });
});

test('curveSentence: units at both ends and at the last price', () => {
  expect(curveSentence(summary, { low: 5, high: 20 }, 'day', 0)).toBe(
    'At the current level, a price of 5.00 would sell about 40 units a day and 20.00 about 10; at the last price of 10.00 it is 20. ' +
      'Shaded: prices never tried. ' +
      'Each point is a past day, with the season and trend of its time in it.',
  );
  expect(curveSentence(summary, { low: 10, high: 10 }, 'week', 2)).toBe(
    'The price was always 10.00, which sells about 20 units a week. Shaded: prices never tried. ' +
      'Each point is a past week, with the season and trend of its time in it. 2 points lie above the top of the chart.',
  );
});
