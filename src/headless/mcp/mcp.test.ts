// `lab mcp` from the outside, as a program that speaks the protocol.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { cut, mcpTools, typedOf } from './mcp-tools.ts';

interface Answer {
  readonly id: number | null;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A client: lines out, and the answers by their id. */
function client(folder: string) {
  const lab = fileURLToPath(new URL('../lab.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', lab, 'mcp', '--folder', folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number | null, (answer: Answer) => void>();
  const strays: Answer[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line) as Answer;
    const take = waiting.get(answer.id);
    if (take) take(answer);
    else strays.push(answer);
  });
  let last = 0;
  const write = (message: object) => child.stdin.write(`${JSON.stringify(message)}\n`);
  const answerTo = (id: number | null) => new Promise<Answer>((resolve) => waiting.set(id, resolve));
  return {
    strays,
    raw: (line: string) => {
      child.stdin.write(`${line}\n`);
      return answerTo(null);
    },
    notify: (method: string, params: object = {}) => write({ jsonrpc: '2.0', method, params }),
    ask: (method: string, params: object = {}) => {
      const id = ++last;
      write({ jsonrpc: '2.0', id, method, params });
      return answerTo(id);
    },
    close: () =>
      new Promise<number | null>((resolve) => {
        child.once('close', resolve);
        child.stdin.end();
      }),
    /** As a host does that has closed its end and waited. */
    stop: () =>
      new Promise<number | null>((resolve) => {
        child.once('close', resolve);
        child.kill('SIGTERM');
      }),
  };
}

let lab: ReturnType<typeof client>;
beforeAll(() => {
  lab = client('public/demo');
});
afterAll(async () => {
  expect(await lab.close()).toBe(0);
  expect(lab.strays).toEqual([]);
});

async function called(name: string, args: object) {
  const { result } = await lab.ask('tools/call', { name, arguments: args });
  const { content, isError } = result as { content: [{ type: string; text: string }]; isError: boolean };
  expect(content[0].type).toBe('text');
  return { isError, text: content[0].text };
}

test('initialize, list: the version asked for where it is known, and a schema for each tool', async () => {
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  };
  const { result } = await lab.ask('initialize', params);
  expect(result).toMatchObject({ protocolVersion: '2025-06-18', capabilities: { tools: {} } });
  expect(result!['serverInfo']).toEqual({ name: 'Pricing Lab', version: '0.1.0' });
  lab.notify('notifications/initialized');
  const other = await lab.ask('initialize', { ...params, protocolVersion: '1999-01-01' });
  expect(other.result!['protocolVersion']).toMatch(/^20\d\d-/);
  expect((await lab.ask('ping')).result).toEqual({});
  const { tools } = (await lab.ask('tools/list')).result as {
    tools: {
      name: string;
      inputSchema: { type: string; required: string[]; properties: Record<string, object> };
    }[];
  };
  expect(tools.map(({ name }) => name)).toEqual(['read', 'elasticity', 'advise', 'suggest', 'optimum']);
  for (const { inputSchema } of tools) expect(inputSchema.type).toBe('object');
  const [, , advise, suggest] = tools;
  expect(suggest!.inputSchema.required).toEqual(['file', 'model']);
  expect(advise!.inputSchema.properties['level']).toMatchObject({ type: 'number', minimum: 0.5 });
  // What writes files is no part of a tool.
  expect(Object.keys(advise!.inputSchema.properties)).not.toContain('csv');
});

test('tools: what the command prints, cut to the products asked for', async () => {
  const optimum = JSON.parse((await called('optimum', { file: 'reference' })).text) as {
    bestFixedPrice: { price: number };
  };
  expect(optimum.bestFixedPrice.price).toBeCloseTo(42.05, 2);
  const read = JSON.parse((await called('read', { file: 'catalogue.csv', limit: 2 })).text) as object;
  expect(read).toMatchObject({ file: 'catalogue.csv', shown: 2, of: 60 });
  const one = JSON.parse(
    (await called('read', { file: 'catalogue.csv', products: ['KIT-204'] })).text,
  ) as object;
  expect(one).toMatchObject({ shown: 1, of: 60, products: [{ product: 'KIT-204' }] });
  const [advice, fits] = await Promise.all([
    called('advise', { file: 'marketplace-product.csv', agent: 'none', level: 0.8 }),
    called('elasticity', { file: 'marketplace-product.csv' }),
  ]);
  expect(JSON.parse(advice.text)).toMatchObject({
    shown: 1,
    of: 1,
    products: [{ product: 'marketplace-product', verdict: 'answers' }],
  });
  expect(fits.text).toContain('"elasticity":-1.6');
});

