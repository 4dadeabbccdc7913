// The one store of the page: state, actions, and what must follow an event (ask for prices once there is a model,
// save what was exported, walk the guided demo on).
//
// Workers, files and downloads come in as `LabServices`, so the store is tested with events in and state out.

import { createStore, type StoreApi } from 'zustand/vanilla';

import { acceptedChanges } from '../core/decisions/accepted-changes.ts';
import { historyProduct } from '../core/market/run-product.ts';
import type { BackendWish } from '../core/run/backend.ts';
import { demoSettings } from '../core/run/presets.ts';
import { withAgent } from '../core/run/run-settings.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import type { LabEvent, LabRequest, ReaderEvent, ReaderRequest, SuggestRequest } from '../worker/protocol.ts';
import { applyLabEvent, isActive } from './apply-event.ts';
import type { DecisionsHost, DecisionsRoom } from './archive/decisions-room.ts';
import { type LabActions, type LabState, type LabStore, emptyRun } from './lab-state.ts';
import { fileProducts, plannedRun, runSettings, setupNow, withFileDefaults } from './run-plan.ts';
import { adviceActions } from './slices/advice-slice.ts';
import { adviceChoices, usualAdvice } from './slices/advice-state.ts';
import { auditSlice } from './slices/audit-slice.ts';
import { auditSubject, noAudit } from './slices/audit-state.ts';
import { batchSlice } from './slices/batch-slice.ts';
import { noBatch } from './slices/batch-state.ts';
import { costsSlice, noCosts } from './slices/costs-slice.ts';
import { decisionsSlice } from './slices/decisions-slice.ts';
import { noDecisionsYet } from './slices/decisions-state.ts';
import { experimentsActions } from './slices/experiments-slice.ts';
import { formForAnyProduct, noExperiments } from './slices/experiments-state.ts';
import { exportsSlice } from './slices/exports-slice.ts';
import { noExports } from './slices/exports-state.ts';
import { fileSlice } from './slices/file-slice.ts';
import { guardrailsSlice } from './slices/guardrails-slice.ts';
import { usualGuardrails } from './slices/guardrails-state.ts';
import { modelsActions } from './slices/models-slice.ts';
import { noModels } from './slices/models-state.ts';
import { monitorSlice, noMonitor } from './slices/monitor-slice.ts';
import { policySlice } from './slices/policy-slice.ts';
import { noPlay, noPolicyMap, policyOwner } from './slices/policy-state.ts';
import { runsSlice } from './slices/runs-slice.ts';
import { noRuns } from './slices/runs-state.ts';

export interface LabServices {
  readonly reader: { send(message: ReaderRequest): void };
  readonly lab: { send(message: LabRequest, transfer?: Transferable[]): void };
  fetchDemo(file: string): Promise<Blob>;
  saveFile(fileName: string, bytes: Uint8Array): void;
  newRunId(): string;
  /** ISO time. */
  now(): string;
  /** Where decisions are made and kept. */
  openDecisions(host: DecisionsHost): Promise<DecisionsRoom>;
}

export interface LabStoreApi extends StoreApi<LabStore> {
  readonly onReaderEvent: (event: ReaderEvent) => void;
  readonly onLabEvent: (event: LabEvent) => void;
  readonly onReaderDeath: (message: string) => void;
  readonly onReaderEnded: () => void;
}

function initialState(backendWish: BackendWish): LabState {
  return {
    section: 'data',
    data: { status: 'empty' },
    dataProblem: null,
    demand: [],
    holdOuts: [],
    shownProduct: 0,
    settings: defaultSettings,
    trainFor: 'all',
    marketChosen: false,
    backendWish,
    backend: null,
    backendProblem: null,
    run: emptyRun,
    model: null,
    suggestions: [],
    suggesting: false,
    modelProblem: null,
    touring: false,
    ...noModels,
    ...noExperiments,
    ...noMonitor,
    ...noDecisionsYet,
    ...usualGuardrails,
    ...usualAdvice,
    ...noCosts,
    ...noBatch,
    ...noAudit,
    ...noPolicyMap,
    ...noPlay,
    ...noRuns,
    ...noExports,
  };
}

