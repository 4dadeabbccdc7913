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
// damage, and the folder is refused. A write that fails, as on a full disk, is cut off before the next one; what was read
// stays readable meanwhile. At a start that finds many outlived answers the log is written anew without them, beside the
// old one, and renamed.

import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import {
  auditEntrySchema,
  headOf,
  type AuditEntry,
  type AuditHead,
} from '../../../core/decisions/audit-log.ts';
import { sha256Of } from '../../sha256.ts';
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
/** Bytes that have to find room before a disk that was full counts as usable again. */
const roomBytes = 65_536;

type Line = Pick<Transaction, 'entries' | 'answer'>;

export interface StoreClocks {
  /** Milliseconds since 1970; may be set. */
  readonly now: () => number;
  /** Milliseconds since any moment; only ever goes on. */
  readonly elapsed: () => number;
}

const usualClocks: StoreClocks = { now: Date.now, elapsed: () => performance.now() };

/**
 * Opens the folder, which is made where there is none.
 *
 * @throws Error in a sentence where it cannot be written, another process has it open or its log is damaged.
 */
export async function openFolderStore(folder: string, clocks: StoreClocks = usualClocks): Promise<ShopStore> {
  try {
    return await opened(folder, clocks);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    throw new Error(
      `The folder ${folder} cannot hold a shop: ${fileProblem(error)}; name another one with --store, or make it one that can be written.`,
      { cause: error },
    );
  }
}

async function opened(folder: string, clocks: StoreClocks): Promise<ShopStore> {
  await mkdir(join(folder, 'blobs'), { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    const path = join(folder, 'log.jsonl');
    const read = await readLog(path);
    const today = clocks.now();
    const isKept = ({ at }: KeptAnswer) => ageAt(today, at) < answersKeptMs;
    const outlived = read.filter(({ answer }) => answer !== null && !isKept(answer)).length;
    // Where there is no room for the shorter log, the long one serves as well.
    const lines = outlived > manyOutlived ? await written(path, read, isKept).catch(() => read) : read;
    const file = await open(path, 'a');
    const store = new FolderStore({ folder, unlock, clocks, file, bytes: (await file.stat()).size });
    lines.forEach((line) => store.remember(line));
    await syncFolder(folder);
    return store;
  } catch (error) {
    await unlock();
    throw error;
  }
}

interface OpenFolder {
  readonly folder: string;
  readonly unlock: () => Promise<void>;
  readonly clocks: StoreClocks;
  readonly file: FileHandle;
  /** Length of the log. */
  readonly bytes: number;
}

class FolderStore implements ShopStore {
  readonly name: string;
  readonly isShared = false;
  private readonly folder: string;
  private readonly unlock: () => Promise<void>;
  private readonly clocks: StoreClocks;
  private readonly log: AuditEntry[] = [];
  /** With the reading of `elapsed` at which each was given. */
  private readonly answers = new Map<string, { readonly answer: KeptAnswer; readonly given: number }>();
  private file: FileHandle | null;
  /** Of the file, up to the end of the last line that was written whole. */
  private bytes: number;
  private queue: Promise<unknown> = Promise.resolve();
  /** Why the last write failed; what the file has behind `bytes` is then cut off before the next one. */
  private failed: string | null = null;

  constructor({ folder, unlock, clocks, file, bytes }: OpenFolder) {
    this.name = `the folder ${folder}`;
    this.folder = folder;
    this.unlock = unlock;
    this.clocks = clocks;
    this.file = file;
    this.bytes = bytes;
  }

  remember({ entries, answer }: Line): void {
    for (const entry of entries) this.log.push(entry);
    if (!answer) return;
    // From here on its age is what has passed: a clock that is set makes no answer older or younger.
    const given = this.clocks.elapsed() - ageAt(this.clocks.now(), answer.at);
    this.answers.set(answer.key, { answer, given });
  }

  async putBlob(bytes: Uint8Array): Promise<string> {
    const hash = sha256Of(bytes);
    const path = join(this.folder, 'blobs', hash);
    const kept = await readFile(path).catch(() => null);
    if (kept && sha256Of(kept) === hash) return hash;
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
    if (bytes && sha256Of(bytes) !== hash)
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
    const file = this.openFile();
    const head = headOf(this.log.at(-1) ?? null);
    if (head.entries !== after.entries || head.hash !== after.hash) return 'moved';
    if (answer && this.kept(answer.key)) return 'moved';
    const line = Buffer.from(lineOf({ entries, answer }));
    try {
      if (this.failed !== null) await this.cutOffFailed(file);
      await file.appendFile(line);
      await file.datasync();
    } catch (error) {
      this.failed = `${this.name} could not be written to (${fileProblem(error)}); make room, and the server goes on by itself.`;
      throw new StoreUnavailable(this.failed, { cause: error });
    }
    this.bytes += line.length;
    this.failed = null;
    this.remember({ entries, answer });
    return 'written';
  }

  private openFile(): FileHandle {
    if (!this.file) throw new StoreUnavailable(`${this.name} is closed.`);
    return this.file;
  }

  private async cutOffFailed(file: FileHandle): Promise<void> {
    await file.truncate(this.bytes);
    await file.sync();
  }

  answer(key: string): Promise<KeptAnswer | null> {
    return Promise.resolve(this.kept(key));
  }

  private kept(key: string): KeptAnswer | null {
    const kept = this.answers.get(key);
    if (!kept) return null;
    if (this.clocks.elapsed() - kept.given < answersKeptMs) return kept.answer;
    this.answers.delete(key);
    return null;
  }

  /** Nobody else has the folder. */
  lease(): Promise<boolean> {
    return Promise.resolve(true);
  }

  /** Where a write failed it looks whether there is room again. */
  problem(): Promise<string | null> {
    if (this.failed === null) return Promise.resolve(null);
    const looked = this.queue.then(() => this.lookForRoom());
    this.queue = looked;
    return looked;
  }

  private async lookForRoom(): Promise<string | null> {
    if (this.failed === null || !this.file) return this.failed;
    const beside = join(this.folder, 'room');
    try {
      await this.cutOffFailed(this.file);
      await writeDurably(beside, new Uint8Array(roomBytes));
      await rm(beside, { force: true });
      this.failed = null;
    } catch {
      // as before
    }
    return this.failed;
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
async function written(
  path: string,
  lines: readonly Line[],
  isKept: (answer: KeptAnswer) => boolean,
): Promise<readonly Line[]> {
  const left = lines
    .map(({ entries, answer }) => ({ entries, answer: answer && isKept(answer) ? answer : null }))
    .filter(({ entries, answer }) => entries.length > 0 || answer !== null);
  await writeDurably(`${path}.new`, Buffer.from(left.map(lineOf).join('')));
  await rename(`${path}.new`, path);
  return left;
}

/** Milliseconds since it was given; none where a clock that was put back says that it is yet to come. */
function ageAt(now: number, at: string): number {
  return Math.max(0, now - Date.parse(at));
}

function lineOf(line: Line): string {
  const json = JSON.stringify({ entries: line.entries, answer: line.answer });
  return `${sha256Of(json).slice(0, checksumDigits)} ${json}\n`;
}

/** null where it is not as it was written. */
function lineFrom(text: string): Line | null {
  const json = text.slice(checksumDigits + 1);
  if (sha256Of(json).slice(0, checksumDigits) !== text.slice(0, checksumDigits)) return null;
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
