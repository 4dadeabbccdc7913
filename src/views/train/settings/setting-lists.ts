// Which settings the form shows, derived from the one list of settings: what applies to the chosen market and
// agent, what stands open and what is folded away, and what is wrong with a text typed into a field.

import { agentNamed } from '../../../core/agents/agents.ts';
import { isActive } from '../../../store/run-view.ts';
import type { LabState } from '../../../store/lab-state.ts';
import { isOfMarket, kindOf } from '../../../core/market/kinds.ts';
import type { ParameterGroup } from '../../../core/market/market-kind.ts';
import { parameterProblem } from '../../../core/parameter.ts';
import { defaultsFor } from '../../../core/run/run-settings.ts';
import {
  defaultSettings,
  settingDefinitions,
  type RunSettings,
  type SettingDefinition,
  type SettingGroup,
  type SettingName,
} from '../../../core/run/settings.ts';
import { formatSignificant, lowerFirst } from '../../../core/text/format.ts';

export type NamedSetting = SettingDefinition & { readonly name: SettingName };
export type NumberSettingDefinition = Extract<NamedSetting, { kind: 'number' | 'integer' }>;

/** Shown at the top of the form, outside the groups. */
const headline: readonly SettingName[] = [
  'objective',
  'market',
  'agent',
  'trainingSteps',
  'seed',
  'hiddenUnits',
];

export function settingNamed(name: SettingName): NamedSetting {
  return settingDefinitions.find((definition) => definition.name === name)!;
}

/** Whether a setting changes anything in a run with these settings. */
function applies(definition: NamedSetting, settings: RunSettings): boolean {
  const { agents, group, appliesWhen } = definition;
  if (agents && !agents.includes(settings.agent)) return false;
  return isOfMarket(group, settings.market) && (appliesWhen?.(settings) ?? true);
}

export interface SettingSection {
  readonly group: SettingGroup;
  readonly title: string;
  /** Shown unfolded. */
  readonly isOpen: boolean;
  readonly basic: readonly NamedSetting[];
  readonly advanced: readonly NamedSetting[];
}

/** The groups below the headline settings, each with what stands open and what is folded away. */
export function settingSections(settings: RunSettings): readonly SettingSection[] {
  const all = (settingDefinitions as readonly NamedSetting[]).filter(
    (definition) => !headline.includes(definition.name) && applies(definition, settings),
  );
  const groups: readonly ParameterGroup[] = [
    ...kindOf(settings).groups,
    { name: 'agent', label: 'The agent' },
    { name: 'run', label: 'More about the run' },
  ];
  return groups
    .map(({ name: group, label, isOpen }) => ({
      group,
      title: label,
      isOpen: isOpen ?? false,
      basic: all.filter((definition) => definition.group === group && !definition.advanced),
      advanced: all.filter((definition) => definition.group === group && definition.advanced),
    }))
    .filter((section) => section.basic.length + section.advanced.length > 0);
}

export function isChanged(name: SettingName, settings: RunSettings): boolean {
  const usual = name === 'agent' ? defaultSettings : defaultsFor(settings.agent);
  return settings[name] !== usual[name];
}

/** What a person may have typed: text that is no number stays text. */
export type Draft = number | string;

/** Why a typed value cannot be used, as a sentence; null where it can. */
export function draftProblem(definition: NumberSettingDefinition, draft: Draft): string | null {
  if (parameterProblem(definition, numberOf(draft)) === null) return null;
  const kind = definition.kind === 'integer' ? 'a whole number' : 'a number';
  const range = `from ${formatBound(definition.min)} to ${formatBound(definition.max)}`;
  return draft === '' ? `Enter ${kind} ${range}.` : `Expected ${kind} ${range}.`;
}

export function numberOf(draft: Draft): number {
  if (typeof draft === 'number') return draft;
  return draft.trim() === '' ? Number.NaN : Number(draft);
}

export function formatBound(value: number): string {
  return formatSignificant(value, 10);
}

/** A setting's value as it stands in the form. */
export function formatSetting(definition: NamedSetting, value: number | string | boolean): string {
  if (definition.kind === 'choice')
    return definition.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'number' ? formatBound(value) : value;
}

/** Whether the market of the form is that of one product: typed in, or made of one of the file. */
export function isForOneProduct({
  data,
  settings,
  trainFor,
}: Pick<LabState, 'data' | 'settings' | 'trainFor'>): boolean {
  const fromFile = data.status === 'ready' && kindOf(settings).isOfFile(settings);
  return !fromFile || trainFor === 'shown' || data.dataset.histories.length === 1;
}

/** Why no run can start now, as a sentence; null where one can. A run of the guided demo may be replaced. */
export function startProblem(
  state: Pick<LabState, 'run' | 'resuming' | 'touring' | 'settings' | 'data' | 'demand'>,
  drafts: Readonly<Partial<Record<SettingName, Draft>>>,
): string | null {
  if (isActive(state.run) && !state.touring) return 'A run is under way: stop it first.';
  if (state.resuming !== null) return 'An unfinished run is being loaded: wait until it resumes.';
  for (const [name, draft] of Object.entries(drafts)) {
    const definition = settingNamed(name as SettingName);
    if (definition.kind !== 'number' && definition.kind !== 'integer') continue;
    const problem = applies(definition, state.settings) ? draftProblem(definition, draft) : null;
    if (problem !== null) return `${definition.label}: ${lowerFirst(problem)}`;
  }
  const kind = kindOf(state.settings);
  const misfit = agentNamed(state.settings.agent).problemIn?.(state.settings.market) ?? null;
  if (misfit !== null) return misfit;
  // What is asked for is a run on that file, not on the preset in its place.
  if (state.data.status === 'inspecting' || state.data.status === 'reading') return 'The file is being read.';
  if (state.data.status !== 'ready') return kind.needsFile;
  const fitted = state.demand.length;
  const products = state.data.dataset.histories.length;
  if (fitted < products && kind.isOfFile(state.settings))
    return `Demand is still being fitted: ${fitted} of ${products} products.`;
  return null;
}
