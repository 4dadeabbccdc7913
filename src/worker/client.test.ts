import { expect, test } from 'vitest';

import { answerCalls, Transferred, type FromWorker, type ToWorker } from './calls.ts';
import { workerClient, WorkerGone, type WorkerLike } from './client.ts';

interface Calls {
  readonly greet: { readonly args: string; readonly result: string };
  readonly count: { readonly args: number; readonly result: string; readonly progress: number };
}

/** A worker in the test's hands: it says and dies when told to. */
class FakeWorker implements WorkerLike<string> {
  readonly sent: { readonly message: ToWorker; readonly transfer: readonly Transferable[] }[] = [];
  ended = false;
  private readonly hearing: ((event: MessageEvent<FromWorker<string>>) => void)[] = [];
  private readonly mourning: ((event: ErrorEvent) => void)[] = [];

  postMessage(message: ToWorker, transfer: Transferable[] = []): void {
    this.sent.push({ message, transfer });
  }

  addEventListener(type: string, listener: unknown): void {
    if (type === 'message') this.hearing.push(listener as (typeof this.hearing)[number]);
    else this.mourning.push(listener as (typeof this.mourning)[number]);
  }

  terminate(): void {
    this.ended = true;
  }

  /** What it was called with, in order; aborts as their call's number. */
  get asked(): unknown[] {
    return this.sent.map(({ message }) => ('abort' in message ? message.abort : message.args));
  }

  say(data: FromWorker<string>): void {
    for (const hear of this.hearing) hear(new MessageEvent('message', { data }));
  }

  /** Gives back the error event it died of. */
  die(message: string): Event {
    const event = Object.assign(new Event('error', { cancelable: true }), { message }) as ErrorEvent;
    for (const mourn of this.mourning) mourn(event);
    return event;
  }
}

function clientOf({ greeted = false } = {}) {
  const workers: FakeWorker[] = [];
  const events: string[] = [];
  const deaths: string[] = [];
  const client = workerClient<Calls, string>({
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    ...(greeted ? { greet: (fresh) => fresh.call('greet', 'hello').catch(() => undefined) } : {}),
    onEvent: (event) => events.push(event),
    onDeath: (message) => deaths.push(message),
  });
  return { client, workers, events, deaths };
}

const waiting = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('workerClient: the first call starts the worker, greeted before it is asked', () => {
  const { client, workers, events } = clientOf({ greeted: true });
  expect(workers).toHaveLength(0);
  void client.call('greet', 'first');
  client.wake();
  expect(workers).toHaveLength(1);
  expect(workers[0]!.asked).toEqual(['hello', 'first']);
  workers[0]!.say({ event: 'news' });
  expect(events).toEqual(['news']);
});

test('workerClient: each call gets its own progress and result, whatever comes first; a problem is an error', async () => {
  const { client, workers } = clientOf();
  const shares: number[] = [];
  const count = client.call('count', 3, { onProgress: (share) => shares.push(share) });
  const greet = client.call('greet', 'me');
  const refused = client.call('greet', 'you');
  const [worker] = workers;
  worker!.say({ call: 1, progress: 0.5 });
  worker!.say({ call: 2, result: 'hello me' });
  worker!.say({ call: 1, result: 'three' });
  worker!.say({ call: 1, progress: 0.9 });
  worker!.say({ call: 3, problem: 'Nobody is here.' });
  expect(await greet).toBe('hello me');
  expect(await count).toBe('three');
  expect(shares).toEqual([0.5]);
  await expect(refused).rejects.toThrow('Nobody is here.');
});

test('workerClient: buffers are handed over', () => {
  const { client, workers } = clientOf();
  const bytes = new ArrayBuffer(3);
  void client.call('greet', 'first', { transfer: [bytes] });
  expect(workers[0]!.sent[0]!.transfer).toEqual([bytes]);
});

test('workerClient: a worker that dies rejects what it was asked, and the next call starts a fresh one', async () => {
  const { client, workers, events, deaths } = clientOf();
  const lost = client.call('greet', 'first');
  const event = workers[0]!.die('Uncaught RangeError: out of memory');
  expect(event.defaultPrevented).toBe(true);
  await expect(lost).rejects.toBeInstanceOf(WorkerGone);
  expect(deaths).toEqual(['Uncaught RangeError: out of memory']);
  expect(workers[0]!.ended).toBe(true);
  const second = client.call('greet', 'second');
  workers[0]!.say({ event: 'late' });
  workers[0]!.die('gone again');
  expect(workers[1]!.asked).toEqual(['second']);
  workers[1]!.say({ call: 2, result: 'answer' });
  expect(await second).toBe('answer');
  expect([events, deaths.length]).toEqual([[], 1]);
});

