// Every command with every file it takes missing, empty, a folder or of another kind: one sentence, exit code 1, nothing
// printed as a result and nothing left behind.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { defaultGuardrails } from '../core/decisions/guardrails/guardrail-list.ts';
import { usualAdvice } from '../core/decisions/scenario.ts';
import { encodeAuditEntries, encodeAuditHead } from '../core/decisions/audit-file.ts';
import { appendEntry, headOf } from '../core/decisions/audit-log.ts';
import { newTest } from '../core/experiments/price-test.ts';
import { bundleFixture } from '../core/export/model/bundle-fixture.ts';
import { writeModelBundle } from '../core/export/model/model-bundle.ts';
import type { Command, CommandOption } from './command.ts';
import { commands } from './commands.ts';
import { runLab } from './run-lab.ts';
import { salesCsv } from './service/service-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'wrong-files-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const begun = appendEntry(null, '2026-11-30T00:00:00.000Z', 'opened', { data: 'x', fileName: null });
const nothing = { value: 0, interval: [0, 0] as const };
const scenario = (name: string) => ({
  ...{ name, keptAt: '2026-11-30T00:00:00.000Z', guardrails: defaultGuardrails, advice: usualAdvice },
  result: {
    total: {
      ...{ objective: null, gainPerDay: nothing, gainPerYear: nothing },
      ...{ changed: 0, tests: 0, kept: 0, infeasible: 0 },
    },
    prices: [],
  },
});
const fingerprint = createHash('sha256').update(salesCsv(0, 80)).digest('hex');
const scenarios = { data: fingerprint, fileName: 'sales.csv', scenarios: [scenario('One'), scenario('Two')] };
const right: Readonly<Record<string, string>> = {
  json: file('scenarios.json', JSON.stringify(scenarios)),
  csv: file('sales.csv', salesCsv(0, 80)),
  zip: file('model.zip', writeModelBundle(bundleFixture('demand'))),
  jsonl: file('log.jsonl', encodeAuditEntries([begun]) + encodeAuditHead(headOf(begun))),
};

const picture = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
const wrong: Readonly<Record<string, (ending: string) => string>> = {
  missing: (ending) => join(folder, `nowhere.${ending}`),
  empty: (ending) => file(`empty.${ending}`, ''),
  folder: (ending) => {
    const path = join(folder, `folder.${ending}`);
    mkdirSync(path, { recursive: true });
    return path;
  },
  picture: (ending) => file(`picture.${ending}`, picture),
  words: (ending) => file(`words.${ending}`, 'Dear all,\nthe prices are as we said.\n'),
  'other JSON': (ending) => file(`other.${ending}`, '{"nothing": {"of": [1, 2, 3]}}'),
  'half a zip': (ending) => file(`half.${ending}`, readFileSync(right['zip']!).subarray(0, 300)),
};

/** Of commands that read no file, or whose work is not of files. */
const without = ['worker', 'jobs', 'mcp', 'exam', 'coverage', 'ab-simulation', 'catalogue', 'demo-data'];
const plannedTest = newTest(
  {
    ...{ productId: 'tea', productName: 'tea', priceA: 10, priceB: 12, firstDay: 20_000 },
    ...{ fortnights: 4, holdDays: 1, shops: [], seed: 1 },
  },
  null,
);
/** What a command needs besides files; a file of its own in place of a sales file. */
const besides: Readonly<Record<string, readonly string[]>> = {
  decide: ['--reject', 'tea'],
  'test plan': ['--product', 'tea'],
  'test simulate': ['--list', file('tests.json', JSON.stringify({ tests: [plannedTest] }))],
  'try-rules': ['--price', 'tea=4'],
  train: ['--steps', '100'],
  sweep: ['--steps', '100', '--seeds', '1'],
  serve: ['--port', '0'],
  monitor: ['--newer', file('newer.csv', salesCsv(80, 20))],
};

/** The endings that a file of this placeholder may have: `NEWER.csv`, `MODEL.zip|MARKET`. */
function endingsOf(placeholder: string): readonly string[] {
  if (/PROJECT/.test(placeholder)) return ['pricinglab'];
  const endings = [...placeholder.matchAll(/\.(csv|zip|jsonl?)\b/g)].map(([, ending]) => ending!);
  return endings.length > 0 ? endings : ['csv'];
}

const namesFile = /\.(csv|zip|jsonl?)\b|FILE|PROJECT|MODEL|CATALOGUE|^F$/;

function isInput(option: CommandOption): option is Extract<CommandOption, { kind: 'text' | 'texts' }> {
  if (option.kind === 'texts') return namesFile.test(option.value);
  return option.kind === 'text' && option.writes === undefined && namesFile.test(option.value);
}

interface Place {
  readonly name: string;
  readonly ending: string;
  /** What is typed, with `path` where the wrong file goes. */
  readonly line: (path: string, out: string) => readonly string[];
}

