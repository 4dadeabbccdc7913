// Files that a command writes: each is there whole or as it was before. What is written goes beside it first and takes its
// place at the end, so that a command that is stopped, or finds the disk full, leaves no half of a file behind.

import { statSync, type Stats } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { sentenceOf } from '../core/text/sentence-of.ts';

/** @throws Error in one sentence that begins with the command's name. */
export async function writeOut(command: string, path: string, content: string | Uint8Array): Promise<void> {
  const part = await partOf(command, path);
  await writeFile(part.path, content).catch((error: unknown) => part.fail(error));
  await part.done();
}

/** As `writeOut`; the folder it goes into is made where there is none. @throws Error as `writeOut`. */
export async function writeInto(command: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw cannotWrite(command, path, error);
  });
  await writeOut(command, path, content);
}

export interface FilePart {
  /** Where to write until it is done. */
  readonly path: string;
  /** What was written takes its place. */
  readonly done: () => Promise<void>;
  /** What was written so far is removed. @throws Error in a sentence: why it could not be written. */
  readonly fail: (error: unknown) => Promise<never>;
  /** Removes what was written so far, where somebody else says why. */
  readonly drop: () => Promise<void>;
}

/** For what is written piece by piece. @throws Error in a sentence where the place cannot be written. */
export async function partOf(command: string, path: string): Promise<FilePart> {
  const problem = placeProblem(path, 'file');
  if (problem !== null) throw new Error(`${command}: cannot write ${path}: ${problem}`);
  const there = await stat(path).catch(() => null);
  // A pipe or a terminal takes what comes, and is no file that could be replaced.
  const isStream = there !== null && !there.isFile();
  const part = isStream ? path : `${path}.part-${process.pid}`;
  const drop = async () => {
    if (!isStream) await rm(part, { force: true });
  };
  const fail = async (error: unknown): Promise<never> => {
    await drop();
    throw cannotWrite(command, path, error);
  };
  return {
    path: part,
    done: async () => {
      if (!isStream) await rename(part, path).catch(fail);
    },
    fail,
    drop,
  };
}

/** Why nothing can be written at `path`, in words; null where it looks as if it could be. Looks, and writes nothing. */
export function placeProblem(path: string, what: 'file' | 'folder'): string | null {
  const there = statAt(path);
  if (what === 'file' && there?.isDirectory()) return 'it is a folder, and a file is wanted';
  if (what === 'folder' && there) return there.isDirectory() ? null : 'it is a file, and a folder is wanted';
  const folder = dirname(resolve(path));
  const above = what === 'file' ? statAt(folder) : nearest(folder);
  if (above === null) return `there is no folder ${dirname(path)}`;
  return above.isDirectory() ? null : `${dirname(path)} is no folder`;
}

function statAt(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

function nearest(folder: string): Stats | null {
  return statAt(folder) ?? (dirname(folder) === folder ? null : nearest(dirname(folder)));
}

function cannotWrite(command: string, path: string, error: unknown): Error {
  return new Error(`${command}: cannot write ${path}: ${fileProblem(error)}`, { cause: error });
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder, and a file is wanted',
  ENOTDIR: 'a part of its path is no folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the disk may only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'no more room is allowed to this user',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
};

/** Why a file could not be read or written, in words. */
export function fileProblem(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return (code === undefined ? undefined : words[code]) ?? sentenceOf(error);
}
