// The one store of the page: state, actions, and what must follow an event (ask for prices once there is a model,
// save what was exported, walk the guided demo on).
//
// Workers, files and downloads come in as `LabServices`, so the store is tested with events in and state out.

import { createStore, type StoreApi } from 'zustand/vanilla';

import { acceptedChanges } from '../core/decisions/accepted-changes.ts';
import type { BackendWish } from '../core/run/backend.ts';
import { setupCheck } from '../core/market/market-check.ts';
import { historyProduct, marketSetupFor, type RunProduct } from '../core/run/market-setup.ts';
import { withAgent } from '../core/run/run-settings.ts';
import { defaultSettings, type RunSettings } from '../core/run/settings.ts';
import { demoSettings } from '../core/run/presets.ts';
import type { ReadChoices } from '../core/table/dataset.ts';
import type {
  LabEvent,
  LabRequest,
  ReaderEvent,
  ReaderRequest,
  ReaderSource,
  SuggestRequest,
} from '../worker/protocol.ts';
import type { DecisionsHost, DecisionsRoom } from './archive/decisions-room.ts';
import { FileRoom } from './file-room.ts';
import { applyLabEvent, applyReaderEvent, begunRun, isActive } from './apply-event.ts';
import { demoFiles, emptyRun, type LabActions, type LabState, type LabStore } from './lab-state.ts';
import { auditSlice } from './slices/audit-slice.ts';
import { auditSubject, noAudit } from './slices/audit-state.ts';
import { batchSlice } from './slices/batch-slice.ts';
import { noBatch } from './slices/batch-state.ts';
import { exportsSlice } from './slices/exports-slice.ts';
import { noExports } from './slices/exports-state.ts';
import { guardrailsSlice } from './slices/guardrails-slice.ts';
import { usualGuardrails } from './slices/guardrails-state.ts';
import { decisionsSlice } from './slices/decisions-slice.ts';
import { noDecisionsYet } from './slices/decisions-state.ts';
import { experimentsActions } from './slices/experiments-slice.ts';
import { noExperiments } from './slices/experiments-state.ts';
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
    ...noBatch,
    ...noAudit,
    ...noPolicyMap,
    ...noPlay,
    ...noRuns,
    ...noExports,
  };
}

