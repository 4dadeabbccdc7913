import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { appendEntry, headOf } from '../decisions/audit-log.ts';
import { encodeAuditEntries, encodeAuditHead } from '../decisions/audit-file.ts';
import { encodeDecisions } from '../decisions/decision-record.ts';
import type { Decision } from '../decisions/decision.ts';
import { defaultGuardrails } from '../decisions/guardrails/guardrail-list.ts';

import { readProject, writeProject, type ProjectContent, type ProjectModel } from './project-file.ts';
import { smallRun } from './run/run-fixture.ts';

const csv = strToU8('date,sku,price,units\n2026-01-01,tea,9.5,3\n');
const fingerprint = createHash('sha256').update(csv).digest('hex');

const opened = appendEntry(null, '2026-11-22T10:00:00.000Z', 'opened', {
  data: fingerprint,
  fileName: 'a.csv',
});
const decided = appendEntry(
  opened,
  '2026-11-22T10:01:00.000Z',
  'decision',
  encodeDecisions([
    {
      productId: 'tea',
      before: null,
      after: {
        productId: 'tea',
        action: 'override',
        price: 10,
        suggestedPrice: 9.9,
        currentPrice: 9.5,
        reason: 'shelf',
      },
    },
  ]),
);

const content: ProjectContent = {
  createdAt: '2026-11-22T10:05:00.000Z',
  source: {
    name: 'a.csv',
    bytes: csv,
    fingerprint,
    choices: { mapping: { date: 0, price: 2 }, salesMeaning: 'units' },
  },
  settings: smallRun.settings,
  trainFor: 'shown',
  shownProduct: 0,
  guardrails: { ...defaultGuardrails, products: { tea: { minPrice: 9 } } },
  advice: {
    level: 0.9,
    objective: 'revenue',
    lean: { towards: 'units', weight: 0.35 },
    mostChanges: 12,
    typedPrices: { tea: 9.25 },
  },
  scenarios: [
    {
      name: 'Bold',
      keptAt: '2026-11-22T10:00:00.000Z',
      guardrails: defaultGuardrails,
      advice: { level: 0.6, objective: 'auto', lean: null, mostChanges: null, typedPrices: {} },
      result: {
        total: {
          objective: 'profit',
          gainPerDay: { value: 3, interval: [1, 5] },
          gainPerYear: { value: 1095, interval: [365, 1825] },
          changed: 1,
          tests: 0,
          kept: 0,
          infeasible: 0,
        },
        prices: [{ productId: 'tea', productName: 'Tea', currentPrice: 9.5, price: 9.9, gainPerDay: 3 }],
      },
    },
  ],
  run: smallRun,
  log: {
    dataKey: fingerprint,
    entries: [opened, decided],
    head: headOf(decided),
    suggestions: [
      {
        entry: 1,
        productIds: ['tea'],
        currentPrice: [9.5],
        policyPrice: [10.2],
        price: [null],
        confidence: [0.9],
      },
    ],
  },
};
const models: readonly ProjectModel[] = [
  { name: 'First', createdAt: '2026-11-22T09:00:00.000Z', inUse: false, bytes: strToU8('PK one') },
  { name: 'Second', createdAt: '2026-11-22T09:30:00.000Z', inUse: true, bytes: strToU8('PK two') },
];
const whole = writeProject(content, models, 'Pricing Lab 0.1.0');

/** The project with files changed; undefined takes one out. The manifest's own checksum is made anew. */
function changed(changes: Readonly<Record<string, Uint8Array | undefined>>): Uint8Array {
  const files = { ...unzipSync(whole), ...changes };
  const kept = Object.entries(files).filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined);
  return zipSync(Object.fromEntries(kept));
}

function withManifest(change: (manifest: Record<string, unknown>) => void): Uint8Array {
  const manifest = JSON.parse(strFromU8(unzipSync(whole)['project.json']!)) as Record<string, unknown>;
  change(manifest);
  return changed(manifestFiles(manifest));
}

/** As somebody who knows the format would forge it: every checksum fits. */
function forged(name: string, bytes: Uint8Array): Uint8Array {
  const manifest = JSON.parse(strFromU8(unzipSync(whole)['project.json']!)) as Record<string, unknown>;
  (manifest['checksums'] as Record<string, string>)[name] = createHash('sha256').update(bytes).digest('hex');
  return changed({ ...manifestFiles(manifest), [name]: bytes });
}

