// Both sides of the conversation over a MessageChannel, with an engine that computes nothing.

import { afterEach, expect, test } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { chargedBy, resultOf } from '../core/decisions/scenario.ts';
import { suggestPrices } from '../core/decisions/suggest-price.ts';
import { historyFixture } from '../core/demand/history-fixture.ts';
import { summarizeDemand } from '../core/demand/summarize-demand.ts';
import { holdOutProducts } from '../core/market/hold-out.ts';
import { replayedHistories } from '../core/market/kinds.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { historyProduct, runProducts } from '../core/market/run-product.ts';
import { referenceMarket } from '../core/market/demand/reference-market.ts';
import type { ModelCard } from '../core/model/model-card.ts';
import type { TrainerEvent } from '../core/run/events.ts';
import { defaultSettings } from '../core/run/settings.ts';
import { untrainedMarket } from '../core/run/untrained-market.ts';
import type { TrainingRun } from '../core/run/training-run.ts';
import { LabSession, type LabEngine } from './lab-session.ts';
import { answerCalls, type ToWorker } from './calls.ts';
import { workerClient, type Caller } from './client.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { LabCalls, LabEvent } from './protocol/lab-protocol.ts';
import type { RunPlan } from './protocol/run-protocol.ts';

const card = { agent: 'sac', products: [{ name: 'Tea' }] } as unknown as ModelCard;

function stepEvent(step: number): TrainerEvent {
  const path = { day: step, price: 1, units: 1, inventory: NaN, competitorPrice: NaN };
  return { type: 'step', step, updates: step, episodes: [], path, pathStarts: step % 30 === 1 };
}

/** A run of `steps` steps that counts how many were asked for. */
function countingRun(steps: number, onStep: (step: number) => void): TrainingRun {
  async function* events() {
    for (let step = 1; step <= steps; step++) {
      onStep(step);
      await Promise.resolve();
      yield stepEvent(step);
      yield { type: 'update', step, updates: step } as const;
    }
  }
  return {
    events: events(),
    rewardPartNames: ['sales'],
    losses: () =>
      Promise.resolve({
        step: 1,
        updates: 1,
        criticLoss: 1,
        actorLoss: 1,
        temperature: 1,
        entropy: 1,
        meanQ: 1,
      }),
    model: () =>
      Promise.resolve({ snapshot: {} as never, step: 1, updates: 1, bestReturn: 1, evaluationEpisodes: 32 }),
    checkpoint: () => Promise.resolve(null),
    dispose: () => undefined,
  };
}

function plan(runId: string): RunPlan {
  return {
    runId,
    settings: defaultSettings,
    setup: { kind: 'history' } as never,
    histories: [],
    productNames: ['Tea'],
    dataset: null,
  };
}

const unused = () => {
  throw new Error('unused');
};

function loadedModel(fileName: string): LoadedModel {
  return {
    card,
    suggest: () => [],
    lists: () => () => [],
    *differences() {
      yield 1;
      return [];
    },
    evidence: () => [],
    daysPerRow: () => [],
    policy: {} as never,
    market: unused,
    catalogue: unused,
    file: () => ({ fileName, bytes: new Uint8Array(3) }),
  };
}

const ports: MessagePort[] = [];
afterEach(() => ports.splice(0).forEach((port) => port.close()));

