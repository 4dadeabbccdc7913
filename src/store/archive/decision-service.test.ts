// The room with a real (in-memory) IndexedDB: what stands, what is kept, and what happens when it cannot be.

import 'fake-indexeddb/auto';

import { deleteDB } from 'idb';
import { beforeEach, expect, test, vi } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { noDecisionsYet, type DecisionsState } from './decisions-view.ts';
import { closingWords, type DatabaseClosing } from '../../worker/open-database.ts';
import { archiveVersion, openArchiveDatabase, type ArchiveDatabase } from './database.ts';
import { DecisionService, type DecisionSubject } from './decision-service.ts';
import type { Archive, Tabs } from './archive.ts';
import type { ColumnSource } from '../../core/decisions/suggestion-columns.ts';

const teaFile: DecisionSubject = { dataKey: 'f1', fileName: 'tea.csv' };
const suggestions: ColumnSource[] = [
  { productId: 'green', currentPrice: 10, policyPrice: 11.3, price: 11, confidence: 0.8 },
  { productId: 'black', currentPrice: 20, policyPrice: 18, price: 18, confidence: 0.6 },
  { productId: 'constructor', currentPrice: 5, policyPrice: 9, price: null, confidence: null },
];
const model = { agent: 'sac', market: 'history', seed: 1, origin: 'run' };
let databases = 0;
let name = '';

beforeEach(() => {
  name = `archive-${++databases}`;
});

/** Tabs of one browser that hear of each other; locks can be taken away. */
class Browser {
  private readonly listeners: ((dataKey: string) => void)[] = [];
  private last: Promise<unknown> = Promise.resolve();
  readonly hasLocks: boolean;
  constructor(hasLocks = true) {
    this.hasLocks = hasLocks;
  }
  tabs(): Tabs {
    const own = this.listeners.length;
    return {
      locked: (_, work) => {
        if (!this.hasLocks) return work();
        const mine = this.last.then(work, work);
        this.last = mine;
        return mine;
      },
      tell: (dataKey) =>
        this.listeners.forEach((listener, i) => {
          if (i !== own) listener(dataKey);
        }),
      listen: (onNews) => void (this.listeners[own] = onNews),
    };
  }
}

async function tab(browser = new Browser(), refusal: string | null = null) {
  let database: ArchiveDatabase | null = null;
  let closing: DatabaseClosing | null = null;
  let onClosed = () => {};
  const close = (why: DatabaseClosing) => {
    closing = why;
    database = null;
    onClosed();
  };
  if (refusal === null) database = await openArchiveDatabase(close, { name });
  let state: DecisionsState = noDecisionsYet;
  const saved: { fileName: string; text: string }[] = [];
  let seconds = 0;
  let asked = 0;
  const archive: Archive = {
    get database() {
      return database;
    },
    get closing() {
      return closing;
    },
    get refusal() {
      return closing === null ? refusal : closingWords[closing];
    },
    onClosed: (listener) => (onClosed = listener),
    tabs: browser.tabs(),
    askToPersist: () => {
      asked++;
      return Promise.resolve();
    },
  };
  const room = new DecisionService(
    {
      set: (changes) => (state = { ...state, ...changes }),
      now: () => new Date(Date.UTC(2026, 10, 22, 10, 0, seconds++)).toISOString(),
      saveFile: (fileName, bytes) => void saved.push({ fileName, text: new TextDecoder().decode(bytes) }),
    },
    archive,
  );
  return {
    room,
    database: database!,
    /** As the browser does when site data is cleared. */
    forceClose: () => close('closed'),
    saved,
    asked: () => asked,
    open: (subject: DecisionSubject | null = teaFile) => {
      room.open(subject);
      return room.settled();
    },
    accept: (...productIds: string[]) => {
      room.decide({ action: 'accept', productIds }, suggestions);
      return room.settled();
    },
    state: async () => {
      await room.settled();
      return state;
    },
  };
}

const kinds = (state: DecisionsState) => state.auditLines.map(({ kind }) => kind).reverse();
const actions = (state: DecisionsState) =>
  Object.fromEntries(Object.values(state.book.decisions).map(({ productId, action }) => [productId, action]));

