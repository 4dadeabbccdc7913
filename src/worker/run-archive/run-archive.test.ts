// What is kept survives a crash, a full disk and another version; fake-indexeddb stands for the browser's database.

import 'fake-indexeddb/auto';

import { afterEach, expect, test, vi } from 'vitest';

import { historyFixture } from '../../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../../core/demand/summarize-demand.ts';
import { smallRun } from '../../core/export/run/run-fixture.ts';
import type { HistoryMarketState } from '../../core/market/history/history-state.ts';
import type { HistorySetup } from '../../core/market/history/history-setup.ts';
import { historyProduct } from '../../core/market/run-product.ts';
import { type RunCheckpoint, rowsOf } from '../../core/run/checkpoint.ts';
import { marketSetupFor } from '../../core/run/market-setup.ts';
import { settingsFrom } from '../../core/run/run-settings.ts';
import { ReplayBuffer } from '../../learning/experience/replay-buffer.ts';
import type { ModelEntry } from '../protocol/models-protocol.ts';
import type { RunPlan } from '../protocol/run-protocol.ts';
import { mostStoredModels } from '../protocol/models-protocol.ts';
import { mostStoredRuns } from '../protocol/run-protocol.ts';
import { chunkRows } from './replay-chunks.ts';
import { RunArchive, type RunNews } from './run-archive.ts';
import { encodeCurves } from './run-curves.ts';
import { type RunsDatabase, openRunsDatabase } from './run-database.ts';

let databases = 0;
const open: RunsDatabase[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const database of open.splice(0)) database.close();
});

async function archive(name = `runs-${++databases}`) {
  const database = await openRunsDatabase(() => {}, { name });
  open.push(database);
  return { database, name, kept: new RunArchive(database) };
}

const tea = historyFixture({
  id: 'tea',
  price: Array.from({ length: 40 }, (_, t) => 10 + (t % 3)),
  units: Array.from({ length: 40 }, (_, t) => 30 - 2 * (t % 3)),
});
const products = [{ history: tea, demand: summarizeProductDemand(tea) }];

function historyPlan(runId: string, seed = 1): RunPlan {
  const settings = settingsFrom({ market: 'history', seed });
  return {
    runId,
    settings,
    setup: marketSetupFor(settings, products),
    histories: [],
    productNames: ['tea'],
    dataset: { fileName: 'tea.csv', fingerprint: 'ab'.repeat(32) },
  };
}

function filePlan(runId: string): RunPlan {
  const settings = settingsFrom({ market: 'demand', demandSource: 'file' });
  const setup = marketSetupFor(settings, products);
  return { ...historyPlan(runId), settings, setup, histories: products.map(historyProduct) };
}

const now = '2026-11-22T10:00:00.000Z';

/** A checkpoint at `step` whose buffer holds as many rows, each of them the step. */
function checkpointAt(step: number): RunCheckpoint {
  const replay = new ReplayBuffer({ capacity: 4 * chunkRows, observationSize: 1, actionSize: 1 });
  for (let row = 1; row <= step; row++) {
    const value = Float32Array.of(row);
    replay.add(value, value, value, value, value);
  }
  const random = { key: [1, 2, 3, 4], generator: [1, 2, 3, 4], spareNormal: null };
  const weights = { 'l1.kernel': { shape: [1, 2], values: Float32Array.of(step, -step) } };
  return {
    step,
    updates: step,
    nextEvaluation: step + 1,
    learner: { updates: step, weights, moments: weights },
    experience: {
      kind: 'replay',
      steps: step,
      credit: 0.5,
      rows: replay.state(),
      nStep: { pending: [] },
      market: {
        kind: 'history',
        observations: Float32Array.of(0.5),
        productIndex: Uint32Array.of(0),
        episodes: [],
        visits: [],
      } as HistoryMarketState,
      totals: { days: Uint32Array.of(3), returns: Float64Array.of(1.5), parts: Float64Array.of(1, 0.5) },
      rewardScale: { count: 1, mean: 2, squares: 3 },
      observationScale: null,
      exploring: random,
    },
    acting: weights,
    best: null,
    baselines: smallRun.baselines!,
  };
}

