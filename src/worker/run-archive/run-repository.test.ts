// A session with the archive behind it: what is left behind is offered, goes on with the same numbers, and is kept.

import 'fake-indexeddb/auto';

import { afterEach, beforeAll, expect, test, vi } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { referenceMarket } from '../../core/market/demand/reference-market.ts';
import type { BackendReport } from '../../core/run/backend.ts';
import type { EpisodeRecord, EvaluationRecord } from '../../core/run/events.ts';
import type { RunCheckpoint } from '../../core/run/checkpoint.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import type { RunSettings } from '../../core/run/settings.ts';
import { portableEngines } from '../../learning/engine/engine-source.ts';
import { startTestBackend } from '../../learning/test-backend.ts';
import { startTraining } from '../../learning/trainer.ts';
import { loadImported, loadTrained } from '../loaded-model.ts';
import { callerOf } from '../caller-fixture.ts';
import { LabSession, type LabEngine } from '../lab-session.ts';
import type { LabEvent } from '../protocol/lab-protocol.ts';
import type { RunPlan } from '../protocol/run-protocol.ts';
import { mostStoredModels } from '../protocol/models-protocol.ts';
import { RunArchive } from './run-archive.ts';
import { openRunsDatabase } from './run-database.ts';
import { browserLocks, type RunLocks } from './run-locks.ts';
import { RunRepository } from './run-repository.ts';

beforeAll(async () => {
  await startTestBackend('cpu');
});
afterEach(() => {
  vi.restoreAllMocks();
});

const report: BackendReport = { name: 'cpu', adapter: null, detail: 'JavaScript', reason: 'for a test' };

/** Locks of one browser, shared by its tabs; `free` is what the browser does when a tab dies. */
function testLocks() {
  const taken = new Map<string, object>();
  const waiting = new Map<string, (() => void)[]>();
  const give = (runId: string) => {
    taken.delete(runId);
    for (const resolve of waiting.get(runId) ?? []) resolve();
    waiting.delete(runId);
  };
  const ofTab = (): RunLocks & { free: () => void } => {
    const tab = {};
    return {
      hold: (runId) => {
        if (taken.has(runId)) return Promise.resolve(null);
        taken.set(runId, tab);
        return Promise.resolve(() => {
          give(runId);
          return Promise.resolve();
        });
      },
      held: () => Promise.resolve(new Set(taken.keys())),
      untilFree: (runId) =>
        taken.has(runId)
          ? new Promise((resolve) => waiting.set(runId, [...(waiting.get(runId) ?? []), resolve]))
          : Promise.resolve(),
      free: () => {
        for (const [runId, owner] of taken) if (owner === tab) give(runId);
      },
    };
  };
  return { ofTab };
}

let browsers = 0;

/** A browser whose tabs share a database; time passes by one second a look at the clock. */
function browser() {
  const name = `room-${++browsers}`;
  const locks = testLocks();
  let seconds = 0;
  const openTab = (changes: Partial<LabEngine> = {}, checkpointEveryMs = 30_000) => {
    const said: LabEvent[] = [];
    const waiting: { fits: (event: LabEvent) => boolean; resolve: (event: LabEvent) => void }[] = [];
    const send = (event: LabEvent) => {
      const crossed = structuredClone(event);
      said.push(crossed);
      for (const wait of [...waiting])
        if (wait.fits(crossed)) {
          waiting.splice(waiting.indexOf(wait), 1);
          wait.resolve(crossed);
        }
    };
    const own = locks.ofTab();
    const engine: LabEngine = {
      startBackend: () => Promise.resolve(report),
      startTraining: (plan, from) => startTraining(plan.settings, plan.setup, portableEngines(report), from),
      loadTrained,
      loadImported,
      replay: () => Promise.reject(new Error('unused')),
      ...changes,
    };
    const clock = () => new Date(Date.UTC(2026, 10, 22, 10) + 1000 * seconds++).toISOString();
    const repository = new RunRepository({
      openArchive: async (onClosed) => new RunArchive(await openRunsDatabase(onClosed, { name })),
      locks: own,
      send,
      clock,
    });
    const yieldToEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve));
    const scheduling = { yieldToEventLoop, now: () => performance.now() };
    const session = callerOf(
      new LabSession(engine, send, scheduling, { clock, repository, checkpointEveryMs }).handlers,
    );
    const heard = (fits: (event: LabEvent) => boolean) => {
      const already = said.find(fits);
      return already
        ? Promise.resolve(already)
        : new Promise<LabEvent>((resolve) => waiting.push({ fits, resolve }));
    };
    const next = (fits: (event: LabEvent) => boolean) =>
      new Promise<LabEvent>((resolve) => waiting.push({ fits, resolve }));
    return { session, said, heard, next, die: own.free };
  };
  return { openTab };
}
type Tab = ReturnType<ReturnType<typeof browser>['openTab']>;

