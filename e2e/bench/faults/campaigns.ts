// The campaigns that need no browser: mutated sales files, models and projects, and texts that would run somewhere.

import { readFileSync } from 'node:fs';

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import Papa from 'papaparse';

import { appendEntry, headOf } from '../../../src/core/decisions/audit-log.ts';
import { encodeDecisions } from '../../../src/core/decisions/decision-record.ts';
import { defaultGuardrails } from '../../../src/core/decisions/guardrails/guardrail-list.ts';
import { pricesCsv } from '../../../src/core/decisions/prices-csv.ts';
import { setupFromCard } from '../../../src/core/decisions/setup-from-card.ts';
import { suggestPrices } from '../../../src/core/decisions/suggest-price.ts';
import type { Suggestion } from '../../../src/core/decisions/suggestion.ts';
import { summarizeDemand } from '../../../src/core/demand/summarize-demand.ts';
import { checksum, checksumLine } from '../../../src/core/export/checksum.ts';
import {
  bundleFixture,
  bundleHistory,
  changedAt,
  forgedModel,
  jsonBytes,
} from '../../../src/core/export/model/bundle-fixture.ts';
import { readModelBundle, writeModelBundle } from '../../../src/core/export/model/model-bundle.ts';
import { readProject, writeProject } from '../../../src/core/export/project-file.ts';
import { smallRun } from '../../../src/core/export/run/run-fixture.ts';
import { lyingZip } from '../../../src/core/incoming/zip-fixture.ts';
import { createPolicy } from '../../../src/core/policy/actor.ts';
import { Random } from '../../../src/core/random.ts';
import { buildDataset } from '../../../src/core/table/build-dataset.ts';
import { type ByteSource, memorySource } from '../../../src/core/table/byte-source.ts';
import { ReadError } from '../../../src/core/table/read-error.ts';
import { readTable } from '../../../src/core/table/read-table.ts';
import { brokenBytes, brokenTable, oddValue, somePath } from './mutate.ts';
import { notFinite, Tally } from './outcome.ts';

/** While it answers true another one is tried. */
export type Clock = (tried: number) => boolean;

const demo = (file: string) => readFileSync(new URL(`../../../public/demo/${file}`, import.meta.url), 'utf8');

/** Sales files, mutated, read and fitted. */
export async function mutatedFiles(goOn: Clock): Promise<Tally> {
  const tally = new Tally();
  const random = new Random(1);
  const heads = ['marketplace-product.csv', 'catalogue.csv', 'grocery-weekly.csv'].map((file) =>
    demo(file).split('\n').slice(0, 160).join('\n'),
  );
  for (let i = 0; goOn(i); i++) {
    const broken = brokenTable(heads[i % heads.length]!, random);
    const bytes = i % 4 === 3 ? brokenBytes(strToU8(broken), random) : strToU8(broken);
    await tally.try(`file ${i}`, /./, async () => {
      try {
        const { histories } = buildDataset(await readTable(memorySource('broken.csv', bytes)));
        const columns = histories.map(({ price, sales, units }) => ({ price, sales, units }));
        return notFinite(columns) ?? notFinite(summarizeDemand(histories));
      } catch (error) {
        // A refusal of the reader is a sentence by its type; whatever else is thrown is not.
        throw error instanceof ReadError ? new Error(error.message, { cause: error }) : error;
      }
    });
  }
  return tally;
}

