// A zip that lies, for tests and campaigns: zeros by the gigabyte behind a small stated size.

import { Deflate, deflateSync, zipSync } from 'fflate';

/** Zeros in one block that ends at a whole byte and refers to nothing before it, so that it can be repeated. */
const blockBytes = 2 ** 24;

/** A zip with one file that unpacks to at least `bytes` zeros and says it unpacks to `statedBytes`. */
export function lyingZip(name: string, bytes: number, statedBytes: number): Uint8Array {
  const block = packedZeros();
  const blocks = Math.ceil(bytes / blockBytes);
  const last = deflateSync(new Uint8Array(1));
  const packed = new Uint8Array(blocks * block.length + last.length);
  for (let i = 0; i < blocks; i++) packed.set(block, i * block.length);
  packed.set(last, blocks * block.length);
  // Stored first, so that the frame is right; then said to be packed.
  const zip = zipSync({ [name]: [packed, { level: 0 }] });
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const entryAt = view.getUint32(zip.length - 6, true);
  view.setUint16(8, 8, true);
  view.setUint32(22, statedBytes, true);
  view.setUint16(entryAt + 10, 8, true);
  view.setUint32(entryAt + 24, statedBytes, true);
  return zip;
}

function packedZeros(): Uint8Array {
  const pieces: Uint8Array[] = [];
  const deflate = new Deflate((piece) => pieces.push(piece));
  deflate.push(new Uint8Array(blockBytes));
  deflate.flush(true);
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}
