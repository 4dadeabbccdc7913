// What a step of a market covers before there is one: what a row of the file does where the market replays it.

import { kindNamed } from '../core/market/kinds.ts';
import { periodWord, type Period } from '../core/table/period-word.ts';
import type { LabState } from './lab-state.ts';

/** Of the market `market` with the file on the page; a day without a file, and where a market has days of its own. */
export function stepPeriod({ data }: Pick<LabState, 'data'>, market: string): Period {
  if (kindNamed(market).replay === null || data.status !== 'ready') return 'day';
  return periodWord(data.dataset.histories[0]?.daysPerRow ?? 1);
}