/** Models: bytes flipped, and values of card and prices replaced with every checksum made anew; those accepted are asked for prices. */
export async function mutatedModels(goOn: Clock): Promise<Tally> {
  const tally = new Tally();
  const random = new Random(2);
  const whole = (['history', 'demand'] as const).map((market) => writeModelBundle(bundleFixture(market)));
  for (let i = 0; goOn(i); i++) {
    const model = whole[i % 2]!;
    let what = `model ${i}`;
    let bytes: Uint8Array;
    if (i % 8 === 7) bytes = brokenBytes(model, random);
    else
      bytes = forgedModel(model, i % 4 < 3 ? 'card.json' : 'prices.json', (json) => {
        const path = somePath(json, random);
        const value = oddValue(random);
        what = `${what} ${path.join('.')} = ${JSON.stringify(value)?.slice(0, 40)}`;
        return changedAt(json, path, value);
      });
    await tally.try(what, /^(The model cannot be imported: |The model prices |The loaded file )/, () => {
      const { card, weights, suggestions } = readModelBundle(bytes);
      const setup = setupFromCard(
        card,
        card.market === 'history' ? [{ history: bundleHistory, elasticity: -1.3 }] : [],
      );
      const asked = suggestPrices(createPolicy(card.architecture, weights), setup, [], defaultGuardrails);
      const unpriced = [...suggestions, ...asked].find(
        ({ price, currentPrice }) => !(currentPrice > 0) || (price !== null && !(price > 0)),
      );
      return unpriced
        ? `suggests ${unpriced.price} from ${unpriced.currentPrice}`
        : notFinite([suggestions, asked]);
    });
  }
  return tally;
}

/** Projects, as the models; those accepted must hold nothing that the page would not have made. */
export async function mutatedProjects(goOn: Clock): Promise<Tally> {
  const tally = new Tally();
  const random = new Random(3);
  const whole = sampleProject();
  for (let i = 0; goOn(i); i++) {
    let what = `project ${i}`;
    const bytes =
      i % 8 === 7
        ? brokenBytes(whole, random)
        : forgedProject(whole, random, (place) => (what = `${what} ${place}`));
    await tally.try(what, /^The project cannot be opened: /, () => {
      const { content } = readProject(bytes);
      for (const { kind, body } of content.log?.entries ?? []) {
        if (kind !== 'decision') continue;
        const { price } = body as { readonly price: readonly (number | null)[] };
        if (price.some((each) => each !== null && !(each >= 0 && each < 1e13)))
          return `decides ${price.join()}`;
      }
      return notFinite([content.settings, content.guardrails, content.log?.suggestions]);
    });
  }
  return tally;
}

function sampleProject(): Uint8Array {
  const csv = strToU8('date,sku,price,units\n2026-01-01,tea,9.5,3\n');
  const fingerprint = checksum(csv);
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
  const beside = {
    entry: 1,
    productIds: ['tea'],
    currentPrice: [9.5],
    policyPrice: [10.2],
    price: [9.9],
    confidence: [0.9],
  };
  return writeProject(
    {
      createdAt: '2026-11-22T10:05:00.000Z',
      source: { name: 'a.csv', bytes: csv, fingerprint, choices: { salesMeaning: 'units' } },
      settings: smallRun.settings,
      trainFor: 'shown',
      shownProduct: 0,
      guardrails: { ...defaultGuardrails, products: { tea: { minPrice: 9 } } },
      run: smallRun,
      log: { dataKey: fingerprint, entries: [opened, decided], head: headOf(decided), suggestions: [beside] },
    },
    [
      {
        name: 'First',
        createdAt: '2026-11-22T09:00:00.000Z',
        inUse: true,
        bytes: writeModelBundle(bundleFixture('demand')),
      },
    ],
    'Pricing Lab 0.1.0',
  );
}

