// `lab serve` as a process of its own, for tests and campaigns that kill it.

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { endProcess } from '../child-processes.ts';

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
  const child = spawn(process.execPath, ['--import', 'tsx', lab, 'serve', ...args], {
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