const init = { backend: 'cpu' } as const;
const settings: RunSettings = settingsFrom({
  market: 'demand',
  hiddenUnits: 8,
  batchSize: 8,
  parallelMarkets: 2,
  trainingSteps: 200,
  warmupSteps: 10,
  updatesPerStep: 0.25,
  evaluationEverySteps: 50,
  evaluationEpisodes: 2,
});

function plan(runId: string, changes: Partial<RunSettings> = {}): RunPlan {
  // Two products leave no optimum to compute, which takes longest.
  const products = ['tea', 'mug'].map((name) => ({
    name,
    parameters: { ...referenceMarket, days: 5, initialInventory: 3000 },
  }));
  return {
    runId,
    settings: { ...settings, ...changes },
    setup: { kind: 'demand', products },
    histories: [],
    productNames: ['tea', 'mug'],
    dataset: null,
  };
}

const isState = (runId: string, state: string) => (event: LabEvent) =>
  event.type === 'state' && event.runId === runId && event.state === state;
const isKept = (state: string) => (event: LabEvent) =>
  event.type === 'runs' && event.runs.some((run) => run.state === state);

function told(tab: Tab, runId: string) {
  const episodes: EpisodeRecord[] = [];
  const evaluations: EvaluationRecord[] = [];
  for (const event of tab.said) {
    if (event.type === 'resumed') {
      episodes.push(...event.run.episodes);
      evaluations.push(...event.run.evaluations);
    }
    if (event.type !== 'report' || event.runId !== runId) continue;
    episodes.push(...event.report.episodes);
    evaluations.push(...event.report.evaluations);
  }
  return { episodes, evaluations };
}

const pricesOf = (tab: Tab) => tab.session.call('suggest', { products: [], guardrails: defaultGuardrails });

/** A run left to itself, to compare with. */
async function wholeRun() {
  const tab = browser().openTab();
  await tab.session.call('init', init);
  await tab.session.call('startRun', { plan: plan('whole') });
  return { ...told(tab, 'whole'), prices: await pricesOf(tab) };
}

/** Starts a run and pauses it once it has made `steps` steps; then the tab dies. */
async function leaveBehind(tab: Tab, runId: string, steps: number): Promise<void> {
  await tab.session.call('init', init);
  await tab.heard((event) => event.type === 'runs'); // what is kept is open
  const over = tab.session.call('startRun', { plan: plan(runId) });
  let step = 0;
  while (step < steps) {
    await tab.session.call('steerRun', { runId, command: 'step' });
    await tab.next(isState(runId, 'paused'));
    const last = tab.said.findLast((event) => event.type === 'report');
    step = last?.type === 'report' ? last.report.progress.step : 0;
  }
  await tab.session.call('listRuns', null);
  tab.die();
  void over;
}