/** A session behind a channel, as in a worker; `said` grows with what it sends. */
function conversation(engine: Partial<LabEngine>) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  const said: LabEvent[] = [];
  const waiting: {
    readonly fits: (event: LabEvent) => boolean;
    readonly resolve: (event: LabEvent) => void;
  }[] = [];
  const session = new LabSession(
    {
      startBackend: () =>
        Promise.resolve({ name: 'cpu', adapter: null, detail: '', reason: 'Running on JavaScript' }),
      startTraining: () => countingRun(1, () => undefined),
      loadTrained: () => loadedModel('model.zip'),
      loadImported: () => {
        throw new Error('"notes.zip" is not a zip');
      },
      replay: () => Promise.reject(new Error('unused')),
      ...engine,
    },
    (event) => port2.postMessage({ event }),
    {
      yieldToEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
      now: () => performance.now(),
    },
  );
  const answer = answerCalls<LabCalls>(session.handlers, (message, transfer = []) =>
    port2.postMessage(message, transfer),
  );
  port2.onmessage = ({ data }: MessageEvent<ToWorker>) => void answer(data);
  const client = workerClient<LabCalls, LabEvent>({
    spawn: () => ({
      postMessage: (message, transfer = []) => port1.postMessage(message, transfer),
      addEventListener: (type: string, listener: unknown) => {
        if (type === 'message') port1.onmessage = listener as MessagePort['onmessage'];
      },
      terminate: () => undefined,
    }),
    onEvent: (event) => {
      said.push(event);
      for (const wait of [...waiting])
        if (wait.fits(event)) {
          waiting.splice(waiting.indexOf(wait), 1);
          wait.resolve(event);
        }
    },
    onDeath: () => undefined,
  });
  const heard = (fits: (event: LabEvent) => boolean) =>
    new Promise<LabEvent>((resolve) => waiting.push({ fits, resolve }));
  const call: Caller<LabCalls>['call'] = (...asked) => client.call(...asked);
  /** Without waiting for its end. */
  const ask = (...[name, args]: Parameters<typeof call>) => void call(name, args).catch(() => undefined);
  return { said, heard, call, ask };
}

const isState = (state: string) => (event: LabEvent) => event.type === 'state' && event.state === state;

test('LabSession: a run starts, reports, ends and leaves a model', async () => {
  const { said, heard, ask } = conversation({});
  const finished = heard(isState('finished'));
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('a') });
  await finished;
  expect(said.map((event) => event.type)).toEqual([
    // What this browser keeps: nothing.
    'models',
    'started',
    'state',
    'report',
    'models',
    'model',
    'state',
  ]);
  const report = said.find((event) => event.type === 'report')!;
  expect(report.type === 'report' && report.report.progress.step).toBe(1);
});

test('LabSession: pause holds the run after the event under way, step moves it by one step, stop ends it', async () => {
  let asked = 0;
  const { said, heard, ask } = conversation({
    startTraining: () => countingRun(1e9, (step) => (asked = step)),
  });
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('a') });
  await heard((event) => event.type === 'report');
  const paused = heard(isState('paused'));
  ask('steerRun', { runId: 'a', command: 'pause' });
  await paused;
  const held = asked;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toBe(held);

  const stepped = heard(isState('paused'));
  ask('steerRun', { runId: 'a', command: 'step' });
  await stepped;
  expect(asked).toBe(held + 1);

  const finished = heard(isState('finished'));
  ask('steerRun', { runId: 'a', command: 'stop' });
  await finished;
  expect(asked).toBe(held + 1);
  expect(said.filter((event) => event.type === 'model')).toHaveLength(1);
});

test('LabSession: requests for an earlier run change nothing', async () => {
  const { heard, ask, said } = conversation({ startTraining: () => countingRun(20_000, () => undefined) });
  const finished = heard(isState('finished'));
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('new') });
  ask('steerRun', { runId: 'old', command: 'stop' });
  ask('steerRun', { runId: 'old', command: 'pause' });
  await finished;
  const last = said.filter((event) => event.type === 'report').at(-1)!;
  expect(last.type === 'report' && last.report.progress.step).toBe(20_000);
});

test('LabSession: a second start ends the first run before it begins', async () => {
  const starts: string[] = [];
  const { heard, ask } = conversation({
    startTraining: ({ runId }) => {
      starts.push(runId);
      return countingRun(runId === 'first' ? 1e9 : 1, () => undefined);
    },
  });
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('first') });
  await heard((event) => event.type === 'report');
  const finished = heard(
    (event) => event.type === 'state' && event.runId === 'second' && event.state === 'finished',
  );
  ask('startRun', { plan: plan('second') });
  await finished;
  expect(starts).toEqual(['first', 'second']);
});

test('LabSession: what goes wrong in a run becomes its sentence, and the next run works', async () => {
  let failing = true;
  const { heard, ask } = conversation({
    startTraining: () => {
      if (failing) throw new Error('The history market needs a unit cost for the objective "Profit a day".');
      return countingRun(1, () => undefined);
    },
  });
  ask('init', { backend: 'cpu' });
  const failed = heard((event) => event.type === 'failed');
  ask('startRun', { plan: plan('a') });
  expect(await failed).toMatchObject({
    runId: 'a',
    message: expect.stringContaining('needs a unit cost') as string,
  });
  failing = false;
  const finished = heard(isState('finished'));
  ask('startRun', { plan: plan('b') });
  await finished;
});

