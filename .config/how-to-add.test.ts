// Holds the lists of "How to add" in src/README.md to the sources: what the compiler demands of whoever adds a kind, and that
// a kind's own files are known to its list alone.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { demandedBy, type Probe } from './how-to-add.ts';
import { importsBelow } from './import-circles.ts';

const readme = readFileSync('src/README.md', 'utf8');
const graph = importsBelow('src');
const isTest = (file: string) => /\.test\.tsx?$|-fixture\.tsx?$/.test(file);
const sources = [...graph.keys()].filter((file) => !isTest(file));

/** What the README says of adding one: from its bold title to the next empty line. */
function section(title: string): string {
  const found = new RegExp(`\\*\\*${title}\\.\\*\\*([\\s\\S]*?)\\n\\n`).exec(readme)?.[1];
  if (found === undefined) throw new Error(`src/README.md does not say how to add: ${title}`);
  return found;
}

function filesWith(words: RegExp): readonly string[] {
  return sources.filter((file) => words.test(readFileSync(file, 'utf8'))).sort();
}

const others = "label: '', unit: '', meaning: ''";
const probes: Readonly<Record<string, { readonly probe: Probe; readonly demands: readonly string[] }>> = {
  'A market': {
    probe: {
      list: 'src/core/market/kinds.ts',
      from: 'export const listedMarkets = [',
      to: "export const listedMarkets = [{ ...historyKind, name: 'probe' as const }, ",
    },
    demands: ['core/market/market-models.ts'],
  },
  'An agent': {
    probe: {
      list: 'src/core/agents/agents.ts',
      from: 'export const agents = { ',
      to: 'export const agents = { probe: sac, ',
    },
    demands: ['learning/agents/learning-agents.ts'],
  },
  'A guardrail': {
    probe: {
      list: 'src/core/decisions/guardrails/guardrail-list.ts',
      from: 'const rules = [',
      to: "const rules = [{ ...largestChange, name: 'probe' as const }, ",
    },
    demands: [],
  },
  'A metric': {
    probe: {
      list: 'src/core/run/metrics.ts',
      from: 'export const metricDefinitions = [',
      to: `export const metricDefinitions = [{ name: 'probe', ${others} }, `,
    },
    demands: ['core/export/run/event-file.ts'],
  },
  'A column': {
    probe: {
      list: 'src/core/table/columns.ts',
      from: 'export const columns = [',
      to: "export const columns = [{ role: 'probe', header: '', kind: 'number', unit: '', meaning: '', synonyms: [] }, ",
    },
    demands: [],
  },
  'A setting': {
    probe: {
      list: 'src/core/run/settings.ts',
      from: '  // The run\n',
      to: `  { name: 'probe', group: 'run', kind: 'integer', default: 1, min: 0, max: 2, step: 1, ${others}, source: '' },\n`,
    },
    demands: [],
  },
  'A form of the model that leaves': {
    probe: {
      list: 'src/core/export/model/model-formats.ts',
      from: 'export const modelFormats = [',
      to: "export const modelFormats = [{ name: 'probe', label: '', extension: '', meaning: '' }, ",
    },
    demands: ['core/export/model/model-files.ts'],
  },
};

test(
  'with one kind too many in each list no file fails to compile but those that the README names',
  { timeout: 900_000 },
  () => {
    for (const [title, { probe, demands }] of Object.entries(probes)) {
      const words = section(title);
      const list = probe.list.slice('src/'.length);
      for (const file of [list, ...demands])
        expect(words.includes(file) || words.includes(file.split('/').at(-1)!), `${title}: ${file}`).toBe(
          true,
        );
    }
    const demanded = Object.values(probes).flatMap(({ demands }) => demands);
    expect(demandedBy(Object.values(probes).map(({ probe }) => probe))).toEqual(
      demanded.map((file) => `src/${file}`).sort(),
    );
  },
);

/** Folders with a file for each kind, and who may import those files: the list. */
const folders: Readonly<Record<string, { readonly files: RegExp; readonly lists: readonly string[] }>> = {
  'A market': {
    files: /^src\/core\/market\/(\w+)\/\1-(kind|market-model)\.ts$/,
    lists: ['src/core/market/kinds.ts', 'src/core/market/market-models.ts'],
  },
  'A file format': {
    files: /^src\/core\/files\/formats\/(?!whole-bytes)[\w-]+\.ts$/,
    lists: ['src/core/files/file-kinds.ts'],
  },
  'A kind of second file': {
    files: /^src\/core\/files\/second-file\/kinds\/[\w-]+\.ts$/,
    lists: ['src/core/files/second-file/second-file-kinds.ts'],
  },
  'A scenario of the exam': {
    files: /^src\/core\/exam\/scenarios\/[\w-]+\.ts$/,
    lists: ['src/core/exam/scenarios.ts'],
  },
  'A section': { files: /^src\/views\/([\w-]+)\/\1\.section\.ts$/, lists: ['src/views/sections.ts'] },
};

test.each(Object.entries(folders))(
  '%s: its files are imported by the list alone',
  (title, { files, lists }) => {
    const members = sources.filter((file) => files.test(file));
    expect(members.length).toBeGreaterThan(1);
    for (const list of lists) expect(section(title)).toContain(list.slice('src/'.length));
    for (const member of members) {
      const importers = sources.filter(
        (file) => graph.get(file)!.includes(member) && !members.includes(file),
      );
      expect(importers, member).toHaveLength(1);
      expect(lists, member).toContain(importers[0]);
    }
  },
);

test('a headless command: every file of a command is loaded by one file of lines, those by commands.ts, and README names all', () => {
  const list = readFileSync('src/headless/commands.ts', 'utf8');
  const lines = readdirSync('src/headless/lines').filter((name) => name.endsWith('-lines.ts'));
  for (const name of lines) expect(list).toContain(`./lines/${name}`);
  const texts = lines.map((name) => readFileSync(`src/headless/lines/${name}`, 'utf8'));
  const files = readdirSync('src/headless/commands').filter((name) => !isTest(name));
  expect(files.length).toBeGreaterThan(10);
  for (const name of files)
    expect(
      texts.filter((text) => text.includes(`'../commands/${name}'`)),
      name,
    ).toHaveLength(1);
  for (const named of ['headless/lines/', 'headless/commands.ts', 'headless/commands/'])
    expect(section('A headless command')).toContain(`\`${named}\``);
});

test('a guardrail is known by its own file and the list alone', () => {
  expect(filesWith(/\b(?:restAfterChange|restDays|rest-after-change)\b/)).toEqual([
    join('src', 'core/decisions/guardrails/guardrail-list.ts'),
    join('src', 'core/decisions/guardrails/rest-after-change.ts'),
  ]);
});

test('a market: outside its folder nobody names one, but for those that choose one to begin with', () => {
  const named = (file: string) => {
    const text = readFileSync(file, 'utf8');
    return /\bmarket: '(?:demand|history|memory)'|market'?\]? [!=]== '(?:demand|history|memory)'|kindNamed\('/.test(
      text,
    );
  };
  expect(sources.filter((file) => !/^src\/core\/market\/\w+\//.test(file) && named(file)).sort()).toEqual([
    // What a published comparison and the portfolio were tried in.
    'src/core/run/presets.ts',
    // What the objective of the history market was called in records of before.
    'src/core/run/run-settings.ts',
  ]);
});