function placesOf(command: Command): readonly Place[] {
  const { name, argument, options } = command;
  const isOutput = name === 'catalogue' || name === 'demo-data';
  /** Answers and second files are read where there are sales. */
  const ofSales = (option: string) => option === 'choices' || option === 'join';
  const required = (but: string, out: string) =>
    Object.entries(options).flatMap(([option, of]) =>
      option === but || !of.required || of.kind !== 'text'
        ? []
        : [
            `--${option}`,
            of.writes || of.value === 'FILE'
              ? join(out, `out.${endingsOf(of.value)[0]!}`)
              : rightOf(of.value, ofSales(but)),
          ],
    );
  const subject = (option: string) =>
    argument ? [rightOf(argument.name, ofSales(option), option === 'sales')] : [];
  const needsSales = (option: string) =>
    name === 'scenario compare'
      ? ['choices', 'join', 'costs', 'tests'].includes(option)
      : name === 'compare' && ofSales(option);
  const sales = (option: string) => (needsSales(option) ? ['--sales', right['csv']!] : []);
  const words = name.split(' ');
  const rest = besides[name] ?? [];
  const places: Place[] = Object.entries(options).flatMap(([option, of]) =>
    isInput(of) && option !== 'out'
      ? endingsOf(of.value).map((ending) => ({
          name: `--${option}`,
          ending,
          line: (path: string, out: string) => [
            ...words,
            ...subject(option),
            ...required(option, out),
            ...sales(option),
            ...leftOut(rest, option),
            `--${option}`,
            path,
          ],
        }))
      : [],
  );
  if (argument && !isOutput)
    places.unshift(
      ...endingsOf(argument.name).map((ending) => ({
        name: argument.name,
        ending,
        line: (path: string, out: string) => [...words, path, ...required('', out), ...rest],
      })),
    );
  return places;
}

function leftOut(rest: readonly string[], option: string): readonly string[] {
  const at = rest.indexOf(`--${option}`);
  return at < 0 ? rest : [...rest.slice(0, at), ...rest.slice(at + 2)];
}

function rightOf(placeholder: string, isOfSales: boolean, isOfModel = false): string {
  if (/MARKET|reference/.test(placeholder) && !isOfModel) return isOfSales ? right['csv']! : 'reference';
  return right[endingsOf(placeholder)[0]!] ?? right['csv']!;
}

const cases = commands
  .filter(({ name }) => !without.includes(name))
  .flatMap((command) =>
    placesOf(command).map((place) => [command.name, place.name, place.ending, place] as const),
  );

test.each(cases)(
  '%s: %s (%s) that is missing, empty, a folder or something else',
  async (name, _, ending, { line }) => {
    const found: string[] = [];
    for (const [kind, make] of Object.entries(wrong)) {
      const out = mkdtempSync(join(folder, 'out-'));
      const shop = name === 'serve' ? ['--store', join(folder, `shop of ${kind}`)] : [];
      const printed: string[] = [];
      vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
      vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      let said = '';
      const path = make(ending);
      const code = await runLab([...line(path, out), ...shop], {
        out: (text) => printed.push(text),
        complain: (text) => (said += text),
      });
      const complaint = problemIn({ code, said, printed, left: readdirSync(out) }, basename(path));
      if (complaint !== null) found.push(`${kind}: ${complaint}`);
    }
    expect(found).toEqual([]);
  },
);

interface Ended {
  readonly code: number;
  readonly said: string;
  readonly printed: readonly string[];
  readonly left: readonly string[];
}

/** What is wrong with how a command ended; null where it is as it should be. */
function problemIn({ code, said, printed, left }: Ended, fileName: string): string | null {
  if (code !== 1) return `exit code ${code}: ${said}`;
  if (!/^[^\n]{20,}\n$/.test(said)) return `not one sentence: ${JSON.stringify(said)}`;
  if (
    /\bE[A-Z]{4,}\b|undefined|TypeError|Cannot read prop|is not a function|\bat .*:\d+|internal:|\[object/.test(
      said,
    )
  )
    return `raw words: ${said}`;
  if (!said.includes(fileName)) return `it does not name the file: ${said}`;
  if (printed.length > 0) return `it printed ${printed.join(' ').slice(0, 200)}`;
  return left.length > 0 ? `it left ${left.join(', ')}` : null;
}

const noMarket = (command: string) =>
  `${command}: there is neither a market nor a file "nope"; markets with a name are reference, memory\n`;
const unread = (command: string) =>
  `${command}: --choices and --join go with a file of sales, and reference is none\n`;

test.each([
  ['train --market nope', noMarket('train')],
  ['sweep --market nope', noMarket('sweep')],
  ['audit --market nope', noMarket('audit')],
  ['optimum nope', noMarket('optimum')],
  ['policy-map nope', noMarket('policy-map')],
  ['play nope', noMarket('play')],
  ['sweep --market reference --agents nope', 'sweep: there is no agent "nope"; there are sac, '],
  ['sweep --market reference --vary nope=1,2', 'Setting "nope" is unknown; a sweep can go over objective, '],
  ['exam --scenario nope', 'exam: there is no scenario "nope"; there are clean, thin, '],
  ['train --market reference --join nope', unread('train')],
  ['play reference --choices nope', unread('play')],
  [
    `compare ${right['zip']!} --with ${right['zip']!} --join nope`,
    'compare: --choices and --join go with the sales of a model: name them with --sales FILE.csv\n',
  ],
])(
  '%s: a name that nothing has says which there are; an option that nothing would read is refused',
  async (typed, said) => {
    const complaints: string[] = [];
    const code = await runLab(typed.split(' '), {
      out: () => undefined,
      complain: (text) => complaints.push(text),
    });
    expect({ code, starts: complaints.join('').startsWith(said) ? said : complaints.join('') }).toEqual({
      code: 1,
      starts: said,
    });
  },
);
