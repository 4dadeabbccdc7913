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

/** The browser's own; without them (Safari before 15.4) every unfinished run counts as left behind. */
export function browserLocks(manager: LockManager | undefined): RunLocks {
  if (!manager)
    return {
      hold: () => Promise.resolve(() => Promise.resolve()),
      held: () => Promise.resolve(new Set()),
      untilFree: () => Promise.resolve(),
    };
  return {
    hold: (runId) =>
      new Promise((resolve, reject) => {
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
      }),
    held: async () => {
      const { held = [] } = await manager.query();
      // Whoever waits for a run to be free shares its lock for a moment.
      const driven = held.filter(({ mode }) => mode !== 'shared');
      const names = driven.flatMap(({ name }) =>
        name?.startsWith(prefix) ? [name.slice(prefix.length)] : [],
      );
      return new Set(names);
    },
    untilFree: (runId) => manager.request(`${prefix}${runId}`, { mode: 'shared' }, () => undefined),
  };
}
