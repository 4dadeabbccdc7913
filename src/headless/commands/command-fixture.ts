// A command as a test runs it: what it prints as lines, what it says kept quiet.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** A folder for one test file, and the way to remove it. */
export function testFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  return { at: (file: string) => join(folder, file), remove: () => rmSync(folder, { recursive: true }) };
}

/** The lines on standard output of one run. @throws Error as the command. */
export async function linesOf(
  command: (args: readonly string[]) => Promise<void>,
  ...args: readonly string[]
): Promise<readonly string[]> {
  const lines: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await command(args);
  } finally {
    log.mockRestore();
    write.mockRestore();
  }
  return lines;
}

/** What a command prints as one JSON. */
export async function jsonOf<T>(
  command: (args: readonly string[]) => Promise<void>,
  ...args: readonly string[]
): Promise<T> {
  return JSON.parse((await linesOf(command, ...args)).join('\n')) as T;
}
