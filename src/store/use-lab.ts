// The page's store, wired to its workers and files, and the hook that views read it with.

import { useStore } from 'zustand';

import type { BackendWish } from '../core/run/backend.ts';
import type { LabEvent, LabRequest, ReaderEvent, ReaderRequest } from '../worker/protocol.ts';
import { workerClient } from '../worker/client.ts';
import { spawnLabWorker, spawnReaderWorker } from '../worker/spawn.ts';
import { createLabStore, type LabStoreApi } from './lab-store.ts';
import type { LabStore } from './lab-state.ts';

const backendWish = wishFrom(new URLSearchParams(window.location.search).get('backend'));

const reader = workerClient<ReaderRequest, ReaderEvent>({
  spawn: spawnReaderWorker,
  hello: null,
  onEvent: (event) => labStore.onReaderEvent(event),
  onDeath: (message) => labStore.onReaderDeath(message),
  mustAnswer: {
    isAsked: ({ type }) => type === 'cancel',
    withinMs: 400,
    onEnded: () => labStore.onReaderEnded(),
  },
});

const lab = workerClient<LabRequest, LabEvent>({
  spawn: spawnLabWorker,
  hello: { type: 'init', backend: backendWish },
  onEvent: (event) => labStore.onLabEvent(event),
  onDeath: (message) => labStore.onLabEvent({ type: 'failed', runId: null, requestId: null, message }),
});

export const labStore: LabStoreApi = createLabStore(
  {
    reader,
    lab,
    fetchDemo: async (file) => {
      const response = await fetch(`${import.meta.env.BASE_URL}demo/${file}`);
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return response.blob();
    },
    saveFile: (fileName, bytes) => {
      const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
      const link = Object.assign(document.createElement('a'), { href: url, download: fileName });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
    newRunId: () => crypto.randomUUID(),
    now: () => new Date().toISOString(),
    openDecisions: async (host) => {
      const { openDecisionsRoom } = await import('./archive/open-archive.ts');
      return openDecisionsRoom(host);
    },
  },
  backendWish,
);

// What was typed last is written when the page is left or hidden; a hidden page can be ended without a word.
const leave = () => labStore.getState().actions.settleGuardrails();
window.addEventListener('pagehide', leave);
document.addEventListener('visibilitychange', leave);

/** Reads a part of the state; the component is drawn again only when that part changes. */
export function useLab<T>(selector: (state: LabStore) => T): T {
  return useStore(labStore, selector);
}

/** Starts the lab worker ahead of the first run, so that the badge can say what will compute. */
export function wakeLab(): void {
  lab.wake();
}

function wishFrom(text: string | null): BackendWish {
  return text === 'webgpu' || text === 'wasm' || text === 'cpu' ? text : 'auto';
}
