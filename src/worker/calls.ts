// Calls over messages: the page calls what the worker has a handler for, hears its progress, may abort it, and gets its
// result or a sentence. What may be called is one record of types: `{ suggest: { args, result }, ... }`.
//
// Of our own instead of comlink, whose proxies carry neither an AbortSignal nor progress that ends with its call.

import { sentenceOf } from '../core/text/sentence-of.ts';

interface CallType {
  readonly args: unknown;
  readonly result: unknown;
  /** What it tells on its way; absent: nothing. */
  readonly progress?: unknown;
}
export type CallTypes<C> = { readonly [N in keyof C]: CallType };
export type ProgressOf<T> = T extends { readonly progress: infer P } ? P : never;

export type ToWorker =
  { readonly call: number; readonly name: string; readonly args: unknown } | { readonly abort: number };

export type FromWorker<Event> =
  | { readonly call: number; readonly progress: unknown }
  | { readonly call: number; readonly result: unknown }
  | { readonly call: number; readonly problem: string }
  /** It was aborted, by the page or by the worker itself. Said at once: whoever aborts knows that the worker listens. */
  | { readonly call: number; readonly aborted: true }
  | { readonly event: Event };

/** A result some of whose buffers are transferred instead of copied. */
export class Transferred<T> {
  readonly value: T;
  readonly transfer: Transferable[];

  constructor(value: T, transfer: Transferable[]) {
    this.value = value;
    this.transfer = transfer;
  }
}

export interface CallContext<P> {
  /** Aborted when the page no longer wants the result: long work looks at it between two slices. */
  readonly signal: AbortSignal;
  readonly progress: (progress: P) => void;
}

type Answer<T> = T | Transferred<T>;

/** What a worker does for each call. What a handler throws crosses as a sentence. */
export type Handlers<C extends CallTypes<C>> = {
  readonly [N in keyof C]: (
    args: C[N]['args'],
    context: CallContext<ProgressOf<C[N]>>,
  ) => Answer<C[N]['result']> | Promise<Answer<C[N]['result']>>;
};

/** Answers the page's messages by the handlers; never throws. */
export function answerCalls<C extends CallTypes<C>>(
  handlers: Handlers<C>,
  post: (message: FromWorker<never>, transfer?: Transferable[]) => void,
): (message: ToWorker) => Promise<void> {
  const underWay = new Map<number, AbortController>();
  return async (message) => {
    if ('abort' in message) {
      underWay.get(message.abort)?.abort();
      underWay.delete(message.abort);
      return post({ call: message.abort, aborted: true });
    }
    const { call, name, args } = message;
    const controller = new AbortController();
    underWay.set(call, controller);
    const isWanted = () => underWay.get(call) === controller;
    const progress = (share: unknown) => {
      if (isWanted()) post({ call, progress: share });
    };
    try {
      const handler = handlers[name as keyof C] as Handlers<Record<string, CallType>>[string];
      const answer = await handler(args, { signal: controller.signal, progress });
      if (!isWanted()) return;
      if (answer instanceof Transferred) post({ call, result: answer.value }, answer.transfer);
      else post({ call, result: answer });
    } catch (error) {
      if (!isWanted()) return;
      post(isAbort(error) ? { call, aborted: true } : { call, problem: sentenceOf(error) });
    } finally {
      underWay.delete(call);
    }
  };
}

/** Whether work ended because it was no longer wanted, which is no failure. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

export function abortError(): DOMException {
  return new DOMException('It was cancelled.', 'AbortError');
}
