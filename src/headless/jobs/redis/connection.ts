// The Redis server that jobs go through, and the names of what lies there.

import { Redis } from 'ioredis';

import { sentenceOf } from '../../../core/text/sentence-of.ts';

export const queueName = 'jobs';
/** Before every key, so that the lab can share a server with others. */
export const keyPrefix = 'pricing-lab';

export const blobKey = ({ sha256, name }: { readonly sha256: string; readonly name: string }) =>
  `${keyPrefix}:blob:${sha256}:${name}`;
export const checkpointKey = (job: string) => `${keyPrefix}:checkpoint:${job}`;
export const cancelledKey = (batch: string) => `${keyPrefix}:cancelled:${batch}`;

/** What is left behind by whoever died is gone after so many seconds: a week. */
export const keptSeconds = 7 * 24 * 3600;

/**
 * A connection that comes back by itself after a loss.
 *
 * @throws Error in a sentence, without the password, where nothing answers at first.
 */
export async function connectRedis(url: string): Promise<Redis> {
  const where = shownUrl(url);
  const probe = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  // Why it failed is in the event; the call only says that it is closed.
  let why: string | null = null;
  probe.on('error', (error: unknown) => (why = sentenceOf(error) || 'no answer'));
  try {
    await probe.connect();
    await probe.ping();
  } catch (error) {
    throw new Error(`No Redis server answers at ${where} (${why ?? sentenceOf(error)}).`, { cause: error });
  } finally {
    probe.disconnect();
  }
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  // Without a listener an interrupted connection would end the program instead of being made again.
  redis.on('error', () => undefined);
  return redis;
}

/** @throws Error in a sentence for what is no address of a Redis server. */
function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !['redis:', 'rediss:'].includes(url.protocol))
    throw new Error(
      `--redis is an address such as redis://localhost:6379, got "${text.replace(/:[^:@/]*@/, ':…@')}"`,
    );
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
