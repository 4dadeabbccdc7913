// Between the rules as the core holds them and the fields of a form: figures out, changes in, and a sentence where
// what is typed cannot be a rule. Pure; built from the core's list of rules.

import {
  guardrailDefinitions,
  type GuardrailDefinition,
  type GuardrailField,
  type GuardrailName,
  type GuardrailSet,
  type PriceEnding,
} from '../../core/decisions/guardrail-rules.ts';
import type { GuardrailChanges, GuardrailKey } from '../../store/features/guardrails.ts';
import { formatCount, formatMoney } from '../format.ts';

type FigureKey = GuardrailField['key'];
/** What stands in a rule's fields: a number, half-typed text, or nothing. */
export type Figures = Readonly<Partial<Record<FigureKey, number | string | null>>>;

const keysOf: Readonly<Record<GuardrailName, readonly GuardrailKey[]>> = {
  largestChange: ['largestChangePercent'],
  marginFloor: ['minMarginPercent'],
  priceRange: ['minPrice', 'maxPrice'],
  competitorBand: ['competitorBand'],
  changesPerWeek: ['maxChangesPerWeek'],
  minAdvertisedPrice: ['minAdvertisedPrice'],
  ending: ['ending'],
};

/** Whether a scope switches a rule on, switches it off, or says nothing of it. */
export function ruleState(said: Partial<GuardrailSet>, name: GuardrailName): 'on' | 'off' | 'unsaid' {
  const values = keysOf[name].filter((key) => key in said).map((key) => said[key]);
  if (values.length === 0) return 'unsaid';
  return values.every((value) => value === null) ? 'off' : 'on';
}

/** A rule's figures as a set has them; null where it has none. */
export function figuresOf(set: Partial<GuardrailSet>, { fields }: GuardrailDefinition): Figures {
  const figures: Partial<Record<FigureKey, number | null>> = {};
  for (const { key } of fields)
    figures[key] =
      key === 'belowPercent' || key === 'abovePercent'
        ? (set.competitorBand?.[key] ?? null)
        : (set[key] ?? null);
  return figures;
}

/** What a form offers when a rule is switched on. */
export function usualFigures({ fields }: GuardrailDefinition): Figures {
  return Object.fromEntries(fields.map(({ key, usual }) => [key, usual]));
}

/** The change that sets a rule to these figures, which `ruleProblem` has found sound. */
export function changesTo(name: GuardrailName, figures: Figures): GuardrailChanges {
  const figure = (key: FigureKey) => numberOf(figures[key]);
  switch (name) {
    case 'largestChange':
      return { largestChangePercent: figure('largestChangePercent') };
    case 'marginFloor':
      return { minMarginPercent: figure('minMarginPercent') };
    case 'priceRange':
      return { minPrice: figure('minPrice'), maxPrice: figure('maxPrice') };
    case 'competitorBand':
      return {
        competitorBand: {
          belowPercent: figure('belowPercent') ?? 0,
          abovePercent: figure('abovePercent') ?? 0,
        },
      };
    case 'changesPerWeek':
      return { maxChangesPerWeek: figure('maxChangesPerWeek') };
    case 'minAdvertisedPrice':
      return { minAdvertisedPrice: figure('minAdvertisedPrice') };
    case 'ending':
      return {};
    default:
      return name satisfies never;
  }
}

/** Switches a rule off in a scope; an ending cannot be off, so it becomes the plain cent. */
export function offChanges(name: GuardrailName): GuardrailChanges {
  if (name === 'ending') return { ending: { kind: 'cent' } };
  return Object.fromEntries(keysOf[name].map((key) => [key, null]));
}

/** Leaves a rule to the wider scope. */
export function unsaidChanges(name: GuardrailName): GuardrailChanges {
  return Object.fromEntries(keysOf[name].map((key) => [key, undefined]));
}

/** Why the figures are no rule yet, as a sentence; null where they are. */
export function ruleProblem({ name, label, fields }: GuardrailDefinition, figures: Figures): string | null {
  for (const field of fields) {
    const problem = fieldProblem(field, figures[field.key] ?? null, name === 'priceRange');
    if (problem !== null) return problem;
  }
  if (name !== 'priceRange') return null;
  const low = numberOf(figures.minPrice);
  const high = numberOf(figures.maxPrice);
  if (low === null && high === null) return `${label}: type at least one of the two prices.`;
  return low !== null && high !== null && low > high
    ? `${label}: the lowest price ${formatMoney(low)} lies above the highest ${formatMoney(high)}; exchange them.`
    : null;
}

