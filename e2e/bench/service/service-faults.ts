// A campaign against the service: two servers share a shop in Redis, two workers take training runs from the same Redis,
// clients decide, ask and wait, and server after server, worker after worker and Redis itself is killed (kill -9) at a
// random moment and started again. Every twenty kills and at the end the log is held against all that was acknowledged,
// and every run against the same run on one thread. Whatever is lost ends the program with exit code 1. Ctrl-C or a SIGTERM ends
// the killing early; what was done until then is counted and printed as ever.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { decodeAuditFile } from '../../../src/core/decisions/audit-file.ts';
import { verifyLog } from '../../../src/core/decisions/audit-log.ts';
import { Random } from '../../../src/core/random.ts';
import { salesCsv } from '../../../src/headless/service/service-fixture.ts';
import { startRedis } from '../../../src/headless/service/store/redis-fixture.ts';
import type { Row } from '../bench-rows.ts';
import { JobLoad } from './job-load.ts';
import { pause, ShopLoad, type Acknowledged } from './shop-load.ts';

const servers = 2;
const workers = 2;
/** Milliseconds between one kill's new process and the next kill. */
const calm = { least: 50, most: 750 };
const shown = 5;
const killsBetweenLooks = 20;
/** So long nobody is killed may a log be asked for again, before it counts as lost. */
const logPatienceMs = 60_000;

interface Killed {
  readonly server: number;
  readonly worker: number;
  readonly redis: number;
  /** Of the workers those that had a run under way. */
  readonly busy: number;
}

/**
 * The campaign in a process group of its own. Ctrl-C and time limits reach the whole group of whom they stop: servers and Redis that
 * end with it would leave nothing to count.
 */
