// The learner's figures panel by panel: which ones share an axis, their colours, and which of them an agent has.

import { agentNamed, type AgentName } from '../../core/agents/agents.ts';
import { metricDefinitions, type MetricName } from '../../core/run/metrics.ts';
import { chartColors } from '../../drawings/chart-colors.ts';
import type { LossName } from '../../store/series.ts';

export const lossColors: Readonly<Record<LossName, string>> = {
  criticLoss: chartColors.vermillion,
  actorLoss: chartColors.orange,
  meanQ: chartColors.blue,
  temperature: chartColors.purple,
  entropy: chartColors.green,
};

export interface PanelOfLosses {
  /** The first one is the name of the panel's scale. */
  readonly names: readonly LossName[];
  /** Whether its axis is usually logarithmic. */
  readonly logarithmic: boolean;
}

/** Each is drawn for an agent that has one of its figures. */
const panels: readonly PanelOfLosses[] = [
  { names: ['criticLoss'], logarithmic: true },
  { names: ['meanQ', 'actorLoss'], logarithmic: false },
  { names: ['temperature'], logarithmic: false },
  { names: ['entropy'], logarithmic: false },
];

export function panelsOf(agent: AgentName): readonly PanelOfLosses[] {
  const { losses } = agentNamed(agent);
  return panels.flatMap((panel) => {
    const names = panel.names.filter((name) => losses.includes(name));
    if (names.length === panel.names.length) return [panel];
    return names.length === 0 ? [] : [{ ...panel, names }];
  });
}

export function metricNamed(name: MetricName) {
  return metricDefinitions.find((definition) => definition.name === name)!;
}
