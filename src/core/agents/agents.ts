// All agents there are, by the name that settings, cards and files have.

import type { Agent } from './agent.ts';
import { ddpg } from './ddpg.ts';
import { pathwise } from './pathwise.ts';
import { sac } from './sac.ts';
import { td3 } from './td3.ts';

export const agents = { sac, ddpg, td3, pathwise } as const satisfies Readonly<Record<string, Agent>>;

export type AgentName = keyof typeof agents;

/** In the order of the list. */
export const agentNames = Object.keys(agents) as [AgentName, ...AgentName[]];

/** A parameter of any agent. */
export type AgentParameter = (typeof agents)[AgentName]['parameters'][number];

/** The parameters of all agents, each once. */
export const agentParameters: readonly AgentParameter[] = [
  ...new Map(
    Object.values(agents).flatMap(({ parameters }) =>
      (parameters as readonly AgentParameter[]).map((parameter) => [parameter.name, parameter] as const),
    ),
  ).values(),
];

/** The agent of that name, as every agent is seen. */
export function agentNamed(name: AgentName): Agent {
  return agents[name];
}

/** As it is written in a sentence; a name that is not known stands in capitals. */
export function agentTitle(name: string): string {
  return Object.hasOwn(agents, name) ? agents[name as AgentName].title : name.toUpperCase();
}

/** The agents that have a parameter of that name. */
export function agentsWith(parameter: string): readonly AgentName[] {
  return agentNames.filter((agent) => agentNamed(agent).parameters.some(({ name }) => name === parameter));
}
