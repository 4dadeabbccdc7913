// What decisions are kept in, as whoever keeps them sees it.

import type { ArchiveHolder } from './stored-log.ts';

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
  /** Calls back when the database is closed underneath. */
  onClosed(listener: () => void): void;
}
