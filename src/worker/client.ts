// The page's side of a worker: sends requests, hands events on, and survives the worker's death.
//
// A worker that dies (an uncaught error, a script that does not load) becomes a `failed` sentence; the next request
// starts a fresh one, greeted with `hello` (the lab worker's `init`). One that is told to stop and does not answer in time is
// busy with something that cannot be asked to: it is ended, and what was sent meanwhile goes to a fresh one.

import { sentenceOf } from '../core/text/sentence-of.ts';
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
  /** Messages after which the worker must say something within so many milliseconds, or be ended. */
  readonly mustAnswer?: {
    readonly isAsked: (message: Outgoing) => boolean;
    readonly withinMs: number;
    readonly onEnded: () => void;
  };
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
  let patience: ReturnType<typeof setTimeout> | null = null;
  /** What was sent since the worker was told to stop. */
  let sinceAsked: Outgoing[] = [];
  const calm = () => {
    if (patience !== null) clearTimeout(patience);
    patience = null;
    sinceAsked = [];
  };
  const endSilent = () => {
    const lost = sinceAsked;
    calm();
    worker?.terminate();
    worker = null;
    if (lost.length > 0) for (const message of lost) living()?.postMessage(message);
    options.mustAnswer?.onEnded();
  };
  const living = () => {
    if (worker) return worker;
    const fresh = spawned();
    if (!fresh) return null;
    fresh.addEventListener('message', (event) => {
      if (worker !== fresh) return;
      calm();
      options.onEvent(event.data);
    });
    fresh.addEventListener('error', (event) => {
      event.preventDefault();
      if (worker !== fresh) return;
      worker = null;
      calm();
      fresh.terminate();
      options.onDeath(event.message || 'The worker could not be loaded; reload the page to try again.');
    });
    worker = fresh;
    if (options.hello !== null) fresh.postMessage(options.hello);
    return fresh;
  };
  return {
    wake: () => void living(),
    send: (message, transfer = []) => {
      living()?.postMessage(message, transfer);
      if (patience !== null) sinceAsked.push(message);
      else if (options.mustAnswer?.isAsked(message))
        patience = setTimeout(endSilent, options.mustAnswer.withinMs);
    },
  };
}
