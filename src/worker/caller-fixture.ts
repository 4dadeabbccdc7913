// Calls a session's handlers in this process, with what comes back copied as between threads.

import { answerCalls, type CallTypes, type FromWorker, type Handlers } from './calls.ts';
import { workerClient, type WorkerClient, type WorkerLike } from './client.ts';

export function callerOf<C extends CallTypes<C>>(handlers: Handlers<C>): WorkerClient<C> {
  const hearing: ((event: MessageEvent<FromWorker<never>>) => void)[] = [];
  const answer = answerCalls<C>(handlers, (message, transfer = []) => {
    const data = structuredClone(message, { transfer });
    for (const hear of hearing) hear(new MessageEvent('message', { data }));
  });
  const worker: WorkerLike<never> = {
    postMessage: (message) => queueMicrotask(() => void answer(message)),
    addEventListener: (type: string, listener: unknown) => {
      if (type === 'message') hearing.push(listener as (typeof hearing)[number]);
    },
    terminate: () => undefined,
  };
  return workerClient<C>({ spawn: () => worker, onDeath: () => undefined });
}
