import { expect, test } from 'vitest';

import { referenceMarket } from './reference-market.ts';
import { calibratedFacts } from './calibrated-facts.ts';

test('calibratedFacts: price, cost, elasticity, demand and stock with their units', () => {
  const facts = calibratedFacts({ ...referenceMarket, elasticityError: 0.25 });
  expect(facts.slice(0, 5)).toEqual([
    { label: 'Reference price', value: '20.00', note: 'currency, the last one' },
    { label: 'Unit cost', value: '10.00', note: 'currency' },
    { label: 'Elasticity', value: '-1.50 ± 0.25', note: '% units per % price' },
    { label: 'Base demand', value: '100', note: 'units a day' },
    { label: 'Initial inventory', value: '1,000', note: 'units' },
  ]);
});

test('calibratedFacts: a rival only where there is one', () => {
  const labels = (rival: 'none' | 'follower') =>
    calibratedFacts({ ...referenceMarket, rival }).map((fact) => fact.label);
  expect(labels('none')).not.toContain('Cross elasticity');
  expect(labels('follower')).toContain('Cross elasticity');
});