export function createLabStore(services: LabServices, backendWish: BackendWish): LabStoreApi {
  const files = new FileRoom();
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

  const monitor = monitorSlice({
    get: () => store.getState(),
    set: (changes) => store.setState(changes),
    send: (message) => services.reader.send(message),
    nextReaderRequest: () => files.nextRequest(),
    readFile,
  });

  const exporting = exportsSlice({
    get: () => store.getState(),
    set: (changes) => store.setState(changes),
    now: () => services.now(),
    saveFile: (fileName, bytes) => services.saveFile(fileName, bytes),
    send: (message, transfer) => services.lab.send(message, transfer),
    nextRequestId: () => ++requestId,
    logRoom: () => decisions.room(),
    sourceShown: () => files.shown,
    readFile,
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
    loadCheck: async () => (await import('../core/decisions/guardrails-schema.ts')).parseGuardrails,
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
    setup: () => marketSetupFor(runSettings(store.getState()), chosenProducts(store.getState())),
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
      return { kind: 'market', setup: marketSetupFor(runSettings(state), chosenProducts(state)) };
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
    const inspect = (name: string, content: Blob, touring: boolean) => {
      files.begin({ name, content }, {});
      set({ data: { status: 'inspecting', fileName: name }, dataProblem: null, touring });
      services.reader.send({
        type: 'inspect',
        requestId: files.requestId,
        source: files.source!,
        choices: {},
      });
    };

    const actions: LabActions = {
      goTo: (section) => set({ section, touring: false }),
      loadFile: (file) => inspect(file.name, file, false),
      loadText: (text, name) => inspect(name, new Blob([text], { type: 'text/csv' }), false),
      loadDemo: (id, { tour }) => {
        const { file } = demoFiles.find((demo) => demo.id === id)!;
        const ticket = files.nextRequest();
        set({ data: { status: 'inspecting', fileName: file }, dataProblem: null, touring: tour });
        services.fetchDemo(file).then(
          (content) => {
            if (files.requestId === ticket) inspect(file, content, get().touring);
          },
          (error: unknown) => {
            if (files.requestId !== ticket) return;
            set({
              data: files.present,
              dataProblem: `The demo file ${file} could not be loaded: ${messageOf(error)}`,
              touring: false,
            });
          },
        );
      },
      answer: (choices) => read(withMeaning(choices)),
      changeColumns: () => {
        if (!files.source) return;
        const { source } = files;
        files.begin(source, files.choices);
        files.askAnyway = true;
        services.reader.send({ type: 'inspect', requestId: files.requestId, source, choices: files.choices });
      },
      cancelReading: () => {
        services.reader.send({ type: 'cancel', requestId: files.requestId });
        set({ data: files.backOut(), touring: false });
        monitor.onReadFailed();
        exporting.onReadEnded(null);
      },
      overruleSalesMeaning: (salesMeaning) => read({ ...files.choices, salesMeaning }),
      dismissDataProblem: () => set({ dataProblem: null }),
      showProduct: (shownProduct) => set({ shownProduct }),
      setTrainFor: (trainFor) => set({ trainFor }),
      setSetting: (name, value) => {
        const changed = { ...get().settings, [name]: value };
        set({ settings: name === 'agent' ? withAgent(get().settings, changed.agent) : changed });
      },
      applySettings: (changes) => set({ settings: { ...get().settings, ...changes } }),
      resetSettings: () => set({ settings: defaultSettings }),
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
          (error: unknown) => set({ modelProblem: `"${file.name}" could not be read: ${messageOf(error)}` }),
        );
      },
      dismissModelProblem: () => set({ modelProblem: null }),
      ...guardrails.actions,
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
    audit.follow();
    policies.follow();
  });
  store.subscribe(() => exporting.follow());

  /** Another file, read with the answers there are. */
  function readFile(source: ReaderSource, choices: ReadChoices): void {
    files.begin(source, choices);
    set({ data: { status: 'inspecting', fileName: source.name }, dataProblem: null, touring: false });
    read(choices);
  }

  function read(choices: ReadChoices): void {
    const { source } = files;
    if (!source) return;
    // The table on the page serves once more where only the meaning of its sales changes.
    const onlyMeaning =
      get().data.status === 'ready' && sameWithoutMeaning(choices, files.choices) ? files.reading : null;
    files.choices = choices;
    const requestId = files.nextRequest();
    if (onlyMeaning === null)
      set({
        data: {
          status: 'reading',
          fileName: source.name,
          progress: { rows: 0, bytesRead: 0, bytesTotal: source.content.size },
        },
      });
    services.reader.send({ type: 'read', requestId, source, choices, reuse: onlyMeaning });
  }

  /** The person's word on money or units outlives another look at the columns. */
  function withMeaning(choices: ReadChoices): ReadChoices {
    const { salesMeaning } = files.choices;
    return salesMeaning === undefined ? choices : { salesMeaning, ...choices };
  }

  function start(): void {
    const state = get();
    const runId = services.newRunId();
    const settings = runSettings(state);
    try {
      const products = chosenProducts(state);
      const setup = marketSetupFor(settings, products);
      const fromFile = setup.kind === 'history' || settings.demandSource === 'file';
      const presetNames = setup.kind === 'demand' ? setup.products.map((product) => product.name) : [];
      const productNames = fromFile ? products.map(({ history }) => history.product.name) : presetNames;
      const reading = fromFile ? files.reading : null;
      set({
        run: begunRun({ runId, reading, settings, productNames, marketCheck: setupCheck(setup) }),
        model: null,
        suggestions: [],
        resuming: null,
      });
      const plan = {
        runId,
        settings,
        setup,
        histories: setup.kind === 'demand' && fromFile ? products.map(historyProduct) : [],
        productNames,
        dataset:
          fromFile && state.data.status === 'ready'
            ? { fileName: state.data.dataset.fileName, fingerprint: state.data.dataset.fingerprint }
            : null,
      };
      services.lab.send({ type: 'start', plan });
    } catch (error) {
      set({ run: { ...emptyRun, runId, state: 'failed', problem: messageOf(error) }, touring: false });
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
    if (!get().touring) return;
    if (step === 'train') {
      set({ section: 'train', settings: { ...defaultSettings, ...demoSettings } });
      start();
    } else set({ section: 'prices', touring: false });
  }

  const onReaderEvent = (event: ReaderEvent) => {
    if (event.type === 'watched') return monitor.onWatched(event);
    const ids = { requestId: files.requestId, reading: files.reading };
    const after = applyReaderEvent(get(), event, ids);
    set(after);
    if (event.type === 'demand') {
      if (event.requestId === ids.reading && after.demand.length === event.total) allFitted();
      return;
    }
    if (event.requestId !== ids.requestId) {
      if (event.type === 'read') fitAgain();
      return;
    }
    if (event.type === 'inspected') {
      if (files.askAnyway) set({ data: { status: 'asking', preview: event.preview } });
      else if (event.preview.questions.length === 0) read(files.choices);
      files.askAnyway = false;
    } else if (event.type === 'read') {
      files.settle(after.data);
      monitor.onRead(event.dataset.fileName);
      exporting.onRead(event.dataset);
    } else if (event.type === 'failed') {
      set({ data: files.backOut(), touring: false });
      monitor.onReadFailed();
      exporting.onReadEnded(event.message);
    }
  };

  function allFitted(): void {
    if (get().touring) tourTo('train');
    else if (get().retraining?.stage === 'reading') monitor.onAllFitted();
    else if (get().model?.origin === 'import') suggest();
  }

  /** A reading that was cancelled too late has taken the reader from the fits of the file shown: ask for them again. */
  function fitAgain(): void {
    const { data, demand } = get();
    if (data.status === 'ready' && demand.length < data.dataset.histories.length) read(files.choices);
  }

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
    set({ data: files.backOut(), dataProblem: `Reading stopped: ${message}`, touring: false });
    monitor.onReaderDeath(message);
    exporting.onReadEnded(`Reading stopped: ${message}`);
  };

  return Object.assign(store, { onReaderEvent, onLabEvent, onReaderDeath });
}

/** The settings a run started now has: without a file the demand market can only be that of the form. */
function runSettings({ data, settings }: LabState): RunSettings {
  return data.status === 'ready' ? settings : { ...settings, demandSource: 'preset' };
}

/** Every usable product of the loaded file whose demand has been fitted; none without a file. */
function fileProducts({ data, demand, holdOuts }: LabState): RunProduct[] {
  if (data.status !== 'ready') return [];
  return demand.map((summary, i) => ({
    history: data.dataset.histories[i]!,
    demand: summary,
    ...(holdOuts[i] ? { holdOut: holdOuts[i] } : {}),
  }));
}

/** The products a run is for: all usable ones of the file, or the shown one. */
function chosenProducts(state: LabState): RunProduct[] {
  const products = fileProducts(state);
  return state.trainFor === 'all' ? products : products.slice(state.shownProduct, state.shownProduct + 1);
}

function suggestRequest(state: LabState, now: string): SuggestRequest {
  const { book, guardrails, model } = state;
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

function sameWithoutMeaning(a: ReadChoices, b: ReadChoices): boolean {
  const rest = (choices: ReadChoices) => JSON.stringify({ ...choices, salesMeaning: null });
  return rest(a) === rest(b);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
