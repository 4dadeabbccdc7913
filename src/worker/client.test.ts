import { expect, test } from 'vitest';

import { workerClient, type WorkerLike } from './client.ts';

interface Sent {
  readonly message: string;
  readonly transfer: readonly Transferable[] | undefined;
}

/** A worker in the test's hands: it says and dies when told to. */
class FakeWorker implements WorkerLike<string, string> {
  readonly sent: Sent[] = [];
  ended = false;
  private readonly hearing: ((event: MessageEvent<string>) => void)[] = [];
  private readonly mourning: ((event: ErrorEvent) => void)[] = [];

  postMessage(message: string, transfer?: Transferable[]): void {
    this.sent.push({ message, transfer });
  }

  addEventListener(type: 'message', listener: (event: MessageEvent<string>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  addEventListener(
    ...[type, listener]:
      ['message', (event: MessageEvent<string>) => void] | ['error', (event: ErrorEvent) => void]
  ): void {
    if (type === 'message') this.hearing.push(listener);
    else this.mourning.push(listener);
  }

  terminate(): void {
    this.ended = true;
  }

  get messages(): string[] {
    return this.sent.map(({ message }) => message);
  }

  say(data: string): void {
    for (const hear of this.hearing) hear(new MessageEvent('message', { data }));
  }

  /** Gives back the error event it died of. */
  die(message: string): Event {
    const event = Object.assign(new Event('error', { cancelable: true }), { message }) as ErrorEvent;
    for (const mourn of this.mourning) mourn(event);
    return event;
  }
}

function clientOf(hello: string | null) {
  const workers: FakeWorker[] = [];
  const events: string[] = [];
  const deaths: string[] = [];
  const client = workerClient<string, string>({
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    hello,
    onEvent: (event) => events.push(event),
    onDeath: (message) => deaths.push(message),
  });
  return { client, workers, events, deaths };
}

test('workerClient: the first request starts the worker, greeted before it is asked', () => {
  const { client, workers, events } = clientOf('hello');
  expect(workers).toHaveLength(0);
  client.send('first');
  client.send('second');
  expect(workers).toHaveLength(1);
  expect(workers[0]!.messages).toEqual(['hello', 'first', 'second']);
  workers[0]!.say('answer');
  expect(events).toEqual(['answer']);
});

test('workerClient: waking starts the worker once', () => {
  const { client, workers } = clientOf('hello');
  client.wake();
  client.wake();
  client.send('first');
  expect(workers).toHaveLength(1);
  expect(workers[0]!.messages).toEqual(['hello', 'first']);
});

test('workerClient: without a greeting the first message is the request, with what it transfers', () => {
  const { client, workers } = clientOf(null);
  const bytes = new ArrayBuffer(3);
  client.send('first', [bytes]);
  expect(workers[0]!.sent).toEqual([{ message: 'first', transfer: [bytes] }]);
});

test('workerClient: a worker that dies is ended and reported, and the next request starts a fresh one', () => {
  const { client, workers, events, deaths } = clientOf('hello');
  client.send('first');
  const event = workers[0]!.die('Uncaught RangeError: out of memory');
  expect(event.defaultPrevented).toBe(true);
  expect(deaths).toEqual(['Uncaught RangeError: out of memory']);
  expect(workers[0]!.ended).toBe(true);
  expect(workers).toHaveLength(1);
  client.send('second');
  expect(workers).toHaveLength(2);
  expect(workers[1]!.messages).toEqual(['hello', 'second']);
  expect(workers[0]!.messages).toEqual(['hello', 'first']);
  workers[1]!.say('answer');
  expect(events).toEqual(['answer']);
  expect(workers[1]!.ended).toBe(false);
});

test('workerClient: what a dead worker still says changes nothing', () => {
  const { client, workers, events, deaths } = clientOf('hello');
  client.send('first');
  const [dead] = workers;
  dead!.die('gone');
  dead!.say('late');
  client.send('second');
  dead!.say('later');
  dead!.die('gone again');
  expect(events).toEqual([]);
  expect(deaths).toEqual(['gone']);
  expect(workers[1]!.ended).toBe(false);
  client.send('third');
  expect(workers).toHaveLength(2);
  expect(workers[1]!.messages).toEqual(['hello', 'second', 'third']);
});

test('workerClient: a worker whose script does not load says what to do', () => {
  const { client, workers, deaths } = clientOf(null);
  client.send('first');
  workers[0]!.die('');
  expect(deaths).toEqual(['The worker could not be loaded; reload the page to try again.']);
});

test('client: a browser that refuses workers says so at each request, and nothing is thrown', () => {
  const deaths: string[] = [];
  const client = workerClient<string, string>({
    spawn: () => {
      throw new DOMException('not here', 'SecurityError');
    },
    hello: null,
    onEvent: () => undefined,
    onDeath: (message) => deaths.push(message),
  });
  client.wake();
  client.send('read');
  expect(deaths).toHaveLength(2);
  expect(deaths[0]).toMatch(/^This browser does not let the page start a worker, .* \(not here\)/);
});

test('workerClient: a worker that does not answer a cancel is ended, and what came after it goes to a fresh one', async () => {
  const workers: FakeWorker[] = [];
  let ended = 0;
  const client = workerClient<string, string>({
    spawn: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    hello: null,
    onEvent: () => undefined,
    onDeath: () => undefined,
    mustAnswer: { isAsked: (message) => message === 'cancel', withinMs: 20, onEnded: () => ended++ },
  });
  client.send('read');
  client.send('cancel');
  workers[0]!.say('cancelled');
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(workers).toHaveLength(1); // it answered, and lives

  client.send('cancel');
  client.send('read another');
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(workers[0]!.ended).toBe(true);
  expect(workers[1]!.messages).toEqual(['read another']);
  expect(ended).toBe(1);
});
