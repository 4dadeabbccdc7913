// A sweep: the same run several times, with other seeds and, if wanted, other values of one or two settings.
//
// Page and command line make their list of runs here, so that the same plan trains the same runs in both. Seeds are the
// outer loop: after the first round every combination has been tried once, and each further round narrows what luck is.

import { parameterProblem } from '../parameter.ts';
import { withAgent } from './run-settings.ts';
import {
  settingDefinitions,
  type RunSettings,
  type SettingDefinition,
  type SettingName,
} from './settings.ts';

/** One setting and the values that are tried. */
export interface SweptSetting {
  readonly name: SettingName;
  readonly values: readonly (number | string | boolean)[];
}

export interface SweepPlan {
  /** How many seeds, from that of the settings on; or the seeds themselves. */
  readonly seeds: number | readonly number[];
  /** None where only seeds differ. */
  readonly over: readonly SweptSetting[];
}

/** More than two cannot be seen in one table. */
export const mostSweptSettings = 2;
export const mostSweepSeeds = 20;
/** The browser keeps the latest 50 runs: a sweep must not push its own first ones out. */
const mostSweepRuns = 40;

export interface SweepRun {
  /** What differs from the settings that the sweep began with, the seed aside; equal for runs of one combination. */
  readonly changes: Partial<RunSettings>;
  readonly settings: RunSettings;
}

/** How large a plan may be. */
export interface SweepLimits {
  readonly settings: number;
  readonly seeds: number;
  readonly runs: number;
}

/** Of the page. */
export const pageLimits: SweepLimits = {
  settings: mostSweptSettings,
  seeds: mostSweepSeeds,
  runs: mostSweepRuns,
};
const noLimits: SweepLimits = { settings: Infinity, seeds: Infinity, runs: Infinity };

/** What the runs of a plan are. @throws Error in a sentence where `sweepProblem` finds one. */
export function sweepRuns(base: RunSettings, plan: SweepPlan, limits = noLimits): readonly SweepRun[] {
  const problem = sweepProblem(base, plan, limits);
  if (problem !== null) throw new Error(problem);
  const combinations = plan.over.reduce<readonly Partial<RunSettings>[]>(
    (soFar, { name, values }) =>
      soFar.flatMap((changes) => values.map((value) => ({ ...changes, [name]: value }))),
    [{}],
  );
  return seedsOf(base, plan).flatMap((seed) =>
    combinations.map((changes) => ({ changes, settings: { ...changed(base, changes), seed } })),
  );
}

/** Another agent brings its own defaults along; what is swept beside it stands all the same. */
function changed(base: RunSettings, changes: Partial<RunSettings>): RunSettings {
  const { agent } = changes;
  return { ...(agent === undefined ? base : withAgent(base, agent)), ...changes };
}

function seedsOf(base: RunSettings, { seeds }: SweepPlan): readonly number[] {
  return typeof seeds === 'number' ? Array.from({ length: seeds }, (_, index) => base.seed + index) : seeds;
}

function seedCount({ seeds }: Pick<SweepPlan, 'seeds'>): number {
  return typeof seeds === 'number' ? seeds : seeds.length;
}

/** Runs of a sweep: one for each combination of values and seed. */
export function sweepSize({ seeds, over }: SweepPlan): number {
  return over.reduce((count, { values }) => count * values.length, seedCount({ seeds }));
}

/** Why a plan cannot be trained, as a sentence; null where it can. */
export function sweepProblem(base: RunSettings, plan: SweepPlan, limits = noLimits): string | null {
  const { over } = plan;
  const seeds = seedCount(plan);
  if (!Number.isInteger(seeds) || seeds < 1 || seeds > limits.seeds)
    return `Seeds: expected a whole number from 1${Number.isFinite(limits.seeds) ? ` to ${limits.seeds}` : ''}, got ${seeds}.`;
  if (over.length > limits.settings)
    return `A sweep covers at most ${limits.settings} settings, got ${over.length}.`;
  const names = over.map(({ name }) => name);
  if (new Set(names).size < names.length) return `The sweep names "${names[0]!}" twice: choose two settings.`;
  for (const swept of over) {
    const problem = sweptProblem(swept);
    if (problem !== null) return problem;
  }
  const all = seedsOf(base, plan);
  if (new Set(all).size < all.length) return 'The sweep lists a seed twice.';
  for (const seed of all) {
    const seedProblem = parameterProblem(definitionOf('seed')!, seed);
    if (seedProblem !== null) return `Seed ${seed} of the sweep: ${seedProblem}.`;
  }
  const size = sweepSize(plan);
  return size > limits.runs
    ? `These are ${size} runs; a sweep has at most ${limits.runs}: use fewer seeds or values.`
    : null;
}

function sweptProblem({ name, values }: SweptSetting): string | null {
  const definition = definitionOf(name);
  if (!definition) return unknownSetting(name);
  if (name === 'seed') return 'Seeds are not swept over: enter how many.';
  if (values.length < 2) return `Setting "${name}": a sweep needs at least two values.`;
  if (new Set(values).size < values.length) return `Setting "${name}": a value is listed twice.`;
  for (const value of values) {
    const problem = parameterProblem(definition, value);
    if (problem !== null) return `${problem}.`;
  }
  return null;
}

function unknownSetting(name: string): string {
  return `Setting "${name}" is unknown; a sweep can go over ${sweepable.map((one) => one.name).join(', ')}.`;
}

/** The settings that a sweep can go over. */
export const sweepable: readonly SettingDefinition[] = settingDefinitions.filter(
  ({ name }) => name !== 'seed',
);

/**
 * The values written as `0.001, 0.003` or `on, off`; a choice by its value or its label.
 *
 * @throws Error in a sentence naming what is no value of the setting.
 */
export function sweptValues(name: SettingName, text: string): SweptSetting['values'] {
  const definition = definitionOf(name);
  if (!definition) throw new Error(unknownSetting(name));
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const value = valueOf(definition, part);
      const problem = parameterProblem(definition, value);
      if (problem !== null) throw new Error(`${problem}.`);
      return value;
    });
}

function valueOf(definition: SettingDefinition, text: string): number | string | boolean {
  switch (definition.kind) {
    case 'switch':
      return /^(on|true|yes)$/i.test(text) ? true : /^(off|false|no)$/i.test(text) ? false : text;
    case 'choice': {
      const wanted = text.toLowerCase();
      const found = definition.choices.find(
        ({ value, label }) => value.toLowerCase() === wanted || label.toLowerCase() === wanted,
      );
      return found?.value ?? text;
    }
    default:
      return Number.isNaN(Number(text)) ? text : Number(text);
  }
}

function definitionOf(name: string): SettingDefinition | undefined {
  return (settingDefinitions as readonly SettingDefinition[]).find((each) => each.name === name);
}

/** `5 seeds`, `Discount (3), 2 seeds`. */
export function sweepTitle({ seeds, over }: SweepPlan): string {
  const label = (name: string) => sweepable.find((each) => each.name === name)?.label ?? name;
  const swept = over.map(({ name, values }) => `${label(name)} (${values.length})`).join(' and ');
  const count = seedCount({ seeds });
  const seedWords = count === 1 ? '1 seed' : `${count} seeds`;
  return swept === '' ? seedWords : `${swept}, ${seedWords}`;
}
