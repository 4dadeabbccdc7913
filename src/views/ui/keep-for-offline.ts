// From the first visit on the page opens with the network off: the build's service worker keeps its files.
//
// A newer build is kept beside the one in use and waits: the page offers it, and loads anew only when a person says so.

import { useSyncExternalStore } from 'react';

import { newBuildWish } from './new-build-wish.ts';

/** A page that stays open for days asks for a newer build when it is looked at, at most so often. */
const lookAgainMs = 60 * 60 * 1000;

/** The service worker of a newer build, all of whose files are kept. */
let newer: ServiceWorker | null = null;
const listeners = new Set<() => void>();

/** Registers it once the page has loaded. Where the browser has none or refuses, the page works as before. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = () => {
    // A refusal (private windows, no disk left) only means that there is no use without a network.
    navigator.serviceWorker
      .register('./sw.js')
      .then(watchForNewer)
      .catch(() => undefined);
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}

function watchForNewer(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // Without a controller it is the first build that this browser keeps.
    newer = isKept() ? registration.waiting : null;
    for (const listener of listeners) listener();
  };
  look();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', look),
  );
  let lookedAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - lookedAt < lookAgainMs) return;
    lookedAt = Date.now();
    registration.update().catch(() => undefined);
  });
}

const isKept = () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;

function onChange(listener: () => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  listeners.add(listener);
  navigator.serviceWorker.addEventListener('controllerchange', listener);
  return () => {
    listeners.delete(listener);
    navigator.serviceWorker.removeEventListener('controllerchange', listener);
  };
}

/** Whether all files of the page are kept by now. */
export function useIsKeptForOffline(): boolean {
  return useSyncExternalStore(onChange, isKept);
}

/** Whether a newer build than the one on the page is kept and waits. */
export function useHasNewBuild(): boolean {
  return useSyncExternalStore(onChange, () => newer !== null);
}

/** Loads the page anew, with the newer build. What the page holds in memory alone is gone. */
export function loadNewBuild(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  newer?.postMessage(newBuildWish);
}
