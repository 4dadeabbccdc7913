// `lab mcp`: the lab as tools of a program that speaks the Model Context Protocol over standard input and output.

import { createInterface } from 'node:readline';

import { readLine } from '../command.ts';
import { mcpLine } from '../lines/service-lines.ts';
import { McpSession } from '../mcp/mcp-session.ts';

/** Ends with its input. @throws Error in one sentence for a bad option. */
export async function mcpCommand(args: readonly string[]): Promise<void> {
  const { values } = readLine(mcpLine, args);
  const session = new McpSession(values.folder, (line) => void process.stdout.write(`${line}\n`));
  const calls = new Set<Promise<void>>();
  for await (const line of createInterface({ input: process.stdin })) {
    const call: Promise<void> = session.take(line).finally(() => calls.delete(call));
    calls.add(call);
  }
  session.close();
  await Promise.all(calls);
}
