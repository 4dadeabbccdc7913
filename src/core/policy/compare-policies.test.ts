import { expect, test } from 'vitest';

import { createMarket } from '../market/create-market.ts';
import { episodeOutcomes } from '../market/episode-returns.ts';
import { namedMarket } from '../market/typed-in.ts';
import { defaultSettings } from '../run/settings.ts';
import { pairedBootstrap } from '../statistics/paired-bootstrap.ts';
import { comparedSentence, differenceWords, moneyOf, otherWayWords, verdictWords } from './compared-words.ts';
import { comparePoliciesSteps } from './compare-policies.ts';
import type { ComparedPolicies } from './compared-policies.ts';
import type { Policy } from './policy.ts';

const setup = namedMarket('reference', defaultSettings)!;
const always = (action: number) =>
  ({ act: (_: Float32Array, count: number) => new Float32Array(count).fill(action) }) as unknown as Policy;
const dear = { setup, policy: always(0.4) };
const cheap = { setup, policy: always(-0.4) };

function played(byRevenue: boolean, pair = [dear, cheap] as const) {
  const steps = comparePoliciesSteps(pair, { episodes: 16, seed: 3, byRevenue });
  const shares: number[] = [];
  for (;;) {
    const next = steps.next();
    if (next.done === true) return { shares, compared: next.value };
    shares.push(next.value);
  }
}

test('comparePoliciesSteps: profit and revenue of both on the same episodes, the difference paired', () => {
  const { compared, shares } = played(false);
  const outcomes = [dear, cheap].map(({ policy }) => {
    const steps = episodeOutcomes(createMarket(setup, 16, 3, 'evaluation'), ({ observations, count }) =>
      policy.act(observations, count),
    );
    for (;;) {
      const next = steps.next();
      if (next.done === true) return next.value;
    }
  });
  expect(compared.episodes).toBe(16);
  for (const [measure, name] of [
    [compared.profit!, 'profits'],
    [compared.revenue, 'revenues'],
    [compared.reward, 'returns'],
  ] as const) {
    const [a, b] = outcomes.map((outcome) => [...outcome[name]]);
    expect(measure.difference, name).toEqual(pairedBootstrap(a!, b!));
    expect(measure.means[0] - measure.means[1], name).toBeCloseTo(measure.difference!.mean, 8);
  }
  // How much is done rises to the whole.
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
  // The last of three plays was under way; dearer goods last longer than cheap ones.
  expect(shares.at(-1)).toBeGreaterThan(2 / 3);
});

test('comparePoliciesSteps: the verdict is in money, by what they were trained for', () => {
  const byProfit = played(false).compared;
  const byRevenue = played(true).compared;
  expect([byProfit.by, byRevenue.by]).toEqual(['profit', 'revenue']);
  expect(moneyOf(byRevenue)).toBe(byRevenue.revenue);
  const sign = ({ low, high }: { low: number; high: number }) =>
    low > 0 ? 'first' : high < 0 ? 'second' : 'unclear';
  for (const compared of [byProfit, byRevenue])
    expect(compared.better).toBe(sign(moneyOf(compared).difference!));
  const same = played(false, [dear, dear]).compared;
  expect(same).toMatchObject({ better: 'unclear', profit: { difference: { mean: 0, low: 0, high: 0 } } });
});

test('compared words: verdict, interval, and that the reward says otherwise', () => {
  const measure = (low: number, high: number) => ({
    means: [120, 100] as const,
    keepPrice: 90,
    difference: { mean: (low + high) / 2, low, high },
  });
  const compared: ComparedPolicies = {
    episodes: 256,
    by: 'profit',
    better: 'first',
    profit: measure(12, 28),
    revenue: measure(-3, 4),
    reward: measure(-2, -1),
  };
  const names = ['Spring', 'Autumn'] as const;
  expect(verdictWords(names, compared)).toBe('Spring earns more.');
  expect(verdictWords(names, { ...compared, by: 'revenue', better: 'second' })).toBe(
    'Autumn sells for more.',
  );
  expect(verdictWords(names, { ...compared, better: 'unclear' })).toBe('It is unclear which is better.');
  expect(differenceWords(compared)).toBe(
    'The difference lies between +12 and +28 (95 %, 256 episodes that both played).',
  );
  expect(otherWayWords(compared)).toContain('the other way round');
  expect(otherWayWords({ ...compared, reward: measure(1, 2) })).toBe('');
  expect(comparedSentence(names, compared)).toMatch(
    /^Spring earns more\. Spring 120(?:\.00)?, Autumn 100(?:\.00)? profit an episode\. The difference/,
  );
});