/** One value of one file replaced, a log chained anew, and every checksum with it. */
function forgedProject(whole: Uint8Array, random: Random, tell: (place: string) => void): Uint8Array {
  const files = unzipSync(whole);
  const odd = (json: unknown): unknown => {
    const path = somePath(json, random);
    const value = oddValue(random);
    tell(`${path.join('.')} = ${JSON.stringify(value)?.slice(0, 40)}`);
    return changedAt(json, path, value);
  };
  const file = ['project.json', 'run.jsonl', 'suggestions.jsonl', 'audit-log.jsonl'][random.integer(4)]!;
  tell(file);
  let manifest = JSON.parse(strFromU8(files['project.json']!)) as unknown;
  if (file === 'project.json') manifest = odd(manifest);
  else {
    const lines = strFromU8(files[file]!).trimEnd().split('\n');
    if (file === 'audit-log.jsonl') {
      const [opened, decided] = lines.map((line) => JSON.parse(line) as { body: unknown });
      const first = appendEntry(null, '2026-11-22T10:00:00.000Z', 'opened', opened!.body);
      const last = appendEntry(
        first,
        '2026-11-22T10:01:00.000Z',
        'decision',
        withoutGaps(odd(decided!.body)),
      );
      lines.splice(0, 3, ...[first, last, { head: headOf(last) }].map((line) => JSON.stringify(line)));
    } else {
      const at = random.integer(lines.length);
      lines[at] = JSON.stringify(odd(JSON.parse(lines[at]!) as unknown)) ?? '';
    }
    files[file] = strToU8(`${lines.join('\n')}\n`);
    manifest = changedAt(manifest, ['checksums', file], checksum(files[file]));
  }
  const bytes = jsonBytes(manifest);
  return zipSync({
    ...files,
    'project.json': bytes,
    'project.sha256': strToU8(checksumLine(bytes, 'project.json')),
  });
}

/** A log's body must be JSON. */
function withoutGaps(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value) ?? 'null') as unknown;
}

/** Zips that lie about their size. */
export async function bombs(): Promise<Tally> {
  const tally = new Tally();
  for (const gigabytes of [1, 4])
    for (const stated of [100, 100e6])
      await tally.try(`${gigabytes} GB stated as ${stated}`, /^The model cannot be imported: /, () =>
        readModelBundle(lyingZip('card.json', gigabytes * 2 ** 30, stated)),
      );
  return tally;
}

/** Files of odd shapes and sizes: each a sentence or a dataset, within ten seconds. */
export async function hugeFiles(): Promise<Tally> {
  const tally = new Tally();
  const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10);
  const repeated = (name: string, parts: () => Iterable<string>, size: number): ByteSource => ({
    name,
    size,
    async *chunks() {
      for (const part of parts()) {
        await Promise.resolve();
        yield strToU8(part);
      }
    },
  });
  const megabyte = 2 ** 20;
  const letters = 'x'.repeat(megabyte);
  const oneLine = function* (beginning: string, part: string) {
    yield beginning;
    for (let i = 0; i < 100; i++) yield part;
  };
  const wide = (columns: number, days: number, isFilled: boolean) => {
    const names = Array.from({ length: columns }, (_, c) => `Column ${c}`).join(',');
    const cells = Array.from({ length: columns }, (_, c) => (isFilled ? String(c) : '')).join(',');
    const rows = Array.from({ length: days }, (_, i) => `${day(i)},${10 + (i % 3)},${20 - (i % 3)},${cells}`);
    return strToU8([`Date,Price,Units,${names}`, ...rows].join('\n'));
  };
  const files: ByteSource[] = [
    memorySource('10,000 columns.csv', wide(10_000, 60, true)),
    memorySource('10,000 blank columns.csv', wide(10_000, 60, false)),
    memorySource('100,000 columns.csv', wide(100_000, 20, true)),
    memorySource(
      '10,000 days as columns.csv',
      strToU8(
        [
          `Product,${Array.from({ length: 10_000 }, (_, i) => day(i)).join(',')}`,
          `A,${'3,'.repeat(9_999)}4`,
          `B,${'5,'.repeat(9_999)}4`,
        ].join('\n'),
      ),
    ),
    repeated('100 MB in one line.csv', () => oneLine('', letters), 100 * megabyte),
    repeated(
      '100 MB in one row.csv',
      () => oneLine('Date,Price,Units\n2024-01-01,', letters),
      100 * megabyte,
    ),
    repeated('100 MB of commas.csv', () => oneLine('', ','.repeat(megabyte)), 100 * megabyte),
    repeated('100 MB in a quote.csv', () => oneLine('Date,Price,Units\n"', `${letters}\n`), 100 * megabyte),
    repeated('100 MB of blanks.csv', () => oneLine('', ' '.repeat(megabyte)), 100 * megabyte),
    repeated('100 MB of line ends.csv', () => oneLine('', '\n'.repeat(megabyte)), 100 * megabyte),
    repeated('100 MB of zeros.csv', () => oneLine('', '\0'.repeat(megabyte)), 100 * megabyte),
  ];
  for (const file of files)
    await tally.try(file.name, /./, async () => {
      const began = performance.now();
      let problem: string | null = null;
      let refusal: ReadError | null = null;
      try {
        const { histories } = buildDataset(await readTable(file));
        problem = notFinite(histories.map(({ price, sales, units }) => ({ price, sales, units })));
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        refusal = error;
      }
      const seconds = (performance.now() - began) / 1000;
      if (seconds > 10) return `took ${seconds.toFixed(1)} s`;
      if (refusal) throw new Error(refusal.message, { cause: refusal });
      return problem;
    });
  return tally;
}

