import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';

import { appendEntry, headOf } from '../../core/decisions/audit-log.ts';
import { encodeAuditEntries, encodeAuditHead } from '../../core/decisions/audit-file.ts';
import { encodeDecisions } from '../../core/decisions/decision-record.ts';
import { salesAlerts } from '../../core/monitor/alerts.ts';
import { defaultMonitorSettings } from '../../core/monitor/monitor-settings.ts';
import { simulatedNewerSales } from '../../core/monitor/simulated-newer.ts';
import { watchFile } from '../../core/monitor/watch-file.ts';
import { memorySource } from '../../core/table/byte-source.ts';
import { readDataset } from '../read-dataset.ts';
import { monitorCommand } from './monitor-command.ts';
import { verifyLogCommand } from './verify-log-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'monitor-test-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const catalogue = 'public/demo/catalogue.csv';

async function printed(command: (args: readonly string[]) => Promise<void>, ...args: string[]) {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await command(args);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('monitor: the alerts, figures and files are those of the core, most urgent first', async () => {
  const lines = await printed(
    monitorCommand,
    ...[catalogue, '--simulated', '--csv', at('days.csv'), '--joined', at('all.csv')],
  );
  const of = (entry: string) => lines.filter((line) => line['entry'] === entry);
  const dataset = await readDataset(catalogue);
  const { text, drifts } = simulatedNewerSales(dataset.histories, 1);
  const { watch } = await watchFile(
    dataset,
    memorySource('newer.csv', new TextEncoder().encode(text)),
    (name, parts) => memorySource(name, new TextEncoder().encode(parts.join(''))),
  );
  const alerts = salesAlerts(watch, defaultMonitorSettings);
  expect(alerts.length).toBeGreaterThan(3);
  expect(of('alert').map(({ sentence }) => sentence)).toEqual(alerts.map(({ sentence }) => sentence));
  expect(of('product')).toHaveLength(60);
  expect(of('simulated')[0]!['drifts']).toEqual(drifts);
  expect(of('coverage')[0]!['days']).toBeGreaterThan(1000);
  const days = watch.products.reduce((sum, product) => sum + product.days.length, 0);
  expect(readFileSync(at('days.csv'), 'utf8').split('\r\n')).toHaveLength(days + 2);
  // What is joined can be read as a file of its own, and goes further than the old one.
  const joined = await readDataset(at('all.csv'));
  expect(joined.histories).toHaveLength(60);
  expect(joined.histories[0]!.days.at(-1)).toBe(watch.lastDay);
});

test('monitor: decisions of a log say whether promises were kept; a stricter setting raises fewer alarms', async () => {
  const opened = appendEntry(null, '2025-10-01T00:00:00.000Z', 'opened', { data: 'x', fileName: null });
  const accepted = {
    productId: 'KIT-204',
    action: 'accept' as const,
    price: 33.99,
    suggestedPrice: 33.99,
    currentPrice: 29.99,
    reason: '',
  };
  const decided = appendEntry(
    opened,
    '2025-10-01T00:00:01.000Z',
    'decision',
    encodeDecisions([{ productId: 'KIT-204', before: null, after: accepted }]),
  );
  const log = encodeAuditEntries([opened, decided]) + encodeAuditHead(headOf(decided));
  writeFileSync(at('log.jsonl'), log);
  const lines = await printed(
    monitorCommand,
    ...[catalogue, '--simulated', '--decisions', at('log.jsonl'), '--smallest-drift', '100'],
  );
  const { list } = lines.find(({ entry }) => entry === 'promises') as { list: readonly unknown[] };
  expect(list).toMatchObject([{ productId: 'KIT-204', price: 33.99, state: 'more' }]);
  expect(lines.some(({ kind }) => kind === 'moreDemand')).toBe(false);

  const [verdict] = await printed(verifyLogCommand, at('log.jsonl'));
  expect(verdict).toMatchObject({ ok: true, entries: 2, hash: decided.hash, isEndKnown: true });
  writeFileSync(at('changed.jsonl'), log.replace('33.99', '36.48'));
  await expect(verifyLogCommand([at('changed.jsonl')])).rejects.toThrow(/^changed\.jsonl: .*[Ee]ntry 2/);
  await expect(
    monitorCommand([catalogue, '--simulated', '--decisions', at('changed.jsonl')]),
  ).rejects.toThrow(/[Ee]ntry 2/);
  await expect(verifyLogCommand([at('log.jsonl'), '--head', 'ab'])).rejects.toThrow(
    'log.jsonl: no entry has the hash ab',
  );
});

test('monitor: what is compared has to be said once', async () => {
  await expect(monitorCommand([catalogue])).rejects.toThrow(
    'monitor: give either --newer NEWER.csv or --simulated',
  );
  await expect(monitorCommand([catalogue, '--newer', at('none.csv')])).rejects.toThrow(
    /There is no file ".*none\.csv"/,
  );
});
