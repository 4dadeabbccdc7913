import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

test('no two source files share a name', () => {
  const paths = ['src', 'e2e', '.config'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(({ name }) => /\.tsx?$/.test(name) && !name.includes('.test.'))
      .map(({ parentPath, name }) => ({ path: join(parentPath, name), name })),
  );
  const pathsOf = new Map<string, string[]>();
  for (const { path, name } of paths) pathsOf.set(name, [...(pathsOf.get(name) ?? []), path]);
  expect(paths.length).toBeGreaterThan(500);
  expect([...pathsOf.values()].filter((each) => each.length > 1)).toEqual([]);
});
