import { z } from 'zod';

import { deterministicReference } from '../deterministic/deterministic-agent.ts';
import { td3 } from './td3-agent.ts';

const smoothingConfig = z.object({ targetNoise: z.number(), targetNoiseClip: z.number() });

export const td3Reference = deterministicReference(td3, (given) => {
  const { targetNoise: deviation, targetNoiseClip: clip } = smoothingConfig.parse(given);
  return { deviation, clip };
});
