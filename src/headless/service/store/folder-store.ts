// A shop in one folder of this machine: a log that is only appended to, and files named by their SHA-256.
//
// | file          | holds                                                                    |
// | ------------- | ------------------------------------------------------------------------ |
// | `log.jsonl`   | a transaction a line: the first 16 digits of its SHA-256, a space, JSON   |
// | `blobs/HASH`  | sales files and models                                                   |
// | `lock`        | which process has the folder open                                        |
//
// A transaction is acknowledged after fsync. Whatever ends the process in the middle of a write leaves a last line that
// fits no checksum: it was never acknowledged and is cut off at the next start. A line that fits none further up is
// damage, and the folder is refused. At a start that finds many outlived answers the log is written anew without them,
// beside the old one, and renamed.

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import {
  auditEntrySchema,
  headOf,
  type AuditEntry,
  type AuditHead,
} from '../../../core/decisions/audit-log.ts';
import { fileProblem } from '../../write-file.ts';
import { lockFolder } from './folder-lock.ts';
import {
  answersKeptMs,
  StoreUnavailable,
  type KeptAnswer,
  type ShopStore,
  type Transaction,
} from './store.ts';

const checksumDigits = 16;
/** Outlived answers that are worth writing the log anew. */
const manyOutlived = 1_000;

type Line = Pick<Transaction, 'entries' | 'answer'>;

/**
 * Opens the folder, which is made where there is none.
 *
 * @throws Error in a sentence where it cannot be written, another process has it open or its log is damaged.
 */
export async function openFolderStore(folder: string, now: () => number = Date.now): Promise<ShopStore> {
  try {
    return await opened(folder, now);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new Error(
      `The folder ${folder} cannot hold a shop: ${fileProblem(error)}; name another one with --store, or make it one that can be written.`,
      { cause: error },
    );
  }
}

