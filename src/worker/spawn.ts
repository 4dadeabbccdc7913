// Starts the two workers. Vite sees the URLs here and builds each worker into a file of its own.

import type { WorkerLike } from './client.ts';
import type { LabEvent } from './protocol/lab-protocol.ts';

export function spawnReaderWorker(): WorkerLike<never> {
  return new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module', name: 'reader' });
}

export function spawnLabWorker(): WorkerLike<LabEvent> {
  return new Worker(new URL('./lab.worker.ts', import.meta.url), { type: 'module', name: 'lab' });
}
