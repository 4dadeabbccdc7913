// Load on a server over raw sockets, one request under way on each: a client of its own would cost more than the server.

import { connect, type Socket } from 'node:net';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds of each request, sorted. */
  readonly times: Float64Array;
  /** Answers that were none of status 200. */
  readonly failed: number;
}

/** Sends the bodies in turn to `path` over `connections` sockets until all are sent `rounds` times. */
export async function load(
  origin: string,
  path: string,
  bodies: readonly string[],
  { connections, requests }: { readonly connections: number; readonly requests: number },
): Promise<LoadResult> {
  const url = new URL(origin);
  const messages = bodies.map((body) =>
    Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    ),
  );
  const times = new Float64Array(requests);
  let sent = 0;
  let failed = 0;
  const startedAt = performance.now();
  const drive = async () => {
    const socket = await opened(url);
    while (sent < requests) {
      const place = sent++;
      const begun = performance.now();
      const status = await asked(socket, messages[place % messages.length]!);
      times[place] = performance.now() - begun;
      if (status !== 200) failed++;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, drive));
  return { requests, seconds: (performance.now() - startedAt) / 1_000, times: times.sort(), failed };
}

function opened(url: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => resolve(socket));
    socket.setNoDelay(true);
    socket.once('error', reject);
  });
}

/** The status of one answer, read to its end. */
function asked(socket: Socket, message: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    let head = '';
    let missing = -1;
    let status = 0;
    const take = (part: Buffer) => {
      if (missing < 0) {
        head += part.toString('latin1');
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        status = Number(head.slice(9, 12));
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
        if (Number.isNaN(length)) return finish(new Error('The answer says no length.'));
        missing = length - (head.length - end - 4);
      } else missing -= part.length;
      if (missing <= 0) finish(null);
    };
    const finish = (error: Error | null) => {
      socket.off('data', take);
      socket.off('close', lost);
      if (error) reject(error);
      else resolve(status);
    };
    const lost = () => finish(new Error('The server closed the connection.'));
    socket.on('data', take);
    socket.once('close', lost);
    socket.write(message);
  });
}

export function percentile(times: Float64Array, share: number): number {
  return times[Math.min(times.length - 1, Math.floor(share * times.length))]!;
}
