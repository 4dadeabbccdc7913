// A frontier in the lab worker: point after point, other messages between two of them.

import { type Frontier, type FrontierPoint, frontierSteps } from '../core/decisions/frontier.ts';
import { abortError, type CallContext } from './calls.ts';
import type { Scheduling } from './in-slices.ts';
import type { Pricing } from './market-pricing.ts';
import type { ModelCalls } from './protocol/models-protocol.ts';

/** @throws An AbortError once it is no longer wanted. */
export async function pricedFrontier(
  pricing: Pricing,
  { request, towards }: ModelCalls['frontier']['args'],
  { signal, progress }: CallContext<FrontierPoint>,
  { yieldToEventLoop }: Scheduling,
): Promise<Frontier> {
  const rows = pricing.daysPerRow(request);
  const steps = frontierSteps(towards, rows.length, pricing.lists(request), (index) => rows[index] ?? 1);
  for (;;) {
    await yieldToEventLoop();
    if (signal.aborted) throw abortError();
    const next = steps.next();
    if (next.done) return next.value;
    progress(next.value);
  }
}
