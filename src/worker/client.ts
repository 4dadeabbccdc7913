// The page's side of a worker: calls it, hands its events on, and survives its death.
//
// A worker that dies (an uncaught error, a script that does not load) is told in a sentence; the next call starts a fresh
// one, greeted first. One that says nothing in time after an abort is busy with something that cannot be asked to stop: it
// is ended, and what was called meanwhile goes to a fresh one.

import { sentenceOf } from '../core/text/sentence-of.ts';
import { abortError, type CallTypes, type FromWorker, type ProgressOf, type ToWorker } from './calls.ts';

/** The part of a Worker that the client uses. */
export interface WorkerLike<Event> {
  postMessage(message: ToWorker, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<FromWorker<Event>>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

interface CallOptions<P> {
  /** Rejects with its reason at once, and tells the worker. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: P) => void;
  /** A worker that says nothing for so long after the abort is ended; absent: it has all the time it needs. */
  readonly patienceMs?: number;
  /** Buffers in the arguments that are handed over instead of copied. */
  readonly transfer?: Transferable[];
}

export interface Caller<C extends CallTypes<C>> {
  /**
   * The result of a call.
   *
   * @throws Error in a sentence; WorkerGone; an AbortError.
   */
  call<N extends keyof C & string>(
    name: N,
    args: C[N]['args'],
    options?: CallOptions<ProgressOf<C[N]>>,
  ): Promise<C[N]['result']>;
}

/** The worker is gone, and with it what it was asked. `ended`: by the page, because it would not stop when asked to. */
export class WorkerGone extends Error {
  readonly ended: boolean;

  constructor(message: string, ended: boolean) {
    super(message);
    this.ended = ended;
  }
}

export interface WorkerClient<C extends CallTypes<C>> extends Caller<C> {
  /** Starts the worker ahead of the first call. */
  wake(): void;
}

interface Pending {
  readonly message: ToWorker;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: never) => void) | undefined;
}

export interface ClientOptions<C extends CallTypes<C>, Event> {
  readonly spawn: () => WorkerLike<Event>;
  /** What a fresh worker is called with before all else. */
  readonly greet?: (client: Caller<C>) => unknown;
  readonly onEvent?: (event: Event) => void;
  /** After the calls under way are rejected. */
  readonly onDeath: (message: string) => void;
}

export function workerClient<C extends CallTypes<C>, Event = never>(
  options: ClientOptions<C, Event>,
): WorkerClient<C> {
  return new Client(options);
}

class Client<C extends CallTypes<C>, Event> implements WorkerClient<C> {
  private readonly options: ClientOptions<C, Event>;
  private worker: WorkerLike<Event> | null = null;
  private lastCall = 0;
  private readonly pending = new Map<number, Pending>();
  private patience: ReturnType<typeof setTimeout> | null = null;
  /** The last call before the worker was asked to stop. */
  private beforeAbort = 0;

  constructor(options: ClientOptions<C, Event>) {
    this.options = options;
  }

  wake(): void {
    this.living();
  }

  call<N extends keyof C & string>(
    name: N,
    args: C[N]['args'],
    { signal, onProgress, patienceMs, transfer = [] }: CallOptions<ProgressOf<C[N]>> = {},
  ): Promise<C[N]['result']> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const worker = this.living();
      const call = ++this.lastCall;
      const message = { call, name, args };
      this.pending.set(call, { message, resolve, reject, onProgress });
      try {
        worker.postMessage(message, transfer);
      } catch (error) {
        this.pending.delete(call); // something in it cannot be copied
        throw error;
      }
      signal?.addEventListener('abort', () => this.abort(call, signal.reason as Error, patienceMs), {
        once: true,
      });
    });
  }

  private abort(call: number, reason: Error, patienceMs?: number): void {
    const pending = this.pending.get(call);
    if (!pending) return;
    this.pending.delete(call);
    this.worker?.postMessage({ abort: call });
    if (this.patience === null && patienceMs !== undefined) {
      this.beforeAbort = this.lastCall;
      this.patience = setTimeout(() => this.endSilent(), patienceMs);
    }
    pending.reject(reason);
  }

  /** @throws WorkerGone where the browser refuses one. */
  private living(): WorkerLike<Event> {
    if (this.worker) return this.worker;
    const fresh = this.spawned();
    fresh.addEventListener('message', ({ data }) => {
      if (this.worker === fresh) this.hear(data);
    });
    fresh.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.worker !== fresh) return;
      fresh.terminate();
      this.mourn(event.message || 'The worker could not be loaded; reload the page to try again.');
    });
    this.worker = fresh;
    this.options.greet?.(this);
    return fresh;
  }

  private spawned(): WorkerLike<Event> {
    try {
      return this.options.spawn();
    } catch (error) {
      const message = `This browser does not let the page start a worker, which reads files and trains (${sentenceOf(error)}): allow workers for it, or use another browser.`;
      this.options.onDeath(message);
      throw new WorkerGone(message, false);
    }
  }

  private hear(message: FromWorker<Event>): void {
    this.calm();
    if ('event' in message) return this.options.onEvent?.(message.event);
    const pending = this.pending.get(message.call);
    if (!pending) return;
    if ('progress' in message) return pending.onProgress?.(message.progress as never);
    this.pending.delete(message.call);
    if ('result' in message) pending.resolve(message.result as never);
    else pending.reject('problem' in message ? new Error(message.problem) : abortError());
  }

  private mourn(message: string): void {
    this.worker = null;
    this.calm();
    this.lose([...this.pending.keys()], new WorkerGone(message, false));
    this.options.onDeath(message);
  }

  private lose(calls: readonly number[], why: WorkerGone): void {
    for (const call of calls) {
      this.pending.get(call)?.reject(why);
      this.pending.delete(call);
    }
  }

  private calm(): void {
    if (this.patience !== null) clearTimeout(this.patience);
    this.patience = null;
  }

  private endSilent(): void {
    this.calm();
    this.worker?.terminate();
    this.worker = null;
    const since = [...this.pending].filter(([call]) => call > this.beforeAbort);
    const before = [...this.pending.keys()].filter((call) => call <= this.beforeAbort);
    if (since.length > 0) {
      const fresh = this.living();
      for (const [, { message }] of since) fresh.postMessage(message);
    }
    this.lose(before, new WorkerGone('The worker did not stop when asked to, and was ended.', true));
  }
}
