// What a rule for prices is: one object, from which the set of rules, its check, the form, the trail and the report derive.

import type { z } from 'zod';

import { formatAmount } from '../../text/format.ts';

/** Handed to a rule's check: the page knows the rules long before it has to check any that come in. */
export type Zod = typeof z;

/** How a price moved lately: in its file, and by decisions that the file does not know of yet. */
export interface PriceMoves {
  /** Price changes in the last seven days. */
  readonly changesLastWeek: number;
  /** Days the present price has been charged, that of the change among them; null where no change of it is known. */
  readonly daysSinceChange: number | null;
}

/** What past prices end in: their cents are one of `ends` beyond a multiple of `every`. */
export interface PastEnding {
  readonly every: 100 | 10;
  readonly ends: readonly number[];
}

/** What the rules need to know of a product. Prices in currency. */
export interface GuardrailFacts extends PriceMoves {
  readonly currentPrice: number;
  /** null where unknown: the floor from cost is then not applied. */
  readonly unitCost: number | null;
  /** The competitor's last price; null without one. */
  readonly competitorPrice: number | null;
  /** What its past prices end in; absent or null where they end in any cent, or it has no past. */
  readonly pastEnding?: PastEnding | null;
  /** What its relations with other products leave it, where those have their prices; absent where it has none. */
  readonly relations?: RelationBounds;
}

/** By the name of the kind of relation. */
export type RelationBounds = Readonly<Partial<Record<string, Exclude<RuleBounds, { silent: string }>>>>;

/** What one rule allows, always `lowest <= highest`, or why it is silent. */
export type RuleBounds =
  | {
      readonly lowest: number;
      readonly highest: number;
      /** The bound in words, put together when they are asked for: `at most 11.50 is within 15 % of today's price`. */
      readonly lowestWords: () => string;
      readonly highestWords: () => string;
    }
  | { readonly silent: string };

/** The note of a rule that is off: charts leave it out. */
export const switchedOff = 'Switched off.';
export const off: RuleBounds = { silent: switchedOff };

/** Of a side that is not bounded. */
export const noWords = () => '';

/** A day's price in a file can be a mean over orders: so near to a bound it is on it. Currency. */
export const halfCent = 0.005;

/** A price that stays: a day's price in a file can be a mean over orders; what is charged is a whole cent. */
export function stayingPrice(currentPrice: number): number {
  return Math.max(0.01, Math.round(currentPrice * 100) / 100);
}

/** One figure of a rule, as a form asks for it. */
export interface GuardrailField<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Counts and days. */
  readonly isInteger?: boolean;
  /** The rule also holds without this figure, as long as it has another one. */
  readonly isOptional?: boolean;
  /** What a form offers when the rule is switched on; null where only the person can know. */
  readonly usual: number | null;
}

/** A rule's figures as a form has them, by the keys of its fields; null where there is none. */
export type RuleFigures = Readonly<Record<string, number | null>>;

/** `Values` are the keys of a set that are this rule's. */
export interface Guardrail<Name extends string = string, Values extends object = object> {
  readonly name: Name;
  readonly label: string;
  readonly meaning: string;
  /** The check of each key. */
  schema(zod: Zod): { readonly [Key in keyof Values]: z.ZodType<Values[Key]> };
  /** What holds until somebody says something else. */
  readonly usual: Values;
  /** What switches it off. */
  readonly off: Values;
  /** Few words: `15 %`, `from 5.00`, `off`. */
  words(values: Values): string;
  /** The same for a reader who does not see the form; null where it is off. */
  describe(values: Values): string | null;
}

/** A rule that allows an interval of prices. */
export interface BoundRule<Name extends string = string, Values extends object = object> extends Guardrail<
  Name,
  Values
> {
  readonly fields: readonly GuardrailField[];
  /** Whether its lowest price is a floor that a person means to hold, rather than a limit on moves. */
  readonly isFloor?: boolean;
  figuresOf(values: Partial<Values>): RuleFigures;
  valuesOf(figures: RuleFigures): Values;
  /** Why sound figures are no rule together, as the end of a sentence; null where they are. */
  problemOf?(values: Partial<Values>): string | null;
  /** `values` after a narrower scope overruled a part of them, so that they hold together. */
  reconciled?(values: Values, narrower: Partial<Values>): Values;
  /**
   * Asked for rows by the million, so the words of its bounds are methods: a bundler that keeps names takes longer to name a
   * function that is made for each row than the bounds take.
   */
  bounds(facts: GuardrailFacts, values: Values): RuleBounds;
}

/**
 * The check of one figure of a rule: its bounds, and whole where it must be. `zod` is handed in so that the page need not load
 * it.
 */
export function fieldSchema(zod: Zod, { min, max, isInteger }: GuardrailField): z.ZodNumber {
  const number = zod.number().min(min).max(max);
  return isInteger ? number.int() : number;
}

/** `largest change 15 % of today's price`; null without any figure. */
export function describedFigures(fields: readonly GuardrailField[], figures: RuleFigures): string | null {
  const words = fields.flatMap(({ key, label, unit }) => {
    const value = figures[key];
    return value == null ? [] : [`${label.toLowerCase()} ${formatAmount(value)} ${unit}`];
  });
  return words.length === 0 ? null : words.join(', ');
}

type Figures<Key extends string> = { readonly [K in Key]: number | null };
type OwnOfFigureRule = 'schema' | 'off' | 'describe' | 'figuresOf' | 'valuesOf' | 'fields';

/** A rule whose keys in a set are its figures themselves; null in all of them is off. */
export function figureRule<Name extends string, Key extends string>(
  rule: Omit<BoundRule<Name, Figures<Key>>, OwnOfFigureRule> & {
    readonly fields: readonly GuardrailField<Key>[];
  },
): BoundRule<Name, Figures<Key>> {
  const { fields } = rule;
  const byKey = <T>(valueOf: (field: GuardrailField<Key>) => T) =>
    Object.fromEntries(fields.map((field) => [field.key, valueOf(field)])) as { readonly [K in Key]: T };
  const figuresOf = (values: Partial<Figures<Key>>) => byKey(({ key }) => values[key] ?? null);
  return {
    ...rule,
    schema: (zod) => byKey((field) => fieldSchema(zod, field).nullable()),
    off: byKey(() => null),
    describe: (values) => describedFigures(fields, figuresOf(values)),
    figuresOf,
    valuesOf: (figures) => byKey(({ key }) => figures[key] ?? null),
  };
}

/** The field of a price in currency. */
export const priceField = {
  unit: 'currency',
  min: 0.01,
  max: 1_000_000_000,
  step: 0.01,
  usual: null,
} as const;