test('a run that is resumed after its tab died gives the numbers of one never interrupted, and its prices', async () => {
  const whole = await wholeRun();
  expect(whole.episodes.length).toBeGreaterThan(30);
  expect(whole.evaluations).toHaveLength(4);

  const { openTab } = browser();
  await leaveBehind(openTab(), 'a', 90);
  const tab = openTab();
  await tab.session.call('init', init);
  const list = await tab.heard((event) => event.type === 'runs');
  expect(list).toMatchObject({
    problem: null,
    runs: [{ runId: 'a', state: 'interrupted', name: 'SAC for 2 products, seed 1', hasCheckpoint: true }],
  });
  await tab.session.call('resumeRun', { runId: 'a' });
  const resumed = await tab.heard((event) => event.type === 'resumed');
  expect(resumed.type === 'resumed' && resumed.run.progress?.step).toBeGreaterThanOrEqual(90);
  expect(tab.said.some(isState('a', 'finished'))).toBe(true);
  const { episodes, evaluations } = told(tab, 'a');
  expect(episodes).toEqual(whole.episodes);
  expect(evaluations).toEqual(whole.evaluations);
  expect(await pricesOf(tab)).toEqual(whole.prices);

  await tab.session.call('listRuns', null);
  const last = tab.said.findLast((event) => event.type === 'runs')!;
  expect(last).toMatchObject({
    runs: [{ state: 'finished', step: 200, hasCheckpoint: false, backend: 'cpu' }],
  });
});

test('two runs with the same seed and settings give identical returns, and their curves are kept', async () => {
  const tab = browser().openTab();
  await tab.session.call('init', init);
  await tab.session.call('startRun', { plan: plan('a') });
  await tab.session.call('startRun', { plan: plan('b') });
  await tab.session.call('startRun', { plan: plan('c', { seed: 2 }) });
  const [a, b, c] = await tab.session.call('readRuns', { runIds: ['a', 'b', 'c'] });
  expect(a!.episodeReturns.length).toBeGreaterThan(30);
  // The same numbers; when they came is the clock's.
  expect(b).toEqual({ ...a, runId: 'b', times: b!.times });
  expect(b!.times.at(-1)!.step).toBe(a!.times.at(-1)!.step);
  expect(c!.episodeReturns).not.toEqual(a!.episodeReturns);
});

test('a checkpoint is kept while the run goes on, and a run that is alive elsewhere is not to be taken', async () => {
  const { openTab } = browser();
  const first = openTab({}, 20);
  await first.session.call('init', init);
  const over = first.session.call('startRun', { plan: plan('a', { trainingSteps: 100_000 }) });
  await first.heard((event) => event.type === 'runs' && event.runs.some((run) => run.step > 0));

  const second = openTab();
  await second.session.call('init', init);
  expect(await second.heard((event) => event.type === 'runs')).toMatchObject({
    runs: [{ state: 'elsewhere' }],
  });
  await expect(second.session.call('resumeRun', { runId: 'a' })).rejects.toThrow(
    'That run is under way in another tab of this browser.',
  );
  await expect(second.session.call('deleteRuns', { runIds: ['a'] })).rejects.toThrow(
    'A run that is under way cannot be deleted: stop it first.',
  );
  await first.session.call('steerRun', { runId: 'a', command: 'stop' });
  await over;
  await first.session.call('listRuns', null);
  await second.session.call('listRuns', null);
  expect(second.said.at(-1)).toMatchObject({ type: 'runs', runs: [{ state: 'finished' }] });
});

const evaluatedSteps = 90; // beyond the first evaluation

test.each([
  [
    'the backend does not come up',
    { startBackend: () => Promise.reject(new Error('The page could not be reached')) },
  ],
  [
    'the engine cannot be loaded',
    {
      startTraining: (own: RunPlan, from: RunCheckpoint | null) =>
        startTraining(
          own.settings,
          own.setup,
          {
            make: () => Promise.reject(new TypeError('Failed to fetch.')),
            replace: () => Promise.reject(new Error('unused')),
          },
          from,
        ),
    },
  ],
])('a run that cannot go on because %s stays, and goes on at the next visit', async (_, changes) => {
  const whole = await wholeRun();
  const { openTab } = browser();
  await leaveBehind(openTab(), 'a', evaluatedSteps);
  const offline = openTab(changes);
  await offline.session.call('init', init).catch(() => undefined);
  await offline.session.call('resumeRun', { runId: 'a' });
  const failed = await offline.heard((event) => event.type === 'failed' && event.runId === 'a');
  expect(failed.type === 'failed' && failed.message).toMatch(
    /^The run cannot continue now: (The page could not be reached|Failed to fetch)\. Its stored data is safe: reload/,
  );
  expect(await lastRuns(offline)).toMatchObject({
    runs: [{ runId: 'a', state: 'interrupted', hasCheckpoint: true }],
  });

  const tab = openTab();
  await tab.session.call('init', init);
  await tab.session.call('resumeRun', { runId: 'a' });
  expect(told(tab, 'a').evaluations).toEqual(whole.evaluations);
  expect(await lastRuns(tab)).toMatchObject({ runs: [{ state: 'finished' }] });
});

