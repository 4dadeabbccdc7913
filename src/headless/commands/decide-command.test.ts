// What `decide` writes into a log, read back by the core and taken into a project.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { decodeAuditFile } from '../../core/decisions/audit-file.ts';
import { verifyLog } from '../../core/decisions/audit-log.ts';
import { readProject } from '../../core/export/project-file.ts';
import { decisionsIn } from '../log-file.ts';
import { adviseCommand } from './advise-command.ts';
import { decideCommand } from './decide-command.ts';
import { projectWriteCommand } from './project-write-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'decide-test-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const sales = 'public/demo/catalogue.csv';
type Line = Record<string, unknown>;

async function printed(command: (args: readonly string[]) => Promise<void>, ...args: string[]) {
  const all: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void all.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await command(args);
  return all;
}
const decide = async (...args: string[]) =>
  (await printed(decideCommand, ...args)).map((line) => JSON.parse(line) as Line);

test('decide: prices of advise are accepted, overridden, rejected and undone; the chain verifies and a project takes it', async () => {
  const log = at('log.jsonl');
  const advice = JSON.parse((await printed(adviseCommand, sales, '--agent', 'none')).join('\n')) as {
    products: { product: string; action: string; currentPrice: number; recommendedPrice: number }[];
  };
  const changes = advice.products.filter(({ action }) => action === 'change');
  const lines = await decide(sales, '--log', log, '--accept-changes');
  const accepted = lines.filter(({ entry }) => entry === 'decision');
  expect(accepted.map(({ product, price }) => [product, price])).toEqual(
    changes.map(({ product, recommendedPrice }) => [product, recommendedPrice]),
  );
  const [first, second] = changes;
  const override = ['--override', `${first!.product}=${first!.currentPrice}`, '--reason', 'a promise'];
  await decide(sales, '--log', log, ...override, '--reject', second!.product);
  const standing = await decisionsIn(log, 'test');
  expect(standing[first!.product]).toMatchObject({
    action: 'override',
    price: first!.currentPrice,
    reason: 'a promise',
  });
  expect(standing[second!.product]).toMatchObject({ action: 'reject', price: second!.currentPrice });
  // The override is the last one of the two.
  await decide(sales, '--log', log, '--undo');
  expect((await decisionsIn(log, 'test'))[first!.product]).toMatchObject({ action: 'accept' });
  const { entries, head } = decodeAuditFile(readFileSync(log, 'utf8'));
  expect(verifyLog(entries, { head: head! })).toMatchObject({ ok: true });
  expect(entries.map(({ kind }) => kind)).toEqual(['opened', 'decision', 'decision', 'decision', 'undo']);
  await printed(
    projectWriteCommand,
    ...[sales, '--out', at('p.pricinglab'), '--log', log, '--level', '0.8', '--max-changes', '3'],
    ...['--typed', `${first!.product}=${first!.currentPrice}`],
  );
  const { content } = readProject(readFileSync(at('p.pricinglab')));
  expect(content.log!.entries).toEqual(entries);
  expect(content.advice).toEqual({
    level: 0.8,
    objective: 'auto',
    lean: null,
    mostChanges: 3,
    typedPrices: { [first!.product]: first!.currentPrice },
  });
}, 120_000);

test('decide: what cannot be is refused in a sentence, and the log stays as it was', async () => {
  const log = at('other.jsonl');
  await expect(decide(sales, '--log', log)).rejects.toThrow(/^decide: name what is decided with --accept/);
  await expect(decide(sales, '--log', log, '--override', 'KIT-204=20')).rejects.toThrow(
    'decide: --override needs --reason "...", which stands in the log',
  );
  await expect(decide(sales, '--log', log, '--accept', 'nothing')).rejects.toThrow(
    'decide: --accept: catalogue.csv has no product "nothing"',
  );
  await expect(decide(sales, '--log', log, '--accept', 'KIT-204', '--reason', 'why')).rejects.toThrow(
    'decide: --reason is for --override: nothing else is written into the log with a reason',
  );
  await expect(decide(sales, '--log', log, '--accept', 'KIT-204', '--reject', 'KIT-204')).rejects.toThrow(
    'decide: "KIT-204" is named more than once: say what is decided on it in one option',
  );
  await decide(sales, '--log', log, '--reject', 'KIT-204');
  const before = readFileSync(log, 'utf8');
  await expect(decide('public/demo/grocery-weekly.csv', '--log', log, '--undo')).rejects.toThrow(
    /^other\.jsonl is about other sales \(catalogue\.csv\)/,
  );
  await printed(projectWriteCommand, sales, '--out', at('whole.pricinglab'), '--log', log);
  const project = readFileSync(at('whole.pricinglab'));
  await expect(decide(sales, '--log', at('whole.pricinglab'), '--accept', 'KIT-204')).rejects.toThrow(
    'whole.pricinglab is a zip: give the log itself, which "project read --out FOLDER" takes out of a project',
  );
  expect(readFileSync(at('whole.pricinglab')).equals(project)).toBe(true);
  writeFileSync(log, before.replace('"reject"', '"accept"'));
  await expect(decide(sales, '--log', log, '--undo')).rejects.toThrow(/^other\.jsonl: /);
});