test('LabSession: a refused import keeps its reason', async () => {
  const { call } = conversation({});
  await expect(call('importModel', { bytes: new Uint8Array(3) })).rejects.toThrow('"notes.zip" is not a zip');
});

test('LabSession: asking for prices without a model says what to do', async () => {
  const { call } = conversation({});
  await expect(call('suggest', { products: [], guardrails: defaultGuardrails })).rejects.toThrow(
    'There is no model yet: train one, or import one.',
  );
});

test('LabSession: prices, evidence, frontier and list differences without a model, as the core has them', async () => {
  const days = Array.from({ length: 60 }, (_, t) => t);
  const tea = historyFixture({
    price: days.map((t) => 10 + (t % 5)),
    units: days.map((t) => 40 - 6 * (t % 5) + (t % 3)),
    unitCost: 6,
  });
  const products = runProducts([tea], summarizeDemand([tea]), holdOutProducts([tea]));
  const untrainedIn = untrainedMarket(products, { largestChangePercent: 15 });
  const pasts = replayedHistories(untrainedIn) ? [] : products.map(historyProduct);
  const expected = suggestPrices(null, untrainedIn, pasts, defaultGuardrails);
  const { call } = conversation({});
  const request = { products: pasts, guardrails: defaultGuardrails, untrainedIn };
  expect(await call('suggest', request)).toEqual(expected);
  expect(expected[0]).toMatchObject({ policyPrice: null, recommendation: { action: 'change' } });
  expect(await call('pricingEvidence', request)).toEqual([expect.objectContaining({ currentPrice: 14 })]);
  const frontier = await call('frontier', { request, towards: 'revenue' });
  expect(frontier.points.length).toBeGreaterThan(1);
  const charged = chargedBy(resultOf(expected));
  const [difference] = await call('listDifferences', { request, base: charged, others: [charged] });
  expect(difference!.perDay.value).toBe(0);
});

test('LabSession: a stop that comes while a pause is still reading back ends the run', async () => {
  const losses = { step: 1, updates: 1, criticLoss: 1, actorLoss: 1, temperature: 1, entropy: 1, meanQ: 1 };
  const { heard, ask } = conversation({
    startTraining: () => ({
      ...countingRun(1e9, () => undefined),
      losses: () => new Promise((resolve) => setTimeout(() => resolve(losses), 40)),
    }),
  });
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('a') });
  await heard((event) => event.type === 'report');
  const finished = heard(isState('finished'));
  ask('steerRun', { runId: 'a', command: 'pause' });
  await new Promise((resolve) => setTimeout(resolve, 10));
  ask('steerRun', { runId: 'a', command: 'stop' });
  expect(await finished).toEqual({ type: 'state', runId: 'a', state: 'finished' });
});

test('LabSession: a run stopped before its backend is up never begins', async () => {
  const starts: string[] = [];
  const { heard, ask } = conversation({
    startBackend: () =>
      new Promise((resolve) =>
        setTimeout(
          () => resolve({ name: 'cpu', adapter: null, detail: '', reason: 'Running on JavaScript' }),
          50,
        ),
      ),
    startTraining: ({ runId }) => {
      starts.push(runId);
      return countingRun(1, () => undefined);
    },
  });
  const over = heard((event) => event.type === 'state' && event.runId === 'a' && event.state === 'finished');
  const finished = heard(
    (event) => event.type === 'state' && event.runId === 'b' && event.state === 'finished',
  );
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('a') });
  ask('steerRun', { runId: 'a', command: 'stop' });
  ask('startRun', { plan: plan('b') });
  await over;
  await finished;
  expect(starts).toEqual(['b']);
});

test('LabSession: a failing run leaves the best policy it had', async () => {
  async function* failing(): AsyncGenerator<TrainerEvent, void> {
    yield stepEvent(1);
    await Promise.resolve();
    throw new Error('Training diverged');
  }
  const { heard, ask, said } = conversation({
    startTraining: () => ({ ...countingRun(1, () => undefined), events: failing() }),
  });
  ask('init', { backend: 'cpu' });
  const kept = heard((event) => event.type === 'model');
  ask('startRun', { plan: plan('a') });
  expect(await kept).toMatchObject({ runId: 'a' });
  expect(said.find((event) => event.type === 'failed')).toMatchObject({ message: 'Training diverged' });
});

