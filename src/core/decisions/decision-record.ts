// Decisions as the audit log holds them, and the book of decisions read back from a log.
//
// An entry says for each product what stands after it, as columns: 100,000 prices accepted at once are one entry of
// a few megabytes. An undo and a redo name the entry they are about, so that the log alone gives the whole book back,
// with what can still be undone.

import { z } from 'zod';

import { freePrice, price } from '../incoming/bounds.ts';
import type { AuditEntry } from './audit-log.ts';
import {
  decisionActions,
  decisionFor,
  withoutStep,
  withStep,
  withStepAgain,
  type Decision,
  type DecisionBook,
  type DecisionChange,
  type Decisions,
} from './decision.ts';

const recordSchema = z
  .object({
    productId: z.array(z.string()),
    action: z.array(z.enum(decisionActions)),
    price: z.array(freePrice.nullable()),
    suggestedPrice: z.array(price.nullable()),
    currentPrice: z.array(freePrice),
    reason: z.array(z.string()),
    /** ISO day from which all of these prices hold, as a shop's server says it. */
    from: z.iso.date().exactOptional(),
    /** The entry that is undone or done once more. */
    of: z.int().min(1).exactOptional(),
  })
  .refine((record) => {
    const columns = [record.action, record.price, record.suggestedPrice, record.currentPrice, record.reason];
    return columns.every((column) => column.length === record.productId.length);
  }, 'expected columns of equal length')
  .refine(
    ({ action, price: prices, reason }) =>
      action.every((each, i) => isDecision(each, prices[i] ?? null, reason[i] ?? '')),
    'expected prices above 0, and a reason for each override',
  );
type DecisionRecord = z.infer<typeof recordSchema>;

/** As `proposeDecisions` makes them: what somebody else wrote into a log is held to the same. */
function isDecision(action: Decision['action'], decided: number | null, reason: string): boolean {
  switch (action) {
    case 'accept':
      return decided !== null && decided > 0;
    case 'reject':
      return decided !== null;
    case 'override':
      return decided !== null && decided > 0 && reason.trim() !== '';
    case 'clear':
      return decided === null;
    default:
      return action satisfies never;
  }
}

/** The body of an entry: what stands for each product after the changes. `of`: the entry it undoes or does again. */
export function encodeDecisions(changes: readonly DecisionChange[], of?: number): DecisionRecord {
  const standing = changes.map(({ productId, before, after }) => after ?? cleared(productId, before));
  return {
    productId: standing.map((each) => each.productId),
    action: standing.map((each) => each.action),
    price: standing.map((each) => each.price),
    suggestedPrice: standing.map((each) => each.suggestedPrice),
    currentPrice: standing.map((each) => each.currentPrice),
    reason: standing.map((each) => each.reason),
    ...(of === undefined ? {} : { of }),
  };
}

function cleared(productId: string, before: Decision | null): Decision {
  return {
    productId,
    action: 'clear',
    price: null,
    suggestedPrice: before?.suggestedPrice ?? null,
    currentPrice: before?.currentPrice ?? 0,
    reason: '',
  };
}

/** What an entry's body says of each product; null where it holds no decisions. */
export function decodeDecisions(body: unknown): {
  readonly decisions: readonly Decision[];
  readonly of: number | null;
} | null {
  const parsed = recordSchema.safeParse(body);
  if (!parsed.success) return null;
  const { data } = parsed;
  const decisions = data.productId.map((productId, i) => ({
    productId,
    action: data.action[i]!,
    price: data.price[i]!,
    suggestedPrice: data.suggestedPrice[i]!,
    currentPrice: data.currentPrice[i]!,
    reason: data.reason[i]!,
    ...(data.from === undefined || data.action[i] === 'clear' ? {} : { from: data.from }),
  }));
  return { decisions, of: data.of ?? null };
}

/**
 * The book after one more entry of the log; entries that are about something else leave it as it is.
 *
 * @throws Error in a sentence where a decision's entry cannot be read.
 */
export function bookWithEntry(book: DecisionBook, { index, at, kind, body }: AuditEntry): DecisionBook {
  if (kind !== 'decision' && kind !== 'undo' && kind !== 'redo') return book;
  const record = decodeDecisions(body);
  if (record === null || (kind !== 'decision' && record.of === null))
    throw new Error(
      `Entry ${index} of the audit log cannot be read: it is not a valid entry of kind "${kind}".`,
    );
  if (kind === 'undo') return withoutStep(book, record.of!);
  if (kind === 'redo') return withStepAgain(book, record.of!);
  return withStep(book, { entry: index, at, changes: changesTo(book.decisions, record.decisions) });
}

function changesTo(standing: Decisions, decisions: readonly Decision[]): DecisionChange[] {
  return decisions.map((decision) => ({
    productId: decision.productId,
    before: decisionFor(standing, decision.productId),
    after: decision.action === 'clear' ? null : decision,
  }));
}