export function createLabStore(services: LabServices, backendWish: BackendWish): LabStoreApi {
  let requestId = 0;
  /** Prices asked for earlier and still in flight change nothing. */
  let suggestRequestId = 0;

  const decisionsHost = {
    get: () => store.getState(),
    set: (changes: Partial<LabState>) => store.setState(changes),
    now: () => services.now(),
    saveFile: (fileName: string, bytes: Uint8Array) => services.saveFile(fileName, bytes),
  };
  const decisions = decisionsSlice(decisionsHost, () => services.openDecisions(decisionsHost));

  const files = fileSlice({
    get: () => store.getState(),
    set: (changes) => store.setState(changes),
    send: (message) => services.reader.send(message),
    fetchDemo: (file) => services.fetchDemo(file),
    onRead: (dataset) => {
      // Prices typed for the products of one file say nothing of another's.
      set({ advice: { ...get().advice, typedPrices: {} } });
      monitor.onRead(dataset.fileName);
      exporting.onRead(dataset);
    },
    onReadEnded: (message) => {
      monitor.onReadFailed();
      exporting.onReadEnded(message);
    },
    onAllFitted: () => {
      const state = get();
      if (!state.marketChosen) set({ settings: withFileDefaults(state) });
      if (get().touring) tourTo('train');
      else if (get().retraining?.stage === 'reading') monitor.onAllFitted();
      else if (get().model?.origin === 'import') suggest();
    },
  });

  const monitor = monitorSlice({
    get: () => store.getState(),
    set: (changes) => store.setState(changes),
    send: (message) => services.reader.send(message),
    nextReaderRequest: () => files.nextRequest(),
    readFile: (source, choices) => files.readFile(source, choices),
  });

  const exporting = exportsSlice({
    get: () => store.getState(),
    set: (changes) => store.setState(changes),
    now: () => services.now(),
    saveFile: (fileName, bytes) => services.saveFile(fileName, bytes),
    send: (message, transfer) => services.lab.send(message, transfer),
    nextRequestId: () => ++requestId,
    logRoom: () => decisions.room(),
    sourceShown: () => files.shown(),
    readFile: (source, choices) => files.readFile(source, choices),
    requestFor: (modelId) => {
      const state = store.getState();
      const model = state.models.find(({ id }) => id === modelId) ?? null;
      return suggestRequest({ ...state, model }, services.now());
    },
  });

  const guardrails = guardrailsSlice({
    get: () => store.getState(),
    set: (state) => store.setState(state),
    changed: () => suggest(),
    record: (rules) => decisions.actions.recordInLog('guardrails', rules),
    loadCheck: async () =>
      (await import('../core/decisions/guardrails/guardrails-schema.ts')).parseGuardrails,
  });

  const costs = costsSlice({
    get: () => store.getState(),
    set: (changes) => store.setState(changes),
    changed: () => suggest(),
  });

  const batch = batchSlice({
    get: () => store.getState(),
    set: (state) => store.setState(state),
    send: (message) => services.lab.send(message),
    nextRequestId: () => ++requestId,
    now: () => Date.parse(services.now()),
  });

  const marketSubject = () => {
    const state = store.getState();
    const { data, demand, trainFor, shownProduct } = state;
    const products =
      data.status === 'ready'
        ? {
            reading: data.reading,
            fitted: demand.length,
            product: trainFor === 'all' ? trainFor : shownProduct,
          }
        : null;
    return auditSubject(runSettings(state), products);
  };

  const audit = auditSlice({
    get: () => store.getState(),
    set: (state) => store.setState(state),
    send: (message) => services.lab.send(message),
    nextRequestId: () => ++requestId,
    setup: () => setupNow(store.getState()),
    subject: marketSubject,
  });

  const policies = policySlice({
    get: () => store.getState(),
    set: (state) => store.setState(state),
    send: (message) => services.lab.send(message),
    nextRequestId: () => ++requestId,
    subject: () => {
      const state = store.getState();
      if (state.run.runId !== null && isActive(state.run)) return { kind: 'run', runId: state.run.runId };
      if (state.model) return { kind: 'model', products: suggestRequest(state, services.now()).products };
      return { kind: 'market', setup: setupNow(state) };
    },
    owner: () => policyOwner(store.getState()),
    market: () => policyOwner(store.getState()) ?? marketSubject(),
    loadDuel: () => import('../core/market/duel.ts'),
  });

  const runs = runsSlice({
    get: () => store.getState(),
    set: (changes) => store.setState(changes),
    send: (message) => services.lab.send(message),
    nextRequestId: () => ++requestId,
  });

  const store: StoreApi<LabStore> = createStore<LabStore>()((set, get) => {
    const actions: LabActions = {
      goTo: (section) => set({ section, touring: false }),
      ...files.actions,
      ...costs.actions,
      showProduct: (shownProduct) => {
        if (shownProduct === get().shownProduct) return;
        set({ shownProduct, experimentForm: formForAnyProduct(get().experimentForm) });
      },
      setTrainFor: (trainFor) => {
        set({ trainFor });
        if (!get().marketChosen) set({ settings: withFileDefaults(get()) });
      },
      setSetting: (name, value) => {
        const changed = { ...get().settings, [name]: value };
        set({
          settings: name === 'agent' ? withAgent(get().settings, changed.agent) : changed,
          marketChosen: get().marketChosen || name === 'market',
        });
        // What a gain is counted in follows the objective of the run.
        if (name === 'objective') suggest();
      },
      applySettings: (changes) =>
        set({
          settings: { ...get().settings, ...changes },
          marketChosen: get().marketChosen || changes.market !== undefined,
        }),
      resetSettings: () => set({ settings: withFileDefaults(get(), defaultSettings), marketChosen: false }),
      startTraining: () => {
        set({ touring: false });
        start();
      },
      pause: () => sendToRun('pause'),
      resume: () => sendToRun('resume'),
      step: () => sendToRun('step'),
      stop: () => sendToRun('stop'),
      resetRun: () => {
        sendToRun('stop');
        set({ run: emptyRun, model: null, suggestions: [], modelProblem: null, touring: false });
      },
      exportModel: (format = 'zip', id = null) => {
        const state = get();
        const model = id === null ? state.model : (state.models.find((kept) => kept.id === id) ?? null);
        const request = suggestRequest({ ...state, model }, services.now());
        set({ modelProblem: null });
        services.lab.send({ type: 'exportModel', requestId: ++requestId, request, format, id });
      },
      importModel: (file) => {
        const importId = ++requestId;
        set({ modelProblem: null, touring: false });
        file.arrayBuffer().then(
          (buffer) =>
            services.lab.send({ type: 'importModel', requestId: importId, bytes: new Uint8Array(buffer) }, [
              buffer,
            ]),
          (error: unknown) => set({ modelProblem: `"${file.name}" could not be read: ${sentenceOf(error)}` }),
        );
      },
      dismissModelProblem: () => set({ modelProblem: null }),
      ...guardrails.actions,
      ...adviceActions({ get, set: (state) => set(state), changed: () => suggest() }),
      ...batch.actions,
      ...audit.actions,
      ...policies.actions,
      ...runs.actions,
      ...modelsActions(
        (message) => services.lab.send(message),
        () => ++requestId,
      ),
      ...experimentsActions({
        get,
        set: (changes) => set(changes),
        saveFile: (fileName, bytes) => services.saveFile(fileName, bytes),
      }),
      ...monitor.actions,
      ...decisions.actions,
      ...exporting.actions,
    };
    return { ...initialState(backendWish), actions };
  });

  const { getState: get, setState: set } = store;
  store.subscribe(() => {
    decisions.follow();
    guardrails.follow();
    costs.follow();
    audit.follow();
    policies.follow();
  });
  store.subscribe(() => exporting.follow());

  function start(): void {
    const runId = services.newRunId();
    try {
      const { plan, view } = plannedRun(get(), runId);
      set({ run: view, model: null, suggestions: [], resuming: null });
      services.lab.send({ type: 'start', plan });
    } catch (error) {
      set({ run: { ...emptyRun, runId, state: 'failed', problem: sentenceOf(error) }, touring: false });
    }
  }

  function sendToRun(type: 'pause' | 'resume' | 'step' | 'stop'): void {
    const { run } = get();
    if (run.runId !== null && isActive(run)) services.lab.send({ type, runId: run.runId });
  }

  /** Asks for the model's prices anew, where that is possible. */
  function suggest(): void {
    const state = get();
    if (!canPriceAnew(state)) return;
    set({ suggesting: true });
    suggestRequestId = ++requestId;
    services.lab.send({ type: 'suggest', requestId, request: suggestRequest(state, services.now()) });
  }

  function tourTo(step: 'train' | 'prices'): void {
    const { touring, settings } = get();
    if (!touring) return;
    if (step === 'train') {
      set({ section: 'train', settings: { ...defaultSettings, ...demoSettings } });
      start();
      // Short enough for a demo, too short for a run of one's own: the form stays the person's.
      set({ settings });
    } else set({ section: 'prices', touring: false });
  }

  const onReaderEvent = (event: ReaderEvent) => {
    if (event.type === 'watched') monitor.onWatched(event);
    else files.onReaderEvent(event);
  };

  const onLabEvent = (event: LabEvent) => {
    if (event.type === 'suggestions' && event.requestId !== suggestRequestId) return;
    if (event.type === 'failed' && batch.isBatch(event.requestId)) return batch.onLabEvent(event);
    batch.onLabEvent(event);
    audit.onLabEvent(event);
    if (event.type === 'failed' && audit.isAudit(event.requestId)) return;
    policies.onLabEvent(event);
    if (event.type === 'failed' && policies.isMine(event.requestId)) return;
    if (event.type === 'failed' && runs.onFailed(event.requestId, event.message)) return;
    if (event.type === 'failed' && exporting.onFailed(event.requestId, event.message)) return;
    if (event.type === 'projectOpened') return exporting.onProjectOpened(event);
    const before = get();
    set(applyLabEvent(before, event));
    runs.onLabEvent(event);
    if (event.type === 'exported') {
      services.saveFile(event.fileName, event.bytes);
      exporting.onDone(event.requestId, event.leftOut ?? []);
    } else if (event.type === 'model' && get().model !== before.model) suggest();
    else if (event.type === 'suggestions') {
      tourTo('prices');
      monitor.onSuggestions(event.suggestions);
    } else if (event.type === 'failed' && (event.runId ?? before.run.runId) === before.run.runId)
      set({ touring: false });
  };

  const onReaderDeath = (message: string) => {
    files.onReaderDeath(`Reading stopped: ${message}`);
    monitor.onReaderDeath(message);
    exporting.onReadEnded(`Reading stopped: ${message}`);
  };

  const onReaderEnded = () => files.onReaderEnded();
  return Object.assign(store, { onReaderEvent, onLabEvent, onReaderDeath, onReaderEnded });
}

