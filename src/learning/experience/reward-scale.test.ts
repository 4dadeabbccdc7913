import { expect, test } from 'vitest';

import { RewardScale } from './reward-scale.ts';

test('RewardScale: divides by the standard deviation, without moving the mean', () => {
  const scale = new RewardScale();
  for (const reward of [2, 4, 4, 4, 5, 5, 7, 9]) scale.observe(reward);
  // mean 5, squared distances 9+1+1+1+0+0+4+16 = 32, 32 / 7
  expect(scale.scale).toBeCloseTo(Math.sqrt(32 / 7), 12);
});

test('RewardScale: rewards that do not vary stay as they are, hardly varying ones are not blown up', () => {
  const still = new RewardScale();
  for (let i = 0; i < 5; i++) still.observe(3);
  expect(still.scale).toBe(1);
  const hardly = new RewardScale();
  for (let i = 0; i < 5; i++) hardly.observe(3 + (i % 2) * 1e-9);
  expect(hardly.scale).toBe(1e-4);
});

test('RewardScale: a restored one goes on as the first would have', () => {
  const scale = new RewardScale();
  for (const reward of [1, -2, 5]) scale.observe(reward);
  const restored = RewardScale.fromState(scale.state());
  scale.observe(4);
  restored.observe(4);
  expect(restored.scale).toBe(scale.scale);
});
