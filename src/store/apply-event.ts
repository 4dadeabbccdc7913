// Folds one message of a worker into the state. Pure: events in, state out; whatever else must happen (asking for
// suggestions, saving a file) is the store's business.

import type { KeptModel, LabEvent, ReaderEvent, RunReport } from '../worker/protocol.ts';
import { emptyRun, type LabState, type RunView } from './lab-state.ts';
import { formForAnyProduct } from './slices/experiments-state.ts';

/** Answers to an earlier request change nothing: `requestId` is the latest one, `reading` that of the file shown. */
export function applyReaderEvent(
  state: LabState,
  event: ReaderEvent,
  { requestId, reading }: { readonly requestId: number; readonly reading: number | null },
): LabState {
  const expected = event.type === 'demand' ? reading : requestId;
  if (event.requestId !== expected) return state;
  switch (event.type) {
    case 'inspected':
      return event.preview.questions.length > 0
        ? { ...state, data: { status: 'asking', preview: event.preview } }
        : state;
    case 'progress':
      return state.data.status === 'reading'
        ? { ...state, data: { ...state.data, progress: event.progress } }
        : state;
    case 'read':
      return {
        ...state,
        data: {
          status: 'ready',
          dataset: event.dataset,
          fileOrder: event.fileOrder,
          reading: event.requestId,
        },
        dataProblem: null,
        demand: [],
        holdOuts: [],
        shownProduct: 0,
        experimentForm: formForAnyProduct(state.experimentForm),
      };
    case 'demand':
      return {
        ...state,
        demand: [...state.demand.slice(0, event.from), ...event.summaries],
        holdOuts: event.holdOuts ?? [],
      };
    case 'cancelled':
    case 'watched':
      return state;
    case 'failed':
      return { ...state, dataProblem: event.message };
    default:
      return event satisfies never;
  }
}

/** Events of an earlier run, still in flight, change nothing. */
export function applyLabEvent(state: LabState, event: LabEvent): LabState {
  switch (event.type) {
    case 'ready':
      return { ...state, backend: event.backend, backendProblem: null };
    case 'started':
      return ofRun(state, event.runId, (run) => ({ ...run, rewardPartNames: event.rewardPartNames }));
    case 'engine': {
      const { backend, message } = event;
      if (event.runId !== state.run.runId) return state;
      return { ...state, backend, run: { ...state.run, notice: message ?? state.run.notice } };
    }
    case 'baselines':
      return ofRun(state, event.runId, (run) => ({ ...run, baselines: event.baselines }));
    case 'report':
      return ofRun(state, event.runId, (run) => withReport(run, event.report));
    case 'state':
      return ofRun(state, event.runId, (run) => ({ ...run, state: event.state }));
    case 'models':
      return withModels(state, event.models);
    case 'model': {
      if (event.runId !== null && event.runId !== state.run.runId) return state;
      const kept = state.models.find(({ id }) => id === event.id);
      if (!kept) return state;
      const { id, card, origin, reading } = kept;
      return {
        ...state,
        model: { id, card, origin, reading },
        modelProblem: null,
        suggestions: event.suggestions,
        suggesting: false,
      };
    }
    case 'suggestions':
      return { ...state, suggestions: event.suggestions, suggesting: false };
    case 'projectOpened':
      return state;
    case 'exported':
      return { ...state, modelProblem: null };
    case 'runs':
    case 'resumed':
    case 'runCurves':
    case 'replayed':
    case 'batchProgress':
    case 'batchDone':
    case 'batchCancelled':
    case 'auditProgress':
    case 'audited':
    case 'auditCancelled':
    case 'policyMapProgress':
    case 'policyMapped':
    case 'duelReady':
      return state;
    case 'failed':
      return withFailure(state, event);
    default:
      return event satisfies never;
  }
}

function ofRun(state: LabState, runId: string, change: (run: RunView) => RunView): LabState {
  return state.run.runId === runId ? { ...state, run: change(state.run) } : state;
}

/** A model of the present run was trained on what that run read; what is gone from the list is no longer in use. */
function withModels(state: LabState, models: readonly KeptModel[]): LabState {
  const readings = new Map(state.models.map(({ id, reading }) => [id, reading]));
  const { runId, reading } = state.run;
  const listed = models.map((model) => ({
    ...model,
    reading: readings.get(model.id) ?? (model.runId !== null && model.runId === runId ? reading : null),
  }));
  const inUse = state.model !== null && listed.some(({ id }) => id === state.model!.id);
  return inUse || state.model === null
    ? { ...state, models: listed }
    : { ...state, models: listed, model: null, suggestions: [], suggesting: false };
}

function withReport(run: RunView, report: RunReport): RunView {
  return {
    ...run,
    progress: report.progress,
    episodes: appended(run.episodes, report.episodes),
    losses: appended(run.losses, report.losses),
    evaluations: appended(run.evaluations, report.evaluations),
    path: report.path,
    portfolioCheck: report.portfolioCheck ?? run.portfolioCheck,
  };
}

/** The same list where nothing came, so that a chart that did not change is not drawn again. */
function appended<T>(list: readonly T[], more: readonly T[]): readonly T[] {
  return more.length === 0 ? list : [...list, ...more];
}

function withFailure(state: LabState, event: Extract<LabEvent, { type: 'failed' }>): LabState {
  if (event.runId !== null)
    return ofRun(state, event.runId, (run) => ({ ...run, state: 'failed', problem: event.message }));
  if (event.requestId !== null) return { ...state, modelProblem: event.message, suggesting: false };
  const run = isActive(state.run)
    ? { ...state.run, state: 'failed' as const, problem: event.message }
    : state.run;
  // The worker is gone, and with it the models it kept.
  return {
    ...state,
    backend: null,
    backendProblem: event.message,
    run,
    model: null,
    models: [],
    suggestions: [],
    suggesting: false,
  };
}

export function isActive({ state }: Pick<RunView, 'state'>): boolean {
  return state === 'training' || state === 'paused';
}

/** A run that was asked for and has not answered yet. */
export function begunRun(
  fields: Pick<RunView, 'runId' | 'reading' | 'settings' | 'productNames' | 'marketCheck'>,
): RunView {
  return { ...emptyRun, ...fields, state: 'training' };
}
