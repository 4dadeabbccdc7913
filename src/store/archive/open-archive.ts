// What this browser keeps for the lab, opened: the database, the lock and the news between tabs, and the question
// whether the browser may throw it away.

import { sentenceOf } from '../../core/sentence-of.ts';
import { DecisionsRoom, type DecisionsHost } from './decisions-room.ts';
import { openArchiveDatabase, type ArchiveDatabase } from './database.ts';
import type { ArchiveHolder } from './kept-log.ts';

/** Between the tabs of one browser. */
export interface Tabs {
  /** Runs `work` while no other tab is in the same lock; at once where the browser has no locks. */
  locked<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Tells the other tabs that the log of that data has grown. */
  tell(dataKey: string): void;
  listen(onNews: (dataKey: string) => void): void;
}

export interface Archive extends ArchiveHolder {
  readonly tabs: Tabs;
  /** Asks the browser once, ever, not to throw away what is kept when the disk runs low. */
  askToPersist(): Promise<void>;
}

const channelName = 'pricing-lab log';

export async function openDecisionsRoom(host: DecisionsHost): Promise<DecisionsRoom> {
  return new DecisionsRoom(host, await openArchive());
}

/** Never fails: without a database there is a refusal that says why. */
async function openArchive(): Promise<Archive> {
  let database: ArchiveDatabase | null = null;
  let refusal: string | null = null;
  try {
    database = await openArchiveDatabase(() => {
      database = null;
      refusal = 'its storage was closed by a newer version of the lab in another tab, reload the page';
    });
  } catch (error) {
    refusal = sentenceOf(error);
  }
  return {
    get database() {
      return database;
    },
    get refusal() {
      return refusal;
    },
    tabs: browserTabs(),
    askToPersist: async () => {
      // Firefox asks the person: once is enough.
      if (!database || (await database.get('asked', 'persist')) !== undefined) return;
      const answer = (await navigator.storage?.persist?.()) ? 'granted' : 'denied';
      await database.put('asked', answer, 'persist');
    },
  };
}

function browserTabs(): Tabs {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
  return {
    // Older Safari has no locks; the transaction that reads the head and adds is the guard there.
    locked: (name, work) => ('locks' in navigator ? navigator.locks.request(name, work) : work()),
    tell: (dataKey) => channel?.postMessage(dataKey),
    listen: (onNews) =>
      channel?.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') onNews(data);
      }),
  };
}
