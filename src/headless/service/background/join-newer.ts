// Newer sales joined to the shop's, with what they say about what was expected.

import { salesAlerts, type Alert } from '../../../core/monitor/alerts.ts';
import { defaultMonitorSettings } from '../../../core/monitor/monitor-settings.ts';
import type { SalesWatch } from '../../../core/monitor/watch.ts';
import { watchFile } from '../../../core/monitor/watch-file.ts';
import { isoDate } from '../../../core/table/day-numbers.ts';
import { memorySource } from '../../../core/table/byte-source.ts';
import {
  cellsOf,
  datasetOf,
  groundOf,
  readHooks,
  type Ground,
  type NamedBytes,
  type SalesFiles,
} from './service-ground.ts';

/** What was watched, in the form in which it stands in the log. */
export interface Watched {
  readonly sentence: string;
  /** ISO days. */
  readonly firstDay: string;
  readonly lastDay: string;
  /** Most urgent first. */
  readonly alerts: readonly Pick<Alert, 'kind' | 'urgency' | 'productId' | 'title' | 'sentence'>[];
}

export interface Joined {
  readonly files: SalesFiles;
  readonly ground: Ground;
  readonly watched: Watched;
  readonly replacedRows: number;
}

/** @throws Error in a sentence where the newer file cannot be read, holds other products or no newer day. */
export async function joinNewer(
  loaded: SalesFiles,
  newer: NamedBytes,
  marginPercent: number | null,
): Promise<Joined> {
  const { watch, joined } = await watched(loaded, newer);
  const { name, parts } = joined;
  const { secondParts } = loaded.choices;
  const choices = secondParts ? { ...joined.choices, secondParts } : joined.choices;
  const files = { name, bytes: bytesOf(parts), choices, secondFiles: loaded.secondFiles };
  const ground = groundOf(await datasetOf(files), marginPercent);
  return { files, ground, watched: watchedOf(watch), replacedRows: watch.replacedRows };
}

/**
 * What the sales after those of `base` say about what they let expect; null where there are none.
 *
 * @throws Error in a sentence where they cannot be compared.
 */
export async function driftSince(base: SalesFiles, current: NamedBytes): Promise<Watched> {
  const { watch } = await watched(base, current);
  return watchedOf(watch);
}

async function watched(loaded: SalesFiles, newer: NamedBytes) {
  return watchFile(
    await datasetOf(loaded),
    memorySource(newer.name, newer.bytes),
    (name, parts) => memorySource(name, bytesOf(parts)),
    readHooks,
    await cellsOf(loaded.secondFiles, loaded.choices),
  );
}

function watchedOf(watch: SalesWatch): Watched {
  const alerts = salesAlerts(watch, defaultMonitorSettings);
  const [firstDay, lastDay] = [isoDate(watch.firstDay), isoDate(watch.lastDay)];
  const now = alerts.filter(({ urgency }) => urgency === 'now').length;
  return {
    sentence:
      alerts.length === 0
        ? `Sales from ${firstDay} to ${lastDay} are as expected.`
        : `Sales from ${firstDay} to ${lastDay}: ${alerts.length} ${alerts.length === 1 ? 'alert' : 'alerts'}, ${now} of them urgent; first: ${alerts[0]!.title}.`,
    firstDay,
    lastDay,
    alerts: alerts.map(({ kind, urgency, productId, title, sentence }) => ({
      kind,
      urgency,
      productId,
      title,
      sentence,
    })),
  };
}

function bytesOf(parts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(parts.join(''));
}