function newsAt(step: number, state: RunNews['state'] = 'training'): RunNews {
  const { episodes, losses, evaluations, rewardPartNames } = smallRun;
  const times = [{ step, seconds: step / 10 }];
  return {
    state,
    problem: null,
    backend: 'cpu',
    step,
    updates: step,
    elapsedSeconds: step / 10,
    baselines: smallRun.baselines,
    best: evaluations[0]!,
    updatedAt: now,
    curves: {
      rewardPartNames,
      progress: null,
      columns: encodeCurves({ episodes, losses, evaluations, times }),
    },
  };
}

const nobody: ReadonlySet<string> = new Set();
const yieldToEventLoop = () => Promise.resolve();
const keep = async (kept: RunArchive, runId: string, checkpoint: RunCheckpoint, news: RunNews) =>
  kept.keep(await kept.prepare(runId, checkpoint, yieldToEventLoop), news);
const begin = (kept: RunArchive, plan: RunPlan, createdAt = now) => kept.begin({ plan, createdAt }, nobody);

test('a run comes back in another visit as it was kept: plan, checkpoint and curves', async () => {
  const { kept, name } = await archive();
  const plan = historyPlan('a');
  await begin(kept, plan);
  await keep(kept, 'a', checkpointAt(1500), newsAt(1500));
  await keep(kept, 'a', checkpointAt(2500), newsAt(2500, 'paused'));

  const later = await archive(name);
  const loaded = await later.kept.load('a');
  expect(loaded.plan).toEqual(plan);
  expect(loaded.checkpoint).toEqual(checkpointAt(2500));
  expect(loaded.curves).toMatchObject({
    episodes: smallRun.episodes,
    losses: smallRun.losses,
    evaluations: smallRun.evaluations,
    rewardPartNames: smallRun.rewardPartNames,
  });
  expect(loaded.run).toMatchObject({
    state: 'paused',
    step: 2500,
    name: 'SAC for tea, seed 1',
    hasCheckpoint: true,
  });

  // It goes on from there: only what is new is written, and the whole is right.
  await keep(later.kept, 'a', checkpointAt(3600), newsAt(3600));
  expect((await (await archive(name)).kept.load('a')).checkpoint).toEqual(checkpointAt(3600));
});

test('a market calibrated from a file keeps the histories its prices need', async () => {
  const { kept } = await archive();
  await begin(kept, filePlan('a'));
  expect((await kept.load('a')).plan).toEqual(filePlan('a'));
});

test('columns in shared memory are kept as plain ones', async () => {
  const { kept } = await archive();
  const shared = new Float64Array(new SharedArrayBuffer(8 * 40));
  shared.set(tea.price);
  const history = { ...tea, price: shared };
  const setup = marketSetupFor(settingsFrom({ market: 'history' }), [
    { history, demand: products[0]!.demand },
  ]);
  await begin(kept, { ...historyPlan('a'), setup });
  const { plan } = await kept.load('a');
  const back = (plan.setup as HistorySetup).products[0]?.history.price;
  expect(back).toEqual(tea.price);
  expect(back!.buffer).toBeInstanceOf(ArrayBuffer);
});

test.each([1, 2, 3, 4, 5])(
  'a write that ends at its put number %i leaves the checkpoint before it readable',
  async (failing) => {
    const { kept, name } = await archive();
    await begin(kept, historyPlan('a'));
    await keep(kept, 'a', checkpointAt(1500), newsAt(1500));
    let puts = 0;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the store it belongs to below
    const real = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      if (++puts === failing) throw new DOMException('no room', 'QuotaExceededError');
      return real.apply(this, args);
    });
    // Curves, checkpoint, two chunks, and the run itself.
    await expect(keep(kept, 'a', checkpointAt(2500), newsAt(2500))).rejects.toThrow('no room');
    vi.restoreAllMocks();

    const after = await (await archive(name)).kept.load('a');
    expect(after.checkpoint).toEqual(checkpointAt(1500));
    expect(after.run.step).toBe(1500);

    await keep(kept, 'a', checkpointAt(2500), newsAt(2500));
    expect((await kept.load('a')).checkpoint).toEqual(checkpointAt(2500));
  },
);

