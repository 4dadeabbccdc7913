// Hands large columns to another thread without a copy on the page's thread.
//
// Where the page is cross-origin isolated all columns move into one piece of shared memory, which every later message
// passes on for nothing (the page sends a file's histories to the lab worker); elsewhere one copy of them is made
// here and transferred. One piece, because a thousand products have ten thousand columns, and a buffer each would be
// a long task to receive.

export interface Shared<T> {
  readonly value: T;
  readonly transfer: Transferable[];
}

type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;
type Buffer = ArrayBuffer | SharedArrayBuffer;

/** A copy of plain data whose typed arrays cost the receiver nothing; `value` itself stays as it is. */
export function shared<T>(value: T, isolated = globalThis.crossOriginIsolated): Shared<T> {
  const size = bytesOf(value);
  const memory: Buffer = isolated ? new SharedArrayBuffer(size) : new ArrayBuffer(size);
  let offset = 0;
  const copied = (part: unknown): unknown => {
    if (isColumn(part)) {
      const Constructor = part.constructor as new (buffer: Buffer, offset: number, length: number) => Column;
      const copy = new Constructor(memory, offset, part.length);
      copy.set(part);
      offset += aligned(part.byteLength);
      return copy;
    }
    if (Array.isArray(part)) return part.map(copied);
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copied(inner)]));
    return part;
  };
  return { value: copied(value) as T, transfer: memory instanceof ArrayBuffer ? [memory] : [] };
}

function isColumn(part: unknown): part is Column {
  return ArrayBuffer.isView(part);
}

function bytesOf(part: unknown): number {
  if (isColumn(part)) return aligned(part.byteLength);
  if (typeof part !== 'object' || part === null) return 0;
  return Object.values(part).reduce<number>((sum, inner) => sum + bytesOf(inner), 0);
}

/** Columns of doubles must begin at a multiple of eight bytes. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
