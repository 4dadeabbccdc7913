import { expect, test } from 'vitest';

import { mean } from '../statistics/summary.ts';
import { Random } from '../random.ts';
import { regularPrice } from './regular-price.ts';
import { fitFullDemand } from './fit-full-demand.ts';
import { nothingShared } from './lasting.ts';
import { jumpsSentence, ownJumps, priceJumps, type StepsSeen } from './jumps-with-prices.ts';
import { simulatedProduct } from './simulated-product.ts';

const rows = 240;
/** Rows that a price holds. */
const spell = 6;
const levelSd = 0.03;

/** A product whose level steps by N(0, 0.03), all of it told, and by a jump more where its price changes. */
function stepsOf(random: Random, jumpSd: number): StepsSeen {
  const isNew = (t: number) => t % spell === 0;
  const levelSteps = Float64Array.from(
    { length: rows - 1 },
    (_, t) => levelSd * random.normal() + (isNew(t) ? jumpSd * random.normal() : 0),
  );
  return {
    priceSteps: levelSteps.map((_, t) => (isNew(t) ? (t % (2 * spell) === 0 ? 0.08 : -0.08) : 0)),
    levelSteps,
    oddSteps: levelSteps.map((step) => step / levelSd),
    levelVariance: levelSd ** 2,
  };
}

function fileOf(jumpSd: number, products: number, seed: number) {
  const random = new Random(seed);
  return Array.from({ length: products }, (_, i) => stepsOf(random.fork(`${i}`), jumpSd));
}

test('priceJumps: how far demand jumps with new prices beyond its own steps', () => {
  const found = [1, 2, 3].map((seed) => priceJumps(fileOf(0.15, 20, seed))!.sd);
  expect(Math.abs(mean(found) - 0.15)).toBeLessThan(0.01);
});

test('priceJumps: none where levels step alike on all days, nor of too few products', () => {
  for (let seed = 1; seed <= 20; seed++) expect(priceJumps(fileOf(0, 20, seed))).toBeNull();
  expect(priceJumps(fileOf(0.15, 7, 1))).toBeNull();
  expect(priceJumps([])).toBeNull();
});

test('priceJumps: none where the products that step most lead to a variance below 0', () => {
  const calm = stepsOf(new Random(9), 0);
  const isNew = calm.priceSteps.map((step) => (step === 0 ? 1 : 0.1));
  const still = {
    ...calm,
    levelSteps: calm.levelSteps.map((step, t) => 20 * step * isNew[t]!),
    oddSteps: calm.oddSteps.map((step, t) => step * isNew[t]!),
    levelVariance: (20 * levelSd) ** 2,
  };
  expect(priceJumps([...fileOf(0.05, 60, 1), still])).toBeNull();
});

test('priceJumps: a product whose price hardly ever changes, or always, tells nothing', () => {
  const file = fileOf(0.15, 20, 1);
  const still = file.map((one) => ({ ...one, priceSteps: one.priceSteps.map(() => 0) }));
  const restless = file.map((one) => ({ ...one, priceSteps: one.priceSteps.map(() => 0.05) }));
  expect(priceJumps(still)).toBeNull();
  expect(priceJumps(restless)).toBeNull();
});

test('ownJumps: their error is jumps over steps of the price, whatever lies between those', () => {
  const price = Float64Array.from([0, 0, 0.1, 0.1, 0.1, 0, 0, 0.001]);
  expect(ownJumps({ sd: 0.05 }, price).error).toBeCloseTo(0.65);
  expect(ownJumps({ sd: 0.05 }, new Float64Array(5)).error).toBe(0);
  expect([0.09, 0.11].map((sd) => ownJumps({ sd }, price).isUntold)).toEqual([false, true]);
});

test('fitFullDemand: jumps of the file widen the elasticity, as an error that its products share, and move nothing', () => {
  const { history } = simulatedProduct(1, new Random(7));
  const fitOf = (jumps: { readonly sd: number } | null) =>
    fitFullDemand(history, null, regularPrice(history), { ...nothingShared, jumps }, false).fit!;
  const [without, beside] = [fitOf(null), fitOf({ sd: 0.05 })];
  const added = ownJumps({ sd: 0.05 }, beside.terms.columns[1]!).error;
  expect(added).toBeGreaterThan(0.1);
  expect(beside.ownElasticity.value).toBeCloseTo(without.ownElasticity.value, 10);
  expect(beside.ownElasticity.standardError).toBeCloseTo(
    Math.hypot(without.ownElasticity.standardError, added),
    10,
  );
  expect(beside.full!.sharedError).toBeCloseTo(Math.hypot(without.full!.sharedError, added), 10);
  expect(without.full!.priceJumps).toBeNull();
  expect(beside.full!.priceJumps).toEqual({ sd: 0.05, error: added, isUntold: false });
});

test('jumpsSentence: says how large they are, upwards and downwards', () => {
  expect(jumpsSentence({ sd: 0.1 })).toContain('about 11 % up or 10 % down');
});