test('a file that is only looked at leaves no log', async () => {
  const { open, state } = await tab();
  await open();
  expect((await state()).auditHead).toEqual({ entries: 0, hash: '0'.repeat(64) });
});

test('decisions: stand once they are in the log, and are back at the next visit', async () => {
  const first = await tab();
  await first.open();
  first.room.suggested(suggestions, model, defaultGuardrails);
  await first.accept('green', 'black', 'constructor');
  first.room.decide(
    { action: 'override', prices: [{ productId: 'black', price: 19.999 }], reason: ' clearance ' },
    suggestions,
  );
  const before = await first.state();
  expect(kinds(before)).toEqual(['opened', 'suggestions', 'decision', 'decision']);
  expect(before.book.decisions['black']).toEqual({
    productId: 'black',
    action: 'override',
    price: 20,
    suggestedPrice: 18,
    currentPrice: 20,
    reason: 'clearance',
  });
  expect(actions(before)).toEqual({ green: 'accept', black: 'override' });

  const next = await tab();
  await next.open();
  const after = await next.state();
  expect(after.book).toEqual(before.book);
  expect(after.auditHead).toEqual(before.auditHead);
  expect(after.auditLines).toEqual(before.auditLines);
  expect(first.asked()).toBeGreaterThan(0);
});

test('decide: what stays as it is is said', async () => {
  const { open, accept, state } = await tab();
  await open();
  await accept('green', 'constructor');
  expect((await state()).decisionNote).toBe('1 of 2 stays as it is: 1 without a recommended price.');
  await accept('green');
  expect((await state()).decisionNote).toBe('1 of 1 stays as it is: 1 already decided this way.');
  expect((await state()).auditHead?.entries).toBe(2); // opened, decision
});

test('undo and redo: are entries themselves, and go on after a reload', async () => {
  const first = await tab();
  await first.open();
  await first.accept('green');
  await first.accept('black');
  first.room.undo();
  expect(actions(await first.state())).toEqual({ green: 'accept' });
  const next = await tab();
  await next.open();
  next.room.undo();
  expect(actions(await next.state())).toEqual({});
  next.room.redo();
  next.room.redo();
  next.room.redo();
  const state = await next.state();
  expect(actions(state)).toEqual({ green: 'accept', black: 'accept' });
  expect(kinds(state)).toEqual(['opened', 'decision', 'decision', 'undo', 'undo', 'redo', 'redo']);
  expect(state.auditLines[3]?.sentence).toBe('Undone entry 3: "black" undecided again.');
});

test('suggestions: the same ones again are not kept twice; another file has its own log', async () => {
  const { room, open, state } = await tab();
  await open();
  room.suggested(suggestions, model, defaultGuardrails);
  room.suggested(suggestions, model, defaultGuardrails);
  const nearly = suggestions.map((each) => ({ ...each, policyPrice: each.policyPrice! + 1e-7 }));
  room.suggested(nearly, { ...model, origin: 'import' }, defaultGuardrails);
  expect(kinds(await state())).toEqual(['opened', 'suggestions']);
  room.suggested([{ ...suggestions[0]!, price: 12 }], model, defaultGuardrails);
  expect(kinds(await state())).toEqual(['opened', 'suggestions', 'suggestions']);
  await open({ dataKey: 'f2', fileName: 'coffee.csv' });
  expect((await state()).auditHead?.entries).toBe(0);
  await open();
  expect((await state()).auditHead?.entries).toBe(3);
});

test('guardrails: rules set before there was a log are in it, and are there at the next visit', async () => {
  const strict = { ...defaultGuardrails, all: { ...defaultGuardrails.all, largestChangePercent: 3 } };
  const first = await tab();
  await first.open();
  first.room.suggested(suggestions, model, strict);
  first.room.suggested([{ ...suggestions[0]!, price: 12 }], model, strict);
  expect(kinds(await first.state())).toEqual(['opened', 'guardrails', 'suggestions', 'suggestions']);
  const next = await tab();
  await next.open();
  expect((await next.state()).loggedGuardrails).toEqual(strict);
  next.room.record('guardrails', defaultGuardrails);
  expect((await next.state()).loggedGuardrails).toEqual(defaultGuardrails);
});

