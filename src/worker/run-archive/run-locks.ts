// Which runs are alive: whoever drives one holds a lock of the browser, which ends with the tab, however it ends.

const prefix = 'pricing-lab run ';

export interface RunLocks {
  /** Holds the run until the returned function is called, which resolves once it is free; null where another tab has it. */
  hold(runId: string): Promise<(() => Promise<void>) | null>;
  /** The runs that some tab drives, this one included. */
  held(): Promise<ReadonlySet<string>>;
  /** Resolves once no tab drives the run. */
  untilFree(runId: string): Promise<void>;
}

/** The browser's own; without usable ones every unfinished run counts as left behind. */
export function browserLocks(usable: Promise<LockManager | null>): RunLocks {
  return {
    hold: async (runId) => {
      const manager = await usable;
      return manager ? holdIn(manager, runId) : () => Promise.resolve();
    },
    held: async () => {
      const { held = [] } = (await (await usable)?.query()) ?? {};
      // Whoever waits for a run to be free shares its lock for a moment.
      const driven = held.filter(({ mode }) => mode !== 'shared');
      const names = driven.flatMap(({ name }) =>
        name?.startsWith(prefix) ? [name.slice(prefix.length)] : [],
      );
      return new Set(names);
    },
    untilFree: async (runId) =>
      (await usable)?.request(`${prefix}${runId}`, { mode: 'shared' }, () => undefined),
  };
}

function holdIn(manager: LockManager, runId: string): Promise<(() => Promise<void>) | null> {
  return new Promise((resolve, reject) => {
    const over = manager.request(`${prefix}${runId}`, { ifAvailable: true }, (lock) => {
      if (!lock) return resolve(null);
      return new Promise<void>((release) =>
        resolve(() => {
          release();
          return over;
        }),
      );
    });
    over.catch(reject);
  });
}
