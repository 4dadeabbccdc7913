import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

import { salesCsv } from './service/service-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'lab-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('lab: a reader that has read enough ends it without a word', async () => {
  const sales = join(folder, 'sales.csv');
  writeFileSync(sales, salesCsv(0, 80));
  const lab = `node --import tsx src/headless/lab.ts elasticity '${sales}'`;
  // The pipe is closed before the first word of the answer.
  const { stdout, stderr } = await promisify(execFile)('bash', [
    '-c',
    `${lab} | true; echo "\${PIPESTATUS[0]}"`,
  ]);
  expect(stdout).toBe('0\n');
  expect(stderr).not.toMatch(/EPIPE|at .*:\d+/);
}, 60_000);