test('what a run remembers while its checkpoint is written does not get into it', async () => {
  const { kept } = await archive();
  await begin(kept, historyPlan('a'));
  const checkpoint = checkpointAt(1500);
  const prepared = await kept.prepare('a', checkpoint, yieldToEventLoop);
  const writing = kept.keep(prepared, newsAt(1500));
  rowsOf(checkpoint.experience)!.reward.fill(-1);
  await writing;
  expect((await kept.load('a')).checkpoint).toEqual(checkpointAt(1500));
});

test('a tab that dies in the middle of a write leaves the checkpoint before it', async () => {
  const { kept, database, name } = await archive();
  await begin(kept, historyPlan('a'));
  await keep(kept, 'a', checkpointAt(1500), newsAt(1500));
  const stores = ['curves', 'checkpoints', 'replay'] as const;
  const transaction = database.transaction(stores, 'readwrite');
  transaction.done.catch(() => {});
  await transaction.objectStore('checkpoints').delete('a');
  await transaction.objectStore('replay').put(new Float32Array(3), ['a', 0]);
  transaction.abort(); // what the browser does with a transaction of a tab that is gone
  expect((await (await archive(name)).kept.load('a')).checkpoint).toEqual(checkpointAt(1500));
});

test('a run that ended keeps its line and curves, and no replay buffer', async () => {
  const { kept, database } = await archive();
  await begin(kept, historyPlan('a'));
  await begin(kept, historyPlan('b', 2));
  for (const runId of ['a', 'b']) await keep(kept, runId, checkpointAt(1500), newsAt(1500));
  await kept.end('a', newsAt(3000, 'finished'));
  expect(await database.getAllKeys('replay')).toEqual([
    ['b', 0],
    ['b', 1],
  ]);
  expect(await database.getAllKeys('checkpoints')).toEqual(['b']);
  const [curves] = await kept.curves(['a', 'gone']);
  expect(curves).toMatchObject({
    runId: 'a',
    episodeReturns: Float64Array.of(4.5, 6.25),
    times: [{ step: 3000, seconds: 300 }],
  });
  await expect(kept.load('a')).rejects.toThrow('"SAC for tea, seed 1" has ended already.');
  await expect(kept.load('gone')).rejects.toThrow('no longer kept');
});

test('a run that ended before its first checkpoint begins anew', async () => {
  const { kept } = await archive();
  await begin(kept, historyPlan('a'));
  const { checkpoint, curves } = await kept.load('a');
  expect(checkpoint).toBeNull();
  expect(curves.episodes).toEqual([]);
});

test('a checkpoint of version 2, in which the replay buffer lay beside the learner, comes back as it was', async () => {
  const { kept, database } = await archive();
  await begin(kept, historyPlan('a'));
  await keep(kept, 'a', checkpointAt(1500), newsAt(1500));
  const stored = (await database.get('checkpoints', 'a'))!;
  const { experience, ...run } = stored.frame;
  const { rows, ...lived } = experience as Extract<typeof experience, { kind: 'replay' }>;
  const before = Object.entries({ ...run, ...lived, replay: rows });
  const frame = Object.fromEntries(
    before.filter(([name]) => name !== 'kind' && name !== 'steps'),
  ) as unknown as typeof stored.frame;
  await database.put('checkpoints', { version: 2, frame }, 'a');
  expect((await kept.load('a')).checkpoint).toEqual(checkpointAt(1500));
});

