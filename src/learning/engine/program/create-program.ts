// The update program of a run's settings.

import type { RunSettings } from '../../../core/run/settings.ts';
import { ddpgSettings, sacSettings, td3Settings, type LearnerSizes } from '../../agents/agent-settings.ts';

import { ddpgProgram, td3Program } from './deterministic-program.ts';
import type { Program } from './program.ts';
import { sacProgram } from './sac-program.ts';

export function createProgram(settings: RunSettings, learnerSizes: LearnerSizes): Program {
  const sizes = { ...learnerSizes, batchSize: settings.batchSize };
  switch (settings.agent) {
    case 'sac':
      return sacProgram(sacSettings(settings, learnerSizes), sizes);
    case 'ddpg':
      return ddpgProgram(ddpgSettings(settings), sizes);
    case 'td3':
      return td3Program(td3Settings(settings), sizes);
    default:
      return settings.agent satisfies never;
  }
}
