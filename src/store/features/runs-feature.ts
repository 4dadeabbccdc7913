// The runs this browser keeps: the list, what is compared, what was refused, and a run that goes on.

import type { ComparedCurves, RunSummary, ResumedRun } from '../../worker/protocol/run-protocol.ts';
import { refusalOf, refusing, type Feature, type FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';
import { begunRun, isActive, type RunView } from '../run-view.ts';

declare module '../lab-state.ts' {
  interface LabState extends RunsState {}
  interface LabActions extends RunsActions {}
}

/** More lines in one chart cannot be told apart. */
export const mostComparedRuns = 6;

export interface RunsState {
  /** Newest first; null until the worker has said. */
  readonly storedRuns: readonly RunSummary[] | null;
  /** What cannot be kept and why, as a sentence; else null. */
  readonly keepProblem: string | null;
  /** Why a run was not resumed, renamed or deleted, as a sentence; else null. */
  readonly runsProblem: string | null;
  /** The run that was asked to go on and has not answered yet. */
  readonly resuming: { readonly runId: string } | null;
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
  storedRuns: null,
  keepProblem: null,
  runsProblem: null,
  resuming: null,
  comparedRuns: [],
  runCurves: {},
};

/** Runs that had not ended and that nobody drives, newest first. */
export function interruptedRuns(runs: RunsState['storedRuns']): readonly RunSummary[] {
  return runs?.filter(({ state }) => state === 'interrupted') ?? [];
}

export function runsFeature({ get, set, services }: FeatureContext): Feature<RunsActions> {
  const { lab } = services;
  /** Whether the worker that lives now has been heard: one that dies at once is not started again and again. */
  let heard = false;
  const say = (runsProblem: string) => set({ runsProblem });
  const list = () => refusing(lab.call('listRuns', null), say);

  return {
    actions: {
      refreshRuns: list,
      resumeRun: (runId) => {
        const { run, resuming } = get();
        if (resuming !== null) return;
        if (isActive(run)) return say('A run is under way: stop it first, or let it finish.');
        set({ resuming: { runId }, runsProblem: null, touring: false });
        lab.call('resumeRun', { runId }).catch((error: unknown) => {
          const problem = refusalOf(error);
          set({ ...(problem === null ? {} : { runsProblem: problem }), resuming: null });
        });
      },
      // What was refused before has been read.
      renameRun: (runId, name) => {
        set({ runsProblem: null });
        refusing(lab.call('renameRun', { runId, name }), say);
      },
      deleteRuns: (runIds) => {
        set({ runsProblem: null });
        refusing(lab.call('deleteRuns', { runIds }), say);
      },
      compareRun: (runId, compared) => {
        const others = get().comparedRuns.filter((id) => id !== runId);
        const comparedRuns = compared ? [...others, runId].slice(-mostComparedRuns) : others;
        set({ comparedRuns, runsProblem: null });
        refusing(readCurves({ get, set, services }), say);
      },
      compareNothing: () => set({ comparedRuns: [] }),
      dismissRunsProblem: () => set({ runsProblem: null }),
    },
    onLabEvent: (event) => {
      if (event.type === 'runs') {
        heard = true;
        set({ ...listed(get(), event.runs), keepProblem: event.problem });
        refusing(readCurves({ get, set, services }), say);
      } else if (event.type === 'resumed' && event.run.runId === get().resuming?.runId)
        set({
          ...goneOn(event.run, get()),
          resuming: null,
          model: null,
          suggestions: [],
          suggesting: false,
        });
    },
    onLabDeath: () => {
      // It has left its run behind: a fresh one says so.
      set({ resuming: null });
      if (heard) list();
      heard = false;
    },
  };
}

function listed(
  { comparedRuns }: RunsState,
  runs: readonly RunSummary[],
): Pick<RunsState, 'storedRuns' | 'comparedRuns'> {
  const ids = new Set(runs.map(({ runId }) => runId));
  const left = comparedRuns.filter((runId) => ids.has(runId));
  return { storedRuns: runs, comparedRuns: left.length === comparedRuns.length ? comparedRuns : left };
}

/** Reads the curves of compared runs and of the shown sweep that are not here, or were kept anew since. */
export async function readCurves({
  get,
  set,
  services,
}: Pick<FeatureContext, 'get' | 'set' | 'services'>): Promise<void> {
  const { comparedRuns, storedRuns, runCurves, shownSweep } = get();
  const wanted = (storedRuns ?? [])
    .filter(({ state }) => state !== 'live')
    .filter(
      ({ runId, sweep }) => comparedRuns.includes(runId) || (sweep !== undefined && sweep.id === shownSweep),
    )
    .filter(({ runId, updatedAt }) => runCurves[runId]?.keptAt !== updatedAt);
  if (wanted.length === 0) return;
  // What is read while the run is kept anew counts as what was asked for, and is read again.
  const keptAt = new Map(wanted.map(({ runId, updatedAt }) => [runId, updatedAt]));
  const curves = await services.lab.call('readRuns', { runIds: [...keptAt.keys()] });
  const fresh = curves.map(
    (each) => [each.runId, { ...each, keptAt: keptAt.get(each.runId) ?? '' }] as const,
  );
  set({ runCurves: { ...get().runCurves, ...Object.fromEntries(fresh) } });
}

/** The run with all it had told before it was interrupted. */
function goneOn(run: ResumedRun, { data }: LabState): Pick<LabState, 'run' | 'runStartedAt'> {
  const { runId, createdAt, settings, productNames, marketCheck } = run;
  const { rewardPartNames, baselines, progress, episodes, losses, evaluations, times } = run;
  const isOfFile = data.status === 'ready' && run.data?.fingerprint === data.dataset.fingerprint;
  const view: RunView = {
    ...begunRun({ runId, reading: isOfFile ? data.reading : null, settings, productNames, marketCheck }),
    rewardPartNames,
    baselines,
    progress,
    episodes,
    losses,
    evaluations,
    times,
  };
  return { run: view, runStartedAt: { runId, at: createdAt } };
}
