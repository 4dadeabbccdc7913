// Between the rules as the core holds them and the fields of a form: figures out, changes in, and a sentence where
// what is typed cannot be a rule. Pure; built from the core's list of rules.

import type { PriceEnding } from '../../../core/decisions/guardrails/ending.ts';
import type { BoundRule, GuardrailField } from '../../../core/decisions/guardrails/guardrail.ts';
import type { GuardrailSet, Rule } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { finiteOrNull } from '../../../core/statistics/or-null.ts';
import { formatCount } from '../../../core/text/format.ts';
import type { GuardrailChanges } from '../../../store/features/guardrails-feature.ts';

/** What stands in a rule's fields: a number, half-typed text, or nothing. */
export type Figures = Readonly<Record<string, number | string | null>>;

/** Whether a scope switches a rule on, switches it off, or says nothing of it. */
export function ruleState(said: Partial<GuardrailSet>, rule: Rule): 'on' | 'off' | 'unsaid' {
  const values = Object.entries(said).filter(([key]) => key in rule.usual);
  if (values.length === 0) return 'unsaid';
  return values.every(([, value]) => value === null) ? 'off' : 'on';
}

/** What a form offers when a rule is switched on. */
export function usualFigures({ fields }: BoundRule): Figures {
  return Object.fromEntries(fields.map(({ key, usual }) => [key, usual]));
}

/** The change that sets a rule to these figures, which `ruleProblem` has found sound. */
export function changesTo(rule: BoundRule, figures: Figures): GuardrailChanges {
  return rule.valuesOf(numbersOf(figures));
}

function numbersOf(figures: Figures): Readonly<Record<string, number | null>> {
  return Object.fromEntries(Object.entries(figures).map(([key, typed]) => [key, numberOf(typed)]));
}

/** Leaves a rule to the wider scope. */
export function unsaidChanges(rule: Rule): GuardrailChanges {
  return Object.fromEntries(Object.keys(rule.usual).map((key) => [key, undefined]));
}

/** Why the figures are no rule yet, as a sentence; null where they are. */
export function ruleProblem(rule: BoundRule, figures: Figures): string | null {
  const { label, fields } = rule;
  for (const field of fields) {
    const problem = fieldProblem(field, figures[field.key] ?? null);
    if (problem !== null) return problem;
  }
  const numbers = numbersOf(figures);
  if (fields.every(({ key }) => numbers[key] == null)) return `${label}: type at least one of its figures.`;
  const problem = rule.problemOf?.(rule.valuesOf(numbers)) ?? null;
  return problem === null ? null : `${label}: ${problem}.`;
}

function fieldProblem(field: GuardrailField, typed: number | string | null) {
  const { label, min, max, unit } = field;
  const range = `${bound(min)} to ${bound(max)}`;
  if (typed === null || (typeof typed === 'string' && typed.trim() === ''))
    return field.isOptional ? null : `${label}: type a number from ${range} (${unit}).`;
  const value = numberOf(typed);
  if (value === null || value < min || value > max)
    return `${label}: expected a number from ${range} (${unit}), got ${String(typed)}.`;
  return field.isInteger && !Number.isInteger(value)
    ? `${label}: expected a whole number from ${range}, got ${String(typed)}.`
    : null;
}

/** null for what is empty or no number. */
export function numberOf(typed: number | string | null | undefined): number | null {
  if (typed === null || typed === undefined) return null;
  const value = typeof typed === 'number' ? typed : typed.trim() === '' ? Number.NaN : Number(typed);
  return finiteOrNull(value);
}

function bound(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value);
}

export const endingChoices = [
  { value: 'past', label: 'As in the past' },
  { value: 'cent', label: 'Any cent' },
  { value: '99', label: '.99' },
  { value: '95', label: '.95' },
  { value: '0', label: '.00' },
  { value: 'step', label: 'Steps' },
] as const;
export type EndingChoice = (typeof endingChoices)[number]['value'];

export function endingChoice(ending: PriceEnding): EndingChoice {
  if (ending.kind === 'past' || ending.kind === 'cent') return ending.kind;
  return ending.kind === 'step' ? 'step' : (String(ending.cents) as '99' | '95' | '0');
}

/** The ending a choice stands for; `step` in currency serves the steps. */
export function endingOf(choice: EndingChoice, step: number): PriceEnding {
  if (choice === 'past' || choice === 'cent') return { kind: choice };
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
