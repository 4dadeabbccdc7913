// The audit log of one set of data, kept in this browser as long as the browser can.
//
// Appending is one transaction that reads the head and adds, so that two tabs cannot write the same place. What the
// browser refuses (no storage, storage full) stands behind the kept part in this page alone, chained like the rest,
// and goes along with the next entry that can be kept. Nothing that was kept is ever taken away for it.

import {
  appendEntry,
  emptyHead,
  headOf,
  type AuditEntry,
  type AuditHead,
  type AuditKind,
} from '../../core/decisions/audit-log.ts';
import { sentenceOf } from '../../core/sentence-of.ts';
import { abortTransaction, isStorageFull } from '../../worker/open-database.ts';
import type { ArchiveDatabase } from './database.ts';
import type { SuggestionColumns } from './suggestion-columns.ts';

/** An entry to be. */
export interface Draft {
  readonly at: string;
  readonly kind: AuditKind;
  readonly body: unknown;
  /** Kept beside the entry. */
  readonly suggestions?: { readonly columns: SuggestionColumns; readonly productIds: readonly string[] };
}

/** What could be kept: where the browser is asked, and whether it still may be. */
export interface ArchiveHolder {
  readonly database: ArchiveDatabase | null;
  /** Why there is no database, as the end of a sentence. */
  readonly refusal: string | null;
}

interface Chained {
  readonly draft: Draft;
  readonly entry: AuditEntry;
}

/** Entries read at once: one can hold a hundred thousand decisions. */
const pageSize = 32;

export class KeptLog {
  readonly dataKey: string;
  private readonly holder: ArchiveHolder;
  /** The head of the kept part as this page last saw it. */
  private kept: AuditHead = emptyHead;
  /** What follows it in this page only. */
  private unkept: readonly Chained[] = [];
  private refusal: string | null = null;

  constructor(dataKey: string, holder: ArchiveHolder) {
    this.dataKey = dataKey;
    this.holder = holder;
  }

  /** The head of all that this page knows of. */
  get head(): AuditHead {
    const last = this.unkept.at(-1);
    return last ? headOf(last.entry) : this.kept;
  }

  /** Entries that are gone when the page closes. */
  get unkeptEntries(): number {
    return this.unkept.length;
  }

  /** Why the latest entries are not kept, as a sentence; null where all are. */
  get problem(): string | null {
    if (this.unkept.length === 0) return null;
    return (
      `${this.refusal ?? 'The browser did not keep the latest entries.'} What was kept before is safe. ` +
      'Decisions made now stand in this page only and are gone when it closes: export the audit log.'
    );
  }

  /**
   * Looks whether another tab has written since. `grown`: entries follow what this page knows; `other`: what it knows
   * has moved or is gone, and must be read from the first entry on.
   */
  async refresh(): Promise<'same' | 'grown' | 'other'> {
    const { database } = this.holder;
    if (!database) return 'same';
    const head = (await database.get('heads', this.dataKey)) ?? emptyHead;
    if (head.hash === this.kept.hash) return 'same';
    const grown = head.entries > this.kept.entries && this.unkept.length === 0;
    this.kept = head;
    this.unkept = rechained(this.unkept, head);
    return grown ? 'grown' : 'other';
  }

  /**
   * Appends entries in one transaction, those that were not kept before first. Returns them, or `moved` where the
   * log has grown past `expected` meanwhile: then nothing was written.
   */
  async append(drafts: readonly Draft[], expected: AuditHead): Promise<readonly AuditEntry[] | 'moved'> {
    if (expected.hash !== this.head.hash) return 'moved';
    const fresh = chained(drafts, this.head);
    const outcome = await this.write([...this.unkept, ...fresh]);
    if (outcome === 'moved') return 'moved';
    if (outcome === 'kept') {
      this.kept = headOf(fresh.at(-1)?.entry ?? null);
      this.unkept = [];
      this.refusal = null;
    } else this.unkept = [...this.unkept, ...fresh];
    return fresh.map(({ entry }) => entry);
  }

