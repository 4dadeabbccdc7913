// What the log says about one product: each recalculation's suggestion and each decision.

import type { AuditEntry } from '../../core/decisions/audit-log.ts';
import { suggestedSchema } from '../../core/decisions/audit-words.ts';
import { decodeDecisions } from '../../core/decisions/decision-record.ts';
import { knownOrNull } from '../../core/statistics/or-null.ts';
import type { PriceEvent } from './decisions-view.ts';
import type { StoredLog } from './stored-log.ts';

/** In the order of the log. */
export async function priceEvents(
  productId: string,
  entries: readonly AuditEntry[],
  log: Pick<StoredLog, 'suggestions'>,
): Promise<PriceEvent[]> {
  const events: PriceEvent[] = [];
  for (const entry of entries) {
    const event =
      entry.kind === 'suggestions' ? await suggestionOf(productId, entry, log) : decisionOf(productId, entry);
    if (event) events.push(event);
  }
  return events;
}

async function suggestionOf(
  productId: string,
  { index, at, body }: AuditEntry,
  log: Pick<StoredLog, 'suggestions'>,
): Promise<PriceEvent | null> {
  const kept = await log.suggestions(index);
  const place = kept?.productIds.indexOf(productId) ?? -1;
  if (!kept || place < 0) return null;
  const { columns } = kept;
  return {
    type: 'suggestion',
    at,
    entry: index,
    price: knownOrNull(columns.price[place]!),
    currentPrice: columns.currentPrice[place]!,
    // Today's price stands in the columns where no agent was asked.
    policyPrice: askedNobody(body) ? null : columns.policyPrice[place]!,
    confidence: knownOrNull(columns.confidence[place]!),
  };
}

function askedNobody(body: unknown): boolean {
  const suggested = suggestedSchema.safeParse(body);
  return suggested.success && suggested.data.model === null;
}

function decisionOf(productId: string, { index, at, kind, body }: AuditEntry): PriceEvent | null {
  if (kind !== 'decision' && kind !== 'undo' && kind !== 'redo') return null;
  const decision = decodeDecisions(body)?.decisions.find((each) => each.productId === productId);
  if (!decision) return null;
  const { action, price, reason } = decision;
  return { type: 'decision', at, entry: index, action, price, reason, by: kind };
}
