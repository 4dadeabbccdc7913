// How each agent of core/agents learns.

import type { AgentName } from '../../core/agents/agents.ts';
import type { Random } from '../../core/random.ts';
import type { LearnerState } from '../../core/run/checkpoint.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import { ddpgAgent } from './ddpg/ddpg-agent.ts';
import type { Program } from '../engine/program/program.ts';
import type { LearningAgent } from './learning-agent.ts';
import type { LearnerSizes } from '../experience/experience.ts';
import { pathwiseAgent } from './pathwise/pathwise-agent.ts';
import type { OffPolicyAgent } from './off-policy-learning.ts';
import { sacAgent } from './sac/sac-agent.ts';
import { td3Agent } from './td3/td3-agent.ts';
import type { PortableLearner } from './update-report.ts';

/** Those that learn from a replay buffer. */
const offPolicyAgents = { sac: sacAgent, ddpg: ddpgAgent, td3: td3Agent };

const learningAgents = { ...offPolicyAgents, pathwise: pathwiseAgent } as const satisfies Readonly<
  Record<AgentName, LearningAgent>
>;

/** The agent of these settings, as every agent is seen. */
export function learningAgent({ agent }: Pick<RunSettings, 'agent'>): LearningAgent {
  return learningAgents[agent];
}

/** Before the first update: seeded weights, targets equal to their networks, no moments. */
export function firstState(settings: RunSettings, sizes: LearnerSizes, random: Random): LearnerState {
  return {
    updates: 0,
    weights: learningAgent(settings).firstWeights(settings, sizes, random),
    moments: {},
  };
}

/** The learner of batches, going on from `from`; dropout masks come from `seed`. */
export function createLearner(
  settings: RunSettings,
  sizes: LearnerSizes,
  from: LearnerState,
  seed: number,
): PortableLearner {
  return offPolicyAgent(settings).learner(settings, sizes, from, seed);
}

/** The update program of these settings. */
export function createProgram(settings: RunSettings, sizes: LearnerSizes): Program {
  const { program } = offPolicyAgent(settings);
  if (!program) throw new Error(`internal: ${settings.agent} has no update program`);
  return program(settings, sizes);
}

function offPolicyAgent({ agent }: RunSettings): OffPolicyAgent {
  const known: Readonly<Partial<Record<AgentName, OffPolicyAgent>>> = offPolicyAgents;
  const found = known[agent];
  if (!found) throw new Error(`internal: ${agent} learns from no replay buffer`);
  return found;
}
