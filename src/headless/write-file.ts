// A file that a command writes.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { sentenceOf } from '../core/text/sentence-of.ts';

/** @throws Error in a sentence that begins with the command's name where the file cannot be written. */
export async function writeOut(command: string, path: string, content: string | Uint8Array): Promise<void> {
  await writeFile(path, content).catch(cannotWrite(command, path));
}

/** As `writeOut`; the folder it goes into is made where there is none. @throws Error as `writeOut`. */
export async function writeInto(command: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch(cannotWrite(command, path));
  await writeOut(command, path, content);
}

function cannotWrite(command: string, path: string): (error: unknown) => never {
  return (error) => {
    throw new Error(`${command}: cannot write ${path}: ${sentenceOf(error)}`, { cause: error });
  };
}
