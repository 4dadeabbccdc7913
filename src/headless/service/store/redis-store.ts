// A shop in Redis, for several servers at once.
//
// | key                       | holds                                                |
// | ------------------------- | ---------------------------------------------------- |
// | `PREFIX:log`              | a list: entry i of the audit log at place i - 1      |
// | `PREFIX:head`             | `COUNT HASH` of the log                              |
// | `PREFIX:answer:KEY`       | the answer to an idempotent request, for a day       |
// | `PREFIX:blob:HASH`        | sales files and models                               |
// | `PREFIX:lease:WHAT`       | who does what is done by one server only             |
// | `PREFIX:room`             | nothing: written to see whether it can be            |
//
// A transaction is one Lua script, so it happens whole or not at all. Redis acknowledges it after it is on disk only
// where it appends every write to its file and syncs that each time: a server that does not is refused.

import { createClient, RESP_TYPES } from 'redis';

import {
  auditEntrySchema,
  emptyHead,
  type AuditEntry,
  type AuditHead,
} from '../../../core/decisions/audit-log.ts';
import { sentenceOf } from '../../../core/text/sentence-of.ts';
import { sha256Of } from '../../sha256.ts';
import {
  answersKeptMs,
  StoreUnavailable,
  type KeptAnswer,
  type ShopStore,
  type Transaction,
} from './store.ts';

const patienceMs = 5_000;
/** The same where a file goes over. */
const filePatienceMs = 120_000;
/** A connection on which nothing came for so long, not even the answer to a ping, is made anew. */
const silenceMs = 15_000;
const entriesAtOnce = 1_000;
/** How long what was written to see whether there is room stays. */
const roomMs = 60_000;

/** KEYS: head, log, answer. ARGV: the head it follows, the head after it, the answer or '', its milliseconds, entries. */
const writeScript = `
local head = redis.call('GET', KEYS[1]) or ''
if head ~= ARGV[1] then return 'moved' end
if ARGV[3] ~= '' and redis.call('EXISTS', KEYS[3]) == 1 then return 'moved' end
for i = 5, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
if ARGV[2] ~= '' then redis.call('SET', KEYS[1], ARGV[2]) end
if ARGV[3] ~= '' then redis.call('SET', KEYS[3], ARGV[3], 'PX', ARGV[4]) end
return 'written'`;

/** KEYS: lease. ARGV: holder, milliseconds. */
const leaseScript = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/**
 * Opens the shop at `redis://HOST:PORT[/DATABASE]`; `?shop=NAME` tells shops of one Redis apart.
 *
 * @throws Error in a sentence where it cannot be reached or would forget what it acknowledged.
 */
export async function openRedisStore(address: string, warn: (sentence: string) => void): Promise<ShopStore> {
  const url = new URL(address);
  const shop = url.searchParams.get('shop') ?? 'shop';
  url.search = '';
  const client = connection(url.href);
  try {
    await client.connect();
  } catch (error) {
    client.destroy();
    throw new Error(`No Redis answers at ${url.host}: ${sentenceOf(error)}.`, { cause: error });
  }
  const store = new RedisStore(client, url.host, `pricing-lab:{${shop}}`);
  try {
    await store.checkDurable(warn);
    const problem = await store.problem();
    if (problem !== null) throw new Error(problem);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

function connection(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: patienceMs,
    socket: {
      connectTimeout: patienceMs,
      socketTimeout: silenceMs,
      reconnectStrategy: (retries, cause) => {
        // The first connection is asked for by a person, who is told; a lost one comes back.
        if (!hasBeenReady) return cause;
        return Math.min(50 * 2 ** Math.min(retries, 5), 1_000);
      },
    },
  });
  let hasBeenReady = false;
  client.on('ready', () => (hasBeenReady = true));
  client.on('error', () => undefined); // each command that fails says so itself
  return client;
}

type Client = ReturnType<typeof connection>;

class RedisStore implements ShopStore {
  readonly name: string;
  readonly isShared = true;
  private readonly client: Client;
  private readonly prefix: string;
  private asked: Promise<AuditHead> | null = null;
  private next: Promise<AuditHead> | null = null;

  constructor(client: Client, host: string, prefix: string) {
    this.client = client;
    this.name = `the Redis at ${host}`;
    this.prefix = prefix;
  }

  /** @throws Error in a sentence where a crash of Redis would lose what it acknowledged. */
  async checkDurable(warn: (sentence: string) => void): Promise<void> {
    let config: Record<string, string>;
    try {
      config = await this.client.configGet(['appendonly', 'appendfsync', 'maxmemory', 'maxmemory-policy']);
    } catch {
      warn(
        `${this.name} does not say how it keeps data; it must have appendonly yes and appendfsync always.`,
      );
      return;
    }
    if (config['appendonly'] !== 'yes' || config['appendfsync'] !== 'always')
      throw new Error(
        `${this.name} would lose acknowledged decisions in a crash: start it with "appendonly yes" and "appendfsync always".`,
      );
    if (config['maxmemory'] !== '0' && config['maxmemory-policy'] !== 'noeviction')
      throw new Error(
        `${this.name} would drop acknowledged decisions once its memory is full: set "maxmemory-policy noeviction".`,
      );
  }

