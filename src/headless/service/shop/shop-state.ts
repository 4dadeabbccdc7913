// What stands in a shop: everything that its log says, entry by entry. Pure.
//
// Bodies of `decision`, `undo`, `redo` and `guardrails` are the page's. A decision may carry `from`, the day from which its
// prices hold; the page, which knows no such day, reads it as one that holds at once.

import { z } from 'zod';

import type { AuditEntry, AuditHead } from '../../../core/decisions/audit-log.ts';
import { emptyHead, headOf } from '../../../core/decisions/audit-log.ts';
import { openedSchema } from '../../../core/decisions/audit-words.ts';
import { emptyBook, type DecisionBook } from '../../../core/decisions/decision.ts';
import { bookWithEntry } from '../../../core/decisions/decision-record.ts';
import { defaultGuardrails, type Guardrails } from '../../../core/decisions/guardrails/guardrail-list.ts';
import { parseGuardrails } from '../../../core/decisions/guardrails/guardrails-schema.ts';
import { choicesSchema } from '../../../core/files/choices.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const isoDay = z.iso.date();

const salesSchema = z.object({
  sentence: z.string(),
  name: z.string(),
  /** SHA-256 of the file, which is also its place in the store. */
  fingerprint: hash,
  choices: choicesSchema,
  secondFiles: z.array(z.object({ name: z.string(), fingerprint: hash })),
  products: z.int(),
  /** ISO day of the newest sales. */
  lastDay: isoDay,
  /** Settings of the project it came with: what markets without a model are made with; null: the lab's defaults. */
  settings: z.record(z.string(), z.unknown()).nullable(),
  /** SHA-256 of the file that was taken in, before it was joined. */
  taken: hash,
});
export type SalesRecord = z.infer<typeof salesSchema> & { readonly entry: number };

/** What came in with the project that the shop began with. */
const importSchema = z.object({ suggestions: hash });

/** What a check for drift compared, and what it found. */
const driftSchema = z.object({
  base: hash,
  current: hash,
  alerts: z.array(z.looseObject({ urgency: z.string() })),
});

const proposedSchema = z.object({
  step: z.literal('proposed'),
  sentence: z.string(),
  /** SHA-256 of the model's zip, which is also its place in the store. */
  model: hash,
  name: z.string(),
  agent: z.string(),
  /** SHA-256 of the sales it learned from; null for a market without a file. */
  sales: hash.nullable(),
  /** How it compares with the one in use; null where there was nothing to compare with. */
  comparison: z.unknown(),
});
const movedSchema = z.object({
  step: z.enum(['promoted', 'declined', 'rolledBack']),
  sentence: z.string(),
  /** Of a rollback the one that is in use again; null: none, prices come from the demand fits alone. */
  model: hash.nullable(),
  by: z.enum(['person', 'rule', 'start']),
});
export type ModelStep = z.infer<typeof movedSchema>;
type ModelMeasure = z.infer<typeof proposedSchema>;

export interface ModelRecord extends Omit<ModelMeasure, 'step'> {
  readonly entry: number;
  /** ISO time. */
  readonly at: string;
  readonly stage: 'proposed' | 'promoted' | 'declined' | 'rolledBack';
}

export interface ShopState {
  readonly head: AuditHead;
  readonly last: AuditEntry | null;
  /** What the log is about, as its first entry says; null before that. */
  readonly dataKey: string | null;
  readonly book: DecisionBook;
  /** The day from which the decisions of an entry hold, where it says one. */
  readonly holdsFrom: ReadonlyMap<number, string>;
  readonly guardrails: Guardrails;
  /** The entry that set them; 0: the defaults. */
  readonly guardrailsEntry: number;
  readonly sales: SalesRecord | null;
  /** All that there were, latest last. */
  readonly allSales: readonly SalesRecord[];
  /** The newest check for drift; null: none yet. */
  readonly drift: z.infer<typeof driftSchema> | null;
  readonly models: readonly ModelRecord[];
  /** SHA-256 of the model in use; null: none. */
  readonly modelInUse: string | null;
  readonly modelEntry: number;
  /** Who promoted the model in use, also where another one was taken back for it; null: nobody, none is. */
  readonly modelBy: ModelStep['by'] | null;
  /** The same of every model that was ever in use. */
  readonly promoters: ReadonlyMap<string, ModelStep['by']>;
  /** ISO time since which it is in use; null: none is. */
  readonly modelAt: string | null;
  /** Those in use before, latest last. */
  readonly earlierModels: readonly (string | null)[];
  /** Entry of the newest decision. */
  readonly decisionEntry: number;
  /** SHA-256 of the prices beside entries of a page, as `decodeLoggedSuggestions` reads them; null: none. */
  readonly suggestionsKept: string | null;
}

