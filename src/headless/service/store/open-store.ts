import { openFolderStore } from './folder-store.ts';
import type { ShopStore } from './store.ts';

/**
 * The store at `redis://...`, which keeps answers by its own clock, or in a folder.
 *
 * @param now - milliseconds since 1970.
 * @throws Error in a sentence where it cannot be opened.
 */
export async function openStore(
  address: string,
  warn: (sentence: string) => void,
  now: () => number,
): Promise<ShopStore> {
  if (!/^rediss?:\/\//.test(address))
    return openFolderStore(address, { now, elapsed: () => performance.now() });
  return (await import('./redis-store.ts')).openRedisStore(address, warn);
}
