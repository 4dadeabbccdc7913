// Hands large columns to another thread without a copy on the page's thread.
//
// Where the page is cross-origin isolated the columns move into shared memory, which every later message passes on
// for nothing (the page sends a file's histories to the lab worker); elsewhere a copy is made here and transferred.

export interface Shared<T> {
  readonly value: T;
  readonly transfer: Transferable[];
}

type Column = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

/** A copy of plain data whose typed arrays cost the receiver nothing; `value` itself stays as it is. */
export function shared<T>(value: T, isolated = globalThis.crossOriginIsolated): Shared<T> {
  const transfer: Transferable[] = [];
  const copied = (part: unknown): unknown => {
    if (ArrayBuffer.isView(part)) return copiedColumn(part as Column);
    if (Array.isArray(part)) return part.map(copied);
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, copied(inner)]));
    return part;
  };
  const copiedColumn = (column: Column): Column => {
    if (!isolated) {
      const copy = column.slice();
      transfer.push(copy.buffer);
      return copy;
    }
    const Constructor = column.constructor as new (buffer: SharedArrayBuffer) => Column;
    const copy = new Constructor(new SharedArrayBuffer(column.byteLength));
    copy.set(column);
    return copy;
  };
  return { value: copied(value) as T, transfer };
}
