// Hands large columns to another thread without a copy on the page's thread.
//
// Where the page is cross-origin isolated all columns move into one piece of shared memory, which every later message
// passes on for nothing (the page sends a file's histories to the lab worker); elsewhere one copy of them is made
// here and transferred. One piece, because a thousand products have ten thousand columns, and a buffer each would be
// a long task to receive. Columns that are parts of one (a history's of the table's) stay parts of one, and those that lie
// in shared memory already, as the table's do, are not copied at all.

export interface Shared<T> {
  readonly value: T;
  readonly transfer: Transferable[];
}

type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;
type Buffer = ArrayBuffer | SharedArrayBuffer;

/** The bytes of one piece of memory that columns lie in, and where they go. */
interface Stretch {
  start: number;
  end: number;
  target: number;
}

/** Memory that `shared` need not copy, where there is any and the browser gives it. */
export function sharedMemory(bytes: number, isolated = globalThis.crossOriginIsolated): Buffer {
  if (isolated)
    try {
      return new SharedArrayBuffer(bytes);
    } catch {
      // Refused or too large: a message then carries a copy.
    }
  return new ArrayBuffer(bytes);
}

/** A copy of plain data whose typed arrays cost the receiver nothing; `value` itself stays as it is. */
export function shared<T>(value: T, isolated = globalThis.crossOriginIsolated): Shared<T> {
  const stretches = new Map<ArrayBufferLike, Stretch>();
  gather(value, stretches);
  let size = 0;
  for (const stretch of stretches.values()) {
    stretch.target = size;
    size += aligned(stretch.end - stretch.start);
  }
  const memory = sharedMemory(size, isolated);
  for (const [buffer, { start, end, target }] of stretches)
    new Uint8Array(memory, target).set(new Uint8Array(buffer, start, end - start));
  const copied = (part: unknown): unknown => {
    if (isColumn(part)) {
      const stretch = stretches.get(part.buffer);
      if (!stretch) return part;
      const Constructor = part.constructor as new (buffer: Buffer, offset: number, length: number) => Column;
      const { start, target } = stretch;
      return new Constructor(memory, target + part.byteOffset - start, part.length);
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

function isShared(buffer: ArrayBufferLike): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}

/** The stretches that the columns of `part` lie in: one a buffer, from the first column's start to the last one's end. */
function gather(part: unknown, stretches: Map<ArrayBufferLike, Stretch>): void {
  if (isColumn(part)) {
    if (isShared(part.buffer)) return;
    const { buffer, byteOffset, byteLength } = part;
    const start = byteOffset - (byteOffset % 8); // columns of doubles must begin at a multiple of eight bytes
    const end = byteOffset + byteLength;
    const known = stretches.get(buffer);
    if (!known) stretches.set(buffer, { start, end, target: 0 });
    else {
      known.start = Math.min(known.start, start);
      known.end = Math.max(known.end, end);
    }
  } else if (typeof part === 'object' && part !== null) {
    for (const inner of Object.values(part)) gather(inner, stretches);
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
