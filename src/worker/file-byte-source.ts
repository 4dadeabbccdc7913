// A browser's file as the core's source of bytes.

import type { ByteSource } from '../core/table/byte-source.ts';
import type { ReaderSource } from './protocol/reader-protocol.ts';

export function byteSource({ name, content }: ReaderSource): ByteSource {
  return {
    name,
    size: content.size,
    async *chunks() {
      const reader = content.stream().getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          yield value;
        }
      } finally {
        // Whoever stops asking needs no more of the file.
        await reader.cancel();
      }
    },
    slice: async (start, end) => new Uint8Array(await content.slice(start, end).arrayBuffer()),
  };
}
