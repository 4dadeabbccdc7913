// Deep Deterministic Policy Gradient: one critic.

import { deterministicAgent } from '../deterministic/deterministic-agent.ts';
import type { DeterministicVariant } from '../deterministic/deterministic-learner.ts';

export const ddpg: DeterministicVariant = { agent: 'ddpg', critics: ['critic'], targets: ['criticTarget'] };

export const ddpgAgent = deterministicAgent(ddpg, () => null);
