// New sales of a shop, however they came: joined to those there are, or in their place. Read and fitted in a thread first,
// then written as one change.


import { digestOf } from '../../../core/decisions/audit-log.ts';
import { sha256Of } from '../../sha256.ts';
import type { RunTask } from '../background/background.ts';
import type { Ground, NamedBytes, SalesFiles } from '../background/service-ground.ts';
import type { Watched } from '../background/join-newer.ts';
import type { Answered, Draft, RequestKey, Shop } from './served-shop.ts';
import type { ShopStore } from '../store/store.ts';
import type { SalesRecord, ShopState } from './shop-state.ts';

interface SalesAnswer {
  /** Entry of the log; null where the shop has these very sales. */
  readonly entry: number | null;
  readonly fingerprint: string;
  readonly products: number;
  readonly lastDay: string;
  readonly replacedRows: number;
  readonly alerts: Watched['alerts'];
  readonly sentence: string;
}

interface Prepared {
  readonly files: SalesFiles;
  readonly ground: Ground;
  readonly watched: Watched | null;
  readonly replacedRows: number;
}

/**
 * `mode`: `add` joins newer sales to those there are, where there are any; `replace` begins anew with the file.
 *
 * @throws TaskRefused in a sentence where the file cannot be used.
 */
export async function takeSales(
  shop: Shop,
  key: RequestKey | null,
  file: NamedBytes,
  mode: 'add' | 'replace',
): Promise<Answered> {
  const { runTask, marginPercent } = shop.options;
  const before = key && (await shop.answered(key));
  if (before) return before;
  for (;;) {
    const { sales } = await shop.state();
    const prepared = await prepare(
      runTask,
      mode === 'add' && sales ? await shop.salesFiles(sales) : null,
      file,
      marginPercent,
    );
    const record = await keep(shop.options.store, prepared, sales?.settings ?? null, file.bytes);
    const moved = new SalesMoved();
    try {
      const answered = await shop.change(key, (state) => {
        // Another file came in meanwhile: this one is joined anew, to that one.
        if (mode === 'add' && state.sales?.fingerprint !== sales?.fingerprint) throw moved;
        return changeOf(state, record, prepared);
      });
      if (!answered.replayed) shop.knowGround(prepared.ground);
      return answered;
    } catch (error) {
      if (error !== moved) throw error;
    }
  }
}

class SalesMoved extends Error {}

async function prepare(
  runTask: RunTask,
  loaded: SalesFiles | null,
  file: NamedBytes,
  marginPercent: number | null,
): Promise<Prepared> {
  if (loaded) return runTask('join', { loaded, newer: file, marginPercent });
  const files = { ...file, choices: {}, secondFiles: [] };
  return { files, ground: await runTask('read', { files, marginPercent }), watched: null, replacedRows: 0 };
}

/** The record of the sales, whose files are in the store. */
export async function keep(
  store: Pick<ShopStore, 'putBlob'>,
  { files, ground }: Pick<Prepared, 'files' | 'ground'>,
  settings: SalesRecord['settings'],
  taken: Uint8Array,
): Promise<Omit<SalesRecord, 'entry'>> {
  return {
    sentence: `${files.name}: ${ground.products.length} products, sales to ${ground.lastDay}.`,
    name: files.name,
    fingerprint: await store.putBlob(files.bytes),
    choices: files.choices,
    secondFiles: await Promise.all(
      files.secondFiles.map(async ({ name, bytes }) => ({ name, fingerprint: await store.putBlob(bytes) })),
    ),
    products: ground.products.length,
    lastDay: ground.lastDay,
    settings,
    taken: sha256Of(taken),
  };
}

function changeOf(state: ShopState, record: Omit<SalesRecord, 'entry'>, { watched, replacedRows }: Prepared) {
  const isSame = state.sales !== null && digestOf(sameness(state.sales)) === digestOf(sameness(record));
  const drafts: Draft[] = isSame ? [] : salesDrafts(state, record, watched);
  return {
    drafts,
    answer: (entries: readonly { readonly index: number; readonly kind: string }[]): SalesAnswer => ({
      entry: entries.find(({ kind }) => kind === 'sales')?.index ?? null,
      fingerprint: record.fingerprint,
      products: record.products,
      lastDay: record.lastDay,
      replacedRows,
      alerts: watched?.alerts ?? [],
      sentence: isSame ? 'The shop already has these sales.' : record.sentence,
    }),
  };
}

function sameness({ fingerprint, choices, secondFiles }: Omit<SalesRecord, 'entry'>) {
  return { fingerprint, choices, secondFiles };
}

/** What stands in the log of new sales. The first ones say what the log is about. */
function salesDrafts(
  state: Pick<ShopState, 'last'>,
  record: Omit<SalesRecord, 'entry'>,
  watched: Watched | null,
): Draft[] {
  return [
    ...(state.last === null
      ? [{ kind: 'opened' as const, body: { data: record.fingerprint, fileName: record.name } }]
      : []),
    { kind: 'sales', body: record },
    ...(watched ? [{ kind: 'monitor' as const, body: watched }] : []),
  ];
}
