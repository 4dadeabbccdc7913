import { expect, test } from 'vitest';

import { bestMissed, byGain } from './by-gain.ts';
import { recommendationFixture } from './recommendation-fixture.ts';
import type { Suggestion } from './suggestion.ts';

test('byGain: changes by gain, then tests, then what stays, then what has no price', () => {
  const of = (productId: string, price: number | null, changes: object) =>
    ({ productId, price, currentPrice: 20, recommendation: recommendationFixture(changes) }) as Suggestion;
  const gain = (value: number) => ({ gainPerDay: { value, interval: [0, 2 * value] } });
  const list = [
    of('none', null, {}),
    of('kept', 20, { action: 'keep', candidate: 'keep' }),
    of('small', 21, gain(1)),
    of('tested', 20, { action: 'test', candidate: 'keep' }),
    of('big', 21, gain(9)),
  ];
  expect(byGain(list).map(({ productId }) => productId)).toEqual(['big', 'small', 'tested', 'kept', 'none']);
});

test('bestMissed: the best change of a price that stays; none where nothing moves it', () => {
  const kept = recommendationFixture({ action: 'keep', candidate: 'keep' });
  expect(bestMissed(kept, 20)?.probability).toBe(0.75);
  expect(bestMissed({ ...kept, candidates: kept.candidates.slice(0, 1) }, 20)).toBeNull();
});