function manifestFiles(manifest: unknown) {
  const bytes = strToU8(JSON.stringify(manifest));
  const line = `${createHash('sha256').update(bytes).digest('hex')}  project.json\n`;
  return { 'project.json': bytes, 'project.sha256': strToU8(line) };
}

test('project file: everything comes back as it was, and the same project gives the same bytes', () => {
  expect(readProject(whole)).toEqual({ content, models });
  expect(writeProject(content, models, 'Pricing Lab 0.1.0')).toEqual(whole);
});

test('project file: one without file, run, log and models is one too', () => {
  const bare: ProjectContent = { ...content, source: null, run: null, log: null };
  expect(readProject(writeProject(bare, [], 'Pricing Lab 0.1.0'))).toEqual({ content: bare, models: [] });
});

test('project file: one of before the advice was kept says nothing of it', () => {
  const { advice, scenarios, ...before } = content;
  expect([advice, scenarios]).not.toContain(undefined);
  expect(readProject(writeProject(before, [], 'Pricing Lab 0.1.0')).content).toEqual(before);
});

test.each<[string, Uint8Array, string]>([
  ['a text', strToU8('hello'), 'it is not a zip file'],
  ['a cut file', whole.slice(0, -200), 'the zip is cut off or damaged'],
  [
    'another zip',
    zipSync({ 'card.json': strToU8('{}') }),
    'this zip is not a project of the lab, it holds no project.json',
  ],
  [
    'a changed manifest',
    changed({
      'project.json': strToU8(strFromU8(unzipSync(whole)['project.json']!).replace('shown', 'all')),
    }),
    'project.json is not the one project.sha256 describes: it was changed or damaged',
  ],
  [
    'a later version',
    withManifest((m) => (m['version'] = 9)),
    'it has version 9 of the format, this lab reads version 1',
  ],
  [
    'a changed file',
    changed({ 'source/data': strToU8('x') }),
    'source/data is not the one its project.json describes: it was changed or damaged',
  ],
  [
    'a missing model',
    changed({ 'models/2.zip': undefined }),
    'it holds no models/2.zip, which its project.json lists',
  ],
  [
    'another sales file',
    forged('source/data', strToU8('x')),
    'its sales file has another fingerprint than the project says',
  ],
  [
    'a forged log',
    forged(
      'audit-log.jsonl',
      strToU8(strFromU8(unzipSync(whole)['audit-log.jsonl']!).replace('shelf', 'shelv')),
    ),
    'the audit log: Entry 2 (decided, 2026-11-22T10:01:00.000Z) was changed: its content does not match its hash',
  ],
  [
    'a damaged run',
    forged('run.jsonl', strToU8('{"type":"run"}\n')),
    'the run log: line 1 at format: expected "pricing-lab-run"',
  ],
  [
    'a setting out of range',
    withManifest((m) => ((m['settings'] as Record<string, unknown>)['seed'] = -1)),
    'Setting "seed"',
  ],
  [
    'guardrails out of range',
    withManifest((m) => (m['guardrails'] = { all: { largestChangePercent: 900 } })),
    'The guardrails cannot be used: all.largestChangePercent',
  ],
  [
    'a scenario without a price list',
    withManifest((m) => ((m['scenarios'] as { result: unknown }[])[0]!.result = {})),
    'project.json at scenarios.0.result.total',
  ],
  [
    'advice out of range',
    withManifest((m) => ((m['advice'] as { lean: unknown }).lean = { towards: 'units', weight: 3 })),
    'project.json at advice.lean.weight',
  ],
  [
    'a column that no file has',
    withManifest((m) => ((m['source'] as { choices: unknown }).choices = { mapping: { date: -1 } })),
    'project.json at source.choices.mapping.date',
  ],
  [
    'two models in use',
    withManifest((m) => (m['models'] as { inUse: boolean }[]).forEach((model) => (model.inUse = true))),
    'it says of two models that they are in use',
  ],
])('project file: %s is refused with its reason', (_, bytes, reason) => {
  expect(() => readProject(bytes)).toThrow(`The project cannot be opened: ${reason}`);
});

