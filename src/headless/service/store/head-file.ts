// The end of the log that a server has read, in a file of its own machine. A server that is started again on an older copy of
// a shared store, or on an empty one, sees by it that something acknowledged is missing.
//
// It is written after the store, and not synced: what a power cut takes from it makes the next start less watchful by an entry,
// and loses nothing.

import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

import type { AuditHead } from '../../../core/decisions/audit-log.ts';
import { fileProblem } from '../../write-file.ts';
import type { ShopStore } from './store.ts';

const headSchema = z.object({ entries: z.int().nonnegative(), hash: z.string() });

export class HeadFile {
  readonly path: string;
  private readonly say: (sentence: string) => void;
  private queue: Promise<void> = Promise.resolve();
  private noted: AuditHead | null = null;
  private hasFailed = false;

  /** `say` is told once where it cannot be written any more. */
  constructor(path: string, say: (sentence: string) => void) {
    this.path = path;
    this.say = say;
  }

  /**
   * Where there is a file: whether the store's log has the entry it names.
   *
   * @throws Error in a sentence where it has not, and where the file cannot be read or written.
   */
  async check(store: ShopStore): Promise<void> {
    const known = await this.kept();
    if (known !== null && known.entries > 0) {
      const { entries } = await store.head();
      const [entry] = entries < known.entries ? [] : await store.entries(known.entries);
      if (entry?.hash !== known.hash)
        throw new Error(
          `The log of ${store.name} does not go on from entry ${known.entries}, which this server has read before (${this.path}): ` +
            `${entry ? 'another entry is in its place' : `it ends with entry ${entries}`}. Restore the newest copy of it, or delete ${this.path} and start the server again to go on with the log that is there.`,
        );
    }
    await this.write(known ?? (await store.head())).catch((error: unknown) => {
      throw new Error(
        `The server cannot note in ${this.path} how far it has read (${fileProblem(error)}): name another file with --head-file, or "off" to do without.`,
        { cause: error },
      );
    });
  }

  /** Resolves once it is written, or cannot be. */
  note(head: AuditHead): Promise<void> {
    this.queue = this.queue.then(() => this.noteNow(head));
    return this.queue;
  }

  private async noteNow(head: AuditHead): Promise<void> {
    if (head.hash === this.noted?.hash) return;
    try {
      // Servers of one folder share the file: one that lags behind does not take back what another has noted.
      const kept = await this.kept();
      if (kept === null || kept.entries < head.entries) await this.write(head);
      this.noted = head;
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed)
        this.say(
          `${this.path} could not be written (${fileProblem(error)}): a server that is started again may take an older copy of the shop for the newest.`,
        );
      this.hasFailed = true;
    }
  }

  private async kept(): Promise<AuditHead | null> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new Error(`${this.path} cannot be read: ${fileProblem(error)}.`, { cause: error });
    }
    const read = headSchema.safeParse(jsonOf(text));
    if (!read.success)
      throw new Error(
        `${this.path} does not say how far a server has read: delete it to go on with the log that is there.`,
      );
    return read.data;
  }

  private async write({ entries, hash }: AuditHead): Promise<void> {
    const beside = `${this.path}.${randomUUID()}`;
    await writeFile(beside, `${JSON.stringify({ entries, hash })}\n`);
    await rename(beside, this.path);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Where a server of a shared store keeps it unless told: `HOST-PORT-SHOP.head` in its working folder; null for a folder. */
export function usualHeadFile(address: string): string | null {
  if (!/^rediss?:\/\//.test(address) || !URL.canParse(address)) return null;
  const { hostname, port, pathname, searchParams } = new URL(address);
  const parts = [hostname, port || '6379', pathname.slice(1), searchParams.get('shop') ?? 'shop'];
  return `${parts
    .filter((part) => part !== '')
    .join('-')
    .replace(/[^\w.-]+/g, '_')}.head`;
}
