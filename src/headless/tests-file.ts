// The list of price tests as a file: what the page keeps in its audit log, `{"tests": [...]}`.

import { basename } from 'node:path';

import type { TestedProducts } from '../core/demand/tested-demand.ts';
import { evidenceOf, type PriceTest } from '../core/experiments/price-test.ts';
import { parseTests } from '../core/experiments/price-test-schema.ts';
import { sentenceOf } from '../core/text/sentence-of.ts';
import { bytesOf } from './file-source.ts';
import { writeOut } from './write-file.ts';

/** @throws Error in one sentence for a file that cannot be read or holds no tests. */
export async function readTestsFile(path: string, command: string): Promise<readonly PriceTest[]> {
  const text = new TextDecoder().decode(await bytesOf(path, command));
  try {
    return parseTests(JSON.parse(text));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'the text is not JSON' : sentenceOf(error);
    throw new Error(`${basename(path)}: expected price tests as "test plan --list" writes them: ${why}`, {
      cause: error,
    });
  }
}

/** What the tests that are used say of each product; nothing without a path. */
export async function testedFrom(path: string | undefined, command: string): Promise<TestedProducts> {
  return path === undefined ? {} : evidenceOf(await readTestsFile(path, command));
}

/** @throws Error in one sentence where the file cannot be written. */
export async function writeTestsFile(
  path: string,
  tests: readonly PriceTest[],
  command: string,
): Promise<void> {
  await writeOut(command, path, `${JSON.stringify({ tests }, null, 1)}\n`);
}

/**
 * The test whose id is or begins with `wanted`; the only one where nothing is wanted.
 *
 * @throws Error in one sentence where that is none, or more than one.
 */
export function testIn(tests: readonly PriceTest[], wanted: string | undefined, command: string): PriceTest {
  const found = tests.filter(({ id }) => wanted === undefined || id === wanted);
  const named = found.length > 0 ? found : tests.filter(({ id }) => id.startsWith(wanted ?? ''));
  if (named.length === 1) return named[0]!;
  const ids = tests.map(({ id }) => `"${id}"`).join(', ');
  if (tests.length === 0) throw new Error(`${command}: the list has no test`);
  if (wanted === undefined)
    throw new Error(`${command}: the list has ${tests.length} tests; say which with --test, of ${ids}`);
  throw new Error(
    `${command}: ${named.length === 0 ? 'no test has' : `${named.length} tests have`} the id "${wanted}"; there are ${ids}`,
  );
}