test('LabSession: a device lost while nothing runs is followed by the next backend', async () => {
  let lose: () => void = () => undefined;
  const preferences: string[] = [];
  const { heard, call } = conversation({
    startBackend: (preference, onLost) => {
      preferences.push(preference);
      lose = onLost;
      const name = preference === 'wasm' ? 'wasm' : 'webgpu';
      return Promise.resolve({ name, adapter: null, detail: '', reason: '' });
    },
  });
  expect(await call('init', { backend: 'auto' })).toMatchObject({ name: 'webgpu' });
  const second = heard((event) => event.type === 'backend');
  lose();
  expect(await second).toMatchObject({ backend: { name: 'wasm' } });
  expect(preferences).toEqual(['auto', 'wasm']);
});

test('LabSession: a run whose device is lost says what goes on, and its model what computed it', async () => {
  const wasm = { name: 'wasm', adapter: null, detail: 'SIMD', reason: 'for a test' } as const;
  async function* events() {
    yield stepEvent(1);
    await Promise.resolve();
    yield { type: 'engine', step: 1, updates: 0, backend: wasm, message: 'The GPU was lost.' } as const;
    yield stepEvent(2);
  }
  const backends: string[] = [];
  const { heard, ask } = conversation({
    startTraining: () => ({ ...countingRun(1, () => undefined), events: events() }),
    loadTrained: (_plan, _trained, backend) => {
      backends.push(backend.name);
      return loadedModel('m.zip');
    },
  });
  ask('init', { backend: 'cpu' });
  const said = heard((event) => event.type === 'engine');
  const kept = heard((event) => event.type === 'model');
  ask('startRun', { plan: plan('a') });
  expect(await said).toEqual({ type: 'engine', runId: 'a', backend: wasm, message: 'The GPU was lost.' });
  await kept;
  expect(backends).toEqual(['wasm']);
});

test('LabSession: a paused run keeps a checkpoint', async () => {
  let checkpoints = 0;
  const { heard, ask } = conversation({
    startTraining: () => ({
      ...countingRun(1e9, () => undefined),
      checkpoint: () => {
        checkpoints++;
        return Promise.resolve(null);
      },
    }),
  });
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('a') });
  await heard((event) => event.type === 'report');
  const paused = heard((event) => event.type === 'state' && event.state === 'paused');
  ask('steerRun', { runId: 'a', command: 'pause' });
  await paused;
  expect(checkpoints).toBe(1);
});

test('LabSession: every model is kept under a name of its own, and the one in use makes the prices', async () => {
  let made = 0;
  const { heard, ask, call, said } = conversation({
    loadTrained: () => {
      return loadedModel(`model-${++made}.zip`);
    },
  });
  const request = { products: [], guardrails: defaultGuardrails };
  const exported = async (id: string | null = null) =>
    (await call('exportModel', { request, format: 'zip', id })).fileName;
  ask('init', { backend: 'cpu' });
  for (const runId of ['a', 'b']) {
    const over = heard(
      (event) => event.type === 'state' && event.runId === runId && event.state === 'finished',
    );
    ask('startRun', { plan: plan(runId) });
    await over;
  }
  const listed = said.findLast((event) => event.type === 'models')!;
  const models = listed.type === 'models' ? listed.models : [];
  expect(models).toMatchObject([
    { name: 'SAC for Tea', runId: 'a', origin: 'run' },
    { name: 'SAC for Tea (2)', runId: 'b', origin: 'run' },
  ]);
  expect(await exported()).toBe('model-2.zip');
  expect(await exported(models[0]!.id), 'one that is not in use').toBe('model-1.zip');

  const used = heard((event) => event.type === 'model');
  ask('useModel', { id: models[0]!.id });
  expect(await used).toMatchObject({ runId: null, id: models[0]!.id });
  expect(await exported()).toBe('model-1.zip');

  const renamed = heard((event) => event.type === 'models');
  ask('renameModel', { id: models[0]!.id, name: ' Spring ' });
  expect(await renamed).toMatchObject({ models: [{ name: 'Spring' }, { name: 'SAC for Tea (2)' }] });

  const left = heard((event) => event.type === 'models');
  ask('forgetModel', { id: models[0]!.id });
  expect(await left).toMatchObject({ models: [{ name: 'SAC for Tea (2)' }] });
  await expect(call('useModel', { id: models[0]!.id })).rejects.toThrow(
    'That model is no longer kept: choose one from the list, or train another.',
  );
});

