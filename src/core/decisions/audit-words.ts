// What an entry of the audit log says, in one sentence.

import { agentTitle } from '../agents/agents.ts';
import { z } from 'zod';

import { auditKinds, type AuditEntry, type AuditKind } from './audit-log.ts';
import type { Decision } from './decision.ts';
import { decodeDecisions } from './decision-record.ts';
import { formatMoney, upperFirst } from '../text/format.ts';

/** The body of an `opened` entry: the data that the log is about. */
export const openedSchema = z.object({ data: z.string(), fileName: z.string().nullable() });

/** The body of a `suggestions` entry; the prices themselves are kept beside the log. */
export const suggestedSchema = z.object({
  products: z.int(),
  /** Of them with a price; the others are infeasible. */
  priced: z.int(),
  /** SHA-256 of the suggestions. */
  digest: z.string(),
  model: z.object({ agent: z.string(), market: z.string(), seed: z.number(), origin: z.string() }).nullable(),
});

/** What an entry of the log says, as one sentence; entries of kinds that are not known are named. */
export function entrySentence({ kind, body }: AuditEntry): string {
  if (kind === 'decision' || kind === 'undo' || kind === 'redo') return decisionSentence(kind, body);
  const opened = openedSchema.safeParse(body);
  if (kind === 'opened' && opened.success)
    return opened.data.fileName === null
      ? 'Log begun for a market without a file.'
      : `Log begun for ${opened.data.fileName}.`;
  const suggested = suggestedSchema.safeParse(body);
  if (kind === 'suggestions' && suggested.success) {
    const { products, priced, model } = suggested.data;
    const by = model === null ? '' : `, the agent is ${agentTitle(model.agent)}, seed ${model.seed}`;
    const without = priced === products ? '' : `, ${count(products - priced)} without a price`;
    return `Recommendations for ${count(products, 'product')}${by}${without}.`;
  }
  const word = Object.hasOwn(auditKinds, kind) ? auditKinds[kind as AuditKind] : kind;
  const summary = (body as { readonly sentence?: unknown } | null)?.sentence;
  return typeof summary === 'string' ? `${word}: ${summary}` : `${word}.`;
}

function decisionSentence(kind: 'decision' | 'undo' | 'redo', body: unknown): string {
  const record = decodeDecisions(body);
  if (record === null) return `${auditKinds[kind]}.`;
  const { decisions, of } = record;
  const what =
    decisions.length === 1 ? oneDecision(decisions[0]!) : (manyDecisions(decisions) ?? 'nothing changed');
  return kind === 'decision' ? `${upperFirst(what)}.` : `${auditKinds[kind]} entry ${of}: ${what}.`;
}

function oneDecision({ productId, action, price, reason, from }: Decision): string {
  const name = `"${productId}"`;
  const since = from === undefined ? '' : ` from ${from} on`;
  switch (action) {
    case 'accept':
      return `${name} accepted at ${formatMoney(price ?? Number.NaN)}${since}`;
    case 'reject':
      return `${name} rejected, stays at ${formatMoney(price ?? Number.NaN)}`;
    case 'override':
      return `${name} overridden to ${formatMoney(price ?? Number.NaN)}${since}: ${reason.replace(/\.$/, '')}`;
    case 'clear':
      return `${name} undecided again`;
    default:
      return action satisfies never;
  }
}

const manyWords = {
  accept: 'accepted',
  reject: 'rejected',
  override: 'overridden',
  clear: 'undecided again',
} as const;

/** `58 accepted, 2 overridden (clearance)`; null for none. */
function manyDecisions(decisions: readonly Decision[]): string | null {
  const parts = Object.entries(manyWords).flatMap(([action, word]) => {
    const of = decisions.filter((decision) => decision.action === action);
    const reasons = new Set(of.map(({ reason }) => reason).filter((reason) => reason !== ''));
    const why = reasons.size === 1 ? `, ${[...reasons][0]!.replace(/\.$/, '')}` : '';
    return of.length === 0 ? [] : [`${count(of.length, 'product')} ${word}${why}`];
  });
  const from = decisions.find((decision) => decision.from !== undefined)?.from;
  return parts.length === 0 ? null : `${parts.join('; ')}${from === undefined ? '' : `, from ${from} on`}`;
}

function count(value: number, word?: string): string {
  const figure = value.toLocaleString('en');
  return word === undefined ? figure : `${figure} ${word}${value === 1 ? '' : 's'}`;
}
