import { deterministicReference } from '../deterministic/deterministic-agent.ts';
import { ddpg } from './agent.ts';

export const ddpgReference = deterministicReference(ddpg, () => null);
