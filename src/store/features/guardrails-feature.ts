// The rules every suggested price keeps, and how one scope's rules are changed: the prices follow a moment later, so that a
// value typed digit by digit asks once.
//
// A scope is all products, a category or a product. A narrower scope says only what it overrules; what it leaves
// unsaid holds as the wider one says. Settled rules are written into the audit log of the data they are for; until they
// stand there they are pending, and the form says so. The rules last written there come back with the same file, and
// from another tab that changes them.

import {
  defaultGuardrails,
  type Guardrails,
  type GuardrailSet,
} from '../../core/decisions/guardrails/guardrail-list.ts';
import type { RelationSet } from '../../core/decisions/relations/relation-list.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { DecisionsFeature } from './decisions-feature.ts';
import type { PricesFeature } from './prices-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends GuardrailsState {}
  interface LabActions extends GuardrailsActions {}
}

/** Long enough to type another digit, short enough to feel immediate. */
const settleMs = 250;

export type GuardrailScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'category'; readonly name: string }
  | { readonly kind: 'product'; readonly id: string };

type GuardrailKey = keyof GuardrailSet;

/** What a scope says from now on; undefined takes back what it said, so that the wider scope holds again. */
export type GuardrailChanges = { readonly [K in GuardrailKey]?: GuardrailSet[K] | undefined };

export interface GuardrailsState {
  readonly guardrails: Guardrails;
  /** The rules were changed and the log does not have them yet: a page that ends now loses them. */
  readonly guardrailsPending: boolean;
}

export interface GuardrailsActions {
  /** Changes one scope's rules; the prices are asked for anew a moment later. */
  setGuardrails(scope: GuardrailScope, changes: GuardrailChanges): void;
  /** All rules at once, for every scope: those of an earlier moment or of a link. */
  putGuardrails(guardrails: Guardrails): void;
  /** What holds between products from now on. */
  setRelations(changes: Partial<RelationSet>): void;
  /** All rules as they are at first, for every scope. */
  resetGuardrails(): void;
  /** Writes what was changed without waiting for another digit: the form or the page is being left. */
  settleGuardrails(): void;
}

export const usualGuardrails: GuardrailsState = { guardrails: defaultGuardrails, guardrailsPending: false };

/** The same object each time: a selector that made a new one would draw without end. */
const nothingSaid: Partial<GuardrailSet> = Object.freeze({});

/** What a scope itself says; empty where it says nothing. */
export function saidBy(guardrails: Guardrails, scope: GuardrailScope): Partial<GuardrailSet> {
  switch (scope.kind) {
    case 'all':
      return guardrails.all;
    case 'category':
      return lookUp(guardrails.categories, scope.name);
    case 'product':
      return lookUp(guardrails.products, scope.id);
    default:
      return scope satisfies never;
  }
}

/** The guardrails after one scope's change; a narrower scope that says nothing more is forgotten. */
export function withChanges(
  guardrails: Guardrails,
  scope: GuardrailScope,
  changes: GuardrailChanges,
): Guardrails {
  if (scope.kind === 'all')
    return { ...guardrails, all: { ...guardrails.all, ...withoutUndefined(changes) } };
  const said = withoutUndefined({ ...saidBy(guardrails, scope), ...changes });
  return scope.kind === 'category'
    ? { ...guardrails, categories: replaced(guardrails.categories, scope.name, said) }
    : { ...guardrails, products: replaced(guardrails.products, scope.id, said) };
}

/** Names come from files: `__proto__` is one like any other. */
function lookUp(record: Guardrails['products'], key: string): Partial<GuardrailSet> {
  return Object.hasOwn(record, key) ? record[key]! : nothingSaid;
}

function replaced(
  record: Guardrails['products'],
  key: string,
  said: Partial<GuardrailSet>,
): Guardrails['products'] {
  const others = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(Object.keys(said).length === 0 ? others : [...others, [key, said]]);
}

function withoutUndefined(changes: GuardrailChanges): Partial<GuardrailSet> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

export type GuardrailsKeeping = 'usual' | 'pending' | 'kept' | 'pageOnly';

/** How safe the rules are: `usual` where none was ever set for this data. */
export function guardrailsKeeping({
  guardrailsPending,
  loggedGuardrails,
  unkeptEntries,
}: GuardrailsState & {
  readonly loggedGuardrails: unknown;
  readonly unkeptEntries: number;
}): GuardrailsKeeping {
  if (guardrailsPending) return 'pending';
  if (loggedGuardrails === null) return 'usual';
  return unkeptEntries === 0 ? 'kept' : 'pageOnly';
}

/** Whether two values of JSON say the same, in whatever order of keys. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key as never], b[key as never]))
  );
}

export function guardrailsFeature(
  { get, set }: FeatureContext,
  prices: PricesFeature,
  decisions: DecisionsFeature,
): Feature<GuardrailsActions> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let seen: unknown = null;

  const settle = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    // Written first: the prices can be asked for again, a rule that is lost cannot.
    decisions.actions.recordInLog('guardrails', get().guardrails);
    prices.ask();
  };
  const change = (guardrails: Guardrails) => {
    set({ guardrails, guardrailsPending: true });
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(settle, settleMs);
  };

  const restore = async (logged: unknown) => {
    const { parseGuardrails: check } = await import('../../core/decisions/guardrails/guardrails-schema.ts');
    // What is typed now is newer than what was written, and another file may have come meanwhile.
    if (timer !== null || get().loggedGuardrails !== logged) return;
    let guardrails: Guardrails;
    try {
      guardrails = check(logged);
    } catch {
      // A log of a later version: its rules cannot be used, and the ones in force stay.
      return;
    }
    if (sameJson(guardrails, get().guardrails)) return;
    set({ guardrails });
    prices.ask();
  };

  return {
    actions: {
      setGuardrails: (scope, changes) => change(withChanges(get().guardrails, scope, changes)),
      putGuardrails: change,
      setRelations: (changes) => {
        const { guardrails } = get();
        change({ ...guardrails, relations: { ...guardrails.relations, ...changes } });
      },
      resetGuardrails: () => change(defaultGuardrails),
      settleGuardrails: settle,
    },
    onChange: () => {
      const { loggedGuardrails, guardrails, guardrailsPending } = get();
      if (loggedGuardrails === seen) return;
      seen = loggedGuardrails;
      if (guardrailsPending && timer === null && sameJson(loggedGuardrails, guardrails))
        set({ guardrailsPending: false });
      if (loggedGuardrails !== null) void restore(loggedGuardrails);
    },
  };
}
