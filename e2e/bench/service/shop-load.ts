// A shop under load: writers that decide and repeat what was not acknowledged with the same Idempotency-Key, as a shop's
// program does, and a reader that holds every price it is given against the rules.

import { randomUUID } from 'node:crypto';

import { startServer, type ServerProcess } from '../../../src/headless/service/server-process.ts';
import { Client } from '../../../src/headless/service/service-fixture.ts';

const products = ['tea', 'mug'] as const;
const writers = 3;
/** The rules of the shop: changes of at most 15 %, and the cost of 6 with its margin. */
const largestChange = 0.15;
const lowestPrice = 6;
/** A decision that no server acknowledges for so long is lost, whatever becomes of it later. */
const patienceMs = 120_000;

export interface Acknowledged {
  readonly entry: number;
  readonly product: string;
  readonly price: number;
}

export class ShopLoad {
  readonly servers: ServerProcess[] = [];
  readonly acknowledged: Acknowledged[] = [];
  readonly broken: string[] = [];
  asked = 0;
  repeated = 0;
  private readonly args: readonly string[];
  private over = false;

  private constructor(args: readonly string[]) {
    this.args = args;
  }

  /** `servers` processes of `lab serve ...args`. */
  static async begin(servers: number, args: readonly string[]): Promise<ShopLoad> {
    const load = new ShopLoad(args);
    for (let i = 0; i < servers; i++) load.servers.push(await startServer(args));
    return load;
  }

  /** Resolves once it is finished and every decision is acknowledged. */
  async run(): Promise<void> {
    await Promise.all([...Array.from({ length: writers }, (_, i) => this.write(i)), this.read()]);
  }

  /** Kills a server (kill -9) and starts another one in its place. */
  async kill(place: number): Promise<void> {
    await this.servers[place]!.kill('SIGKILL');
    this.servers[place] = await startServer(this.args);
  }

  client(): Client {
    const place = Math.floor(Math.random() * this.servers.length);
    return new Client(this.servers[place]!.origin);
  }

  /** Nothing new is decided or asked for. */
  finish(): void {
    this.over = true;
  }

  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.servers.map((server) => server.kill('SIGKILL')));
  }

  /** Decides again and again; each decision is repeated until a server acknowledges it. */
  private async write(writer: number): Promise<void> {
    for (let i = 0; !this.over; i++) {
      const product = products[i % products.length]!;
      const price = 12 + writer + (i % 90) / 100;
      const body = { action: 'override', prices: [{ productId: product, price }], reason: `${writer} ${i}` };
      const entry = await this.decide(body);
      if (entry !== null) this.acknowledged.push({ entry, product, price });
    }
  }

  /** The entry of a decision in the log; null where it changed nothing or was not acknowledged. */
  private async decide(body: unknown): Promise<number | null> {
    const key = randomUUID();
    const startedAt = performance.now();
    for (;;) {
      const answer = await this.client()
        .request('POST', '/v1/decisions', body, key)
        .catch(() => null);
      if (answer?.status === 200) return (answer.json as { entry: number | null }).entry;
      if (answer && answer.status !== 503 && answer.status !== 409) {
        this.broken.push(`a decision was answered with ${answer.status}: ${answer.text.slice(0, 200)}`);
        return null;
      }
      if (performance.now() - startedAt > patienceMs) {
        this.broken.push(`a decision was not acknowledged within ${patienceMs / 1000} s`);
        return null;
      }
      this.repeated++;
      await pause(20);
    }
  }

  /** Asks for prices and holds them against the rules. */
  private async read(): Promise<void> {
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
      if (!(Math.abs(price / currentPrice - 1) <= largestChange + 1e-9 && price > lowestPrice))
        this.broken.push(`a price of ${price} was served for ${product}, at ${currentPrice} today`);
      await pause(5);
    }
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
