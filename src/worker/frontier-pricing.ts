// A frontier in the lab worker: point after point, other messages between two of them.

import {
  type Frontier,
  type FrontierPoint,
  frontierPoint,
  frontierWeights,
  listTotals,
} from '../core/decisions/frontier.ts';
import { abortError, type CallContext } from './calls.ts';
import type { Scheduling } from './in-slices.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { ModelCalls } from './protocol/models.ts';

/** So many products are searched on all draws for each of the price lists; more of them on fewer. */
const mostExact = 150;

/** @throws An AbortError once it is no longer wanted. */
export async function pricedFrontier(
  model: LoadedModel,
  { request, towards }: ModelCalls['frontier']['args'],
  { signal, progress }: CallContext<FrontierPoint>,
  { yieldToEventLoop }: Scheduling,
): Promise<Frontier> {
  const rows = model.daysPerRow(request);
  const daysPerRow = (index: number) => rows[index] ?? 1;
  const points: FrontierPoint[] = [];
  const isQuick = rows.length > mostExact;
  let today: Frontier['today'] | null = null;
  for (const weight of frontierWeights) {
    await yieldToEventLoop();
    if (signal.aborted) throw abortError();
    const suggestions = model.suggest({
      ...request,
      advice: { ...request.advice, isQuick, lean: weight === 0 ? null : { towards, weight } },
    });
    const point = frontierPoint(weight, suggestions, daysPerRow);
    today ??= listTotals(suggestions, daysPerRow, 'current');
    points.push(point);
    progress(point);
  }
  return { towards, today: today!, points };
}
