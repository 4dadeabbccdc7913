// The commands of the lab, each one object; `lab.ts` finds them here and help is written from them. A command's code is
// loaded only when it runs, so that the quick ones never wait for TensorFlow.js.

import type { Command } from './command.ts';
import { abSimulationLine, coverageLine, examLine, replayUpdatesLine } from './lines/checking-lines.ts';
import { catalogueLine, demoDataLine } from './lines/making-lines.ts';
import {
  adviseLine,
  chartsLine,
  decideLine,
  frontierLine,
  priceLine,
  relationsLine,
  reportLine,
  suggestLine,
  tryRulesLine,
} from './lines/price-lines.ts';
import { projectReadLine, projectWriteLine } from './lines/project-lines.ts';
import {
  elasticityLine,
  featuresLine,
  holdOutLine,
  readFileLine,
  splitHalvesLine,
} from './lines/reading-lines.ts';
import { scenarioCompareLine, scenarioKeepLine, scenarioListLine } from './lines/scenario-lines.ts';
import { jobsLine, mcpLine, serveLine, workerLine } from './lines/service-lines.ts';
import {
  auditLine,
  compareLine,
  exportLine,
  optimumLine,
  playLine,
  policyMapLine,
  sweepLine,
  trainLine,
} from './lines/training-lines.ts';
import {
  monitorLine,
  testListLine,
  testPlanLine,
  testReadLine,
  testSimulateLine,
  verifyLogLine,
} from './lines/watching-lines.ts';

export const commands: readonly Command[] = [
  readFileLine,
  featuresLine,
  elasticityLine,
  holdOutLine,
  splitHalvesLine,
  adviseLine,
  chartsLine,
  reportLine,
  suggestLine,
  priceLine,
  frontierLine,
  relationsLine,
  tryRulesLine,
  scenarioKeepLine,
  scenarioCompareLine,
  scenarioListLine,
  decideLine,
  auditLine,
  optimumLine,
  trainLine,
  sweepLine,
  compareLine,
  policyMapLine,
  playLine,
  monitorLine,
  testPlanLine,
  testReadLine,
  testSimulateLine,
  testListLine,
  verifyLogLine,
  projectReadLine,
  projectWriteLine,
  exportLine,
  serveLine,
  mcpLine,
  workerLine,
  jobsLine,
  examLine,
  coverageLine,
  abSimulationLine,
  replayUpdatesLine,
  catalogueLine,
  demoDataLine,
];
