// The run of this page: what starts and steers it, what it tells, and what computes it.

import type { BackendReport, BackendPreference } from '../../core/run/backend.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { RunCommand, SweepMember } from '../../worker/protocol/run-protocol.ts';
import { refusing, type Feature, type FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';
import { plannedRun } from '../run-plan.ts';
import { emptyRun, isActive, withEvent, type RunView } from '../run-view.ts';

declare module '../lab-state.ts' {
  interface LabState extends PageRunState {}
  interface LabActions extends RunActions {}
}

export interface PageRunState {
  readonly run: RunView;
  /** When the page saw the present run begin; null for a run that came with a project and did not say. */
  readonly runStartedAt: { readonly runId: string; readonly at: string } | null;
  readonly backendPreference: BackendPreference;
  /** null until the worker answered. */
  readonly backend: BackendReport | null;
  /** The lab worker could not start or died, as a sentence; else null. */
  readonly backendProblem: string | null;
}

interface RunActions {
  startTraining(): void;
  pause(): void;
  resume(): void;
  step(): void;
  stop(): void;
  /** Forgets the run's charts and its model. */
  resetRun(): void;
}

export function noRun(backendPreference: BackendPreference): PageRunState {
  return { run: emptyRun, runStartedAt: null, backendPreference, backend: null, backendProblem: null };
}

export interface RunFeature extends Feature<RunActions> {
  /** Starts the run that the form asks for, or the one that `state` asks for, perhaps of a sweep. Returns its run id. */
  start(of?: { readonly state: LabState; readonly sweep?: SweepMember }): string;
}

export function runFeature({ get, set, services }: FeatureContext): RunFeature {
  const fail = (runId: string, problem: string) =>
    set({ run: { ...emptyRun, runId, state: 'failed', problem }, touring: false, awaitsPrices: false });

  const start: RunFeature['start'] = (of) => {
    const runId = services.newRunId();
    set({ runStartedAt: { runId, at: services.now() } });
    try {
      const { plan, view } = plannedRun(of?.state ?? get(), runId);
      set({ run: view, model: null, suggestions: [], resuming: null });
      const asked = of?.sweep ? { ...plan, sweep: of.sweep } : plan;
      refusing(services.lab.call('startRun', { plan: asked }), (problem) => fail(runId, problem));
    } catch (error) {
      fail(runId, sentenceOf(error));
    }
    return runId;
  };

  const steer = (command: RunCommand) => {
    const { run } = get();
    if (run.runId === null || !isActive(run)) return;
    refusing(services.lab.call('steerRun', { runId: run.runId, command }), (notice) =>
      set({ run: { ...get().run, notice } }),
    );
  };

  return {
    start,
    actions: {
      startTraining: () => {
        set({ touring: false, awaitsPrices: false });
        start();
      },
      pause: () => steer('pause'),
      resume: () => steer('run'),
      step: () => steer('step'),
      stop: () => steer('stop'),
      resetRun: () => {
        steer('stop');
        set({
          run: emptyRun,
          model: null,
          suggestions: [],
          untrained: null,
          modelProblem: null,
          touring: false,
          awaitsPrices: false,
        });
      },
    },
    onLabEvent: (event) => {
      if (event.type === 'backend') set({ backend: event.backend, backendProblem: null });
      if (!('runId' in event) || event.type === 'model') return;
      const { run } = get();
      if (event.runId !== run.runId) return;
      set({
        run: withEvent(run, event),
        ...(event.type === 'engine' ? { backend: event.backend } : {}),
        ...(event.type === 'failed' ? { touring: false, awaitsPrices: false } : {}),
      });
    },
    onLabDeath: (message) => {
      const { run } = get();
      set({
        backend: null,
        backendProblem: message,
        touring: false,
        awaitsPrices: false,
        run: isActive(run) ? { ...run, state: 'failed', problem: message } : run,
      });
    },
  };
}
