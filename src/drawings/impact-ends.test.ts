import { expect, test } from 'vitest';

import { impactMeasures, type ImpactFigure } from '../core/decisions/impact.ts';
import { measureEnds } from './impact-ends.ts';

const margin = impactMeasures.find(({ name }) => name === 'margin')!;
const figure: ImpactFigure = {
  before: { value: 0.1, interval: [0.1, 0.1] },
  after: { value: 0.2, interval: [0.18, 0.22] },
  change: { value: 0.1, interval: [0.1, 0.1] },
};

test('measureEnds: both intervals and the goal are in sight', () => {
  const [low, high] = measureEnds(margin, figure);
  expect(low).toBeLessThan(0.1);
  expect(high).toBeGreaterThan(0.22);
});