test('workerClient: a worker whose script does not load says what to do', async () => {
  const { client, workers, deaths } = clientOf();
  const lost = client.call('greet', 'first');
  workers[0]!.die('');
  await expect(lost).rejects.toThrow('reload the page to try again');
  expect(deaths).toEqual(['The worker could not be loaded; reload the page to try again.']);
});

test('workerClient: a browser that refuses workers says so at each call', async () => {
  const deaths: string[] = [];
  const client = workerClient<Calls>({
    spawn: () => {
      throw new DOMException('not here', 'SecurityError');
    },
    onDeath: (message) => deaths.push(message),
  });
  await expect(client.call('greet', 'me')).rejects.toBeInstanceOf(WorkerGone);
  await expect(client.call('greet', 'me')).rejects.toThrow('not here');
  expect(deaths).toHaveLength(2);
  expect(deaths[0]).toMatch(/^This browser does not let the page start a worker, .* \(not here\)/);
});

test('workerClient: an abort rejects at once and tells the worker; what comes late changes nothing', async () => {
  const { client, workers } = clientOf();
  const controller = new AbortController();
  const shares: number[] = [];
  const call = client.call('count', 3, { signal: controller.signal, onProgress: (n) => shares.push(n) });
  controller.abort();
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  expect(workers[0]!.asked).toEqual([3, 1]);
  workers[0]!.say({ call: 1, progress: 1 });
  workers[0]!.say({ call: 1, result: 'late' });
  expect(shares).toEqual([]);
  await expect(client.call('count', 4, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
  expect(workers[0]!.asked).toHaveLength(2);
});

test('workerClient: a worker that does not answer an abort is ended, and what came after it goes to a fresh one', async () => {
  const { client, workers, deaths } = clientOf();
  const aborted = () => {
    const controller = new AbortController();
    const call = client.call('count', 3, { signal: controller.signal, patienceMs: 20 });
    controller.abort();
    return expect(call).rejects.toMatchObject({ name: 'AbortError' });
  };
  await aborted();
  workers[0]!.say({ call: 1, aborted: true });
  await waiting(40);
  expect(workers).toHaveLength(1); // it answered, and lives

  const before = client.call('greet', 'before');
  const lost = expect(before).rejects.toMatchObject({ ended: true });
  await aborted();
  const after = client.call('greet', 'after');
  await waiting(40);
  expect(workers[0]!.ended).toBe(true);
  expect(workers[1]!.asked).toEqual(['after']);
  await lost;
  workers[1]!.say({ call: 4, result: 'hello' });
  expect(await after).toBe('hello');
  expect(deaths).toEqual([]);
});

/** The worker's side alone: what it posts for messages. */
function answering(
  count: (n: number, context: { signal: AbortSignal; progress: (n: number) => void }) => Promise<string>,
) {
  const said: FromWorker<never>[] = [];
  const answer = answerCalls<Calls>(
    { greet: (name) => new Transferred(`hello ${name}`, []), count },
    (message) => said.push(message),
  );
  return { said, answer };
}

test('answerCalls: results and problems carry the number of their call', async () => {
  const { said, answer } = answering(() => Promise.reject(new Error('Too many.')));
  await answer({ call: 7, name: 'greet', args: 'me' });
  await answer({ call: 8, name: 'count', args: 3 });
  expect(said).toEqual([
    { call: 7, result: 'hello me' },
    { call: 8, problem: 'Too many.' },
  ]);
});

test('answerCalls: an abort is answered at once, reaches the handler, and nothing is said of the call any more', async () => {
  let go: () => void = () => undefined;
  const seen: boolean[] = [];
  const { said, answer } = answering(async (_n, { signal, progress }) => {
    await new Promise<void>((resolve) => (go = resolve));
    seen.push(signal.aborted);
    progress(1);
    return 'done';
  });
  const call = answer({ call: 3, name: 'count', args: 3 });
  await answer({ abort: 3 });
  expect(said).toEqual([{ call: 3, aborted: true }]);
  go();
  await call;
  expect(seen).toEqual([true]);
  expect(said).toHaveLength(1);
});

test('answerCalls: a handler that gives up by itself aborts its call', async () => {
  const { said, answer } = answering(() => Promise.reject(new DOMException('a run begins', 'AbortError')));
  await answer({ call: 1, name: 'count', args: 1 });
  expect(said).toEqual([{ call: 1, aborted: true }]);
});
