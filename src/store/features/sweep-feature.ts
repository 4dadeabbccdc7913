// Several runs of the same thing: other seeds, or other values of a setting or two, one after the other in the lab worker.
//
// A sweep follows the run that the page shows: once that one has ended and is priced, the next begins. Whatever else
// becomes of it (stopped, cleared, another one started, another file) ends the sweep, and what it has trained stays.

import { keptEvaluation } from '../../core/run/kept-gap.ts';
import type { EvaluationRecord } from '../../core/run/events.ts';
import type { RunSettings, SettingName } from '../../core/run/settings.ts';
import {
  mostSweptSettings,
  pageLimits,
  sweepProblem,
  sweepRuns,
  sweepTitle,
  sweptValues,
  type SweepPlan,
  type SweepRun,
} from '../../core/run/sweep.ts';
import {
  bestCombination,
  combinationsOf,
  metricOf,
  type AgentPrice,
  type SweepOutcome,
} from '../../core/run/sweep-result.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { agentPrices } from '../../core/decisions/agent-prices.ts';
import { refusing, type Feature, type FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';
import { requestFor } from '../suggest-request.ts';
import { readCurves } from './runs-feature.ts';
import type { RunFeature } from './run-feature.ts';

declare module '../lab-state.ts' {
  interface LabState extends SweepState {}
  interface LabActions extends SweepActions {}
}

/** A swept setting as it stands in the form: what was typed may not be values yet. */
export interface SweptField {
  readonly name: SettingName;
  readonly text: string;
}

export interface SweepForm {
  readonly seeds: number;
  readonly over: readonly SweptField[];
}

/** A run of the sweep of this visit that has ended. */
interface EndedRun extends SweepOutcome {
  readonly runId: string;
  readonly evaluations: readonly EvaluationRecord[];
  readonly failed: boolean;
}

interface Sweep {
  readonly id: string;
  readonly title: string;
  readonly over: readonly SettingName[];
  readonly runs: readonly SweepRun[];
  /** In order; the last one is under way while the sweep is. */
  readonly runIds: readonly string[];
  readonly ended: readonly EndedRun[];
  readonly isUnderWay: boolean;
}

export interface SweepState {
  readonly sweepForm: SweepForm;
  /** The latest one of this visit. */
  readonly sweep: Sweep | null;
  /** The sweep whose results are shown, of this visit or an earlier one. */
  readonly shownSweep: string | null;
  /** The agent's prices by run id. */
  readonly sweepPrices: Readonly<Record<string, readonly AgentPrice[]>>;
  /** Whether prices of earlier runs are being asked for. */
  readonly pricingSweep: boolean;
}

export interface SweepActions {
  setSeeds(seeds: number): void;
  /** Sweeps over these settings; fields without a name are none. */
  setSwept(over: readonly SweptField[]): void;
  /** Trains what the form plans, one run where it plans one. */
  startSweep(): void;
  showSweep(id: string | null): void;
  /** Asks the kept models of the shown sweep for their prices, where these are not here. */
  priceSweep(): void;
  /** Runs, evaluations and prices of the shown sweep as one zip. */
  exportSweep(): void;
}

export const noSweep: SweepState = {
  sweepForm: { seeds: 1, over: [] },
  sweep: null,
  shownSweep: null,
  sweepPrices: {},
  pricingSweep: false,
};

/** The plan of the form, or why there is none, as a sentence. */
export function plannedSweep({
  sweepForm: { seeds, over },
  settings,
}: Pick<LabState, 'sweepForm' | 'settings'>): { readonly plan: SweepPlan } | { readonly problem: string } {
  try {
    const plan = { seeds, over: over.map(({ name, text }) => ({ name, values: sweptValues(name, text) })) };
    const problem = sweepProblem(settings, plan, pageLimits);
    return problem === null ? { plan } : { problem };
  } catch (error) {
    return { problem: sentenceOf(error) };
  }
}

export function sweepFeature(context: FeatureContext, run: RunFeature): Feature<SweepActions> {
  const { get, set, services } = context;
  const say = (exportProblem: string) => set({ exportProblem });
  /** What the form and the file were when the sweep began: all its runs are of that. */
  let from: LabState | null = null;

  const next = () => {
    const { sweep } = get();
    if (!sweep || !from) return;
    const index = sweep.runIds.length;
    const planned = sweep.runs[index];
    if (!planned) return finish(sweep);
    const { id, title, over } = sweep;
    const member = { id, title, over, index, of: sweep.runs.length };
    const state = { ...from, settings: planned.settings };
    // Known before it begins, so that nobody takes it for another run.
    set({ sweep: { ...sweep, isUnderWay: false } });
    const runId = run.start({ state, sweep: member });
    set({ sweep: { ...sweep, runIds: [...sweep.runIds, runId], isUnderWay: true } });
  };

  /** The run that did best is the one whose prices are shown. */
  const finish = (sweep: Sweep) => {
    from = null;
    set({ sweep: { ...sweep, isUnderWay: false } });
    const { models, model } = get();
    const best = bestRun(sweep);
    const own = models.findLast(({ runId }) => runId !== null && runId === best?.runId);
    if (own && own.id !== model?.id) refusing(services.lab.call('useModel', { id: own.id }), say);
  };

  const onChange = () => {
    const state = get();
    const { sweep, suggesting } = state;
    if (!sweep?.isUnderWay) return;
    const { run: shown } = state;
    if (shown.runId !== sweep.runIds.at(-1)) return finish(sweep);
    const hasEnded = shown.state === 'failed' || shown.state === 'finished';
    if (!hasEnded || suggesting) return;
    const ended = { ...sweep, ended: [...sweep.ended, endedRun(state)] };
    set({ sweep: { ...ended, isUnderWay: false }, ...pricedNow(state) });
    if (wasStopped(state)) return finish(ended);
    // Not within the change that ended the run: others have yet to hear of it.
    queueMicrotask(() => {
      if (get().sweep?.id === ended.id && get().run.runId === shown.runId) next();
    });
  };

  return {
    actions: {
      setSeeds: (seeds) => set({ sweepForm: { ...get().sweepForm, seeds } }),
      setSwept: (over) => set({ sweepForm: { ...get().sweepForm, over: over.slice(0, mostSweptSettings) } }),
      startSweep: () => {
        const state = get();
        const planned = plannedSweep(state);
        if ('problem' in planned) return;
        const runs = sweepRuns(state.settings, planned.plan, pageLimits);
        if (runs.length === 1) return state.actions.startTraining();
        from = state;
        const id = services.newRunId();
        const over = planned.plan.over.map(({ name }) => name);
        const title = sweepTitle(planned.plan);
        set({
          touring: false,
          shownSweep: id,
          sweep: { id, title, over, runs, runIds: [], ended: [], isUnderWay: false },
        });
        next();
      },
      showSweep: (shownSweep) => {
        set({ shownSweep });
        refusing(readCurves(context), say);
      },
      priceSweep: () => refusing(pricesOfKept(context), say),
      exportSweep: () => {
        const saved = import('../sweep-export.ts').then(({ shownSweepZip }) => {
          const file = shownSweepZip(get());
          if (file) services.saveFile(file.fileName, file.bytes);
        });
        refusing(saved, say);
      },
    },
    onChange,
    onRead: () => {
      const { sweep } = get();
      if (sweep?.isUnderWay) finish(sweep);
    },
  };
}

function endedRun({ run }: LabState): EndedRun {
  return {
    runId: run.runId!,
    settings: run.settings!,
    evaluations: run.evaluations,
    best: keptEvaluation(run),
    failed: run.state === 'failed',
  };
}

function wasStopped({ run: { state, progress, settings } }: LabState): boolean {
  return state === 'finished' && settings !== null && (progress?.step ?? 0) < settings.trainingSteps;
}

/** The agent's prices of the run that has just ended; nothing where it left no model. */
function pricedNow({ run, model, models, suggestions, sweepPrices }: LabState): Partial<SweepState> {
  const own = models.findLast(({ runId }) => runId === run.runId);
  if (!own || model?.id !== own.id || suggestions.length === 0) return {};
  return { sweepPrices: { ...sweepPrices, [run.runId!]: agentPrices(suggestions) } };
}

function bestRun({ ended, over }: Sweep): EndedRun | null {
  const combinations = combinationsOf(ended, over);
  const metric = metricOf(combinations);
  const best = bestCombination(combinations, metric);
  const worth = ({ best: at }: EndedRun) =>
    (metric === 'profit' ? at?.profit?.mean : at?.meanReturn) ?? Number.NEGATIVE_INFINITY;
  return best?.runs.reduce((a, b) => (worth(b) > worth(a) ? b : a)) ?? null;
}

async function pricesOfKept({ get, set, services }: FeatureContext): Promise<void> {
  const { storedRuns, models, shownSweep, sweepPrices, sweep } = get();
  const ids = new Set([
    ...(storedRuns ?? []).filter((kept) => kept.sweep?.id === shownSweep).map(({ runId }) => runId),
    ...(sweep?.id === shownSweep ? sweep.runIds : []),
  ]);
  const wanted = models.filter(({ runId }) => runId !== null && ids.has(runId) && !(runId in sweepPrices));
  set({ pricingSweep: true });
  try {
    for (const { id, runId } of wanted) {
      const request = requestFor(get(), id, services.now());
      const suggestions = await services.lab.call('suggestWith', { id, request });
      set({ sweepPrices: { ...get().sweepPrices, [runId!]: agentPrices(suggestions) } });
    }
  } finally {
    set({ pricingSweep: false });
  }
}

/** A run of the shown sweep, as far as it has come. */
export interface ShownSweepRun extends SweepOutcome {
  readonly runId: string;
  readonly evaluations: readonly EvaluationRecord[];
  readonly state: 'waiting' | 'training' | 'finished' | 'failed';
}

export interface ShownSweep {
  readonly id: string;
  readonly title: string;
  readonly over: readonly SettingName[];
  readonly runs: readonly ShownSweepRun[];
  readonly isUnderWay: boolean;
}

/** What the shown sweep has come to: its runs of this visit, else those that this browser keeps; null without one. */
export function shownSweep(
  state: Pick<LabState, 'sweep' | 'shownSweep' | 'storedRuns' | 'runCurves' | 'run'>,
): ShownSweep | null {
  const { sweep, shownSweep: id, storedRuns, runCurves, run } = state;
  if (id === null) return null;
  if (sweep?.id === id) {
    const { title, over, isUnderWay } = sweep;
    return {
      id,
      title,
      over,
      isUnderWay,
      runs: sweep.runs.map((planned, i) => ofThisVisit(sweep, i, planned.settings, run)),
    };
  }
  const kept = (storedRuns ?? []).filter((each) => each.sweep?.id === id);
  const member = kept[0]?.sweep;
  if (!member) return null;
  const inOrder = kept.toSorted((a, b) => a.sweep!.index - b.sweep!.index);
  const runs = inOrder.map(({ runId, settings, best, state: was }) => ({
    runId,
    settings,
    best,
    evaluations: runCurves[runId]?.evaluations ?? [],
    state:
      was === 'failed'
        ? ('failed' as const)
        : was === 'finished'
          ? ('finished' as const)
          : ('waiting' as const),
  }));
  return { id, title: member.title, over: member.over, runs, isUnderWay: false };
}

function ofThisVisit(
  { ended, runIds, isUnderWay }: Sweep,
  index: number,
  settings: RunSettings,
  run: LabState['run'],
): ShownSweepRun {
  const runId = runIds[index];
  const over = ended.find((each) => each.runId === runId);
  if (over) return { ...over, state: over.failed ? 'failed' : 'finished' };
  if (runId === undefined || runId !== run.runId || !isUnderWay)
    return { runId: runId ?? '', settings, best: null, evaluations: [], state: 'waiting' };
  const { evaluations } = run;
  return { runId, settings, best: keptEvaluation(run), evaluations, state: 'training' };
}