test('what is damaged, missing or of another version is refused in a sentence', async () => {
  const { kept, database } = await archive();
  await begin(kept, historyPlan('a'));
  await keep(kept, 'a', checkpointAt(1500), newsAt(1500));
  const stored = (await database.get('checkpoints', 'a'))!;
  const refusal = async (change: () => Promise<unknown>) => {
    await change();
    const error = await kept.load('a').catch((reason: Error) => reason.message);
    await database.put('checkpoints', stored, 'a');
    return error;
  };
  const put = (value: unknown) => () => database.put('checkpoints', value as typeof stored, 'a');

  expect(await refusal(put({ ...stored, version: 0 }))).toBe(
    '"SAC for tea, seed 1" cannot continue: it was saved by another version of the lab (checkpoint 0, this lab reads 3). ' +
      'Start it again, or discard it.',
  );
  expect(await refusal(put({ ...stored, frame: { ...stored.frame, step: NaN } }))).toMatch(
    /damaged \(step: /,
  );
  expect(await refusal(put({ version: stored.version }))).toMatch(/damaged/);
  const short = { 'l1.kernel': { shape: [1, 2], values: Float32Array.of(1) } };
  const learner = { ...stored.frame.learner, weights: short };
  expect(await refusal(put({ ...stored, frame: { ...stored.frame, learner } }))).toMatch(
    /learner\.weights: expected arrays as long as their shapes say/,
  );
  expect(await refusal(() => database.delete('checkpoints', 'a'))).toMatch(/its checkpoint is missing/);

  await database.delete('replay', ['a', 1]);
  await expect(kept.load('a')).rejects.toThrow('part 2 of its replay buffer is missing or cut short');
  const run = (await database.get('runs', 'a'))!;
  const settings = Object.fromEntries(Object.entries(run.settings).filter(([setting]) => setting !== 'seed'));
  await database.put('runs', { ...run, settings: settings as typeof run.settings }, 'a');
  await expect(kept.load('a')).rejects.toThrow(
    'it was started by another version of the lab, which did not have the setting "seed"',
  );
});

test('a run from before a setting goes on as it began, and its second look has the policies of before', async () => {
  const { kept, database } = await archive();
  await begin(kept, historyPlan('a'));
  const model = (bestReturn: number) => ({
    snapshot: {
      architecture: {
        agent: 'sac' as const,
        observationSize: 1,
        actionSize: 1,
        hidden: [1],
        layerNorm: false,
        inputNorm: false,
        layerNormEpsilon: 1e-5,
        logStdRange: [-5, 2] as const,
      },
      weights: checkpointAt(1).acting!,
    },
    step: 1,
    updates: 1,
    bestReturn,
    evaluationEpisodes: 2,
  });
  const checkpoint = { ...checkpointAt(10), best: model(3), runnersUp: [model(2), model(1)] };
  await keep(kept, 'a', checkpoint, newsAt(10));
  for (const store of ['runs', 'plans'] as const) {
    const entry = (await database.get(store, 'a'))!;
    const settings = Object.entries(entry.settings).filter(([setting]) => setting !== 'finalists');
    await database.put(store, { ...entry, settings: Object.fromEntries(settings) } as never, 'a');
  }
  const loaded = await kept.load('a');
  expect(loaded.run.settings).toEqual({ ...historyPlan('a').settings, finalists: 1 });
  expect(loaded.plan.settings).toEqual({ ...historyPlan('a').settings, finalists: 1 });
  expect(loaded.checkpoint).toEqual(checkpoint);
});

test('RunArchive.load: a run goes on without the settings of a market or an agent that came after it', async () => {
  const { kept, database } = await archive();
  await begin(kept, historyPlan('a'), '2026-11-22T10:00:00.000Z');
  const run = (await database.get('runs', 'a'))!;
  const without = (...names: readonly string[]) => {
    const settings = Object.fromEntries(
      Object.entries(run.settings).filter(([name]) => !names.includes(name)),
    );
    return database.put('runs', { ...run, settings: settings as typeof run.settings }, 'a');
  };
  await without('unitCost', 'explorationNoise');
  const { plan } = await kept.load('a');
  expect(plan.settings).toEqual(run.settings);
  await without('salesWeight');
  await expect(kept.load('a')).rejects.toThrow('which did not have the setting "salesWeight"');
  // It has a value that says what runs did without it.
  await without('targetEntropy');
  expect((await kept.load('a')).plan.settings.targetEntropy).toBe(-1);
});

test('names: made from agent, product and seed, never twice; a given one is trimmed and cut, never empty', async () => {
  const { kept } = await archive();
  await begin(kept, historyPlan('a'), '2026-11-22T10:00:00.000Z');
  await begin(kept, historyPlan('b'), '2026-11-22T10:01:00.000Z');
  await kept.rename('a', '  Spring  ');
  expect((await kept.list()).map(({ name, named }) => [name, named])).toEqual([
    ['SAC for tea, seed 1 (2)', false],
    ['Spring', true],
  ]);
  await expect(kept.rename('a', '   ')).rejects.toThrow('A run needs a name');
  await kept.rename('a', 'x'.repeat(200));
  expect((await kept.list())[1]!.name).toHaveLength(80);
});

test('the oldest unnamed run makes room for a new one; named ones and live ones stay', async () => {
  const { kept } = await archive();
  const minute = (i: number) => `2026-11-22T10:${String(i).padStart(2, '0')}:00.000Z`;
  for (let i = 0; i < mostStoredRuns; i++) await begin(kept, historyPlan(`run-${i}`, i), minute(i));
  await kept.rename('run-0', 'Keep me');
  // 49 unnamed ones and the new one are not too many.
  expect(await kept.begin({ plan: historyPlan('next'), createdAt: minute(51) }, new Set(['run-1']))).toEqual(
    [],
  );
  expect(await kept.begin({ plan: historyPlan('alive'), createdAt: minute(52) }, new Set(['run-1']))).toEqual(
    [],
  );
  expect(await kept.begin({ plan: historyPlan('more'), createdAt: minute(53) }, nobody)).toEqual([
    'run-2',
    'run-1',
  ]);
  const left = (await kept.list()).map(({ runId }) => runId);
  expect(left).toHaveLength(mostStoredRuns + 1);
  expect(left).toContain('run-0');
  expect(left).not.toContain('run-1');
});

test('runs in the same market share a key and their products; another reward is another market', async () => {
  const { kept, database } = await archive();
  await begin(kept, historyPlan('a', 1));
  await begin(kept, historyPlan('b', 2));
  const settings = settingsFrom({ market: 'history', salesWeight: 0.9 });
  await begin(kept, { ...historyPlan('c'), settings, setup: marketSetupFor(settings, products) });
  const keys = new Map((await kept.list()).map(({ runId, marketKey }) => [runId, marketKey]));
  expect(keys.get('a')).toBe(keys.get('b'));
  expect(keys.get('c')).not.toBe(keys.get('a'));
  expect(await database.count('products')).toBe(1);
});

const entry = (id: string, runId: string | null, createdAt = now): ModelEntry => ({
  id,
  name: `Model ${id}`,
  card: {} as never,
  origin: runId === null ? 'import' : 'run',
  runId,
  createdAt,
});
const trained = {
  model: { snapshot: {}, step: 1, updates: 1, bestReturn: 1, evaluationEpisodes: 2 } as never,
  backend: { name: 'cpu', adapter: null, detail: '', reason: '' },
} as const;

test('a trained model keeps the plan it prices with, also after its run is deleted', async () => {
  const { kept, database, name } = await archive();
  const plan = filePlan('a');
  await begin(kept, plan);
  await kept.keepTrained(entry('m', 'a'), trained, plan);
  await kept.remove(['a']);
  expect(await kept.list()).toEqual([]);
  const later = (await archive(name)).kept;
  expect(await later.models()).toEqual([entry('m', 'a')]);
  expect(await later.loadModel(entry('m', 'a'))).toEqual({ trained, bytes: null, plan });

  await later.forgetModel('m');
  expect(await database.count('plans')).toBe(0);
  expect(await database.count('products')).toBe(0);
  await expect(later.loadModel(entry('m', 'a'))).rejects.toThrow('"Model m" is no longer kept');
});

test('an imported model keeps its zip; a name that was given keeps a model when there are many', async () => {
  const { kept } = await archive();
  const zip = Uint8Array.of(1, 2, 3);
  await kept.keepImported(entry('first', null, '2026-11-22T09:00:00.000Z'), zip);
  await kept.keepImported(entry('second', null, '2026-11-22T09:01:00.000Z'), zip);
  await kept.renameModel('first', 'The one');
  const dropped: string[] = [];
  for (let i = 0; i < mostStoredModels; i++)
    dropped.push(...(await kept.keepImported(entry(`m${i}`, null), zip)));
  expect(dropped).toEqual(['second']);
  const ids = (await kept.models()).map(({ id, name }) => `${id}: ${name}`);
  expect(ids).toHaveLength(mostStoredModels + 1);
  expect(ids[0]).toBe('first: The one');
  expect(ids).not.toContain('second: Model second');
  expect((await kept.loadModel(entry('first', null))).bytes).toEqual(zip);
});
