// Which program this is, to the letter: its version and a hash of all sources and of the versions of its packages. Two copies of the lab
// with the same build give the same numbers on processors of one kind; of others nobody knows.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { program } from '../../core/run/program-version.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
let known: string | null = null;

/** `Pricing Lab 0.1.0, build 5f0c2a9b1d3e`, made once in a process. */
export function ownBuild(): string {
  return (known ??= `${program}, build ${hashOf(root)}`);
}

/** Of the sources under `folder`, tests aside, and its lock file: names and contents, however lines end there. */
export function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const add = (name: string) =>
    hash.update(`${name}\n`).update(readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n'));
  if (existsSync(join(folder, 'package-lock.json'))) add('package-lock.json');
  for (const name of sourcesIn(folder)) add(name);
  return hash.digest('hex').slice(0, 12);
}

/** By name with `/` between folders, in the order of the alphabet. */
function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => `src/${name.split(sep).join('/')}`)
    .sort();
}