test('loadHistory: suggestions and decisions of one product, over visits, and what comes then', async () => {
  const first = await tab();
  await first.open();
  first.room.suggested(suggestions, model, defaultGuardrails);
  await first.accept('green', 'black');
  const next = await tab();
  await next.open();
  next.room.loadHistory('green');
  next.room.undo();
  const { priceHistory } = await next.state();
  expect(priceHistory?.productId).toBe('green');
  expect(priceHistory?.events).toMatchObject([
    { type: 'suggestion', entry: 2, price: 11, currentPrice: 10, policyPrice: 11.3, confidence: 0.8 },
    { type: 'decision', entry: 3, action: 'accept', price: 11, by: 'decision' },
    { type: 'decision', entry: 4, action: 'clear', price: null, by: 'undo' },
  ]);
  next.room.loadHistory('constructor');
  expect((await next.state()).priceHistory?.events).toMatchObject([{ type: 'suggestion', price: null }]);
});

test('loadHistory: prices that no agent was asked for have none that it wanted', async () => {
  const { room, open, state } = await tab();
  await open();
  const alone = suggestions.map((each) => ({ ...each, policyPrice: null }));
  room.suggested(alone, null, defaultGuardrails);
  await open();
  room.loadHistory('green');
  const { priceHistory, auditLines } = await state();
  expect(priceHistory?.events).toMatchObject([{ price: 11, policyPrice: null, confidence: 0.8 }]);
  expect(auditLines[0]?.sentence).toBe('Recommendations for 3 products, 1 without a price.');
});

test.each([true, false])('two tabs: no entry is lost or written twice (locks: %s)', async (hasLocks) => {
  const browser = new Browser(hasLocks);
  const a = await tab(browser);
  const b = await tab(browser);
  await Promise.all([a.open(), b.open()]);
  const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
  const many = ids.map((productId) => ({ ...suggestions[0]!, productId }));
  ids.forEach((productId, i) => {
    const { room } = i % 2 === 0 ? a : b;
    room.decide({ action: 'accept', productIds: [productId] }, many);
  });
  await Promise.all([a.state(), b.state()]);
  a.room.verify();
  const [left, right] = [await a.state(), await b.state()];
  expect(left.auditCheck).toMatchObject({ ok: true });
  expect(left.auditHead).toEqual(right.auditHead);
  expect(left.auditHead?.entries).toBe(21); // opened once, then 20 decisions
  expect(Object.keys(left.book.decisions).sort()).toEqual([...ids].sort());
  expect(left.book.decisions).toEqual(right.book.decisions);
});

test('two tabs: undo takes back what the other tab did last', async () => {
  const browser = new Browser();
  const a = await tab(browser);
  const b = await tab(browser);
  await Promise.all([a.open(), b.open()]);
  await a.accept('green');
  await b.accept('black');
  a.room.undo();
  expect(actions(await a.state())).toEqual({ green: 'accept' });
  expect(actions(await b.state())).toEqual({ green: 'accept' });
});

/** As a browser does when the disk is full: the request fails and takes the transaction with it. */
function fillStorage(): () => void {
  const spy = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  return () => spy.mockRestore();
}