export async function benchmarkServiceFaults(kills: number): Promise<Row[]> {
  const own = ['--import', 'tsx', fileURLToPath(import.meta.url), String(kills)];
  const child = spawn(process.execPath, own, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const stopEarly = () => void child.kill('SIGTERM');
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stopEarly);
  let printed = '';
  child.stdout.on('data', (text: Buffer) => (printed += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  for (const signal of signals) process.off(signal, stopEarly);
  if (code !== 0) process.exitCode = 1;
  return printed === '' ? [] : (JSON.parse(printed) as Row[]);
}

async function campaign(kills: number, seed = 1): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-service-faults-'));
  const sales = join(folder, 'sales.csv');
  await writeFile(sales, salesCsv(0, 80));
  const redis = await startRedis();
  let jobs: JobLoad | null = null;
  let shop: ShopLoad | null = null;
  const early = new AbortController();
  const stopEarly = () => early.abort();
  process.on('SIGTERM', stopEarly);
  try {
    jobs = await JobLoad.begin(redis.url, workers);
    const still = ['--reread', 'off', '--drift', 'off', '--retrain', 'off'];
    shop = await ShopLoad.begin(servers, [sales, '--port', '0', '--store', redis.url, ...still]);
    const load = Promise.all([shop.run(), jobs.ask()]);
    const killed = await killAtRandom(kills, new Random(seed), { shop, jobs, redis }, early.signal);
    shop.finish();
    jobs.finish();
    await load;
    return rowsOf(shop, jobs, killed, await lookAtLog(shop));
  } finally {
    process.off('SIGTERM', stopEarly);
    await shop?.end();
    await jobs?.end();
    await redis.stop();
    await rm(folder, { recursive: true });
  }
}

async function killAtRandom(
  kills: number,
  random: Random,
  {
    shop,
    jobs,
    redis,
  }: { readonly shop: ShopLoad; readonly jobs: JobLoad; readonly redis: { restart(): Promise<void> } },
  early: AbortSignal,
): Promise<Killed> {
  const killed = { server: 0, worker: 0, redis: 0, busy: 0 };
  const bag: ('server' | 'worker' | 'redis')[] = [];
  const startedAt = performance.now();
  for (let kill = 1; kill <= kills && !early.aborted; kill++) {
    await pause(calm.least + (calm.most - calm.least) * random.uniform());
    // Of every three kills in a row each kind has one, in any order.
    if (bag.length === 0) bag.push('server', 'worker', 'redis');
    const kind = bag.splice(random.integer(bag.length), 1)[0]!;
    killed[kind]++;
    if (kind === 'redis') await redis.restart();
    else if (kind === 'server') await shop.kill(random.integer(servers));
    else if (await jobs.kill(random.integer(workers))) killed.busy++;
    if (kill % killsBetweenLooks > 0 || kill === kills) continue;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    const { lost, held, verdict } = await lookAtLog(shop);
    console.error(
      `  ${kill} kills in ${seconds} s: ${lost.length} of ${held} decisions lost, ${jobs.broken.length} of ${jobs.done + jobs.broken.length} runs; ${verdict.ok ? 'the chain verifies' : verdict.sentence}`,
    );
  }
  return killed;
}

interface Look {
  readonly verdict: ReturnType<typeof verifyLog>;
  /** Decisions that were acknowledged when the log was asked for, and those of them that do not stand in it. */
  readonly held: number;
  readonly lost: readonly Acknowledged[];
  /** Decisions in the log. */
  readonly written: number;
}

/** Holds the log, as any server gives it, against what was acknowledged before it was asked for. */
async function lookAtLog(shop: ShopLoad): Promise<Look> {
  const acknowledged = [...shop.acknowledged];
  const { entries, head } = decodeAuditFile(await logOf(shop));
  const lost = acknowledged.filter(({ entry, product, price }) => {
    const body = entries[entry - 1]?.body as { productId?: string[]; price?: number[] } | undefined;
    return body?.productId?.[0] !== product || body.price?.[0] !== price;
  });
  return {
    verdict: verifyLog(entries, head ? { head } : {}),
    held: acknowledged.length,
    lost,
    written: entries.filter(({ kind }) => kind === 'decision').length,
  };
}

/** A server that has just lost its Redis answers 503 until it has it again. */
async function logOf(shop: ShopLoad): Promise<string> {
  const startedAt = performance.now();
  for (;;) {
    const answer = await shop
      .client()
      .request('GET', '/v1/log')
      .catch(() => null);
    if (answer?.status === 200) return answer.text;
    if (performance.now() - startedAt > logPatienceMs)
      throw new Error(
        `no server gave its log within ${logPatienceMs / 1000} s: ${answer?.text.slice(0, 200)}`,
      );
    await pause(100);
  }
}

function rowsOf(shop: ShopLoad, jobs: JobLoad, killed: Killed, { verdict, lost, written }: Look): Row[] {
  const twice = written - new Set(shop.acknowledged.map(({ entry }) => entry)).size;
  const taken = jobs.taken();
  const problems = [
    ...shop.broken,
    ...jobs.broken,
    ...lost.map(
      ({ entry, product }) => `entry ${entry} of ${product} was acknowledged and is not in the log`,
    ),
    ...(twice === 0 ? [] : [`${written} decisions stand in the log, ${written - twice} were acknowledged`]),
    ...(verdict.ok ? [] : [verdict.sentence]),
    ...(jobs.done > 0 && shop.acknowledged.length > 0 ? [] : ['nothing was done under fault']),
  ];
  for (const problem of problems.slice(0, shown)) console.error(`  ${problem}`);
  if (problems.length > 0) {
    console.error(`  The campaign failed: ${problems.length} problems.`);
    process.exitCode = 1;
  }
  return [
    {
      what: 'processes killed under load',
      value: String(killed.server + killed.worker + killed.redis),
      unit: 'kills',
      spread: `${killed.server} servers, ${killed.worker} workers (${killed.busy} in the middle of a run), ${killed.redis} times Redis`,
    },
    {
      what: 'acknowledged decisions lost',
      value: String(lost.length),
      unit: `of ${shop.acknowledged.length}`,
      spread: `${shop.repeated} requests repeated`,
    },
    {
      what: 'decisions written more than once',
      value: String(twice),
      unit: `of ${written}`,
      spread: verdict.ok ? 'the chain verifies' : verdict.sentence,
    },
    {
      what: 'answers that broke a rule or were no answer',
      value: String(shop.broken.length),
      unit: `of ${shop.asked + shop.acknowledged.length}`,
      spread: `${shop.asked} prices asked for`,
    },
    {
      what: 'training runs lost or with other numbers than on one thread',
      value: String(jobs.broken.length),
      unit: `of ${jobs.done + jobs.broken.length}`,
      spread: `${taken.again} times taken up again, ${taken.fromCheckpoint} times from a checkpoint`,
    },
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(JSON.stringify(await campaign(Number(process.argv[2]))));