test('a run that does not fit what was kept of it has failed, and leaves the best policy that was', async () => {
  const { openTab } = browser();
  await leaveBehind(openTab(), 'a', evaluatedSteps);
  const tab = openTab({
    startTraining: () => {
      throw new Error('The market has other products now.');
    },
  });
  await tab.session.call('init', init);
  await tab.session.call('resumeRun', { runId: 'a' });
  expect(tab.said.find((event) => event.type === 'failed')).toMatchObject({
    message:
      'The run cannot continue from its stored data: The market has other products now. Start it again with the same settings.',
  });
  expect(await lastRuns(tab)).toMatchObject({ runs: [{ state: 'failed', hasCheckpoint: false }] });
  expect(tab.said.find((event) => event.type === 'model')).toMatchObject({ runId: 'a' });
  expect(await pricesOf(tab)).toHaveLength(2);
});

test('a run that is stopped before it goes on can be resumed still', async () => {
  const { openTab } = browser();
  await leaveBehind(openTab(), 'a', evaluatedSteps);
  let up: (backend: BackendReport) => void = () => undefined;
  const tab = openTab({ startBackend: () => new Promise((resolve) => (up = resolve)) });
  void tab.session.call('init', init);
  await tab.heard((event) => event.type === 'runs');
  const over = tab.session.call('resumeRun', { runId: 'a' });
  await tab.heard((event) => event.type === 'resumed');
  await tab.session.call('steerRun', { runId: 'a', command: 'stop' });
  up(report);
  await over;
  expect(tab.said.some(isState('a', 'finished'))).toBe(true);
  expect(await lastRuns(tab)).toMatchObject({ runs: [{ state: 'interrupted', hasCheckpoint: true }] });
  await tab.session.call('resumeRun', { runId: 'a' });
  expect(await lastRuns(tab)).toMatchObject({ runs: [{ state: 'finished', step: 200 }] });
});

test('a run that is started while another is being loaded goes first, and the other can be resumed still', async () => {
  const { openTab } = browser();
  await leaveBehind(openTab(), 'a', 20);
  const tab = openTab();
  await tab.session.call('init', init);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the archive as `this` below
  const load = RunArchive.prototype.load;
  let loaded = () => {};
  const slow = new Promise<void>((resolve) => (loaded = resolve));
  vi.spyOn(RunArchive.prototype, 'load').mockImplementation(async function (this: RunArchive, runId) {
    await slow;
    return load.call(this, runId);
  });
  const resuming = tab.session.call('resumeRun', { runId: 'a' });
  const over = tab.session.call('startRun', { plan: plan('b') });
  await tab.heard((event) => event.type === 'report');
  loaded();
  await expect(resuming).rejects.toThrow(
    'Another run was started meanwhile. This one is unchanged: resume it later.',
  );
  await over;
  expect(tab.said.some((event) => event.type === 'resumed')).toBe(false);
  expect((await lastRuns(tab)).runs).toMatchObject([
    { runId: 'b', state: 'finished', step: 200 },
    { runId: 'a', state: 'interrupted' },
  ]);
  await tab.session.call('resumeRun', { runId: 'a' });
  expect(tab.said.some(isState('a', 'finished'))).toBe(true);
});

