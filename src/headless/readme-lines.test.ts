// Every command line that the README shows is one that the lab takes, and every request that it shows one that the service has.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { readLine } from './command.ts';
import { commands } from './commands.ts';

const readme = readFileSync('README.md', 'utf8');
const recipes = readFileSync('src/recipes/README.md', 'utf8');
const blocks = [...`${readme}\n${recipes}`.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block]) => block!);
const typed = blocks
  .join('\n')
  .split('\n')
  .filter((line) => line.startsWith('$ '))
  .map((line) => line.slice(2));

/** As a shell splits it: quotes group, a comment ends it. */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/'([^']*)'|"([^"]*)"|(#.*$)|(\S+)/g);
  return [...words].flatMap(([, single, double, comment, bare]) =>
    comment === undefined ? [single ?? double ?? bare!] : [],
  );
}

const labLines = typed.filter((line) => line.startsWith('npm run --silent lab -- '));

test('README: it shows commands of the lab and requests to its service', () => {
  expect(labLines.length).toBeGreaterThan(12);
  expect(labLines.some((line) => line.includes('-- serve '))).toBe(true);
  expect(requests.length).toBeGreaterThan(5);
});

test.each(labLines.map((line) => [line]))('README: %s', (line) => {
  const rest = wordsOf(line).slice(5);
  const command = commands.find(({ name }) => rest.slice(0, name.split(' ').length).join(' ') === name);
  expect(command, rest[0]).toBeDefined();
  expect(() => readLine(command!, rest.slice(command!.name.split(' ').length))).not.toThrow();
});

const requests = typed
  .filter((line) => line.startsWith('curl '))
  .map((line) => {
    const words = wordsOf(line);
    const { pathname } = new URL(words.find((word) => word.startsWith('http'))!);
    const sends = words.some((word) => word === '-d' || word === '--data-binary');
    return [sends ? 'POST' : 'GET', pathname, words] as const;
  });

/** The rows of the table of requests. */
const listed = /^\| request [^]*?\n\n/m.exec(readme)![0];

test.each(requests)(
  'README: %s %s stands in the table of requests, and what changes something has a key',
  (method, path, words) => {
    expect(listed).toMatch(new RegExp(`${method}[^|]*${path}`));
    if (!['/v1/suggest_price'].includes(path) && method === 'POST')
      expect(words.some((word) => word.startsWith('Idempotency-Key: '))).toBe(true);
  },
);
