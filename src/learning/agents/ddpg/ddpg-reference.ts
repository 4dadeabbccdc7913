import { deterministicReference } from '../deterministic/deterministic-agent.ts';
import { ddpg } from './ddpg-agent.ts';

export const ddpgReference = deterministicReference(ddpg, () => null);
