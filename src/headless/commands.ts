// The commands of the lab, each one object; `lab.ts` finds them here and help is written from them. A command's code is
// loaded only when it runs, so that the quick ones never wait for TensorFlow.js.

import type { Command } from './command.ts';
import { abSimulationLine, coverageLine, examLine, replayUpdatesLine } from './lines/checking-lines.ts';
import { catalogueLine, demoDataLine } from './lines/making-lines.ts';
import { adviseLine, priceLine, reportLine, suggestLine } from './lines/price-lines.ts';
import { elasticityLine, featuresLine, readFileLine, splitHalvesLine } from './lines/reading-lines.ts';
import { jobsLine, serveLine, workerLine } from './lines/service-lines.ts';
import { exportLine, optimumLine, sweepLine, trainLine } from './lines/training-lines.ts';

export const commands: readonly Command[] = [
  readFileLine,
  featuresLine,
  elasticityLine,
  coverageLine,
  splitHalvesLine,
  optimumLine,
  replayUpdatesLine,
  trainLine,
  sweepLine,
  workerLine,
  jobsLine,
  abSimulationLine,
  suggestLine,
  adviseLine,
  reportLine,
  serveLine,
  examLine,
  priceLine,
  exportLine,
  catalogueLine,
  demoDataLine,
];
