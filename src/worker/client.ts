// The page's side of a worker: sends requests, hands events on, and survives the worker's death.
//
// A worker that dies (an uncaught error, a script that does not load) becomes a `failed` sentence; the next request
// starts a fresh one, greeted with `hello` (the lab worker's `init`).

import { sentenceOf } from '../core/sentence-of.ts';
import type { Endpoint } from './endpoint.ts';

/** A worker as the client needs it: an endpoint that can die and be ended. */
export interface WorkerLike<Outgoing, Incoming> extends Endpoint<Outgoing, Incoming> {
  addEventListener(type: 'message', listener: (event: MessageEvent<Incoming>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

export interface WorkerClient<Outgoing> {
  /** Starts the worker ahead of the first request. */
  wake(): void;
  send(message: Outgoing, transfer?: Transferable[]): void;
}

export function workerClient<Outgoing, Incoming>(options: {
  readonly spawn: () => WorkerLike<Outgoing, Incoming>;
  readonly hello: Outgoing | null;
  readonly onEvent: (event: Incoming) => void;
  readonly onDeath: (message: string) => void;
}): WorkerClient<Outgoing> {
  let worker: WorkerLike<Outgoing, Incoming> | null = null;
  /** null where the browser refuses it; that is said. */
  const spawned = () => {
    try {
      return options.spawn();
    } catch (error) {
      options.onDeath(
        `This browser does not let the page start a worker, which reads files and trains (${sentenceOf(error)}): allow workers for it, or use another browser.`,
      );
      return null;
    }
  };
  const living = () => {
    if (worker) return worker;
    const fresh = spawned();
    if (!fresh) return null;
    fresh.addEventListener('message', (event) => {
      if (worker === fresh) options.onEvent(event.data);
    });
    fresh.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== fresh) return;
      worker = null;
      fresh.terminate();
      options.onDeath(event.message || 'The worker could not be loaded; reload the page to try again.');
    });
    worker = fresh;
    if (options.hello !== null) fresh.postMessage(options.hello);
    return fresh;
  };
  return {
    wake: () => void living(),
    send: (message, transfer = []) => living()?.postMessage(message, transfer),
  };
}
