// The Model Context Protocol over lines of JSON. Source: https://modelcontextprotocol.io/specification/2025-06-18; the five
// messages that tools need stand here, instead of a library with a web server in it.

import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

import { firstIssue } from '../../core/incoming/json.ts';
import { program } from '../../core/run/program-version.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { cut, mcpTools, schemaOf, typedOf } from './mcp-tools.ts';

const versions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'];
const lab = fileURLToPath(new URL('../lab.ts', import.meta.url));
const failures = { parse: -32700, request: -32600, method: -32601, params: -32602 } as const;

type Id = string | number;
const requestSchema = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string(), z.number()]).exactOptional(),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
});
type Params = z.infer<typeof requestSchema>['params'];

class ProtocolError extends Error {
  readonly code: number;
  constructor(kind: keyof typeof failures, message: string) {
    super(message);
    this.code = failures[kind];
  }
}

export class McpSession {
  private readonly folder: string;
  private readonly send: (line: string) => void;
  private readonly underWay = new Map<Id, ChildProcess>();

  /** `folder`: what files may be read below. `send` takes a line without its break. */
  constructor(folder: string, send: (line: string) => void) {
    this.folder = folder;
    this.send = send;
  }

  /** Takes in a line; resolves once it is answered. Never throws. */
  async take(line: string): Promise<void> {
    let id: Id | null = null;
    try {
      const request = requestOf(line);
      const { method, params } = request;
      id = request.id ?? null;
      if (id === null) return this.hear(method, params);
      const result = await this.answer(id, method, params);
      if (result !== null) this.send(JSON.stringify({ jsonrpc: '2.0', id, result }));
    } catch (error) {
      const code = error instanceof ProtocolError ? error.code : -32603;
      this.send(JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: sentenceOf(error) } }));
    }
  }

  /** Gives up what is under way. */
  close(): void {
    for (const child of this.underWay.values()) child.kill();
  }

  private hear(method: string, { requestId }: Params): void {
    if (method === 'notifications/cancelled') this.underWay.get(requestId as Id)?.kill();
  }

  /** null where nobody waits for it any more. */
  private async answer(id: Id, method: string, params: Params): Promise<unknown> {
    switch (method) {
      case 'initialize': {
        const [name, version] = program.split(/ (?=\S+$)/);
        return {
          protocolVersion: versions.find((one) => one === params['protocolVersion']) ?? versions[0],
          capabilities: { tools: {} },
          serverInfo: { name, version },
          instructions: `Files are those below ${this.folder}; none is changed. Read a file, see how its demand responds to price, ask for advice.`,
        };
      }
      case 'ping':
        return {};
      case 'tools/list':
        return {
          tools: mcpTools.map((line) => ({
            name: line.name,
            description: line.summary,
            inputSchema: z.toJSONSchema(schemaOf(line), { io: 'input' }),
            annotations: { readOnlyHint: true },
          })),
        };
      case 'tools/call':
        return this.call(id, params);
      default:
        throw new ProtocolError('method', `There is no method "${method}".`);
    }
  }

  private async call(id: Id, params: Params): Promise<unknown> {
    const line = mcpTools.find(({ name }) => name === params['name']);
    if (!line) throw new ProtocolError('params', `There is no tool ${JSON.stringify(params['name'])}.`);
    const told = (text: string, isError: boolean) => ({ content: [{ type: 'text', text }], isError });
    const input = schemaOf(line).safeParse(params['arguments'] ?? {});
    if (!input.success) return told(`The arguments cannot be used at ${firstIssue(input.error)}.`, true);
    try {
      const printed = await this.run(id, typedOf(line, input.data, this.folder));
      return printed === null ? null : told(cut(printed, input.data), false);
    } catch (error) {
      return told(sentenceOf(error), true);
    }
  }

  /** What a command prints, in a process of its own: standard output here is the protocol's. null where it was cancelled. */
  private run(id: Id, args: readonly string[]): Promise<string | null> {
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), lab, ...args], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.underWay.set(id, child);
    const text = { out: '', error: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (text.error += part));
    return new Promise<string | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        if (code === 0 || signal !== null) resolve(signal === null ? text.out : null);
        else reject(new Error(text.error.trim().split('\n').at(-1)));
      });
    }).finally(() => this.underWay.delete(id));
  }
}

/** @throws ProtocolError for what is no request. */
function requestOf(line: string): z.infer<typeof requestSchema> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new ProtocolError('parse', 'The line is not JSON.');
  }
  const parsed = requestSchema.safeParse(json);
  if (!parsed.success) throw new ProtocolError('request', `No request: ${firstIssue(parsed.error)}.`);
  return parsed.data;
}
