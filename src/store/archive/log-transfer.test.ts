// A log leaves one browser with a project and comes into another one, by way of the project's file.

import 'fake-indexeddb/auto';

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import { readProject, writeProject, type ProjectLog } from '../../core/export/project-file.ts';
import { smallRun } from '../../core/export/run/run-fixture.ts';
import { noDecisionsYet, type DecisionsState } from './decisions-view.ts';
import { openArchiveDatabase } from './database.ts';
import { DecisionService } from './decision-service.ts';

const subject = { dataKey: 'f1', fileName: 'tea.csv' };
const suggestions = [
  { productId: 'green', currentPrice: 10, policyPrice: 11.3, price: 11, confidence: 0.8 },
  { productId: 'black', currentPrice: 20, policyPrice: 18, price: null, confidence: null },
];
const model = { agent: 'sac', market: 'history', seed: 1, origin: 'run' };
let browsers = 0;

/** A browser of its own. */
async function browser() {
  const database = await openArchiveDatabase(() => {}, { name: `browser-${++browsers}` });
  let state: DecisionsState = noDecisionsYet;
  let seconds = 0;
  const room = new DecisionService(
    {
      set: (changes) => (state = { ...state, ...changes }),
      now: () => new Date(Date.UTC(2026, 10, 22, 10, browsers, seconds++)).toISOString(),
      saveFile: () => {},
    },
    {
      database,
      refusal: null,
      closing: null,
      onClosed: () => undefined,
      tabs: { locked: (_, work) => work(), tell: () => {}, listen: () => {} },
      askToPersist: () => Promise.resolve(),
    },
  );
  room.open(subject);
  const accept = (...productIds: string[]) => room.decide({ action: 'accept', productIds }, suggestions);
  return {
    room,
    accept,
    state: async () => {
      await room.settled();
      return state;
    },
  };
}

/** By way of the file, as it travels. */
function travelled(log: ProjectLog | null): ProjectLog {
  const content = {
    createdAt: '2026-11-22T10:00:00.000Z',
    source: null,
    settings: smallRun.settings,
    trainFor: 'all' as const,
    shownProduct: 0,
    guardrails: defaultGuardrails,
    run: null,
    log,
  };
  return readProject(writeProject(content, [], 'Pricing Lab test')).content.log!;
}

async function decided() {
  const first = await browser();
  first.room.suggested(suggestions, model, defaultGuardrails);
  first.accept('green');
  first.room.decide(
    { action: 'override', prices: [{ productId: 'black', price: 19 }], reason: 'shelf' },
    suggestions,
  );
  first.room.undo();
  return { first, copy: travelled(await first.room.copyLog()) };
}

test('a log in another browser: decisions, what can be undone, history and head are the same, and it verifies', async () => {
  const { first, copy } = await decided();
  const other = await browser();
  await other.room.bringLog(copy);
  const before = await first.state();
  const after = await other.state();
  expect(after.book).toEqual(before.book);
  expect(after.book.undone).toHaveLength(1);
  expect(after.auditHead).toEqual(before.auditHead);
  other.room.verify();
  expect((await other.state()).auditCheck).toMatchObject({ ok: true });
  other.room.loadHistory('green');
  expect((await other.state()).priceHistory!.events.map(({ type }) => type)).toEqual([
    'suggestion',
    'decision',
  ]);
});

test('a log that this browser has the beginning of is continued, one it has already changes nothing', async () => {
  const { first, copy } = await decided();
  const other = await browser();
  await other.room.bringLog(copy);
  first.accept('black');
  first.room.redo();
  const longer = travelled(await first.room.copyLog());
  expect(longer.entries.length).toBeGreaterThan(copy.entries.length);
  await other.room.bringLog(longer);
  expect((await other.state()).auditHead).toEqual(longer.head);
  await other.room.bringLog(copy);
  expect((await other.state()).auditHead, 'an older project').toEqual(longer.head);
});

test('a log that parts from the one kept here is refused, and the kept one stays', async () => {
  const { copy } = await decided();
  const other = await browser();
  other.accept('green');
  const before = (await other.state()).auditHead;
  await expect(other.room.checkLog(copy)).rejects.toThrow(
    "this browser keeps another audit log about the same data (2 entries, which part from the project's at entry 1)",
  );
  await expect(other.room.bringLog(copy)).rejects.toThrow('two logs cannot be joined');
  expect((await other.state()).auditHead).toEqual(before);
});

test('prices beside an entry that are not those it names are refused', async () => {
  const { copy } = await decided();
  const other = await browser();
  const [logged] = copy.suggestions;
  const forged = { ...copy, suggestions: [{ ...logged!, policyPrice: [99, 18] }] };
  await expect(other.room.bringLog(forged)).rejects.toThrow(
    'the prices beside entry 2 of its audit log are not those the entry names',
  );
  expect((await other.state()).auditHead?.entries).toBe(0);
});

test('the log that the command line writes of decisions has the entries of the page, comes in and verifies', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-of-command-'));
  const [log, project] = [join(folder, 'log.jsonl'), join(folder, 'shop.pricinglab')];
  const sales = 'public/demo/catalogue.csv';
  const lab = (...args: string[]) => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'src/headless/lab.ts', ...args],
      { encoding: 'utf8' },
    );
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
  };
  lab('decide', sales, '--log', log, '--accept', 'KIT-204');
  lab('decide', sales, '--log', log, '--override', 'KIT-204=31', '--reason', 'shelf');
  lab('decide', sales, '--log', log, '--undo');
  lab('project', 'write', sales, '--log', log, '--out', project);
  const copy = readProject(readFileSync(project)).content.log!;
  rmSync(folder, { recursive: true });

  const beside = copy.suggestions[0]!;
  const priced = beside.productIds.map((productId, i) => ({
    productId,
    currentPrice: beside.currentPrice[i]!,
    policyPrice: beside.policyPrice[i]!,
    price: beside.price[i]!,
    confidence: beside.confidence[i]!,
  }));
  const page = await browser();
  page.room.open({ dataKey: copy.dataKey, fileName: 'catalogue.csv' });
  page.room.suggested(priced, null, defaultGuardrails);
  page.room.decide({ action: 'accept', productIds: ['KIT-204'] }, priced);
  page.room.suggested(priced, null, defaultGuardrails);
  page.room.decide(
    { action: 'override', prices: [{ productId: 'KIT-204', price: 31 }], reason: 'shelf' },
    priced,
  );
  page.room.undo();
  const said = (entries: ProjectLog['entries']) => entries.map(({ kind, body }) => ({ kind, body }));
  expect(said((await page.room.copyLog())!.entries)).toEqual(said(copy.entries));

  const other = await browser();
  await other.room.bringLog(copy);
  other.room.open({ dataKey: copy.dataKey, fileName: 'catalogue.csv' });
  other.room.verify();
  const { auditCheck, auditHead } = await other.state();
  expect(auditCheck).toMatchObject({ ok: true });
  expect(auditHead).toEqual(copy.head);
}, 300_000);
