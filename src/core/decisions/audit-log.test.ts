import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  appendEntry,
  auditKinds,
  canonicalJson,
  digestOf,
  headOf,
  noHash,
  verifyLog,
  type AuditEntry,
  type AuditKind,
} from './audit-log.ts';

const at = (i: number) => `2026-11-22T10:00:${String(i % 60).padStart(2, '0')}.000Z`;

function logOf(bodies: readonly unknown[], kinds: readonly AuditKind[] = ['decision']): AuditEntry[] {
  const entries: AuditEntry[] = [];
  bodies.forEach((body, i) =>
    entries.push(appendEntry(entries.at(-1) ?? null, at(i), kinds[i % kinds.length]!, body)),
  );
  return entries;
}
const headOfLog = (entries: readonly AuditEntry[]) => headOf(entries.at(-1) ?? null);

const anyLog = fc
  .array(fc.tuple(fc.constantFrom(...(Object.keys(auditKinds) as AuditKind[])), fc.jsonValue()), {
    minLength: 2,
    maxLength: 12,
  })
  .map((parts) =>
    logOf(
      parts.map(([, body]) => body),
      parts.map(([kind]) => kind),
    ),
  );

test('appendEntry: the hash is that of the canonical JSON of the other fields', async () => {
  const first = appendEntry(null, at(0), 'decision', { b: 1, a: 'é' });
  // SubtleCrypto is the independent SHA-256.
  const text =
    `{"at":"2026-11-22T10:00:00.000Z","body":{"a":"é","b":1},"index":1,"kind":"decision",` +
    `"previousHash":"${noHash}"}`;
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  expect(first.hash).toBe(Buffer.from(bytes).toString('hex'));
  expect(appendEntry(first, at(1), 'undo', null)).toMatchObject({ index: 2, previousHash: first.hash });
});

test('canonicalJson: sorted keys, no spaces, numbers as ECMAScript writes them, no matter the order of writing', () => {
  expect(canonicalJson({ b: [1e21, 0.1, -0], a: { d: null, c: true }, aa: '"\n' })).toBe(
    '{"a":{"c":true,"d":null},"aa":"\\"\\n","b":[1e+21,0.1,0]}',
  );
  expect(canonicalJson({ a: undefined })).toBe('{}');
  expect(canonicalJson([[1, ['x']], {}])).toBe('[[1,["x"]],{}]');
  expect(() => canonicalJson({ price: Number.NaN })).toThrow(/expected a value that JSON can hold, got NaN/);
  expect(() => canonicalJson([undefined])).toThrow(/got undefined/);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      expect(digestOf(value)).toBe(digestOf(JSON.parse(JSON.stringify(value))));
    }),
  );
});

test('verifyLog: an untouched log is sound, whole and in parts, an empty one too', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      expect(verifyLog(log, { head: headOfLog(log) })).toEqual({ ok: true, entries: log.length });
      const cut = Math.floor(log.length / 2);
      expect(verifyLog(log.slice(0, cut)).ok).toBe(true);
      expect(verifyLog(log.slice(cut), { after: log[cut - 1] ?? null, head: headOfLog(log) }).ok).toBe(true);
    }),
  );
  expect(verifyLog([], { head: headOf(null) })).toEqual({ ok: true, entries: 0 });
});

test('verifyLog: every single changed field is found, at its entry', () => {
  const changes = {
    index: (entry: AuditEntry) => ({ ...entry, index: entry.index + 1 }),
    at: (entry: AuditEntry) => ({ ...entry, at: '2020-01-01T00:00:00.000Z' }),
    kind: (entry: AuditEntry) => ({ ...entry, kind: `${entry.kind}x` }),
    body: (entry: AuditEntry) => ({ ...entry, body: [entry.body, 'changed'] }),
    previousHash: (entry: AuditEntry) => ({ ...entry, previousHash: flipped(entry.previousHash) }),
    hash: (entry: AuditEntry) => ({ ...entry, hash: flipped(entry.hash) }),
  } satisfies Record<keyof AuditEntry, (entry: AuditEntry) => AuditEntry>;
  fc.assert(
    fc.property(anyLog, fc.nat(), (log, pick) => {
      const place = pick % log.length;
      for (const change of Object.values(changes)) {
        const verdict = verifyLog(log.with(place, change(log[place]!)), { head: headOfLog(log) });
        expect(verdict).toMatchObject({ ok: false, index: place + 1 });
      }
    }),
  );
});

