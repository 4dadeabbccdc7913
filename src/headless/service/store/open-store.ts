import { openFolderStore } from './folder-store.ts';
import type { ShopStore } from './store.ts';

/** The store at `redis://...` or in a folder. @throws Error in a sentence where it cannot be opened. */
export async function openStore(address: string, warn: (sentence: string) => void): Promise<ShopStore> {
  if (!/^rediss?:\/\//.test(address)) return openFolderStore(address);
  return (await import('./redis-store.ts')).openRedisStore(address, warn);
}