/** Lets the browser refuse to write into some of the stores, as long as `isFull` says so. */
function fullDisk(isFull: (store: string) => boolean): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store as `this` below
  const put = IDBObjectStore.prototype.put;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (isFull(this.name)) throw new DOMException('no room', 'QuotaExceededError');
    return put.apply(this, args);
  });
}

/** What the page was told last of the kept runs, once all is written. */
async function lastRuns(tab: Tab) {
  await tab.session.call('listRuns', null);
  const event = tab.said.findLast(({ type }) => type === 'runs');
  if (event?.type !== 'runs') throw new Error('unreachable');
  return event;
}

const storageFull = expect.stringMatching(/^The browser's storage is full\. .*the run continues/) as string;

test('a full disk is said in a sentence that stands, and the run goes on to its end', async () => {
  const tab = browser().openTab();
  await tab.session.call('init', init);
  fullDisk(() => true);
  await tab.session.call('startRun', { plan: plan('a') });
  expect(tab.said.some(isState('a', 'finished'))).toBe(true);
  expect(await lastRuns(tab)).toMatchObject({ runs: [], problem: storageFull });
});

test('a model that finds no room is said until it is kept after all, also where its run could be ended', async () => {
  const { openTab } = browser();
  const tab = openTab();
  await tab.session.call('init', init);
  await tab.session.call('startRun', { plan: plan('old') });
  let isFull = true;
  fullDisk((store) => isFull && store === 'modelContents');
  await tab.session.call('startRun', { plan: plan('a') });
  const refused = { problem: storageFull };
  expect(await lastRuns(tab)).toMatchObject({ runs: [{ runId: 'a', state: 'finished' }, {}], ...refused });
  const made = tab.said.findLast(({ type }) => type === 'model');
  const id = made?.type === 'model' ? made.id : '';
  await tab.session.call('renameModel', { id, name: 'Spring' });
  expect(await lastRuns(tab)).toMatchObject(refused);
  await tab.session.call('startRun', { plan: plan('b') });
  expect(await lastRuns(tab)).toMatchObject(refused);

  isFull = false;
  await tab.session.call('deleteRuns', { runIds: ['old'] });
  expect((await lastRuns(tab)).problem).toBeNull();
  const later = openTab();
  await later.session.call('init', init);
  const listed = await later.heard((event) => event.type === 'models');
  expect(listed.type === 'models' && listed.models.map((model) => model.runId)).toEqual(['old', 'a', 'b']);
});

test('a run whose beginning found no room is kept with its next checkpoint, and what was refused is said till then', async () => {
  const { openTab } = browser();
  const tab = openTab();
  await tab.session.call('init', init);
  let isFull = true;
  fullDisk(() => isFull);
  const over = tab.session.call('startRun', { plan: plan('a', { trainingSteps: 100_000 }) });
  const paused = tab.next(isState('a', 'paused'));
  await tab.heard((event) => event.type === 'report' && event.report.progress.step > 20);
  await tab.session.call('steerRun', { runId: 'a', command: 'pause' });
  await paused;
  expect(await lastRuns(tab)).toMatchObject({ runs: [], problem: storageFull });

  isFull = false;
  await tab.session.call('steerRun', { runId: 'a', command: 'step' });
  await tab.next(isState('a', 'paused'));
  await tab.next(isKept('live'));
  expect(await lastRuns(tab)).toMatchObject({ runs: [{ runId: 'a', hasCheckpoint: true }], problem: null });
  tab.die();
  const later = openTab();
  await later.session.call('init', init);
  expect(await later.heard((event) => event.type === 'runs')).toMatchObject({
    runs: [{ runId: 'a', state: 'interrupted' }],
  });
  await tab.session.call('steerRun', { runId: 'a', command: 'stop' });
  await over;
});

test('without a database everything works, and the page is told that nothing is kept', async () => {
  const said: LabEvent[] = [];
  const send = (event: LabEvent) => void said.push(event);
  const repository = new RunRepository({
    openArchive: () => Promise.reject(new Error('this browser has no IndexedDB')),
    locks: browserLocks(Promise.resolve(null)),
    send,
    clock: () => '2026-11-22T10:00:00.000Z',
  });
  const engine: LabEngine = {
    startBackend: () => Promise.resolve(report),
    startTraining: ({ settings: own, setup }, from) =>
      startTraining(own, setup, portableEngines(report), from),
    loadTrained,
    loadImported,
    replay: () => Promise.reject(new Error('unused')),
  };
  const yieldToEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve));
  const scheduling = { yieldToEventLoop, now: () => performance.now() };
  const session = callerOf(new LabSession(engine, send, scheduling, { repository }).handlers);
  await session.call('init', init);
  await session.call('startRun', { plan: plan('a') });
  expect(said.some(isState('a', 'finished'))).toBe(true);
  expect(said.find((event) => event.type === 'runs')).toEqual({
    type: 'runs',
    runs: [],
    problem:
      'This browser cannot store runs: this browser has no IndexedDB. Runs and their models are lost when the tab closes.',
  });
});

