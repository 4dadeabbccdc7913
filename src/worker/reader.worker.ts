// The reader worker: turns a file into a dataset, off the page's thread. What it answers is in reader-session.ts.

import { answerCalls, type ToWorker } from './calls.ts';
import type { ReaderCalls } from './protocol/reader-protocol.ts';
import { ReaderSession } from './reader-session.ts';

const answer = answerCalls<ReaderCalls>(new ReaderSession().handlers, (message, transfer = []) =>
  self.postMessage(message, { transfer }),
);
self.addEventListener('message', (event: MessageEvent<ToWorker>) => void answer(event.data));