export const emptyShop: ShopState = {
  head: emptyHead,
  last: null,
  dataKey: null,
  book: emptyBook,
  holdsFrom: new Map(),
  guardrails: defaultGuardrails,
  guardrailsEntry: 0,
  sales: null,
  allSales: [],
  drift: null,
  models: [],
  modelInUse: null,
  modelEntry: 0,
  modelBy: null,
  promoters: new Map(),
  modelAt: null,
  earlierModels: [],
  decisionEntry: 0,
  suggestionsKept: null,
};

/** @throws Error in a sentence where an entry cannot be read. */
export function withEntries(state: ShopState, entries: readonly AuditEntry[]): ShopState {
  return entries.reduce(withEntry, state);
}

function withEntry(before: ShopState, entry: AuditEntry): ShopState {
  const state = { ...before, head: headOf(entry), last: entry };
  switch (entry.kind) {
    case 'opened': {
      const opened = openedSchema.safeParse(entry.body);
      return { ...state, dataKey: state.dataKey ?? (opened.success ? opened.data.data : null) };
    }
    case 'decision':
    case 'undo':
    case 'redo':
      return withDecision(state, entry);
    case 'guardrails':
      return { ...state, guardrails: parseGuardrails(entry.body), guardrailsEntry: entry.index };
    case 'sales': {
      const sales = { ...readable(salesSchema, entry), entry: entry.index };
      return { ...state, sales, allSales: [...state.allSales, sales] };
    }
    case 'monitor': {
      const drift = driftSchema.safeParse(entry.body);
      return drift.success ? { ...state, drift: drift.data } : state;
    }
    case 'import': {
      const imported = importSchema.safeParse(entry.body);
      return imported.success ? { ...state, suggestionsKept: imported.data.suggestions } : state;
    }
    case 'model':
      return withModel(state, entry);
    default:
      return state; // what is told only: prices suggested, lists stopped
  }
}

function withDecision(state: ShopState, entry: AuditEntry): ShopState {
  const from = z.object({ from: isoDay }).safeParse(entry.body);
  return {
    ...state,
    book: bookWithEntry(state.book, entry),
    decisionEntry: entry.index,
    holdsFrom: from.success ? new Map(state.holdsFrom).set(entry.index, from.data.from) : state.holdsFrom,
  };
}

function withModel(state: ShopState, entry: AuditEntry): ShopState {
  const proposed = proposedSchema.safeParse(entry.body);
  if (proposed.success) {
    const { step, ...measure } = proposed.data;
    const record: ModelRecord = { ...measure, entry: entry.index, at: entry.at, stage: step };
    return { ...state, models: [...state.models.filter(({ model }) => model !== record.model), record] };
  }
  const { step, model, by } = readable(movedSchema, entry);
  const marked = (of: string | null, stage: ModelRecord['stage']) =>
    state.models.map((each) => (each.model === of ? { ...each, stage } : each));
  switch (step) {
    case 'declined':
      return { ...state, models: marked(model, 'declined') };
    case 'promoted':
      return {
        ...state,
        models: marked(model, 'promoted'),
        earlierModels: [...state.earlierModels, state.modelInUse],
        modelInUse: model,
        modelEntry: entry.index,
        modelBy: by,
        promoters: model === null ? state.promoters : new Map(state.promoters).set(model, by),
        modelAt: model === null ? null : entry.at,
      };
    case 'rolledBack':
      return {
        ...state,
        models: marked(state.modelInUse, 'rolledBack'),
        earlierModels: state.earlierModels.slice(0, -1),
        modelInUse: model,
        modelEntry: entry.index,
        modelBy: model === null ? null : (state.promoters.get(model) ?? by),
        modelAt: model === null ? null : entry.at,
      };
    default:
      return step satisfies never;
  }
}

function readable<T>(schema: z.ZodType<T>, { index, kind, body }: AuditEntry): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new Error(
      `Entry ${index} of the shop's log cannot be read: it is no entry of kind "${kind}" as this lab writes it.`,
    );
  return parsed.data;
}
