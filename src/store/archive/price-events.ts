// What the log says about one product: each recalculation's suggestion and each decision.

import type { AuditEntry } from '../../core/decisions/audit-log.ts';
import { decodeDecisions } from '../../core/decisions/decision-record.ts';
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
  { index, at }: AuditEntry,
  log: Pick<StoredLog, 'suggestions'>,
): Promise<PriceEvent | null> {
  const kept = await log.suggestions(index);
  const place = kept?.productIds.indexOf(productId) ?? -1;
  if (!kept || place < 0) return null;
  const { columns } = kept;
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    type: 'suggestion',
    at,
    entry: index,
    price: known(columns.price[place]!),
    currentPrice: columns.currentPrice[place]!,
    policyPrice: columns.policyPrice[place]!,
    confidence: known(columns.confidence[place]!),
  };
}

function decisionOf(productId: string, { index, at, kind, body }: AuditEntry): PriceEvent | null {
  if (kind !== 'decision' && kind !== 'undo' && kind !== 'redo') return null;
  const decision = decodeDecisions(body)?.decisions.find((each) => each.productId === productId);
  if (!decision) return null;
  const { action, price, reason } = decision;
  return { type: 'decision', at, entry: index, action, price, reason, by: kind };
}
