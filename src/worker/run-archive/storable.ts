// Plain data as a database takes it: columns may lie in memory shared between threads, which cannot be stored.

/** The same data; arrays in shared memory, and those that are a small part of what they lie in, are copied. */
export function storable<T>(value: T): T {
  if (ArrayBuffer.isView(value)) {
    const isOwn = value.buffer instanceof ArrayBuffer && value.buffer.byteLength === value.byteLength;
    return isOwn ? value : ((value as unknown as Float32Array).slice() as T);
  }
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, storable(inner)])) as T;
  return value;
}

/** SHA-256 in hex over plain data, typed arrays by their bytes: the same for the same numbers, wherever they lie. */
export async function digestOfData(value: unknown): Promise<string> {
  const arrays: Uint8Array[] = [];
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (!ArrayBuffer.isView(part)) return part;
    arrays.push(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    return { [part.constructor.name]: part.byteLength };
  });
  const head = new TextEncoder().encode(text);
  const bytes = new Uint8Array(head.length + arrays.reduce((sum, array) => sum + array.length, 0));
  bytes.set(head);
  let at = head.length;
  for (const array of arrays) {
    bytes.set(array, at);
    at += array.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