function fieldProblem(field: GuardrailField, typed: number | string | null, mayBeEmpty: boolean) {
  const { label, min, max, unit, step } = field;
  const range = `${bound(min)} to ${bound(max)}`;
  if (typed === null || (typeof typed === 'string' && typed.trim() === ''))
    return mayBeEmpty ? null : `${label}: type a number from ${range} (${unit}).`;
  const value = numberOf(typed);
  if (value === null || value < min || value > max)
    return `${label}: expected a number from ${range} (${unit}), got ${String(typed)}.`;
  return step === 1 && unit === 'in seven days' && !Number.isInteger(value)
    ? `${label}: expected a whole number from ${range}, got ${String(typed)}.`
    : null;
}

/** null for what is empty or no number. */
export function numberOf(typed: number | string | null | undefined): number | null {
  if (typed === null || typed === undefined) return null;
  const value = typeof typed === 'number' ? typed : typed.trim() === '' ? Number.NaN : Number(typed);
  return Number.isFinite(value) ? value : null;
}

function bound(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value);
}

/** What a set says of a rule, in few words: `15 %`, `from 5.00`, `off`. */
export function ruleWords(set: GuardrailSet, name: GuardrailName): string {
  switch (name) {
    case 'largestChange':
      return percent(set.largestChangePercent);
    case 'marginFloor':
      return percent(set.minMarginPercent);
    case 'priceRange': {
      const { minPrice: low, maxPrice: high } = set;
      if (low === null && high === null) return 'off';
      if (low === null) return `up to ${formatMoney(high!)}`;
      return high === null ? `from ${formatMoney(low)}` : `${formatMoney(low)} to ${formatMoney(high)}`;
    }
    case 'competitorBand':
      return set.competitorBand === null
        ? 'off'
        : `-${set.competitorBand.belowPercent} % to +${set.competitorBand.abovePercent} %`;
    case 'changesPerWeek':
      return set.maxChangesPerWeek === null ? 'off' : String(set.maxChangesPerWeek);
    case 'minAdvertisedPrice':
      return set.minAdvertisedPrice === null ? 'off' : `from ${formatMoney(set.minAdvertisedPrice)}`;
    case 'ending':
      return endingChoices.find(({ value }) => value === endingChoice(set.ending))!.label.toLowerCase();
    default:
      return name satisfies never;
  }
}

function percent(value: number | null): string {
  return value === null ? 'off' : `${value} %`;
}

export const endingChoices = [
  { value: 'cent', label: 'Any cent' },
  { value: '99', label: '.99' },
  { value: '95', label: '.95' },
  { value: '0', label: '.00' },
  { value: 'step', label: 'Steps' },
] as const;
export type EndingChoice = (typeof endingChoices)[number]['value'];

export function endingChoice(ending: PriceEnding): EndingChoice {
  if (ending.kind === 'cent') return 'cent';
  return ending.kind === 'step' ? 'step' : (String(ending.cents) as '99' | '95' | '0');
}

/** The ending a choice stands for; `step` in currency serves the steps. */
export function endingOf(choice: EndingChoice, step: number): PriceEnding {
  if (choice === 'cent') return { kind: 'cent' };
  if (choice === 'step') return { kind: 'step', step };
  return { kind: 'ending', cents: choice === '99' ? 99 : choice === '95' ? 95 : 0 };
}

/** Steps are whole cents. */
export function stepProblem(typed: number | string | null): string | null {
  const value = numberOf(typed);
  return value !== null &&
    value >= 0.01 &&
    value <= 1000 &&
    Math.abs(value * 100 - Math.round(value * 100)) < 1e-6
    ? null
    : 'Steps: expected an amount from 0.01 to 1,000 in whole cents, such as 0.05 or 5.';
}

export function definitionOf(name: GuardrailName): GuardrailDefinition {
  return guardrailDefinitions.find((definition) => definition.name === name)!;
}
