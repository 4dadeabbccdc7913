// What this browser keeps for the lab, opened: the database, the lock and the news between tabs, and the question
// whether the browser may throw it away. Whatever of it the browser may refuse is tried here once; without any of it the
// page works in memory.

import { sentenceOf } from '../../core/text/sentence-of.ts';
import { closingWords, type DatabaseClosing } from '../../worker/open-database.ts';
import { usableLocks } from '../../worker/usable-locks.ts';
import { DecisionService, type DecisionsHost } from './decision-service.ts';
import { openArchiveDatabase, type ArchiveDatabase } from './database.ts';
import type { Archive, Tabs } from './archive.ts';

const channelName = 'pricing-lab log';

export async function openDecisionService(host: DecisionsHost): Promise<DecisionService> {
  return new DecisionService(host, await openArchive());
}

/** Never fails: without a database there is a refusal that says why. */
async function openArchive(): Promise<Archive> {
  let database: ArchiveDatabase | null = null;
  let refusal: string | null = null;
  let closing: DatabaseClosing | null = null;
  const listeners: (() => void)[] = [];
  try {
    database = await openArchiveDatabase((why) => {
      database = null;
      closing = why;
      refusal = closingWords[why];
      for (const listener of listeners) listener();
    });
  } catch (error) {
    refusal = refusalOf(error);
  }
  return {
    get database() {
      return database;
    },
    get refusal() {
      return refusal;
    },
    get closing() {
      return closing;
    },
    tabs: browserTabs(await usableLocks(navigator)),
    onClosed: (listener) => void listeners.push(listener),
    askToPersist: async () => {
      try {
        // Firefox asks the person: once is enough.
        if (!database || (await database.get('asked', 'persist')) !== undefined) return;
        const answer = (await navigator.storage?.persist?.()) ? 'granted' : 'denied';
        await database.put('asked', answer, 'persist');
      } catch {
        // Not to be asked is no reason to refuse a decision: what is kept may be thrown away, as before the question.
      }
    },
  };
}

/** Blocked site data is a setting of the browser; its own words say only that something was denied. */
function refusalOf(error: unknown): string {
  return error instanceof DOMException && (error.name === 'SecurityError' || error.name === 'UnknownError')
    ? `it blocks site data for this page or cannot open its storage (${sentenceOf(error).replace(/\.$/, '')})`
    : sentenceOf(error).replace(/\.$/, '');
}

function browserTabs(locks: LockManager | null): Tabs {
  const channel = newsChannel();
  return {
    // Without locks the transaction that reads the head and adds is the guard.
    locked: (name, work) => (locks ? locks.request(name, work) : work()),
    tell: (dataKey) => channel?.postMessage(dataKey),
    listen: (onNews) =>
      channel?.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') onNews(data);
      }),
  };
}

function newsChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(channelName);
  } catch {
    return null; // none, or refused with the rest of site data
  }
}