  async putBlob(bytes: Uint8Array): Promise<string> {
    const hash = sha256Of(bytes);
    await this.reached(() => this.client.set(this.key('blob', hash), Buffer.from(bytes)), filePatienceMs);
    return hash;
  }

  async getBlob(hash: string): Promise<Uint8Array | null> {
    if (!/^[0-9a-f]{64}$/.test(hash)) return null;
    const inBytes = this.client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
    const bytes: Buffer | null = await this.reached(
      () => inBytes.get(this.key('blob', hash)),
      filePatienceMs,
    );
    if (bytes && sha256Of(bytes) !== hash)
      throw new Error(`The file ${hash} in ${this.name} is damaged: restore it from a copy.`);
    return bytes;
  }

  /** Those who ask while a question is under way share the next one: an answer is never older than its question. */
  head(): Promise<AuditHead> {
    if (!this.asked) return this.ask();
    this.next ??= this.asked
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.ask();
      });
    return this.next;
  }

  private ask(): Promise<AuditHead> {
    this.asked = this.reached(() => this.client.get(this.key('head')))
      .then((text) => (text === null ? emptyHead : headFrom(text)))
      .finally(() => (this.asked = null));
    return this.asked;
  }

  async entries(index: number): Promise<readonly AuditEntry[]> {
    const all: AuditEntry[] = [];
    for (let from = index - 1; ; from += entriesAtOnce) {
      const part = await this.reached(() =>
        this.client.lRange(this.key('log'), from, from + entriesAtOnce - 1),
      );
      for (const text of part) all.push(auditEntrySchema.parse(JSON.parse(text)));
      if (part.length < entriesAtOnce) return all;
    }
  }

  async write({ after, entries, answer }: Transaction): Promise<'written' | 'moved'> {
    const last = entries.at(-1);
    const done = await this.reached(() =>
      this.client.eval(writeScript, {
        keys: [this.key('head'), this.key('log'), this.key('answer', answer?.key ?? '')],
        arguments: [
          textOf(after),
          last ? textOf({ entries: last.index, hash: last.hash }) : '',
          answer ? JSON.stringify(answer) : '',
          String(answersKeptMs),
          ...entries.map((entry) => JSON.stringify(entry)),
        ],
      }),
    );
    return done === 'written' ? 'written' : 'moved';
  }

  async answer(key: string): Promise<KeptAnswer | null> {
    const text = await this.reached(() => this.client.get(this.key('answer', key)));
    return text === null ? null : (JSON.parse(text) as KeptAnswer);
  }

  async lease(what: string, holder: string, ms: number): Promise<boolean> {
    const given = await this.reached(() =>
      this.client.eval(leaseScript, { keys: [this.key('lease', what)], arguments: [holder, String(ms)] }),
    );
    return given === 1;
  }

  /** Asked by writing: a replica, or one without memory or room on its disk, still answers and reads. */
  async problem(): Promise<string | null> {
    try {
      await this.reached(() => this.client.set(this.key('room'), '', { PX: roomMs }));
      return null;
    } catch (error) {
      return sentenceOf(error);
    }
  }

  close(): Promise<void> {
    this.client.destroy();
    return Promise.resolve();
  }

  private key(kind: string, name?: string): string {
    return name === undefined ? `${this.prefix}:${kind}` : `${this.prefix}:${kind}:${name}`;
  }

  /** The client's own limit of time ends once a command is sent: a Redis that takes it and says nothing is waited for here. */
  private async reached<T>(work: () => Promise<T>, ms = patienceMs): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`nothing came for ${ms / 1_000} seconds`)), ms);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      throw new StoreUnavailable(`${this.name} ${refusal(error)}.`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Redis' own words for what it does not do, by the code they begin with. */
const refusals: Readonly<Record<string, string>> = {
  READONLY: 'is a replica, which takes no changes: name the primary with --store',
  OOM: 'has no memory left for changes: give it more',
  MISCONF: 'cannot write to its disk: make room on it',
  LOADING: 'is still reading its data',
  NOAUTH: 'asks for a password: put it into the address, as in redis://:PASSWORD@host',
  NOPERM: 'does not let this user do what a shop needs',
};

/** What Redis did, after its name. */
function refusal(error: unknown): string {
  const sentence = sentenceOf(error);
  const code = /\b([A-Z]{3,})\b/.exec(sentence)?.[1] ?? '';
  return Object.hasOwn(refusals, code) ? `${refusals[code]!} (${sentence})` : `did not answer (${sentence})`;
}

function textOf({ entries, hash }: AuditHead): string {
  return entries === 0 ? '' : `${entries} ${hash}`;
}

function headFrom(text: string): AuditHead {
  const [entries = '', hash = ''] = text.split(' ');
  return { entries: Number(entries), hash };
}