  private async write(all: readonly Chained[]): Promise<'kept' | 'moved' | 'refused'> {
    const { database, refusal } = this.holder;
    if (!database) {
      this.refusal = `This browser keeps nothing for the lab: ${refusal ?? 'the database was closed'}.`;
      return 'refused';
    }
    try {
      return await this.writeIn(database, all);
    } catch (error) {
      this.refusal = isStorageFull(error)
        ? "The browser's storage is full."
        : `The browser could not keep the latest entries (${sentenceOf(error)}).`;
      return 'refused';
    }
  }

  /** @throws whatever the browser refuses with; then nothing of it is kept. */
  private async writeIn(database: ArchiveDatabase, all: readonly Chained[]): Promise<'kept' | 'moved'> {
    const { dataKey } = this;
    const stores = ['heads', 'entries', 'suggestions', 'productLists'] as const;
    // Strict: an entry that was confirmed outlives a power cut.
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    const head = (await transaction.objectStore('heads').get(dataKey)) ?? emptyHead;
    if (head.hash !== this.kept.hash) {
      await transaction.done;
      return 'moved';
    }
    const requests: Promise<unknown>[] = [transaction.done];
    try {
      for (const { draft, entry } of all) {
        requests.push(transaction.objectStore('entries').add(entry, [dataKey, entry.index]));
        if (!draft.suggestions) continue;
        const { columns, productIds } = draft.suggestions;
        requests.push(transaction.objectStore('suggestions').add(columns, [dataKey, entry.index]));
        requests.push(transaction.objectStore('productLists').put(productIds, columns.productList));
      }
      requests.push(transaction.objectStore('heads').put(headOf(all.at(-1)!.entry), dataKey));
      await Promise.all(requests);
      return 'kept';
    } catch (error) {
      // A refused request takes the whole transaction with it; one that could not even be made does not.
      if (transaction.error === null) abortTransaction(transaction);
      await Promise.allSettled(requests);
      throw isStorageFull(transaction.error) ? transaction.error : error;
    }
  }

  /** All entries from `from` on, in order and in parts. */
  async *entries(from = 1): AsyncGenerator<readonly AuditEntry[]> {
    const { database } = this.holder;
    const last = this.kept.entries;
    for (let next = from; database && next <= last;) {
      const range = IDBKeyRange.bound([this.dataKey, next], [this.dataKey, last]);
      const part = await database.getAll('entries', range, pageSize);
      if (part.length === 0) break;
      yield part;
      next += part.length;
    }
    const rest = this.unkept.map(({ entry }) => entry).filter(({ index }) => index >= from);
    if (rest.length > 0) yield rest;
  }

  /** The suggestions kept beside an entry, with their products; null where there are none. */
  async suggestions(entry: number): Promise<NonNullable<Draft['suggestions']> | null> {
    const here = this.unkept.find((each) => each.entry.index === entry);
    if (here) return here.draft.suggestions ?? null;
    const { database } = this.holder;
    const columns = await database?.get('suggestions', [this.dataKey, entry]);
    const productIds = columns && (await database?.get('productLists', columns.productList));
    return columns && productIds ? { columns, productIds } : null;
  }
}

function chained(drafts: readonly Draft[], head: AuditHead): Chained[] {
  let previous = head.entries === 0 ? null : { index: head.entries, hash: head.hash };
  return drafts.map((draft) => {
    const entry = appendEntry(previous, draft.at, draft.kind, draft.body);
    previous = entry;
    return { draft, entry };
  });
}

/** The unkept entries behind another head: another tab could write where this one could not. */
function rechained(unkept: readonly Chained[], head: AuditHead): Chained[] {
  const first = unkept[0]?.entry.index;
  if (first === undefined) return [];
  const shift = head.entries + 1 - first;
  const moved = unkept.map(({ draft }) => ({ ...draft, body: shiftedReference(draft.body, first, shift) }));
  return chained(moved, head);
}

/** An undo or redo of an entry that moves along. */
function shiftedReference(body: unknown, first: number, shift: number): unknown {
  const of = (body as { readonly of?: unknown } | null)?.of;
  return typeof of === 'number' && of >= first ? { ...(body as object), of: of + shift } : body;
}
