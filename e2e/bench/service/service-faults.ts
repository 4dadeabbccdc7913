// A campaign against the service: two servers share a shop in Redis, clients decide and ask, and server after server and
// Redis itself is killed (kill -9) at a random moment and started again. A client repeats what was not acknowledged with the
// same Idempotency-Key, as a shop's program does. At the end the log is held against all that was acknowledged.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeAuditFile } from '../../../src/core/decisions/audit-file.ts';
import { verifyLog } from '../../../src/core/decisions/audit-log.ts';
import { Random } from '../../../src/core/random.ts';
import { startServer, type ServerProcess } from '../../../src/headless/service/server-process.ts';
import { Client, salesCsv } from '../../../src/headless/service/service-fixture.ts';
import { startRedis } from '../../../src/headless/service/store/redis-fixture.ts';
import type { Row } from '../bench-rows.ts';

const products = ['tea', 'mug'] as const;
const writers = 3;
/** The rules of the shop: changes of at most 15 %, and the cost of 6 with its margin. */
const largestChange = 0.15;

interface Acknowledged {
  readonly entry: number;
  readonly product: string;
  readonly price: number;
}

class Campaign {
  readonly servers: ServerProcess[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly broken: string[] = [];
  asked = 0;
  repeated = 0;
  over = false;

  client(): Client {
    const place = Math.floor(Math.random() * this.servers.length);
    return new Client(this.servers[place]!.origin);
  }

  /** Decides again and again; each decision is repeated until a server acknowledges it. */
  async write(writer: number): Promise<void> {
    for (let i = 0; !this.over; i++) {
      const product = products[i % products.length]!;
      const price = 12 + writer + (i % 90) / 100;
      const body = { action: 'override', prices: [{ productId: product, price }], reason: `${writer} ${i}` };
      const key = randomUUID();
      for (;;) {
        const answer = await this.client()
          .request('POST', '/v1/decisions', body, key)
          .catch(() => null);
        if (answer?.status === 200) {
          const { entry } = answer.json as { entry: number | null };
          if (entry !== null) this.acknowledged.push({ entry, product, price });
          break;
        }
        if (answer && answer.status !== 503 && answer.status !== 409) {
          this.broken.push(`a decision was answered with ${answer.status}: ${answer.text.slice(0, 200)}`);
          break;
        }
        this.repeated++;
        await pause(20);
      }
    }
  }

  /** Asks for prices and holds them against the rules. */
  async read(): Promise<void> {
    while (!this.over) {
      const product = products[Math.floor(Math.random() * products.length)]!;
      const answer = await this.client()
        .request('POST', '/v1/suggest_price', { product })
        .catch(() => null);
      if (answer?.status !== 200) {
        await pause(20);
        continue;
      }
      this.asked++;
      const { suggestion } = answer.json as { suggestion: { price: number; currentPrice: number } };
      const { price, currentPrice } = suggestion;
      if (!(Math.abs(price / currentPrice - 1) <= largestChange + 1e-9 && price > 6))
        this.broken.push(`a price of ${price} was served for ${product}, at ${currentPrice} today`);
      await pause(5);
    }
  }
}

export async function benchmarkServiceFaults(kills: number, seed = 1): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-service-faults-'));
  const sales = join(folder, 'sales.csv');
  await writeFile(sales, salesCsv(0, 80));
  const redis = await startRedis();
  const start = () =>
    startServer([
      sales,
      '--port',
      '0',
      '--store',
      redis.url,
      '--reread',
      'off',
      '--drift',
      'off',
      '--retrain',
      'off',
    ]);
  const campaign = new Campaign();
  const killed = { server: 0, redis: 0 };
  try {
    for (let i = 0; i < 2; i++) campaign.servers.push(await start());
    const clients = [...Array.from({ length: writers }, (_, i) => campaign.write(i)), campaign.read()];
    const random = new Random(seed);
    while (killed.server + killed.redis < kills) {
      await pause(50 + 700 * random.uniform());
      if (random.uniform() < 0.5) {
        await redis.restart();
        killed.redis++;
      } else {
        const place = random.integer(campaign.servers.length);
        await campaign.servers[place]!.kill('SIGKILL');
        campaign.servers[place] = await start();
        killed.server++;
      }
      if ((killed.server + killed.redis) % 10 === 0)
        console.error(
          `  ${killed.server + killed.redis} kills, ${campaign.acknowledged.length} decisions acknowledged`,
        );
    }
    campaign.over = true;
    await Promise.all(clients);
    const text = (await campaign.client().request('GET', '/v1/log')).text;
    return rowsOf(campaign, killed, text);
  } finally {
    campaign.over = true;
    await Promise.all(campaign.servers.map((server) => server.kill('SIGKILL')));
    await redis.stop();
    await rm(folder, { recursive: true });
  }
}

function rowsOf(
  campaign: Campaign,
  killed: { readonly server: number; readonly redis: number },
  log: string,
): Row[] {
  const { entries, head } = decodeAuditFile(log);
  const verdict = verifyLog(entries, head ? { head } : {});
  const lost = campaign.acknowledged.filter(({ entry, product, price }) => {
    const body = entries[entry - 1]?.body as { productId?: string[]; price?: number[] } | undefined;
    return body?.productId?.[0] !== product || body.price?.[0] !== price;
  });
  const written = entries.filter(({ kind }) => kind === 'decision').length;
  const distinct = new Set(campaign.acknowledged.map(({ entry }) => entry)).size;
  for (const problem of campaign.broken.slice(0, 5)) console.error(`  ${problem}`);
  return [
    {
      what: 'acknowledged decisions lost',
      value: String(lost.length),
      unit: `of ${campaign.acknowledged.length}`,
      spread: `${killed.server} servers and ${killed.redis} times Redis killed; ${campaign.repeated} requests repeated`,
    },
    {
      what: 'decisions written more than once',
      value: String(written - distinct),
      unit: `of ${written}`,
      spread: verdict.ok ? 'the chain verifies' : verdict.sentence,
    },
    {
      what: 'answers that broke a rule or were no answer',
      value: String(campaign.broken.length),
      unit: `of ${campaign.asked + campaign.acknowledged.length}`,
      spread: `${campaign.asked} prices asked for`,
    },
  ];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