test('what goes wrong is an error of the tool, in a sentence; what is no request one of the protocol', async () => {
  expect(await called('read', { file: '../../package.json' })).toEqual({
    isError: true,
    text: '"../../package.json" is not below public/demo, the folder that this server may read.',
  });
  expect(await called('read', { file: 'none.csv' })).toMatchObject({
    isError: true,
    text: expect.stringMatching(/^There is no file ".*none\.csv"\.$/) as string,
  });
  expect((await called('advise', { file: 'catalogue.csv', level: 2 })).text).toContain(
    'The arguments cannot be used at level',
  );
  expect((await called('optimum', { file: 'x', more: 1 })).isError).toBe(true);
  expect((await lab.ask('tools/call', { name: 'train' })).error).toEqual({
    code: -32602,
    message: 'There is no tool "train".',
  });
  expect((await lab.ask('resources/list')).error!.code).toBe(-32601);
  expect((await lab.raw('{"jsonrpc":')).error!.code).toBe(-32700);
  expect((await lab.raw('[]')).error!.code).toBe(-32600);
});

test('a call that is cancelled is given up and never answered', async () => {
  // The next id: cancelled before its process has begun to read.
  void lab.ask('tools/call', { name: 'advise', arguments: { file: 'catalogue.csv', agent: 'sac' } });
  const probe = await lab.ask('ping');
  lab.notify('notifications/cancelled', { requestId: probe.id! - 1 });
  expect((await lab.ask('ping')).result).toEqual({});
});

test(
  'calls written at once by a script that then closes are answered before the end',
  { timeout: 120_000 },
  async () => {
    const script = client('public/demo');
    const answers = Promise.all([
      script.ask('tools/call', { name: 'read', arguments: { file: 'catalogue.csv', limit: 1 } }),
      script.ask('tools/call', { name: 'optimum', arguments: { file: 'reference' } }),
    ]);
    expect(await script.close()).toBe(0);
    expect((await answers).map(({ result }) => result?.['isError'])).toEqual([false, false]);
  },
);

test('told to stop, it gives up what is under way and ends', { timeout: 120_000 }, async () => {
  const host = client('public/demo');
  void host.ask('tools/call', { name: 'advise', arguments: { file: 'catalogue.csv', agent: 'sac' } });
  await host.ask('ping');
  expect(await host.stop()).toBe(0);
  expect(host.strays).toEqual([]);
});

test('typedOf, cut: paths stay in their folder, answers keep what was asked for', () => {
  const [, , advise] = mcpTools;
  expect(typedOf(advise!, { file: 'a/b.csv', margin: 30, typed: ['x=1', 'y=2'] }, '/data')).toEqual([
    'advise',
    '--margin=30',
    '--typed=x=1',
    '--typed=y=2',
    '--',
    'a/b.csv',
  ]);
  for (const bad of ['..', '../data2/x', '/etc/passwd', 'a/../../x'])
    for (const input of [{ file: bad }, { file: 'a.csv', guardrails: bad }, { file: 'a.csv', join: [bad] }])
      expect(() => typedOf(advise!, input, '/data')).toThrow('is not below /data');
  // A file whose name looks like an option is a file.
  expect(typedOf(advise!, { file: '--csv=x' }, '/data')).toEqual(['advise', '--', '--csv=x']);
  expect(cut('{"total":1}\n', { limit: 5 })).toBe('{"total":1}');
  const list = JSON.stringify({ products: [{ product: 'a' }, { product: 'b' }, { name: 'c' }] });
  expect(JSON.parse(cut(list, { products: ['b', 'c'], limit: 1 }))).toEqual({
    products: [{ product: 'b' }],
    shown: 1,
    of: 3,
  });
});
