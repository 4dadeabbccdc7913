// An update's batch and noise, drawn on the GPU: the same transitions and numbers as ReplayBuffer.sample and fillNoise.

import { randomStreams } from '../../../../core/counter-random.ts';
import type { BatchPlaces } from '../../program/program.ts';
import { dispatch, type Dispatch } from '../dispatch.ts';
import { normalFunction } from './library.ts';

const threads = 64;

/** A workgroup gathers one transition into every place that wants it, and draws its two rows of noise. */
export function drawDispatch(
  { size, observations, pairs, reward, discount, noise }: BatchPlaces,
  observationSize: number,
  actionSize: number,
): Dispatch {
  return dispatch({
    label: 'draw',
    places: { observations, pairs, rewards: reward, discounts: discount, ...(noise && { noise }) },
    counts: { size, observationSize, actionSize },
    threads,
    groups: [size, 1, 1],
    readsReplay: true,
    before: `${normalFunction}
@group(1) @binding(0) var<storage, read> states: array<f32>;
@group(1) @binding(1) var<storage, read> actions: array<f32>;
@group(1) @binding(2) var<storage, read> rewards: array<f32>;
@group(1) @binding(3) var<storage, read> nextStates: array<f32>;
@group(1) @binding(4) var<storage, read> discounts: array<f32>;`,
    body: `
  let row = group.x;
  let drawn = hash(scalars.seed, scalars.update, row, ${randomStreams.batch}u).x % scalars.transitions;
  for (var col = thread; col < p.observationSize; col += ${threads}u) {
    let state = states[drawn * p.observationSize + col];
    let nextState = nextStates[drawn * p.observationSize + col];
    arena[at(p.observations, 0u, row) + col] = state;
    arena[at(p.observations, 1u, row) + col] = nextState;
    arena[at(p.pairs, 0u, row) + col] = state;
    arena[at(p.pairs, 1u, row) + col] = state;
    arena[at(p.pairs, 2u, row) + col] = nextState;
  }
  for (var a = thread; a < p.actionSize; a += ${threads}u) {
    arena[at(p.pairs, 0u, row) + p.observationSize + a] = actions[drawn * p.actionSize + a];
    ${
      noise
        ? `for (var half = 0u; half < 2u; half++) {
      let line = half * p.size + row;
      arena[at(p.noise, 0u, line) + a] =
        normalAt(scalars.seed, scalars.update, line * p.actionSize + a, ${randomStreams.noise}u);
    }`
        : ''
    }
  }
  if (thread == 0u) {
    arena[p.rewards.x + row] = rewards[drawn] / scalars.rewardScale;
    arena[p.discounts.x + row] = discounts[drawn];
  }`,
  });
}
