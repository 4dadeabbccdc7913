// What is done with settings: defaults of an agent, checks, and a record made complete.

import { agentNamed } from '../agents/agents.ts';
import { parameterProblem } from '../parameter.ts';
import {
  defaultSettings,
  settingDefinitions,
  type RunSettings,
  type SettingDefinition,
  type SettingName,
} from './settings.ts';

/** What a run of `agent` begins with. */
export function defaultsFor(agent: RunSettings['agent']): RunSettings {
  return { ...defaultSettings, ...agentNamed(agent).defaults, agent };
}

/** `settings` for another agent: what stood at the one's default moves to the other's. */
export function withAgent(settings: RunSettings, agent: RunSettings['agent']): RunSettings {
  const from = defaultsFor(settings.agent);
  const to = defaultsFor(agent);
  const names = Object.keys(settings) as SettingName[];
  const moved = names.map((name) => [name, settings[name] === from[name] ? to[name] : settings[name]]);
  return { ...(Object.fromEntries(moved) as unknown as RunSettings), agent };
}

/** Where the objective was a setting of the history market alone. */
const earlierObjectives: ReadonlyMap<unknown, RunSettings['objective']> = new Map([
  ['weightedParts', 'weights'],
  ['profitPerDay', 'profit'],
  ['revenuePerDay', 'revenue'],
]);

/** A record without what is no setting any more, put into the settings of today. */
export function recordOfToday({
  historyObjective,
  ...record
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const objective = earlierObjectives.get(historyObjective);
  return objective === undefined || record['market'] !== 'history' ? record : { objective, ...record };
}

/**
 * The settings of a run, model or project that was written down earlier. What is missing was no setting then.
 *
 * @throws Error as `settingsFrom`.
 */
export function settingsOfRecord(record: Readonly<Record<string, unknown>>): RunSettings {
  const before = (settingDefinitions as readonly SettingDefinition[]).flatMap((definition) =>
    definition.before === undefined ? [] : [[definition.name, definition.before] as const],
  );
  return settingsFrom({ ...Object.fromEntries(before), ...recordOfToday(record) });
}

/**
 * `base`, or the defaults of the agent in question, overlaid with `changes`.
 *
 * @throws Error naming the setting, what was expected and what came, for an unknown name or a value out of range.
 */
export function settingsFrom(
  changes: Readonly<Record<string, unknown>>,
  base: RunSettings | null = null,
): RunSettings {
  const known = new Map<string, SettingDefinition>(
    settingDefinitions.map((definition) => [definition.name, definition]),
  );
  for (const [name, value] of Object.entries(changes)) {
    const definition = known.get(name);
    if (!definition)
      throw new Error(`Setting "${name}" is unknown; known settings: ${[...known.keys()].join(', ')}`);
    const problem = parameterProblem(definition, value);
    if (problem) throw new Error(problem);
  }
  const valid = changes as Partial<RunSettings>;
  return { ...(base ?? defaultsFor(valid.agent ?? defaultSettings.agent)), ...valid };
}
