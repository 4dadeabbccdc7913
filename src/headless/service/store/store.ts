// Where a shop is kept: one interface, behind it a folder of this machine or a Redis that several servers share.
//
// A shop is its audit log and the files that the log names by their SHA-256. Everything else is read from those. A
// transaction is the only change: entries and the answer to an idempotent request are written together or not at all,
// and only where the log still ends as the writer believes, so that servers sharing a shop never fork its chain.

import type { AuditEntry, AuditHead } from '../../../core/decisions/audit-log.ts';

/** What was answered to a request with an `Idempotency-Key`. */
export interface KeptAnswer {
  readonly key: string;
  /** Digest of the request: the same key with another request is refused. */
  readonly request: string;
  readonly status: number;
  readonly body: string;
  /** ISO time. */
  readonly at: string;
}

export interface Transaction {
  /** What the log has to end with for this to be written. */
  readonly after: AuditHead;
  readonly entries: readonly AuditEntry[];
  readonly answer: KeptAnswer | null;
}

/** Answers are kept this long; a key may then be used again. */
export const answersKeptMs = 24 * 3_600_000;

export interface ShopStore {
  /** In words, for people: `the folder shop`. */
  readonly name: string;
  /** Whether other servers may write too, so that what stands must be asked for. */
  readonly isShared: boolean;
  /** Durable once it resolves. Resolves to the SHA-256 in hex; the same bytes are kept once. */
  putBlob(bytes: Uint8Array): Promise<string>;
  /** null where there is none. @throws StoreUnavailable, or Error where it is damaged. */
  getBlob(hash: string): Promise<Uint8Array | null>;
  head(): Promise<AuditHead>;
  /** Entries from `index` on, in order. */
  entries(index: number): Promise<readonly AuditEntry[]>;
  /**
   * Durable once it resolves with `written`; `moved` where the log ends otherwise or the answer's key is taken.
   *
   * @throws StoreUnavailable where it is not known whether it was written.
   */
  write(transaction: Transaction): Promise<'written' | 'moved'>;
  /** null where there is none, or none any more. */
  answer(key: string): Promise<KeptAnswer | null>;
  /** Whether `holder` may do what is named for the next `ms`, and nobody else. */
  lease(what: string, holder: string, ms: number): Promise<boolean>;
  /** Why the store cannot be used now, as a sentence; null where it can. */
  problem(): Promise<string | null>;
  close(): Promise<void>;
}

/** The store cannot be reached, or did not confirm. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
