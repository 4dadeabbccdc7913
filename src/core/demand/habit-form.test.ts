// What the uncertain form of a habit leaves in an elasticity, held to fits with other forms.

import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { fitFullDemand } from './fit-full-demand.ts';
import { habitForm, memoryEffects } from './habit-form.ts';
import { historyFixture } from './history-fixture.ts';
import { type Habit, nothingShared, usualForm } from './lasting.ts';
import { scatteredCount } from './simulated-product.ts';

const exponent = { mean: 1, standardDeviation: 0.3 };

function remembering(seed: number, retention: number, lossFactor: number) {
  const random = new Random(seed).fork('shop');
  const price: number[] = [];
  while (price.length < 240) {
    const today = 10 * [0.8, 0.88, 0.94, 1, 1.06, 1.12][random.integer(6)]!;
    for (let left = 2 + random.integer(8); left > 0 && price.length < 240; left--) price.push(today);
  }
  let used = 10;
  const units = price.map((today) => {
    const mean = 60 * (today / 10) ** -2 * (used / today) ** (today > used ? lossFactor : 1);
    used = retention * used + (1 - retention) * today;
    return scatteredCount(random, mean, 1.5);
  });
  return historyFixture({ price, units });
}

test('formError: by so much the elasticity moves where the form moves by its error', () => {
  const history = remembering(3, 0.9, 1.5);
  const fitted = (form: Partial<Habit>) =>
    fitFullDemand(
      history,
      null,
      null,
      { ...nothingShared, habit: { ...usualForm, exponent, ...form } },
      false,
    ).fit!;
  for (const [covariance, up, down] of [
    [[0.01, 0, 0], { retention: 1 - 0.1 * Math.exp(0.1) }, { retention: 1 - 0.1 * Math.exp(-0.1) }],
    [[0, 0, 0.01], { lossFactor: 1.5 * Math.exp(0.1) }, { lossFactor: 1.5 * Math.exp(-0.1) }],
  ] as const) {
    const moved = Math.abs(fitted(up).ownElasticity.value - fitted(down).ownElasticity.value) / 2;
    const { formError } = fitted({ covariance }).full!.lasting!;
    expect(formError).toBeGreaterThan(0.6 * moved);
    expect(formError).toBeLessThan(1.6 * moved);
  }
  expect(fitted({ covariance: [0, 0, 0] }).full!.lasting!.formError).toBe(0);
});

test('habitForm: few products are unsure of it, more are surer, and a long memory is not mistaken for a short one', () => {
  const formOf = (count: number, retention: number) =>
    habitForm({
      effects: Array.from({ length: count }, (_, k) =>
        memoryEffects(remembering(100 + k, retention, 1.5), null)!,
      ),
      usualExponent: exponent,
      usualSd: 0.3,
    });
  const few = formOf(3, 0.9);
  const many = formOf(14, 0.9);
  expect(few.covariance[0]).toBeGreaterThan(many.covariance[0]);
  expect(few.covariance[2]).toBeGreaterThan(many.covariance[2]);
  for (const retention of [0.8, 0.95]) {
    const { retention: found, covariance } = formOf(8, retention);
    expect(Math.abs(Math.log((1 - found) / (1 - retention)))).toBeLessThan(3 * Math.sqrt(covariance[0]));
  }
});
