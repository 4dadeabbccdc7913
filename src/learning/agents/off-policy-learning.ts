// Agents that learn from a replay buffer: a learner of batches in TensorFlow.js operations, which runs everywhere and is the
// oracle, and the same update as a program for the kernels.

import type { NamedWeights } from '../../core/policy/policy.ts';
import type { Random } from '../../core/random.ts';
import type { LearnerState } from '../../core/run/checkpoint.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import { PortableEngine } from '../engine/portable-engine.ts';
import type { Program } from '../engine/program/program.ts';
import { ReplayBuffer } from '../experience/replay-buffer.ts';
import { ReplayExperience } from '../experience/replay-experience.ts';
import type { LearningAgent } from './learning-agent.ts';
import type { LearnerSizes } from '../experience/experience.ts';
import type { PortableLearner } from './update-report.ts';

interface OffPolicyUpdates {
  /** First weights of the networks that are learned. */
  readonly initial: (settings: RunSettings, sizes: LearnerSizes, random: Random) => NamedWeights;
  /** The target network of each network that has one: `critic1` -> `target1`. */
  readonly targets: Readonly<Record<string, string>>;
  /** Goes on from `from`; dropout masks are hashed from `seed`. */
  readonly learner: (
    settings: RunSettings,
    sizes: LearnerSizes,
    from: LearnerState,
    seed: number,
  ) => PortableLearner;
  /** The update for the kernels; null: none. */
  readonly program: ((settings: RunSettings, sizes: LearnerSizes) => Program) | null;
}

export type OffPolicyAgent = LearningAgent & OffPolicyUpdates;

export function offPolicyAgent(updates: OffPolicyUpdates): OffPolicyAgent {
  const { initial, targets, learner, program } = updates;
  return {
    ...updates,
    firstWeights: (settings, sizes, random) => withTargets(initial(settings, sizes, random), targets),
    experience: (request) => new ReplayExperience(request),
    portableEngine: ({ settings, sizes, from, memory, seed }) =>
      new PortableEngine({
        learner: learner(settings, sizes, from, seed),
        replay: replayOf(memory),
        batchSize: settings.batchSize,
        seed,
      }),
    fused: ({ settings, sizes, memory }) =>
      program && { program: program(settings, sizes), replay: replayOf(memory) },
  };
}

/** The weights with those of the target networks; a missing target begins as a copy of its network. */
export function withTargets(weights: NamedWeights, targets: Readonly<Record<string, string>>): NamedWeights {
  const copies = Object.entries(weights).flatMap(([name, { shape, values }]) => {
    const [network, ...rest] = name.split('.');
    const target = targets[network!];
    return target === undefined
      ? []
      : [[[target, ...rest].join('.'), { shape, values: values.slice() }] as const];
  });
  return { ...Object.fromEntries(copies), ...weights };
}

function replayOf(memory: unknown): ReplayBuffer {
  if (memory instanceof ReplayBuffer) return memory;
  throw new Error(
    'internal: an off-policy agent was asked to learn from something else than a replay buffer',
  );
}
