// What may be said of a price test on any day before its end: whether the evidence so far crosses the line that keeps false
// alarms at 5 % over all looks (sequential-test.ts), and when it will be decided at the latest.

import { isoDate } from '../table/day-numbers.ts';
import type { PlannedExtent } from './assignment.ts';
import { sequentialTest, type SequentialResult } from './sequential-test.ts';

export interface DailyLook {
  readonly plannedPairs: number;
  /** Last planned day, days since 1970-01-01. */
  readonly lastDay: number;
  /** Whether the plan is known; else the pairs of the file are taken for all of it. */
  readonly isPlanned: boolean;
  readonly state: SequentialResult['state'];
  /** Pairs after which the line was first crossed; null where it never was. */
  readonly toldAfter: number | null;
  /** Mean difference B - A a day when the line was first crossed, else so far. */
  readonly mean: number;
  /** A mean difference at least as far from 0 would cross at the last look; null where none would. */
  readonly line: number | null;
  readonly sentence: string;
}

/** A complete pair of the test: its difference B - A a day, and its last day. */
export interface LookedPair {
  readonly difference: number;
  readonly lastDay: number;
}

/** Looks at the pairs, at least one, in the order in which they were completed. */
export function dailyLook(
  pairs: readonly LookedPair[],
  planned: PlannedExtent | null,
  measure: string,
  seed = 1,
  comparisons = 1,
): DailyLook {
  const ordered = [...pairs].sort((a, b) => a.lastDay - b.lastDay);
  const plannedPairs = planned?.pairs ?? ordered.length;
  const { looks, toldAfter, state } = sequentialTest(
    ordered.map(({ difference }) => difference),
    plannedPairs,
    seed,
    undefined,
    comparisons,
  );
  const look = toldAfter === null ? looks.at(-1)! : looks[toldAfter - 1]!;
  const facts = {
    plannedPairs,
    lastDay: planned?.lastDay ?? ordered.at(-1)!.lastDay,
    isPlanned: planned !== null,
    state,
    toldAfter,
    mean: look.mean,
    line: Number.isFinite(look.boundary) ? look.boundary : null,
  };
  return { ...facts, sentence: sentenceOf(facts, look.pairs, ordered[look.pairs - 1]!.lastDay, measure) };
}

function sentenceOf(
  { plannedPairs, lastDay, isPlanned, state, mean, line }: Omit<DailyLook, 'sentence'>,
  pairs: number,
  day: number,
  measure: string,
): string {
  const theLine = 'the line that keeps false alarms at 5 %';
  const difference = `${mean < 0 ? '-' : '+'}${Math.abs(mean).toFixed(2)} ${measure} a day`;
  if (!isPlanned)
    return (
      `Read as a test at its planned end: the evidence ${state === 'told' ? 'crosses' : 'does not cross'} ${theLine}. ` +
      'To check before the end, keep the remaining days in the file with blank units, so that the planned length is known.'
    );
  const at = `after ${pairs} of ${plannedPairs} pairs`;
  if (state === 'told')
    return (
      `You may look every day: the evidence so far crosses ${theLine}, first ${at} on ${isoDate(day)} (${difference}). ` +
      'The test is decided and may end here.'
    );
  if (state === 'ended')
    return `You may look every day: the evidence does not cross ${theLine}, and its planned end is reached (${difference}, ${at}). The test is decided: it shows no difference.`;
  const wanted =
    line === null ? 'no difference would at this stage' : `${line.toFixed(2)} or more either way would`;
  return (
    `You may look every day: the evidence so far does not cross ${theLine} (${difference} ${at}; ${wanted}). ` +
    `It will be decided on ${isoDate(lastDay)} at the latest.`
  );
}
