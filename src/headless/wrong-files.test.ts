// Every command with every file it takes missing, empty, a folder or of another kind: one sentence, exit code 1, nothing
// printed as a result and nothing left behind.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { encodeAuditEntries, encodeAuditHead } from '../core/decisions/audit-file.ts';
import { appendEntry, headOf } from '../core/decisions/audit-log.ts';
import { bundleFixture } from '../core/export/model/bundle-fixture.ts';
import { writeModelBundle } from '../core/export/model/model-bundle.ts';
import type { Command, CommandOption } from './command.ts';
import { commands } from './commands.ts';
import { runLab } from './run-lab.ts';
import { salesCsv } from './service/service-fixture.ts';

vi.setConfig({ testTimeout: 300_000 });

const folder = mkdtempSync(join(tmpdir(), 'wrong-files-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const begun = appendEntry(null, '2026-11-30T00:00:00.000Z', 'opened', { data: 'x', fileName: null });
const right: Readonly<Record<string, string>> = {
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
/** What a command needs besides files. */
const besides: Readonly<Record<string, readonly string[]>> = {
  decide: ['--reject', 'tea'],
  'test plan': ['--product', 'tea'],
  train: ['--steps', '100'],
  sweep: ['--steps', '100', '--seeds', '1'],
  serve: ['--port', '0'],
  monitor: ['--newer', right['csv']!],
};

/** The ending that a file of this placeholder has: `NEWER.csv`, `MODEL.zip|MARKET`. */
function endingOf(placeholder: string): string {
  if (/PROJECT/.test(placeholder)) return 'pricinglab';
  return /\.(csv|zip|jsonl?)\b/.exec(placeholder)?.[1] ?? 'csv';
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
  const required = (but: string | null, out: string) =>
    Object.entries(options).flatMap(([option, of]) =>
      option === but || !of.required || of.kind !== 'text'
        ? []
        : [
            `--${option}`,
            of.writes || of.value === 'FILE' ? join(out, `out.${endingOf(of.value)}`) : rightOf(of.value),
          ],
    );
  const subject = argument ? [rightOf(argument.name)] : [];
  const words = name.split(' ');
  const rest = besides[name] ?? [];
  const places: Place[] = Object.entries(options).flatMap(([option, of]) =>
    isInput(of) && option !== 'out'
      ? [
          {
            name: `--${option}`,
            ending: endingOf(of.value),
            line: (path, out) => [
              ...words,
              ...subject,
              ...required(option, out),
              ...without_(rest, option),
              `--${option}`,
              path,
            ],
          },
        ]
      : [],
  );
  if (argument && !isOutput)
    places.unshift({
      name: argument.name,
      ending: endingOf(argument.name),
      line: (path, out) => [...words, path, ...required(null, out), ...rest],
    });
  return places;
}

function without_(rest: readonly string[], option: string): readonly string[] {
  const at = rest.indexOf(`--${option}`);
  return at < 0 ? rest : [...rest.slice(0, at), ...rest.slice(at + 2)];
}

function rightOf(placeholder: string): string {
  if (/MARKET|reference/.test(placeholder)) return 'reference';
  return right[endingOf(placeholder)] ?? right['csv']!;
}

const cases = commands
  .filter(({ name }) => !without.includes(name))
  .flatMap((command) => placesOf(command).map((place) => [command.name, place.name, place] as const));

test.each(cases)(
  '%s: %s that is missing, empty, a folder or something else',
  async (name, _, { ending, line }) => {
    const found: string[] = [];
    for (const [kind, make] of Object.entries(wrong)) {
      const out = mkdtempSync(join(folder, 'out-'));
      const shop = name === 'serve' ? ['--store', join(folder, `shop of ${kind}`)] : [];
      const printed: string[] = [];
      vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
      vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      let said = '';
      const code = await runLab([...line(make(ending), out), ...shop], {
        out: (text) => printed.push(text),
        complain: (text) => (said += text),
      });
      const complaint = problemIn({ code, said, printed, left: readdirSync(out) });
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
function problemIn({ code, said, printed, left }: Ended): string | null {
  if (code !== 1) return `exit code ${code}: ${said}`;
  if (!/^[^\n]{20,}\n$/.test(said)) return `not one sentence: ${JSON.stringify(said)}`;
  if (
    /\bE[A-Z]{4,}\b|undefined|TypeError|Cannot read prop|is not a function|\bat .*:\d+|internal:|\[object/.test(
      said,
    )
  )
    return `raw words: ${said}`;
  if (printed.length > 0) return `it printed ${printed.join(' ').slice(0, 200)}`;
  return left.length > 0 ? `it left ${left.join(', ')}` : null;
}
