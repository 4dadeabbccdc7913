import { expect, test } from 'vitest';

import { Random } from './random.ts';

const draw = (random: Random, n: number) => Array.from({ length: n }, () => random.uniform());
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('Random: the same seed gives the same numbers, neighbouring seeds unlike ones', () => {
  expect(draw(new Random(7), 5)).toEqual(draw(new Random(7), 5));
  const firsts = Array.from({ length: 400 }, (_, seed) => new Random(seed).uniform());
  expect(Math.abs(mean(firsts) - 0.5)).toBeLessThan(0.06); // 4 standard errors: 4 * sqrt(1 / 12 / 400)
  expect(new Set(firsts).size).toBe(400);
});

test('Random.fork: depends on seed and label, not on what was drawn before', () => {
  const drawn = new Random(1);
  draw(drawn, 10);
  expect(draw(drawn.fork('market 3'), 4)).toEqual(draw(new Random(1).fork('market 3'), 4));
  expect(draw(new Random(1).fork('a'), 4)).not.toEqual(draw(new Random(1).fork('b'), 4));
  expect(draw(new Random(1).fork('a').fork('b'), 4)).not.toEqual(draw(new Random(1).fork('b').fork('a'), 4));
  expect(draw(new Random(1).fork('a'), 4)).not.toEqual(draw(new Random(2).fork('a'), 4));
});

test('Random: streams of forks do not go together', () => {
  const root = new Random(5);
  const first = root.fork('market 0').fillNormal(new Float64Array(20_000));
  const second = root.fork('market 1').fillNormal(new Float64Array(20_000));
  const correlation = first.reduce((sum, value, i) => sum + value * second[i]!, 0) / 20_000;
  expect(Math.abs(correlation)).toBeLessThan(0.03); // 4 / sqrt(20000)
});

test('Random.state: a restored stream goes on where it stood, its pair of normals and its forks included', () => {
  const random = new Random(3);
  random.normal();
  const restored = Random.fromState(
    JSON.parse(JSON.stringify(random.state())) as ReturnType<Random['state']>,
  );
  const rest = (r: Random) => [r.normal(), r.normal(), r.uniform(), r.integer(10), r.fork('x').uniform()];
  expect(rest(restored)).toEqual(rest(random));
});

test('Random.normal: mean 0, variance 1, kurtosis 3', () => {
  const values = new Random(11).fillNormal(new Float64Array(200_000));
  const moment = (power: number) => values.reduce((sum, value) => sum + value ** power, 0) / values.length;
  expect(moment(1)).toBeCloseTo(0, 1.9);
  expect(moment(2)).toBeCloseTo(1, 1.7);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
});

test('Random.integer: every value below n about as often, none other; a bad bound says so', () => {
  const random = new Random(2);
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[random.integer(7)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  expect(() => random.integer(0)).toThrow('Random.integer: expected a whole number of at least 1, got 0');
});