function flipped(hash: string): string {
  return `${hash[0] === 'a' ? 'b' : 'a'}${hash.slice(1)}`;
}

test('verifyLog: a dropped entry is found: first, middle, last', () => {
  fc.assert(
    fc.property(anyLog, fc.nat(), (log, pick) => {
      for (const place of [0, pick % log.length, log.length - 1]) {
        const verdict = verifyLog(log.toSpliced(place, 1), { head: headOfLog(log) });
        expect(verdict).toMatchObject({ ok: false, index: place + 1 });
      }
      expect(verifyLog([], { head: headOfLog(log) })).toMatchObject({ ok: false, index: 1 });
    }),
  );
});

test('verifyLog: two swapped entries are found, renumbered ones too', () => {
  fc.assert(
    fc.property(anyLog, fc.nat(), fc.nat(), (log, a, b) => {
      const [i, j] = [a % log.length, b % log.length].sort((x, y) => x - y) as [number, number];
      fc.pre(i !== j);
      const swapped = log.with(i, log[j]!).with(j, log[i]!);
      expect(verifyLog(swapped, { head: headOfLog(log) })).toMatchObject({ ok: false, index: i + 1 });
      const renumbered = swapped.map((entry, k) => ({ ...entry, index: k + 1 }));
      expect(verifyLog(renumbered, { head: headOfLog(log) })).toMatchObject({ ok: false, index: i + 1 });
    }),
  );
});

test('verifyLog: a forged entry is found: appended, put in between, put in place of another', () => {
  fc.assert(
    fc.property(anyLog, fc.nat(), fc.jsonValue(), (log, pick, body) => {
      const head = headOfLog(log);
      const appended = [...log, appendEntry(log.at(-1) ?? null, at(59), 'decision', body)];
      expect(verifyLog(appended, { head })).toMatchObject({ ok: false, index: log.length + 1 });
      const place = pick % log.length;
      const forged = appendEntry(log[place - 1] ?? null, at(58), 'decision', { body, forged: true });
      expect(verifyLog(log.toSpliced(place, 0, forged), { head }).ok).toBe(false);
      expect(verifyLog(log.with(place, forged), { head }).ok).toBe(false);
    }),
  );
});

test('verifyLog: the sentence says where and what', () => {
  const log = logOf([{ a: 1 }, { a: 2 }, { a: 3 }]);
  const head = headOfLog(log);
  const sentence = (entries: readonly AuditEntry[]) => {
    const verdict = verifyLog(entries, { head });
    return verdict.ok ? '' : verdict.sentence;
  };
  expect(sentence(log.with(1, { ...log[1]!, body: { a: 9 } }))).toBe(
    'Entry 2 (decided, 2026-11-22T10:00:01.000Z) was changed: its content does not match its hash.',
  );
  expect(sentence(log.toSpliced(1, 1))).toBe(
    'Entry 2 is not in its place: entry 1 is followed by entry 3. One was dropped or moved.',
  );
  expect(sentence(log.toSpliced(0, 1))).toBe(
    'Entry 1 is not in its place: the log begins with entry 2. One was dropped or moved.',
  );
  expect(sentence(log.slice(0, 2))).toBe(
    'The log ends with entry 2, but it was stored with 3 entries: its end was cut off.',
  );
  expect(sentence([...log, log[2]!])).toBe(
    'Entry 3 stands after entry 3: entries were moved, or one was inserted twice.',
  );
  expect(sentence([appendEntry(null, at(0), 'decision', 'other'), ...log.slice(1)])).toBe(
    'Entry 2 does not follow entry 1: one of the two was replaced.',
  );
});