test('another backend than before is said, and the run goes on', async () => {
  const { openTab } = browser();
  await leaveBehind(openTab(), 'a', 20);
  const wasm = { ...report, name: 'wasm' } as const;
  const tab = openTab({
    startBackend: () => Promise.resolve(wasm),
    startTraining: (own, from) => startTraining(own.settings, own.setup, portableEngines(wasm), from),
  });
  await tab.session.call('init', init);
  await tab.session.call('resumeRun', { runId: 'a' });
  const engine = await tab.heard((event) => event.type === 'engine');
  expect(engine.type === 'engine' && engine.message).toMatch(
    /^The run was computed by CPU before it was interrupted and continues on WASM: /,
  );
  expect(tab.said.some(isState('a', 'finished'))).toBe(true);
});

test('models survive their tab under their names, and price as before', async () => {
  const { openTab } = browser();
  const first = openTab();
  await first.session.call('init', init);
  await first.session.call('startRun', { plan: plan('a') });
  const prices = await pricesOf(first);
  const made = await first.heard((event) => event.type === 'model');
  const id = made.type === 'model' ? made.id : '';
  await first.session.call('renameModel', { id, name: 'Spring' });
  await first.session.call('listRuns', null);
  first.die();

  const second = openTab();
  await second.session.call('init', init);
  const listed = await second.heard((event) => event.type === 'models');
  expect(listed).toMatchObject({ models: [{ id, name: 'Spring', origin: 'run', runId: 'a' }] });
  await second.session.call('useModel', { id });
  expect(await pricesOf(second)).toEqual(prices);

  const request = { products: [], guardrails: defaultGuardrails };
  const exported = await second.session.call('exportModel', { request, format: 'zip', id });
  await second.session.call('forgetModel', { id });
  await second.session.call('importModel', { bytes: exported.bytes });
  await second.session.call('listRuns', null);
  second.die();

  const third = openTab();
  await third.session.call('init', init);
  const left = await third.heard((event) => event.type === 'models');
  const models = left.type === 'models' ? left.models : [];
  expect(models).toMatchObject([{ origin: 'import', runId: null }]);
  await third.session.call('useModel', { id: models[0]!.id });
  expect(await pricesOf(third)).toEqual(prices);
});

test('a run of another tab is offered as soon as that tab is gone, unasked', async () => {
  const { openTab } = browser();
  const first = openTab();
  await first.session.call('init', init);
  const over = first.session.call('startRun', { plan: plan('a', { trainingSteps: 100_000 }) });
  await first.heard((event) => event.type === 'report' && event.report.progress.step > 0);
  await first.session.call('steerRun', { runId: 'a', command: 'pause' });
  await first.heard((event) => event.type === 'runs' && event.runs.some((run) => run.hasCheckpoint));
  const second = openTab();
  await second.session.call('init', init);
  await second.heard(isKept('elsewhere'));
  const left = second.next(isKept('interrupted'));
  first.die();
  expect(await left).toMatchObject({ runs: [{ runId: 'a', hasCheckpoint: true }] });
  await first.session.call('steerRun', { runId: 'a', command: 'stop' });
  await over;
});