async function opened(folder: string, now: () => number): Promise<ShopStore> {
  await mkdir(join(folder, 'blobs'), { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    const path = join(folder, 'log.jsonl');
    const read = await readLog(path);
    const store = new FolderStore(folder, unlock, now);
    const outlived = read.filter(({ answer }) => answer !== null && !store.isKept(answer)).length;
    const lines = outlived > manyOutlived ? await written(path, read, store) : read;
    lines.forEach((line) => store.remember(line));
    store.openLog(await open(path, 'a'));
    await syncFolder(folder);
    return store;
  } catch (error) {
    await unlock();
    throw error;
  }
}

class FolderStore implements ShopStore {
  readonly name: string;
  readonly isShared = false;
  private readonly folder: string;
  private readonly unlock: () => Promise<void>;
  private readonly now: () => number;
  private readonly log: AuditEntry[] = [];
  private readonly answers = new Map<string, KeptAnswer>();
  private file: FileHandle | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  /** Set once a write failed half way: what the file holds is then only known at the next start. */
  private broken: string | null = null;

  constructor(folder: string, unlock: () => Promise<void>, now: () => number) {
    this.name = `the folder ${folder}`;
    this.folder = folder;
    this.unlock = unlock;
    this.now = now;
  }

  openLog(file: FileHandle): void {
    this.file = file;
  }

  remember({ entries, answer }: Line): void {
    for (const entry of entries) this.log.push(entry);
    if (answer && this.isKept(answer)) this.answers.set(answer.key, answer);
  }

  isKept({ at }: KeptAnswer): boolean {
    return Date.parse(at) > this.now() - answersKeptMs;
  }

  async putBlob(bytes: Uint8Array): Promise<string> {
    const hash = sha256(bytes);
    const path = join(this.folder, 'blobs', hash);
    const kept = await readFile(path).catch(() => null);
    if (kept && sha256(kept) === hash) return hash;
    const beside = `${path}.${randomUUID()}`;
    try {
      await writeDurably(beside, bytes);
      await rename(beside, path);
      await syncFolder(join(this.folder, 'blobs'));
    } catch (error) {
      throw new StoreUnavailable(
        `${this.name} could not take the file (${fileProblem(error)}); make room, then send it again.`,
        { cause: error },
      );
    }
    return hash;
  }

  async getBlob(hash: string): Promise<Uint8Array | null> {
    if (!/^[0-9a-f]{64}$/.test(hash)) return null;
    const bytes = await readFile(join(this.folder, 'blobs', hash)).catch(() => null);
    if (bytes && sha256(bytes) !== hash)
      throw new Error(`The file blobs/${hash} of ${this.name} is damaged: restore it from a copy.`);
    return bytes;
  }

  head(): Promise<AuditHead> {
    return Promise.resolve(headOf(this.log.at(-1) ?? null));
  }

  entries(index: number): Promise<readonly AuditEntry[]> {
    return Promise.resolve(this.log.slice(index - 1));
  }

  write(transaction: Transaction): Promise<'written' | 'moved'> {
    const done = this.queue.then(() => this.writeNow(transaction));
    this.queue = done.catch(() => undefined);
    return done;
  }

  private async writeNow({ after, entries, answer }: Transaction): Promise<'written' | 'moved'> {
    if (this.broken !== null || !this.file)
      throw new StoreUnavailable(this.broken ?? `${this.name} is closed.`);
    const head = headOf(this.log.at(-1) ?? null);
    if (head.entries !== after.entries || head.hash !== after.hash) return 'moved';
    if (answer && this.kept(answer.key)) return 'moved';
    try {
      await this.file.appendFile(lineOf({ entries, answer }));
      await this.file.datasync();
    } catch (error) {
      this.broken = `${this.name} could not be written to (${fileProblem(error)}); make room, then start the server again.`;
      throw new StoreUnavailable(this.broken, { cause: error });
    }
    this.remember({ entries, answer });
    return 'written';
  }

  answer(key: string): Promise<KeptAnswer | null> {
    return Promise.resolve(this.kept(key));
  }

  private kept(key: string): KeptAnswer | null {
    const answer = this.answers.get(key);
    if (!answer) return null;
    if (this.isKept(answer)) return answer;
    this.answers.delete(key);
    return null;
  }

  /** Nobody else has the folder. */
  lease(): Promise<boolean> {
    return Promise.resolve(true);
  }

  problem(): Promise<string | null> {
    return Promise.resolve(this.broken);
  }

  async close(): Promise<void> {
    await this.queue;
    await this.file?.close();
    this.file = null;
    await this.unlock();
  }
}

async function readLog(path: string): Promise<readonly Line[]> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const lines: Line[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start);
    const line = end < 0 ? null : lineFrom(bytes.toString('utf8', start, end));
    if (line === null) {
      if (end >= 0 && end + 1 < bytes.length)
        throw new Error(
          `Line ${lines.length + 1} of ${path} is damaged and others follow it: restore the folder from a copy.`,
        );
      await cutOff(path, start);
      break;
    }
    lines.push(line);
    start = end + 1;
  }
  return lines;
}

async function cutOff(path: string, length: number): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(length);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The log without outlived answers; without a line where nothing is left of one. */
async function written(path: string, lines: readonly Line[], store: FolderStore): Promise<readonly Line[]> {
  const left = lines
    .map(({ entries, answer }) => ({ entries, answer: answer && store.isKept(answer) ? answer : null }))
    .filter(({ entries, answer }) => entries.length > 0 || answer !== null);
  await writeDurably(`${path}.new`, Buffer.from(left.map(lineOf).join('')));
  await rename(`${path}.new`, path);
  return left;
}

function lineOf(line: Line): string {
  const json = JSON.stringify({ entries: line.entries, answer: line.answer });
  return `${sha256(json).slice(0, checksumDigits)} ${json}\n`;
}

/** null where it is not as it was written. */
function lineFrom(text: string): Line | null {
  const json = text.slice(checksumDigits + 1);
  if (sha256(json).slice(0, checksumDigits) !== text.slice(0, checksumDigits)) return null;
  const line = JSON.parse(json) as Line;
  return line.entries.every((entry) => auditEntrySchema.safeParse(entry).success) ? line : null;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
  await file.close();
}

/** A rename or a new file lasts once its folder is on disk; Windows has no such call. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}