/** Texts that run somewhere: in a page, in a spreadsheet, in a shell. */
export const payloads: readonly string[] = [
  '<script>window.ran=1</script>',
  '"><img src=x onerror="window.ran=1">',
  "'><svg onload=window.ran=1>",
  '</title><script>window.ran=1</script>',
  'javascript:window.ran=1',
  '<iframe srcdoc="<script>parent.ran=1</script>">',
  '</style><script>window.ran=1</script>',
  '<a href="javascript:window.ran=1">x</a>',
  '{{constructor.constructor("window.ran=1")()}}',
  '${window.ran=1}',
  ']]><script>window.ran=1</script>',
  '&lt;script&gt;window.ran=1&lt;/script&gt;',
  '<base href="https://example.org/">',
  '<meta http-equiv="refresh" content="0;url=https://example.org">',
  '<link rel=stylesheet href=https://example.org/a.css>',
  '<img src=https://example.org/a.png>',
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '=HYPERLINK("https://example.org","x")',
  "=cmd|' /C calc'!A0",
  "x;=cmd|' /C calc'!A0;y",
  'x\t=1+1',
  'x\n=1+1',
  ';"=1+1',
  '\uFF1D1+1',
  '\uFF0B1',
  '\u200B=1+1',
  '\uFEFF=1+1',
  '\u00A0=1+1',
  '\u00AD=1+1',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '\u202Egnp.exe',
  '\u0000',
  '\uD83C',
  '🍵'.repeat(60),
];

/** Suggestions whose every text is the payload. */
export function poisoned(payload: string): Suggestion {
  const [suggestion] = bundleFixture('demand').suggestions;
  return {
    ...suggestion!,
    productId: payload,
    productName: payload,
    category: payload,
    verdictSentence: payload,
    reasons: [payload],
    warnings: [payload],
  };
}

/** Price lists with each text in every cell of words: no cell begins as a formula, whatever a spreadsheet separates by. */
export async function injectedPriceLists(): Promise<Tally> {
  const tally = new Tally();
  for (const payload of payloads)
    for (const delimiter of [',', ';', '\t'])
      await tally.try(`${JSON.stringify(payload)} at ${JSON.stringify(delimiter)}`, /^$/, () => {
        const suggestion = poisoned(payload);
        const decision = {
          productId: payload,
          action: 'override',
          price: 2,
          suggestedPrice: 1,
          currentPrice: 1,
          reason: payload,
        } as const;
        const cells = Papa.parse<string[]>(pricesCsv([suggestion], { [payload]: decision }), {
          delimiter,
        }).data.flat();
        const formula = cells.find((cell) => /^[\s\u200B\uFEFF\u00AD"]*[=+@\uFF1D\uFF0B]/.test(cell));
        return formula === undefined ? null : `a cell begins ${JSON.stringify(formula.slice(0, 30))}`;
      });
  return tally;
}
