// What whoever reads a file hears on the way, and says.

import type { Digest } from './byte-source.ts';
import type { ColumnMemory } from './group-rows.ts';

export interface ReadProgress {
  readonly rows: number;
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface ReadHooks {
  /** Called some fifty times over a large file. */
  readonly onProgress?: (progress: ReadProgress) => void;
  /** Asked after every piece of the file. */
  readonly isCancelled?: () => boolean;
  /** A faster SHA-256 than the portable one, where the platform has one. */
  readonly createDigest?: () => Digest;
  /** Where the table's columns lie: shared memory where other threads are to see them without a copy. */
  readonly memory?: ColumnMemory;
}
