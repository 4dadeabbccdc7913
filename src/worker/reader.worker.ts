// The reader worker: turns a file into a dataset, off the page's thread. The conversation is in reader-session.ts.

import type { ReaderRequest } from './protocol.ts';
import { ReaderSession } from './reader-session.ts';

const session = new ReaderSession((event, transfer = []) => self.postMessage(event, { transfer }));
self.addEventListener('message', (event: MessageEvent<ReaderRequest>) => void session.handle(event.data));
