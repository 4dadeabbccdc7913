// The README's list of commands against the commands there are: names both ways, and no option that a command does not take.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { commands } from './commands.ts';

const section = /## Without a browser\n(.*?)\n## /s.exec(readFileSync('README.md', 'utf8'))![1]!;
// A table a group, the command in its first column.
const rows = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, usage]) => usage!);
/** The words before the first argument or option. */
const nameOf = (usage: string) => /^[a-z][a-z-]*(?: [a-z][a-z-]*)?(?= |$)/.exec(usage)![0];

test('README: every command stands in the list once, and nothing else does', () => {
  const listed = rows.map(nameOf);
  expect([...listed].sort()).toEqual(commands.map(({ name }) => name).sort());
});

test.each(commands.map((command) => [command.name, command] as const))(
  'README: %s is shown with options that it takes, those that it needs among them',
  (name, { argument, options }) => {
    const usage = rows.find((row) => nameOf(row) === name)!;
    const shown = [...usage.matchAll(/--([a-z-]+)/g)].map(([, option]) => option!);
    expect(Object.keys(options)).toEqual(expect.arrayContaining(shown));
    const needed = Object.keys(options).filter((option) => options[option]!.required);
    expect(shown).toEqual(expect.arrayContaining(needed));
    const isNeeded = argument !== undefined && argument.default === undefined;
    expect(/^ [A-Z]/.test(usage.slice(name.length))).toBe(isNeeded);
  },
);

test('README: every option that is named in the section belongs to some command', () => {
  // The first is npm's own.
  const known = new Set(['silent', 'help', ...commands.flatMap(({ options }) => Object.keys(options))]);
  const named = [...section.matchAll(/--([a-z][a-z-]+)/g)].map(([, option]) => option!);
  expect(named).toContain('agent');
  for (const option of named) expect(known).toContain(option);
});