test('a model that makes room for a new one leaves the list', async () => {
  const tab = browser().openTab();
  await tab.session.call('init', init);
  await tab.session.call('startRun', { plan: plan('a') });
  const request = { products: [], guardrails: defaultGuardrails };
  const exported = await tab.session.call('exportModel', { request, format: 'zip', id: null });
  for (let i = 0; i < mostStoredModels; i++) await tab.session.call('importModel', { bytes: exported.bytes });
  await lastRuns(tab);
  const listed = tab.said.findLast((event) => event.type === 'models');
  const models = listed?.type === 'models' ? listed.models : [];
  expect(models).toHaveLength(mostStoredModels);
  expect(models.some(({ runId }) => runId === 'a')).toBe(false);
});

test('a run that never made a step leaves no line; a discarded one is gone', async () => {
  const { openTab } = browser();
  const tab = openTab({
    startTraining: () => {
      throw new Error('The market cannot be made.');
    },
  });
  await tab.session.call('init', init);
  await tab.session.call('startRun', { plan: plan('a') });
  await tab.session.call('listRuns', null);
  expect(tab.said.at(-1)).toMatchObject({ type: 'runs', runs: [] });

  await leaveBehind(openTab(), 'b', 10);
  await tab.session.call('listRuns', null);
  expect(tab.said.at(-1)).toMatchObject({ runs: [{ runId: 'b', state: 'interrupted' }] });
  await tab.session.call('renameRun', { runId: 'b', name: 'Try' });
  expect(tab.said.at(-1)).toMatchObject({ runs: [{ name: 'Try', named: true }] });
  await tab.session.call('deleteRuns', { runIds: ['b'] });
  expect(tab.said.at(-1)).toMatchObject({ runs: [] });
  expect(isKept('interrupted')(tab.said.at(-1)!)).toBe(false);
});

type LockRequest = { readonly mode?: LockMode; readonly ifAvailable?: boolean };
type LockCallback = (lock: object | null) => Promise<void> | void;

/** As navigator.locks behaves: a lock lasts as long as the callback's promise, and a shared one waits for it. */
function lockManager() {
  const exclusive = new Map<string, Promise<void>>();
  const shared: string[] = [];
  const manager = {
    request: async (name: string, { mode, ifAvailable }: LockRequest, callback: LockCallback) => {
      if (exclusive.has(name) && ifAvailable) return callback(null);
      await exclusive.get(name);
      if (mode === 'shared') {
        shared.push(name);
        await callback({ name });
        shared.splice(shared.indexOf(name), 1);
        return;
      }
      const over = Promise.resolve(callback({ name }));
      exclusive.set(name, over);
      await over;
      exclusive.delete(name);
    },
    query: () => {
      const held = [
        ...[...exclusive.keys(), 'of another'].map((name) => ({ name, mode: 'exclusive' })),
        ...shared.map((name) => ({ name, mode: 'shared' })),
      ];
      return Promise.resolve({ held });
    },
  };
  return manager as unknown as LockManager;
}

test('browserLocks: a run has one holder at a time, and everyone sees which are held', async () => {
  const locks = browserLocks(Promise.resolve(lockManager()));
  const release = await locks.hold('a');
  expect(release).not.toBeNull();
  expect(await locks.hold('a')).toBeNull();
  expect(await locks.held()).toEqual(new Set(['a']));
  await release!();
  expect(await locks.held()).toEqual(new Set());
  expect(await locks.hold('a')).not.toBeNull();
});

test('browserLocks: who waits for a run hears when it is free, and does not count as its holder', async () => {
  const manager = lockManager();
  const locks = browserLocks(Promise.resolve(manager));
  const release = await locks.hold('a');
  let isFree = false;
  const waited = locks.untilFree('a').then(() => (isFree = true));
  await settled(0);
  expect(isFree).toBe(false);
  await release!();
  await waited;
  const sharing = manager.request('pricing-lab run a', { mode: 'shared' }, () => settled(20));
  await settled(0);
  expect(await locks.held()).toEqual(new Set());
  await sharing;
});

const settled = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
