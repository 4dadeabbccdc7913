// `lab mcp`: the lab as tools of a program that speaks the Model Context Protocol over standard input and output.

import { createInterface } from 'node:readline';

import { readLine } from '../command.ts';
import { mcpLine } from '../lines/service-lines.ts';
import { McpSession } from '../mcp/mcp-session.ts';

/**
 * Ends with its input, once everything asked for is answered: a script may write its calls and close. Told to stop, it gives them up.
 *
 * @throws Error in one sentence for a bad option.
 */
export async function mcpCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(mcpLine, args);
  const session = new McpSession(values.folder, (line) => void process.stdout.write(`${line}\n`));
  const calls = new Set<Promise<void>>();
  const lines = createInterface({ input: process.stdin });
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      session.close();
      lines.close();
    });
  for await (const line of lines) {
    const call: Promise<void> = session.take(line).finally(() => calls.delete(call));
    calls.add(call);
  }
  await Promise.all(calls);
}
