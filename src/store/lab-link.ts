// The lab as an address: demo, settings, market, seeds and sweep, rules, what is asked of the advice and assumed costs. What stands as a fresh page
// would have it is left out, so most links are short. Pure; what an address says is checked like any file that comes in.

import { assumedCostProblem, noAssumptions, type CostAssumptions } from '../core/table/assumed-cost.ts';
import { defaultGuardrails, type Guardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import {
  leanings,
  objectiveNames,
  type Lean,
  type ObjectiveChoice,
} from '../core/decisions/recommendation.ts';
import { defaultsFor, settingsFrom } from '../core/run/run-settings.ts';
import { mostSweepSeeds, mostSweptSettings, sweptValues } from '../core/run/sweep.ts';
import {
  defaultSettings,
  settingDefinitions,
  type RunSettings,
  type SettingName,
} from '../core/run/settings.ts';
import { usualAdvice } from '../core/decisions/scenario.ts';
import { certaintyLevels, type Advice } from './features/advice-feature.ts';
import { demoFiles, type DemoId } from './features/file-state.ts';
import type { SweepForm } from './features/sweep-feature.ts';
import type { LabState } from './lab-state.ts';
import { withFileDefaults } from './run-plan.ts';

/** What is asked of all recommendations; prices typed for single products stay behind. */
export type LinkedAdvice = Omit<Advice, 'typedPrices'>;

/** What an address says; rules and costs are still to be checked (`link-parts.ts`). */
export interface LabLink {
  readonly demo: DemoId | null;
  readonly tour: boolean;
  /** The file that the link was made with, where that is no demo. */
  readonly file: string | null;
  /** null where the link leaves them to the file. */
  readonly settings: RunSettings | null;
  readonly trainFor: 'all' | 'shown';
  readonly product: number;
  readonly sweepForm: SweepForm;
  readonly advice: LinkedAdvice;
  readonly rules: unknown;
  readonly costs: unknown;
}

/** The parameters of this module; others of the address (`backend`) are left alone. */
const names = [
  'demo',
  'tour',
  'file',
  'set',
  'for',
  'product',
  'seeds',
  'sweep',
  'sure',
  'count',
  'lean',
  'changes',
  'rules',
  'costs',
] as const;

/** `address` with what the lab holds in its query; its section and other parameters stay. */
export function labLink(state: LabState, address: string): string {
  const url = new URL(address);
  const kept = [...url.searchParams].filter(([name]) => !(names as readonly string[]).includes(name));
  const query = [...kept, ...parametersOf(state)]
    .map(([name, value]) => `${name}=${encoded(value)}`)
    .join('&');
  return `${url.origin}${url.pathname}${query === '' ? '' : `?${query}`}${url.hash}`;
}

/** Readable: a query may hold colons, commas and the like as they are. */
function encoded(value: string): string {
  return encodeURIComponent(value).replace(/%(3A|2C|3B|7C|2F)/g, (code) => decodeURIComponent(code));
}

function parametersOf(state: LabState): readonly (readonly [string, string])[] {
  const { data, demo, trainFor, shownProduct, sweepForm, advice, guardrails, costs } = state;
  const fileName = data.status === 'ready' ? data.dataset.fileName : null;
  const shownDemo = demoFiles.find(({ id, file }) => id === demo && file === fileName);
  const settings = changedSettings(state);
  const rules = changedRules(guardrails);
  const sweep = sweepForm.over.map(({ name, text }) => `${name}:${text.replaceAll(',', '|')}`).join(';');
  const parameters: (readonly [string, string | null])[] = [
    ['demo', shownDemo?.id ?? null],
    ['file', shownDemo ? null : fileName],
    ['set', settings === '' ? null : settings],
    ['for', trainFor === 'shown' ? 'one' : null],
    ['product', trainFor === 'shown' && shownProduct > 0 ? String(shownProduct) : null],
    ['seeds', sweepForm.seeds === 1 ? null : String(sweepForm.seeds)],
    ['sweep', sweep === '' ? null : sweep],
    ['sure', advice.level === usualAdvice.level ? null : String(advice.level)],
    ['count', advice.objective === usualAdvice.objective ? null : advice.objective],
    ['lean', advice.lean === null ? null : `${advice.lean.towards}:${advice.lean.weight}`],
    ['changes', advice.mostChanges === null ? null : String(advice.mostChanges)],
    ['rules', rules === null ? null : JSON.stringify(rules)],
    ['costs', costs === noAssumptions ? null : JSON.stringify(costs)],
  ];
  return parameters.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

/** `market:demand,seed:7`; empty where a fresh page with the same file would have the same. */
function changedSettings(state: LabState): string {
  const { settings } = state;
  const all = Object.keys(defaultSettings) as SettingName[];
  const untouched = withFileDefaults({ ...state, trainFor: 'all' }, defaultSettings);
  if (all.every((name) => settings[name] === untouched[name])) return '';
  const usual = defaultsFor(settings.agent);
  // The market always: a file would else bring its own.
  const told = all.filter((name) => name === 'market' || name === 'agent' || settings[name] !== usual[name]);
  return told.map((name) => `${name}:${String(settings[name])}`).join(',');
}

function changedRules({ all, categories, products, relations = {} }: Guardrails): object | null {
  const usual = defaultGuardrails.all as unknown as Readonly<Record<string, unknown>>;
  const changed = Object.entries(all).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(usual[key]),
  );
  const isUsual =
    changed.length === 0 &&
    Object.keys(categories).length === 0 &&
    Object.keys(products).length === 0 &&
    Object.keys(relations).length === 0;
  if (isUsual) return null;
  const related = Object.keys(relations).length === 0 ? {} : { relations };
  return { all: Object.fromEntries(changed), categories, products, ...related };
}

/**
 * What an address says; null where it says nothing of the lab.
 *
 * @throws Error in a sentence where a part of it cannot be.
 */
export function linkOf(search: string): LabLink | null {
  const query = new URLSearchParams(search);
  if (!names.some((name) => query.has(name))) return null;
  const demo = query.get('demo');
  const known = demoFiles.find(({ id }) => id === demo);
  if (demo !== null && !known)
    throw new Error(`There is no demo "${demo}"; there are ${demoFiles.map(({ id }) => id).join(', ')}.`);
  return {
    demo: known?.id ?? null,
    tour: query.has('tour'),
    file: query.get('file'),
    settings: settingsOf(query.get('set')),
    trainFor: query.get('for') === 'one' ? 'shown' : 'all',
    product: wholeNumber(query, 'product', 0, 1_000_000) ?? 0,
    sweepForm: {
      seeds: wholeNumber(query, 'seeds', 1, mostSweepSeeds) ?? 1,
      over: sweptOf(query.get('sweep')),
    },
    advice: {
      level: levelOf(query.get('sure')),
      objective: countedOf(query.get('count')),
      lean: leanOf(query.get('lean')),
      mostChanges: wholeNumber(query, 'changes', 0, 1_000_000),
    },
    rules: json(query, 'rules'),
    costs: json(query, 'costs'),
  };
}

function settingsOf(text: string | null): RunSettings | null {
  if (text === null) return null;
  const changes = text.split(',').map((part) => {
    const at = part.indexOf(':');
    const name = part.slice(0, at < 0 ? undefined : at);
    return [name, valueOf(name, at < 0 ? '' : part.slice(at + 1))] as const;
  });
  return settingsFrom(Object.fromEntries(changes));
}

/** The text as the setting's kind of value; whether it fits is checked with the others. */
function valueOf(name: string, text: string): unknown {
  const definition = settingDefinitions.find((each) => each.name === name);
  if (!definition) return text;
  if (definition.kind === 'switch') return text === 'true' ? true : text === 'false' ? false : text;
  if (definition.kind === 'choice') return text;
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function sweptOf(text: string | null): SweepForm['over'] {
  if (text === null) return [];
  const over = text.split(';').map((part) => {
    const [name = '', values = ''] = part.split(':');
    const written = values.replaceAll('|', ',');
    sweptValues(name as SettingName, written);
    return { name: name as SettingName, text: written };
  });
  if (over.length > mostSweptSettings)
    throw new Error(`A sweep covers at most ${mostSweptSettings} settings, got ${over.length}.`);
  return over;
}

function levelOf(text: string | null): number {
  if (text === null) return usualAdvice.level;
  const level = certaintyLevels.find((each) => String(each) === text);
  if (level === undefined)
    throw new Error(
      `"sure=${text}" is not a level of certainty; the levels are ${certaintyLevels.join(', ')}.`,
    );
  return level;
}

function countedOf(text: string | null): ObjectiveChoice {
  if (text === null) return usualAdvice.objective;
  const found = objectiveNames.find((name) => name === text);
  if (found === undefined)
    throw new Error(`"count=${text}": gains are counted in ${objectiveNames.join(' or ')}.`);
  return found;
}

/** `revenue:0.3` */
function leanOf(text: string | null): Lean | null {
  if (text === null) return null;
  const [name, share = ''] = text.split(':');
  const towards = leanings.find((each) => each === name);
  const weight = Number(share);
  if (towards === undefined || share.trim() === '' || !(weight >= 0 && weight <= 1))
    throw new Error(`"lean=${text}": expected ${leanings.join(' or ')} and a share, as in revenue:0.3.`);
  return { towards, weight };
}

function wholeNumber(query: URLSearchParams, name: string, min: number, max: number): number | null {
  const text = query.get(name);
  if (text === null) return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max)
    throw new Error(`"${name}=${text}": expected a whole number from ${min} to ${max}.`);
  return value;
}

function json(query: URLSearchParams, name: string): unknown {
  const text = query.get(name);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`"${name}" is cut off or not JSON.`);
  }
}

/** The costs of a link. @throws Error in a sentence where they are none. */
export function linkedCosts(json: unknown): CostAssumptions | null {
  if (json === null) return null;
  const { all, categories, products } = json as Partial<CostAssumptions>;
  const isRecord = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isRecord(json) || !isRecord(categories) || !isRecord(products) || all === undefined)
    throw new Error('"costs" lacks one of all, categories and products.');
  for (const assumed of [all, ...Object.values(categories!), ...Object.values(products!)]) {
    if (assumed === null) continue;
    const isKnown = assumed.kind === 'margin' || assumed.kind === 'cost';
    const problem = isKnown ? assumedCostProblem(assumed) : 'An assumed cost is a margin or a cost.';
    if (problem !== null) throw new Error(problem);
  }
  return { all, categories: categories!, products: products! };
}