test('storage full: a sentence, nothing earlier is lost, and the page goes on until there is room again', async () => {
  const { room, open, accept, state } = await tab();
  await open();
  await accept('green');
  const empty = fillStorage();
  await accept('black');
  const full = await state();
  expect(full.archiveProblem).toMatch(/^The browser's storage is full\. What was kept before is safe\./);
  expect(full.unkeptEntries).toBe(1);
  expect(actions(full)).toEqual({ green: 'accept', black: 'accept' });
  room.undo();
  room.verify();
  expect((await state()).auditCheck).toMatchObject({ ok: true });
  expect((await state()).unkeptEntries).toBe(2);

  const visitor = await tab();
  await visitor.open();
  expect(actions(await visitor.state())).toEqual({ green: 'accept' });

  empty();
  room.redo();
  const again = await state();
  expect(again).toMatchObject({ archiveProblem: null, unkeptEntries: 0 });
  await visitor.open();
  expect((await visitor.state()).book).toEqual(again.book);
  expect((await visitor.state()).auditHead).toEqual(again.auditHead);
});

test('storage full in one tab only: its entries follow those of the other, undo included', async () => {
  const browser = new Browser();
  const a = await tab(browser);
  const b = await tab(browser);
  await Promise.all([a.open(), b.open()]);
  await a.accept('green');
  const empty = fillStorage();
  await a.accept('black'); // entry 3 in this tab
  a.room.undo(); // of entry 3
  await a.state();
  empty();
  b.room.decide(
    { action: 'override', prices: [{ productId: 'black', price: 17 }], reason: 'rival' },
    suggestions,
  );
  await b.state();
  await a.accept('green', 'black');
  a.room.redo();
  a.room.verify();
  const state = await a.state();
  expect(state.auditCheck).toMatchObject({ ok: true });
  expect(state.unkeptEntries).toBe(0);
  expect((await b.state()).auditHead).toEqual(state.auditHead);
  expect((await b.state()).book).toEqual(state.book);
});

test('no storage at all: decisions stand in the page, and it says so', async () => {
  const { open, accept, state } = await tab(new Browser(), 'it is switched off');
  await open();
  // Said before the first decision: who is to decide may want another browser.
  expect((await state()).archiveProblem).toBe(
    'This browser keeps nothing for the lab: it is switched off. Decisions made now exist on this page only and are lost when it closes.',
  );
  await accept('green');
  const after = await state();
  expect(actions(after)).toEqual({ green: 'accept' });
  expect(after.archiveProblem).toBe(
    'This browser keeps nothing for the lab: it is switched off. 2 entries exist on this page only: export the audit log before you close or reload it.',
  );
});

/** Four entries, two of them kept before this visit. */
async function withLog() {
  const first = await tab();
  await first.open();
  first.room.suggested(suggestions, model, defaultGuardrails);
  await first.state();
  first.database.close();
  const visit = await tab();
  await visit.open();
  await visit.accept('green');
  await visit.accept('black');
  return visit;
}

async function checkedAndExported({ room, saved, state }: Awaited<ReturnType<typeof tab>>) {
  room.verify();
  const { auditCheck } = await state();
  room.exportLog();
  await state();
  room.verifyFile(new File([saved.at(-1)!.text], 'log.jsonl'));
  return { kept: auditCheck, exported: (await state()).auditCheck };
}

test('a newer tab takes the storage: it is said at once, and log and export stay whole', async () => {
  const visit = await withLog();
  const newer = await openArchiveDatabase(() => {}, { name, version: archiveVersion + 1 });
  const closed = await visit.state();
  expect(closed.archiveProblem).toBe(
    'This browser keeps nothing for the lab: a newer version of the lab in another tab has taken over its storage. What was kept before is safe. Decisions made now exist on this page only and are lost when it closes: reload it to continue with what is kept.',
  );
  expect(closed.unkeptEntries).toBe(0);
  visit.room.undo();
  const after = await visit.state();
  expect(after.unkeptEntries).toBe(1);
  expect(after.archiveProblem).toMatch(
    /What was kept before is safe\. The one entry exists on this page only: /,
  );
  const { kept, exported } = await checkedAndExported(visit);
  expect(kept).toEqual({
    ok: true,
    entry: null,
    sentence: 'All 5 entries are as written, in their order, with none missing, as this page holds them.',
  });
  expect(exported).toMatchObject({ ok: true, sentence: /^All 5 entries of "log.jsonl" are as written/ });
  const copy = await visit.room.copyLog();
  expect(copy?.suggestions).toHaveLength(1); // kept before this visit, and with it
  expect(await newer.count('entries')).toBe(4);
});

test.each(['deleted', 'closed'] as const)(
  'site data is %s: nothing shown is lost, and the sentence says so',
  async (how) => {
    const visit = await withLog();
    if (how === 'closed') visit.forceClose();
    else await deleteDB(name);
    const closed = await visit.state();
    expect(closed.archiveProblem).toMatch(
      /^This browser keeps nothing for the lab: .*, as when site data is cleared\. 4 entries of this log exist on this page only: export the audit log before you close or reload it\.$/,
    );
    expect(closed.archiveProblem).not.toMatch(/newer|safe/);
    expect(closed.unkeptEntries).toBe(4);
    visit.room.undo();
    expect(actions(await visit.state())).toEqual({ green: 'accept' });
    const { kept, exported } = await checkedAndExported(visit);
    expect(kept).toMatchObject({ ok: true, sentence: /^All 5 entries/ });
    expect(exported).toMatchObject({ ok: true, sentence: /^All 5 entries of "log.jsonl"/ });
  },
);

test('a database that is closed before anybody says so loses nothing either', async () => {
  const visit = await withLog();
  visit.database.close();
  visit.room.undo();
  const after = await visit.state();
  expect(after.unkeptEntries).toBe(1);
  expect(after.archiveProblem).toMatch(/^The browser could not keep the latest entries/);
  expect(await checkedAndExported(visit)).toMatchObject({ kept: { ok: true }, exported: { ok: true } });
});

test('verify: a changed, a dropped and a missing last entry of the kept log are found, and changed suggestions', async () => {
  const { room, database, open, accept, state } = await tab();
  await open();
  room.suggested(suggestions, model, defaultGuardrails);
  await accept('green');
  await accept('black');
  const check = async () => {
    room.verify();
    return (await state()).auditCheck;
  };
  expect(await check()).toEqual({
    ok: true,
    entry: null,
    sentence: 'All 4 entries are as written, in their order, with none missing.',
  });
  const third = (await database.get('entries', ['f1', 3]))!;
  await database.put('entries', { ...third, at: '2020-01-01T00:00:00.000Z' }, ['f1', 3]);
  expect(await check()).toMatchObject({ ok: false, entry: 3 });
  await database.delete('entries', ['f1', 3]);
  expect(await check()).toMatchObject({ ok: false, entry: 3 });
  await database.put('entries', third, ['f1', 3]);
  const fourth = (await database.get('entries', ['f1', 4]))!;
  await database.delete('entries', ['f1', 4]);
  expect(await check()).toMatchObject({ ok: false, entry: 4 });
  await database.put('entries', fourth, ['f1', 4]);
  const columns = (await database.get('suggestions', ['f1', 2]))!;
  await database.put('suggestions', { ...columns, price: columns.price.map((price) => price + 1) }, [
    'f1',
    2,
  ]);
  expect(await check()).toMatchObject({ ok: false, entry: 2, sentence: /were changed/ });
});

test('the file of the log: goes out, is verified, and a tampered one is named with its entry', async () => {
  const { room, saved, open, accept, state } = await tab();
  await open();
  await accept('green');
  await accept('black');
  room.exportLog();
  await state();
  const [{ fileName, text }] = saved as [{ fileName: string; text: string }];
  expect(fileName).toBe('audit-log-tea.jsonl');
  const check = async (content: string) => {
    room.verifyFile(new File([content], 'log.jsonl'));
    return (await state()).auditCheck;
  };
  expect(await check(text)).toMatchObject({
    ok: true,
    sentence: 'All 3 entries of "log.jsonl" are as written, and are those kept in this browser.',
  });
  expect(await check(text.replace('"price":[11]', '"price":[12]'))).toMatchObject({ ok: false, entry: 2 });
  const lines = text.trimEnd().split('\n');
  expect(await check(lines.slice(0, -1).join('\n'))).toMatchObject({ ok: false, entry: 4 });
  expect(await check([lines[0], lines[2], lines[3]].join('\n'))).toMatchObject({ ok: false, entry: 2 });
  expect(await check('hello')).toMatchObject({ ok: false, entry: null, sentence: /^Line 1: / });

  // A log written anew from the second entry on is sound in itself, but not the one kept here.
  name = 'forged';
  const other = await tab();
  await other.open();
  await other.accept('black');
  await other.accept('green');
  other.room.exportLog();
  await other.state();
  expect(await check(other.saved[0]!.text)).toMatchObject({
    ok: false,
    entry: 2,
    sentence: /not the one kept/,
  });
});
