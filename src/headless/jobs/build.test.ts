import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { program } from '../../core/run/program-version.ts';
import { hashOf, ownBuild } from './build.ts';

test('ownBuild: the version and a hash, the same at every call', () => {
  expect(ownBuild()).toMatch(new RegExp(`^${program}, build [0-9a-f]{12}$`));
  expect(ownBuild()).toBe(ownBuild());
});

test('hashOf: a source, its name or a package makes another build; a test, a picture or the end of lines does not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  const [one, copy] = [join(folder, 'one'), join(folder, 'copy')];
  const write = (name: string, text: string) => writeFile(join(copy, name), text);
  try {
    await mkdir(join(one, 'src/core'), { recursive: true });
    await writeFile(join(one, 'src/core/price.ts'), 'export const price = 1;\n');
    await writeFile(join(one, 'src/view.tsx'), '<p />\n');
    await writeFile(join(one, 'package-lock.json'), '{}');
    await cp(one, copy, { recursive: true });
    const same = hashOf(one);
    await write('src/core/price.test.ts', 'test');
    await write('src/core/price.png', 'png');
    await write('src/core/price.ts', 'export const price = 1;\r\n');
    expect(hashOf(copy)).toBe(same);
    const others = new Set<string>();
    for (const [name, text] of [
      ['src/core/price.ts', 'export const price = 2;\n'],
      ['src/view.tsx', '<b />\n'],
      ['package-lock.json', '{"lockfileVersion":3}'],
      ['src/core/other.ts', ''],
    ] as const) {
      await write(name, text);
      others.add(hashOf(copy));
    }
    expect(others.size).toBe(4);
    expect(others).not.toContain(same);
  } finally {
    await rm(folder, { recursive: true });
  }
});
