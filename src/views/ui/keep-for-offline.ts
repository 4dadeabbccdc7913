// From the first visit on the page opens with the network off: the build's service worker keeps its files.

import { useSyncExternalStore } from 'react';

/** Registers it once the page has loaded. Where the browser has none or refuses, the page works as before. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = () => {
    // A refusal (private windows, no disk left) only means that there is no use without a network.
    navigator.serviceWorker.register('./sw.js').catch(() => undefined);
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}

const isKept = () => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null;

function onChange(listener: () => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  navigator.serviceWorker.addEventListener('controllerchange', listener);
  return () => navigator.serviceWorker.removeEventListener('controllerchange', listener);
}

/** Whether all files of the page are kept by now. */
export function useIsKeptForOffline(): boolean {
  return useSyncExternalStore(onChange, isKept);
}
