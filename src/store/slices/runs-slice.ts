// Asks the worker about kept runs and folds what it answers: the list, curves to compare, and a run that goes on.

import type { LabEvent, LabRequest } from '../../worker/protocol.ts';
import type { KeptRun, ResumedRun } from '../../worker/run-archive/kept-run.ts';
import { begunRun, isActive } from '../apply-event.ts';
import type { LabState, RunView } from '../lab-state.ts';
import { mostComparedRuns, type RunsActions } from './runs-state.ts';

export interface RunsHost {
  get(): LabState;
  set(changes: Partial<LabState>): void;
  send(message: LabRequest): void;
  nextRequestId(): number;
}

export interface RunsSlice {
  readonly actions: RunsActions;
  readonly onLabEvent: (event: LabEvent) => void;
  /** Whether the request that failed was one of these; the sentence is then shown with the runs. */
  readonly onFailed: (requestId: number | null, message: string) => boolean;
}

export function runsSlice(host: RunsHost): RunsSlice {
  const asked = new Set<number>();
  /** When the runs whose curves were asked for had been kept, by request and run id. */
  const keptWhenAsked = new Map<number, ReadonlyMap<string, string>>();
  /** Whether the worker that lives now has been heard: one that dies at once is not started again and again. */
  let heard = false;

  const ask = (request: (requestId: number) => LabRequest) => {
    const requestId = host.nextRequestId();
    asked.add(requestId);
    host.send(request(requestId));
    return requestId;
  };

  /** For what a person wants: they have read what was refused before. */
  const askAnew = (request: (requestId: number) => LabRequest) => {
    host.set({ runsProblem: null });
    return ask(request);
  };

  /** Asks for the curves of compared runs that are not here, or were kept anew since. */
  const readCurves = () => {
    const { comparedRuns, keptRuns, runCurves } = host.get();
    const wanted = (keptRuns ?? [])
      .filter(({ runId, state }) => state !== 'live' && comparedRuns.includes(runId))
      .filter(({ runId, updatedAt }) => runCurves[runId]?.keptAt !== updatedAt);
    if (wanted.length === 0) return;
    const runIds = wanted.map(({ runId }) => runId);
    const requestId = ask((id) => ({ type: 'readRuns', requestId: id, runIds }));
    keptWhenAsked.set(requestId, new Map(wanted.map(({ runId, updatedAt }) => [runId, updatedAt])));
  };

  const onRuns = (runs: readonly KeptRun[], problem: string | null) => {
    heard = true;
    const listed = new Set(runs.map(({ runId }) => runId));
    const { comparedRuns } = host.get();
    host.set({
      keptRuns: runs,
      keepProblem: problem,
      comparedRuns: comparedRuns.every((runId) => listed.has(runId))
        ? comparedRuns
        : comparedRuns.filter((runId) => listed.has(runId)),
    });
    readCurves();
  };

  const onCurves = ({ requestId, curves }: Extract<LabEvent, { type: 'runCurves' }>) => {
    const keptAt = keptWhenAsked.get(requestId);
    keptWhenAsked.delete(requestId);
    const fresh = curves.map((each) => [each.runId, { ...each, keptAt: keptAt?.get(each.runId) ?? '' }]);
    host.set({
      runCurves: { ...host.get().runCurves, ...Object.fromEntries(fresh) } as LabState['runCurves'],
    });
  };

  return {
    actions: {
      refreshRuns: () => host.send({ type: 'listRuns' }),
      resumeRun: (runId) => {
        const { run, resuming } = host.get();
        if (resuming !== null) return;
        if (isActive(run))
          return host.set({ runsProblem: 'A run is under way: stop it first, or let it finish.' });
        const requestId = askAnew((id) => ({ type: 'resumeRun', requestId: id, runId }));
        host.set({ resuming: { requestId, runId }, touring: false });
      },
      renameRun: (runId, name) =>
        void askAnew((requestId) => ({ type: 'renameRun', requestId, runId, name })),
      deleteRuns: (runIds) => void askAnew((requestId) => ({ type: 'deleteRuns', requestId, runIds })),
      compareRun: (runId, compared) => {
        const others = host.get().comparedRuns.filter((id) => id !== runId);
        host.set({
          comparedRuns: compared ? [...others, runId].slice(-mostComparedRuns) : others,
          runsProblem: null,
        });
        readCurves();
      },
      compareNothing: () => host.set({ comparedRuns: [] }),
      dismissRunsProblem: () => host.set({ runsProblem: null }),
    },
    onLabEvent: (event) => {
      if (event.type === 'runs') onRuns(event.runs, event.problem);
      else if (event.type === 'runCurves') onCurves(event);
      else if (event.type === 'resumed' && event.requestId === host.get().resuming?.requestId)
        host.set({
          ...goneOn(event.run, host.get()),
          resuming: null,
          model: null,
          suggestions: [],
          suggesting: false,
        });
      else if (event.type === 'failed' && event.runId === null && event.requestId === null) {
        // The worker died, and left its run behind: a fresh one says so.
        host.set({ resuming: null });
        if (heard) host.send({ type: 'listRuns' });
        heard = false;
      }
    },
    onFailed: (requestId, message) => {
      if (requestId === null || !asked.has(requestId)) return false;
      keptWhenAsked.delete(requestId);
      host.set({
        runsProblem: message,
        ...(host.get().resuming?.requestId === requestId ? { resuming: null } : {}),
      });
      return true;
    },
  };
}

/** The run with all it had told before it was interrupted. */
function goneOn(run: ResumedRun, { data }: LabState): Pick<LabState, 'run' | 'runStartedAt'> {
  const { runId, createdAt, settings, productNames, marketCheck } = run;
  const { rewardPartNames, baselines, progress, episodes, losses, evaluations } = run;
  const isOfFile = data.status === 'ready' && run.data?.fingerprint === data.dataset.fingerprint;
  const view: RunView = {
    ...begunRun({ runId, reading: isOfFile ? data.reading : null, settings, productNames, marketCheck }),
    rewardPartNames,
    baselines,
    progress,
    episodes,
    losses,
    evaluations,
  };
  return { run: view, runStartedAt: { runId, at: createdAt } };
}