test('project file: whichever byte is changed, it is refused or reads the same', () => {
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const bytes = whole.slice();
      bytes[at] = bytes[at]! ^ by;
      let read;
      try {
        read = readProject(bytes);
      } catch (error) {
        expect((error as Error).message).toMatch(/^The project cannot be opened: .+\.$/);
        return;
      }
      expect(read).toEqual({ content, models }); // a byte of the zip's times and flags
    }),
    { numRuns: 400 },
  );
});

/** A log of one decision that somebody made up, chained as it should be. */
function withDecision(after: Partial<Decision>): Uint8Array {
  const entry = appendEntry(opened, '2026-11-22T10:01:00.000Z', 'decision', {
    productId: ['tea'],
    action: [after.action ?? 'override'],
    price: [after.price ?? null],
    suggestedPrice: [9.9],
    currentPrice: [9.5],
    reason: [after.reason ?? 'shelf'],
  });
  return forged(
    'audit-log.jsonl',
    strToU8(encodeAuditEntries([opened, entry]) + encodeAuditHead(headOf(entry))),
  );
}

const unreadable =
  'The project cannot be opened: the audit log: Entry 2 of the audit log cannot be read: it is not a valid entry of kind "decision".';

test.each([
  ['an override below 0', withDecision({ price: -5 }), unreadable],
  ['an override of 0', withDecision({ price: 0 }), unreadable],
  ['an override without a reason', withDecision({ price: 5, reason: ' ' }), unreadable],
  ['an accepted nothing', withDecision({ action: 'accept' }), unreadable],
  ['a price beyond sense', withDecision({ price: 1e300 }), unreadable],
  [
    'prices that are no JSON',
    forged('suggestions.jsonl', strToU8('{"entry":1,\n')),
    'The project cannot be opened: the audit log: suggestions, line 1 is not JSON.',
  ],
  [
    'prices beside no entry',
    forged(
      'suggestions.jsonl',
      strToU8('{"entry":9,"productIds":[],"currentPrice":[],"policyPrice":[],"price":[],"confidence":[]}\n'),
    ),
    'The project cannot be opened: the audit log: suggestions, line 1 stands beside entry 9, and the log has 2.',
  ],
  [
    'a price below 0 beside an entry',
    forged(
      'suggestions.jsonl',
      strToU8(
        '{"entry":1,"productIds":["tea"],"currentPrice":[-1],"policyPrice":[1],"price":[1],"confidence":[1]}\n',
      ),
    ),
    'The project cannot be opened: the audit log: suggestions, line 1 at currentPrice.0: expected a price above 0.',
  ],
  [
    'a log nested without end',
    forged('audit-log.jsonl', strToU8(`${'['.repeat(20_000)}${']'.repeat(20_000)}\n`)),
    'The project cannot be opened: the audit log: Line 1: expected a line of JSON, as the lab exports its audit log; it is nested more than 64 levels deep.',
  ],
  [
    'a log about other data',
    withManifest((manifest) => (manifest['logOf'] = 'no file')),
    'The project cannot be opened: the audit log: it is about other data than the project says.',
  ],
  [
    'half a character in a name',
    withManifest(
      (manifest) => (manifest['models'] = [{ ...(manifest['models'] as object[])[0], name: 'tea \uD83C' }]),
    ),
    'The project cannot be opened: project.json at models.0.name: expected whole characters, got half of one.',
  ],
  [
    'a checksum named constructor',
    withManifest(
      (manifest) => ((manifest['checksums'] as object)['constructor' as never] = '0'.repeat(64) as never),
    ),
    'The project cannot be opened: it holds no constructor, which its project.json lists.',
  ],
])('project file: %s is refused', (_, bytes, sentence) => {
  expect(() => readProject(bytes)).toThrow(sentence);
});

test('a project carries the files joined to its sales; one without them is as before', () => {
  const secondFiles = [
    { name: 'costs.csv', bytes: strToU8('SKU,Cost\ntea,4\n') },
    { name: 'stock.csv', bytes: strToU8('SKU,Stock\ntea,4\n') },
  ];
  const bytes = writeProject({ ...content, source: { ...content.source!, secondFiles } }, [], 'test');
  expect(readProject(bytes).content.source!.secondFiles).toEqual(secondFiles);
  expect(readProject(writeProject(content, [], 'test')).content.source).toEqual(content.source);
  const files = unzipSync(bytes);
  delete files['source/second-2'];
  expect(() => readProject(zipSync(files))).toThrow(
    /The project cannot be opened: it holds no source\/second-2/,
  );
});
