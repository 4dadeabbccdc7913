// What the READMEs point to is there: files named in src/README.md, links and headings in all of them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { expect, test } from 'vitest';

const readmes = ['README.md', 'src/README.md', 'src/recipes/README.md', 'e2e/bench/README.md'];
const named = new Set(
  ['src', 'e2e', '.config', 'public']
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .map((file) => basename(file)),
);

test('src/README.md: every source file that it names is there', () => {
  const text = readFileSync('src/README.md', 'utf8');
  const files = [...text.matchAll(/`([\w.][\w./-]*\.(?:tsx?|css|json|md))`/g)].map(([, file]) => file!);
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => !named.has(basename(file)))).toEqual([]);
});

/** As GitHub makes the anchor of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');

test.each(readmes)('%s: every link leads to a file of the repository, and to a heading of it', (readme) => {
  const links = [...readFileSync(readme, 'utf8').matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
  const lost = links.filter(([, file, anchor]) => {
    const target = file === '' ? readme : join(dirname(readme), file!);
    if (!existsSync(target)) return true;
    if (anchor === undefined) return false;
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text]) => text!);
    return !headings.map(anchorOf).includes(anchor);
  });
  expect(lost.map(([link]) => link)).toEqual([]);
});
