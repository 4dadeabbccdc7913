// The page's store, wired to its workers and files, and the hook that views read it with.

import { useStore } from 'zustand';

import type { BackendPreference } from '../core/run/backend.ts';
import { workerClient } from '../worker/client.ts';
import type { LabCalls, LabEvent } from '../worker/protocol/lab-protocol.ts';
import type { ReaderCalls } from '../worker/protocol/reader-protocol.ts';
import { spawnLabWorker, spawnReaderWorker } from '../worker/spawn.ts';
import { refusalOf } from './feature.ts';
import type { Keepsake } from './lab-services.ts';
import { createLabStore, type LabStoreApi } from './lab-store.ts';
import type { LabStore } from './lab-state.ts';
import { serverLink } from './server-link.ts';

const backendPreference = wishFrom(new URLSearchParams(window.location.search).get('backend'));

const reader = workerClient<ReaderCalls>({
  spawn: spawnReaderWorker,
  onDeath: (message) => labStore.onReaderDeath(message),
});

const lab = workerClient<LabCalls, LabEvent>({
  spawn: spawnLabWorker,
  greet: (client) =>
    client.call('init', { backend: backendPreference }).then(
      (backend) => labStore.onLabEvent({ type: 'backend', backend }),
      (error: unknown) => {
        const message = refusalOf(error);
        if (message !== null) labStore.onLabEvent({ type: 'noBackend', message });
      },
    ),
  onEvent: (event) => labStore.onLabEvent(event),
  onDeath: (message) => labStore.onLabDeath(message),
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
    keepsake: keepsakeOf(),
    serverLink: serverLink(),
    newRunId: () => crypto.randomUUID(),
    now: () => new Date().toISOString(),
    openDecisions: async (host) => {
      const { openDecisionService } = await import('./archive/open-archive.ts');
      return openDecisionService(host);
    },
  },
  backendPreference,
);

labStore.getState().actions.continueFromServer();

/** Null where site data are blocked: the very property then throws. */
function keepsakeOf(): Keepsake | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

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

function wishFrom(text: string | null): BackendPreference {
  return text === 'webgpu' || text === 'wasm' || text === 'cpu' ? text : 'auto';
}
