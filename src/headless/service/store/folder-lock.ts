// One process has a folder open at a time. The lock names its process; that of a process which is gone (kill -9, power)
// is taken over.

import { readFileSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Holder {
  readonly pid: number;
  /** When the process began, as its system counts; null where that cannot be asked. Tells a number used again. */
  readonly began: string | null;
}

/**
 * Resolves to what gives the folder back.
 *
 * @throws Error in a sentence where a living process has it.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock');
  const own = JSON.stringify({ pid: process.pid, began: beganOf(process.pid) } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, own);
  try {
    for (;;) {
      try {
        await link(draft, path); // fails where there is one, and never leaves half a lock
        return async () => {
          if ((await readFile(path, 'utf8').catch(() => '')) === own) await rm(path, { force: true });
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = await readHolder(path);
      if (holder && isAlive(holder))
        throw new Error(
          `The folder ${folder} is open in process ${holder.pid}: stop that server, or share a shop through Redis.`,
        );
      await rm(path, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = beganOf(pid);
  return began === null || now === null || now === began;
}

/** Field 22 of Linux's /proc/PID/stat; null on other systems. */
function beganOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
