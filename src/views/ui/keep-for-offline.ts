// From the first visit on the page opens with the network off: the build's service worker keeps its files.

import { useSyncExternalStore } from 'react';

/** Registers it once the page has loaded. Where the browser has none or refuses, the page works as before. */
export function keepForOffline(): void {
  if (!('serviceWorker' in navigator)) return;
  const register = () => {
    navigator.serviceWorker.register('./sw.js').catch((error: unknown) => {
      console.info('Pricing Lab cannot be kept for use without a network:', error);
    });
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
