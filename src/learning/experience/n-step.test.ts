import { expect, test } from 'vitest';

import { NStepReturns } from './n-step.ts';

const shape = { steps: 3, gamma: 0.5, count: 1, observationSize: 1, actionSize: 1 };

/** One step of one market: state s, action -s, reward, then state s + 1. */
function step(
  returns: NStepReturns,
  s: number,
  reward: number,
  end: 'terminated' | 'truncated' | null = null,
) {
  const [states, actions, rewards, nextStates, discounts] = returns.add(
    Float32Array.of(s),
    Float32Array.of(-s),
    Float32Array.of(reward),
    Float32Array.of(s + 1),
    Uint8Array.of(end === 'terminated' ? 1 : 0),
    Uint8Array.of(end === 'truncated' ? 1 : 0),
  );
  return [...rewards.keys()].map((i) => [states[i], actions[i], rewards[i], nextStates[i], discounts[i]]);
}

test('NStepReturns: three steps make one return, and the next state counts gamma cubed', () => {
  const returns = new NStepReturns(shape);
  expect(step(returns, 1, 8)).toEqual([]);
  expect(step(returns, 2, 4)).toEqual([]);
  // 8 + 0.5 * 4 + 0.25 * 2 = 10.5
  expect(step(returns, 3, 2)).toEqual([[1, -1, 10.5, 4, 0.125]]);
  // 4 + 0.5 * 2 + 0.25 * 4 = 6
  expect(step(returns, 4, 4)).toEqual([[2, -2, 6, 5, 0.125]]);
});

test('NStepReturns: after a true end nothing counts, after a time limit the shorter discount does', () => {
  const returns = new NStepReturns(shape);
  step(returns, 1, 8);
  // 8 + 0.5 * 4 = 10 and 4 alone
  expect(step(returns, 2, 4, 'terminated')).toEqual([
    [1, -1, 10, 3, 0],
    [2, -2, 4, 3, 0],
  ]);
  step(returns, 5, 8);
  expect(step(returns, 6, 4, 'truncated')).toEqual([
    [5, -5, 10, 7, 0.25],
    [6, -6, 4, 7, 0.5],
  ]);
});

test('NStepReturns: one step is the plain transition', () => {
  const returns = new NStepReturns({ ...shape, steps: 1 });
  expect(step(returns, 1, 8)).toEqual([[1, -1, 8, 2, 0.5]]);
  expect(step(returns, 2, 4, 'terminated')).toEqual([[2, -2, 4, 3, 0]]);
});

test('NStepReturns: goes on from its state', () => {
  const returns = new NStepReturns(shape);
  step(returns, 1, 8);
  step(returns, 2, 4);
  const copy = new NStepReturns(shape, structuredClone(returns.state()));
  expect(step(copy, 3, 2)).toEqual(step(returns, 3, 2));
});