function suggestRequest(state: LabState, now: string): SuggestRequest {
  const { book, guardrails, advice, settings, costs, model } = state;
  const known = new Set(model?.card.products.flatMap(({ id, name }) => [id, name]));
  const products =
    model?.origin === 'import' && modelFitsFile(state)
      ? fileProducts(state).filter(
          ({ history }) => known.has(history.product.id) || known.has(history.product.name),
        )
      : [];
  return {
    products: products.map(historyProduct),
    guardrails,
    acceptedChanges: acceptedChanges(book, now),
    advice: { ...adviceChoices(advice, settings), costs },
  };
}

/** Whether what the page shows is the file, read the same way, that the model was trained on. */
export function modelFitsFile({ model, data, demand }: LabState): boolean {
  if (!model || data.status !== 'ready') return false;
  // A model of an earlier visit knows its file by the fingerprint alone, as an imported one does.
  if (model.origin === 'run' && model.reading !== null) return model.reading === data.reading;
  return (
    demand.length === data.dataset.histories.length &&
    model.card.data?.fingerprint === data.dataset.fingerprint
  );
}

/** Whether the model can be asked for other prices: it holds its data, needs none, or its file is loaded. */
function canPriceAnew(state: LabState): boolean {
  const { model } = state;
  return model !== null && (model.origin === 'run' || model.card.data === null || modelFitsFile(state));
}
