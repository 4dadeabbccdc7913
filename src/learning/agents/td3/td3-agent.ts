// Twin Delayed DDPG: the smaller of two critics' values, and noise on the target action.

import { deterministicAgent } from '../deterministic/deterministic-agent.ts';
import type { DeterministicVariant } from '../deterministic/deterministic-learner.ts';

export const td3: DeterministicVariant = {
  agent: 'td3',
  critics: ['critic1', 'critic2'],
  targets: ['target1', 'target2'],
};

export const td3Agent = deterministicAgent(td3, (settings) => ({
  deviation: settings.targetNoise,
  clip: settings.targetNoiseClip,
}));
