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
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { abortTransaction, isStorageFull, type DatabaseClosing } from '../../worker/open-database.ts';
import type { ArchiveDatabase } from './database.ts';
import type { KeptSuggestions } from '../../core/decisions/suggestion-columns.ts';

/** An entry to be. */
export interface Draft {
  readonly at: string;
  readonly kind: AuditKind;
  readonly body: unknown;
  /** Kept beside the entry. */
  readonly suggestions?: KeptSuggestions;
}

/** What could be kept: where the browser is asked, and whether it still may be. */
export interface ArchiveHolder {
  readonly database: ArchiveDatabase | null;
  /** Why there is no database, as the end of a sentence. */
  readonly refusal: string | null;
  /** Why the database that was there is closed; null where it is open, or never was. */
  readonly closing: DatabaseClosing | null;
}

interface Chained {
  readonly draft: Draft;
  readonly entry: AuditEntry;
}

/** A kept entry as this page holds it. */
interface Held {
  readonly entry: AuditEntry;
  readonly suggestions: KeptSuggestions | null;
}

/** Entries read at once: one can hold a hundred thousand decisions. */
const pageSize = 32;

export class StoredLog {
  readonly dataKey: string;
  private readonly holder: ArchiveHolder;
  /** The head of the kept part as this page last saw it. */
  private kept: AuditHead = emptyHead;
  /** What follows it in this page only. */
  private unkept: readonly Chained[] = [];
  /** The kept part, from the first entry on, as far as this page has seen it. */
  private held: Held[] = [];
  private readonly productLists = new Map<string, readonly string[]>();
  private refusal: string | null = null;
  /** The database was found closed before anybody said so. */
  private isCut = false;

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
    return this.isKeptElsewhere ? this.unkept.length : this.head.entries;
  }

  /** False where what was kept has been deleted, or may have been. */
  private get isKeptElsewhere(): boolean {
    const { closing } = this.holder;
    return closing === null || closing === 'newer';
  }

  /** Why the latest entries are not kept, or those to come will not be, as a sentence; null where all are. */
  get problem(): string | null {
    const { database, refusal } = this.holder;
    const { unkeptEntries } = this;
    if (database) {
      if (unkeptEntries === 0) return null;
      return (
        `${this.refusal ?? 'The browser did not keep the latest entries.'} What was kept before is safe. ` +
        'Decisions made now exist on this page only and are lost when it closes: export the audit log.'
      );
    }
    const why = `This browser keeps nothing for the lab: ${refusal ?? 'its storage was closed'}.`;
    if (!this.isKeptElsewhere)
      return (
        `${why} ${entriesOf(unkeptEntries)} of this log ${unkeptEntries === 1 ? 'exists' : 'exist'} on this page ` +
        'only: export the audit log before you close or reload it.'
      );
    const isNewer = this.holder.closing === 'newer';
    const before = isNewer ? ' What was kept before is safe.' : '';
    const now =
      unkeptEntries === 0
        ? `Decisions made now exist on this page only and are lost when it closes${isNewer ? ': reload it to continue with what is kept' : ''}.`
        : `${entriesOf(unkeptEntries)} ${unkeptEntries === 1 ? 'exists' : 'exist'} on this page only: export the audit log before you close or reload it.`;
    return `${why}${before} ${now}`;
  }

  /**
   * Looks whether another tab has written since. `grown`: entries follow what this page knows; `other`: what it knows
   * has moved or is gone, and must be read from the first entry on.
   */
  async refresh(): Promise<'same' | 'grown' | 'other'> {
    const head = await this.storedHead();
    if (head === null || head.hash === this.kept.hash) return 'same';
    const grown = head.entries > this.kept.entries && this.unkept.length === 0;
    this.kept = head;
    if (!grown) this.held = [];
    this.unkept = rechained(this.unkept, head);
    return grown ? 'grown' : 'other';
  }

  /** null where the database is closed, be it that nobody has said so yet. */
  private async storedHead(): Promise<AuditHead | null> {
    const { database } = this.holder;
    try {
      return database && ((await database.get('heads', this.dataKey)) ?? emptyHead);
    } catch (error) {
      if (isClosed(error)) return null;
      throw error;
    }
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
      this.hold([...this.unkept, ...fresh].map(({ entry, draft }) => heldEntry(entry, draft.suggestions)));
      this.kept = headOf(fresh.at(-1)?.entry ?? null);
      this.unkept = [];
      this.refusal = null;
    } else this.unkept = [...this.unkept, ...fresh];
    return fresh.map(({ entry }) => entry);
  }

  private async write(all: readonly Chained[]): Promise<'kept' | 'moved' | 'refused'> {
    const { database } = this.holder;
    if (!database) return 'refused';
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

  /**
   * All entries from `from` on, in order and in parts: the kept ones as the browser keeps them, or as this page holds
   * them once the database is closed.
   *
   * @throws Error in a sentence where it was closed before this page had read them all.
   */
  async *entries(from = 1): AsyncGenerator<readonly AuditEntry[]> {
    let next = from;
    for (
      let part = await this.stored(next);
      part !== null && part.length > 0;
      part = await this.stored(next)
    ) {
      yield part;
      next += part.length;
    }
    if (next <= this.kept.entries && !this.isOpen()) {
      if (this.held.length < this.kept.entries)
        throw new Error(
          `This page had read ${this.held.length} of the ${this.kept.entries} entries of the log when the browser's storage was closed.`,
        );
      yield this.held.slice(next - 1).map(({ entry }) => entry);
    }
    const rest = this.unkept.map(({ entry }) => entry).filter(({ index }) => index >= from);
    if (rest.length > 0) yield rest;
  }

  /** Whether the kept part can be read where it is kept. */
  isOpen(): boolean {
    return this.holder.database !== null && !this.isCut;
  }

  /** The next part of the kept entries; none after the last; null where the database is closed. */
  private async stored(next: number): Promise<readonly AuditEntry[] | null> {
    const last = this.kept.entries;
    const { database } = this.holder;
    if (!database) return null;
    if (next > last) return [];
    try {
      const part = await database.getAll(
        'entries',
        IDBKeyRange.bound([this.dataKey, next], [this.dataKey, last]),
        pageSize,
      );
      if (part.length > 0 && this.held.length < part.at(-1)!.index) {
        const beside: Held[] = [];
        for (const entry of part)
          beside.push(heldEntry(entry, await this.storedSuggestions(database, entry.index)));
        this.hold(beside);
      }
      return part;
    } catch (error) {
      if (!isClosed(error)) throw error;
      this.isCut = true;
      return null;
    }
  }

  /** Holds what follows what is held; what is held stays as it was first seen. */
  private hold(entries: readonly Held[]): void {
    for (const each of entries) if (each.entry.index === this.held.length + 1) this.held.push(each);
  }

  /** The suggestions kept beside an entry, with their products; null where there are none. */
  async suggestions(entry: number): Promise<KeptSuggestions | null> {
    const here = this.unkept.find((each) => each.entry.index === entry);
    if (here) return here.draft.suggestions ?? null;
    const { database } = this.holder;
    if (database && !this.isCut) return this.storedSuggestions(database, entry);
    return this.held[entry - 1]?.suggestions ?? null;
  }

  private async storedSuggestions(database: ArchiveDatabase, entry: number): Promise<KeptSuggestions | null> {
    const columns = await database.get('suggestions', [this.dataKey, entry]);
    const productIds = columns && (await this.productList(database, columns.productList));
    return columns && productIds ? { columns, productIds } : null;
  }

  /** Read each time, for verification; of the lists that many recalculations share, one is held. */
  private async productList(
    database: ArchiveDatabase,
    digest: string,
  ): Promise<readonly string[] | undefined> {
    const list = await database.get('productLists', digest);
    const known = this.productLists.get(digest);
    if (list && known?.length === list.length && known.every((id, i) => id === list[i])) return known;
    if (list) this.productLists.set(digest, list);
    return list;
  }
}

function heldEntry(entry: AuditEntry, suggestions: Draft['suggestions'] | null): Held {
  return { entry, suggestions: suggestions ?? null };
}

/** What a request to a database that is closed is answered with. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'AbortError');
}

function entriesOf(count: number): string {
  return count === 1 ? 'The one entry' : `${count.toLocaleString('en')} entries`;
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
