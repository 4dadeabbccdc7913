// `lab serve` as a process of its own, for tests and campaigns that kill it.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { endProcess } from '../child-processes.ts';
import { usualHeadFile } from './store/head-file.ts';

const lab = fileURLToPath(new URL('../lab.ts', import.meta.url));

export interface ServerProcess {
  readonly origin: string;
  readonly pid: number;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** What it said on standard error. */
  said(): string;
  /** Exit code; null while it runs or where a signal ended it. */
  exitCode(): number | null;
}

/** `args` after `lab serve`; resolves once it answers for prices. @throws Error with what it said where it ends before. */
export async function startServer(args: readonly string[]): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', lab, 'serve', ...args, ...headFileFor(args)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const origin = await listening(child, () => said);
  return {
    origin,
    pid: child.pid!,
    kill: (signal) => endProcess(child, signal),
    said: () => said,
    exitCode: () => child.exitCode,
  };
}

function listening(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout!.on('data', (text: Buffer) => {
      printed += text.toString();
      const end = printed.indexOf('\n');
      if (end >= 0) resolve((JSON.parse(printed.slice(0, end)) as { listening: string }).listening);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`The server ended before it listened: ${said()}`)));
  });
}

let headFolder: string | null = null;

/** Servers started from here note how far they have read in a folder that goes with this process. */
function headFileFor(args: readonly string[]): readonly string[] {
  const name = usualHeadFile(args[args.indexOf('--store') + 1] ?? '');
  if (name === null) return [];
  if (headFolder === null) {
    const folder = mkdtempSync(join(tmpdir(), 'lab-heads-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    headFolder = folder;
  }
  return ['--head-file', join(headFolder, name)];
}