const reference: MarketSetup = { kind: 'demand', products: [{ name: 'tea', parameters: referenceMarket }] };

test('LabSession: an audit tells its progress and what the reward gives up, and other calls are answered meanwhile', async () => {
  const { call } = conversation({});
  const shares: number[] = [];
  let isDone = false;
  const audit = call('auditReward', { setup: reference }, { onProgress: (share) => shares.push(share) });
  void audit.then(() => (isDone = true));
  await expect(call('importModel', { bytes: new Uint8Array(3) })).rejects.toThrow('is not a zip');
  expect(isDone).toBe(false);
  // golden/optimum.json: 1 - 25,806 / 31,522 = 18.1 %
  expect(Math.abs((await audit).profitGivenUp! - 0.181)).toBeLessThan(0.02);
  expect(shares.length).toBeGreaterThan(0);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test('LabSession: an aborted audit ends its work without a result, and another one is not touched', async () => {
  const { call } = conversation({});
  const controller = new AbortController();
  const aborted = call('auditReward', { setup: reference }, { signal: controller.signal });
  const other = call('auditReward', { setup: reference });
  controller.abort();
  await expect(aborted).rejects.toThrow(/aborted/i);
  expect((await other).profitGivenUp).toBeGreaterThan(0);
});

test('LabSession: a run takes precedence: it aborts an audit, and none begins during it', async () => {
  const { heard, call, ask } = conversation({ startTraining: () => countingRun(1e9, () => undefined) });
  ask('init', { backend: 'cpu' });
  const reported = heard((event) => event.type === 'report');
  const audit = call('auditReward', { setup: reference });
  ask('startRun', { plan: plan('a') });
  await expect(audit).rejects.toMatchObject({ name: 'AbortError' });
  await reported;
  await expect(call('auditReward', { setup: reference })).rejects.toThrow('stop the run first');
  const finished = heard(isState('finished'));
  ask('steerRun', { runId: 'a', command: 'stop' });
  await finished;
});

test('LabSession: a market whose optimum is unknown is refused in a sentence', async () => {
  const { call } = conversation({});
  const parameters = { ...referenceMarket, rival: 'follower' as const, rivalPrice: 20 };
  const setup: MarketSetup = { kind: 'demand', products: [{ name: 'tea', parameters }] };
  await expect(call('auditReward', { setup })).rejects.toThrow(
    'The optimum is not computed where the rival reacts to our price.',
  );
});

test('LabSession: a run under way has no policy to draw before its first evaluation, and says so', async () => {
  const { heard, call, ask } = conversation({ startTraining: () => countingRun(1e9, () => undefined) });
  ask('init', { backend: 'cpu' });
  ask('startRun', { plan: plan('a') });
  await heard((event) => event.type === 'report');
  const subject = { kind: 'run', runId: 'a' } as const;
  await expect(call('policyMap', { subject, view: { product: 0, yesterdayPrice: null } })).rejects.toThrow(
    'The agent has no policy before its first evaluation.',
  );
  // The run goes on.
  await heard((event) => event.type === 'report');
  const finished = heard(isState('finished'));
  ask('steerRun', { runId: 'a', command: 'stop' });
  await finished;
});

test('LabSession: a market without any policy is played without an agent', async () => {
  const { call } = conversation({});
  const products = [{ name: 'tea', parameters: { ...referenceMarket, days: 2 } }];
  const subject = { kind: 'market', market: 'tea', setup: { kind: 'demand', products } } as const;
  const episode = await call('playEpisode', { subject, product: 0, seed: 1, mode: 'expected' });
  expect(episode.players.map(({ name }) => name)).toEqual(['keepPrice', 'bestFixedPrice', 'optimum']);
  expect(episode.missing).toEqual(['No agent plays yet: train one, or import a model.']);
});
