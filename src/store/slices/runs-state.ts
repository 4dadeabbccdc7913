// The runs this browser keeps as the page sees them: the list, what is compared, and what was refused.

import type { ComparedCurves, KeptRun } from '../../worker/run-archive/kept-run.ts';

/** More lines in one chart cannot be told apart. */
export const mostComparedRuns = 6;

export interface RunsState {
  /** Newest first; null until the worker has said. */
  readonly keptRuns: readonly KeptRun[] | null;
  /** What cannot be kept and why, as a sentence; else null. */
  readonly keepProblem: string | null;
  /** Why a run was not resumed, renamed or deleted, as a sentence; else null. */
  readonly runsProblem: string | null;
  /** The run that was asked to go on and has not answered yet. */
  readonly resuming: { readonly requestId: number; readonly runId: string } | null;
  /** Run ids laid over one another, in the order they were chosen. */
  readonly comparedRuns: readonly string[];
  /** What is drawn of them, by run id, with the time the run was kept at; the run of this tab draws its own. */
  readonly runCurves: Readonly<Record<string, ComparedCurves & { readonly keptAt: string }>>;
}

export interface RunsActions {
  /** Another tab may have changed what is kept. */
  refreshRuns(): void;
  /** Goes on with a run that was left behind. */
  resumeRun(runId: string): void;
  renameRun(runId: string, name: string): void;
  /** Their models stay. */
  deleteRuns(runIds: readonly string[]): void;
  /** Takes a run into the comparison, or out of it. */
  compareRun(runId: string, compared: boolean): void;
  compareNothing(): void;
  dismissRunsProblem(): void;
}

export const noRuns: RunsState = {
  keptRuns: null,
  keepProblem: null,
  runsProblem: null,
  resuming: null,
  comparedRuns: [],
  runCurves: {},
};

/** Runs that had not ended and that nobody drives, newest first. */
export function interruptedRuns(runs: RunsState['keptRuns']): readonly KeptRun[] {
  return runs?.filter(({ state }) => state === 'interrupted') ?? [];
}
