// A shop: its log in a store, what stands by that log, and the prices of it. Every change is one transaction that follows
// the log's end as it was read; where another server was faster the change is made anew on what stands then.

import { Mutex } from './mutex.ts';
import {
  appendEntry,
  verifyLog,
  type AuditEntry,
  type AuditHead,
  type AuditKind,
} from '../../../core/decisions/audit-log.ts';
import type { AcceptedChanges } from '../../../core/decisions/accepted-changes.ts';
import type { AdviceChoices } from '../../../core/decisions/suggest-price.ts';
import { readModelBundle, type ModelBundle } from '../../../core/export/model/model-bundle.ts';
import { settingsOfRecord } from '../../../core/run/run-settings.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import { sentenceOf } from '../../../core/text/sentence-of.ts';
import type { RunTask } from '../background/background.ts';
import type { Ground, SalesFiles } from '../background/service-ground.ts';
import { Problem } from '../problem.ts';
import type { HeadFile } from '../store/head-file.ts';
import { type KeptAnswer, type ShopStore, StoreUnavailable } from '../store/store.ts';
import type { BreakerLimits } from './circuit-breaker.ts';
import { priceDesk } from './price-desk.ts';
import type { PriceInForce } from './prices-in-force.ts';
import { emptyShop, withEntries, type SalesRecord, type ShopState } from './shop-state.ts';
import { CountedChanges, ForceOfDay, PriceCache, type StandsOn } from './standing.ts';

export interface ShopOptions {
  readonly store: ShopStore;
  /** Where it notes how far it has read, for its next start; null: nowhere. */
  readonly headFile: HeadFile | null;
  readonly runTask: RunTask;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly advice: AdviceChoices;
  readonly marginPercent: number | null;
  readonly breaker: BreakerLimits;
}

/** Which request asks for a change; null for one that nobody may repeat, such as a schedule's. */
export interface RequestKey {
  readonly key: string;
  /** Digest of the request. */
  readonly request: string;
}

export interface Draft {
  readonly kind: AuditKind;
  readonly body: unknown;
}

export interface Change<T> {
  readonly drafts: readonly Draft[];
  /** What is answered, given the entries as they are written. */
  readonly answer: (entries: readonly AuditEntry[]) => T;
  /** 200 unless said. */
  readonly status?: number;
}

export interface Answered {
  readonly status: number;
  /** JSON. */
  readonly body: string;
  /** Given before, to the same request. */
  readonly replayed: boolean;
}

/** All that an answer about prices needs. */
export interface Standing {
  readonly state: ShopState;
  readonly cache: PriceCache;
  readonly accepted: AcceptedChanges;
  readonly inForce: ReadonlyMap<string, PriceInForce>;
  readonly standsOn: StandsOn;
  /** `standsOn` as JSON. */
  readonly standsOnJson: string;
}

export class Shop {
  readonly options: ShopOptions;
  private read: ShopState = emptyShop;
  private readonly writing = new Mutex();
  private readonly reading = new Mutex();
  private readonly counted = new CountedChanges();
  private readonly force = new ForceOfDay();
  private grounds: { readonly fingerprint: string; readonly ground: Promise<Ground> } | null = null;
  private bundles: { readonly model: string; readonly bundle: Promise<ModelBundle> } | null = null;
  private caches: { readonly key: string; readonly cache: Promise<PriceCache> } | null = null;
  private said: {
    readonly state: ShopState;
    readonly cache: PriceCache;
    readonly standsOn: StandsOn;
    readonly json: string;
  } | null = null;

  /**
   * Reads the log, whole and verified.
   *
   * @throws Error in a sentence where it was changed or cannot be read.
   */
  static async open(options: ShopOptions): Promise<Shop> {
    const shop = new Shop(options);
    const { store } = options;
    const { entries, problem } = await entriesAfter(store, emptyShop);
    if (problem !== null) throw new Error(`The log of ${store.name} is not intact: ${problem}`);
    shop.read = withEntries(emptyShop, entries);
    await options.headFile?.note(shop.read.head);
    return shop;
  }

  private constructor(options: ShopOptions) {
    this.options = options;
  }

  /**
   * What stands now, also by other servers.
   *
   * @throws StoreUnavailable where a shared store cannot be asked.
   * @throws Problem where it no longer has what this server has read.
   */
  async state(): Promise<ShopState> {
    const { store } = this.options;
    if (!store.isShared) return this.read;
    const head = await store.head();
    return isSameHead(head, this.read.head) ? this.read : this.reading.run(() => this.readOn());
  }

  private async readOn(): Promise<ShopState> {
    const { store } = this.options;
    const { entries, problem } = await entriesAfter(store, this.read);
    // A log is only ever appended to: where it does not go on from what was read, somebody put an older or another one in its place.
    // To go on with either would take back what was acknowledged.
    if (problem !== null)
      throw new Problem(
        'storeReplaced',
        `The log of ${store.name} does not go on from entry ${this.read.head.entries}, which this server has read. ${problem} ` +
          `Restore the newest copy of it, or ${this.goOn()} to go on with the log that is there.`,
      );
    this.read = withEntries(this.read, entries);
    await this.options.headFile?.note(this.read.head);
    return this.read;
  }

  private goOn(): string {
    const { headFile } = this.options;
    return headFile ? `stop the servers, delete ${headFile.path} and start them again` : 'start the servers again';
  }

  /** Why the shop cannot be used now, as a sentence; null where it can. */
  async problem(): Promise<string | null> {
    const problem = await this.options.store.problem();
    if (problem !== null) return problem;
    try {
      await this.state();
      return null;
    } catch (error) {
      return sentenceOf(error);
    }
  }

  /** The answer that was given to this request; null where none was. @throws Problem where the key is another request's. */
  async answered({ key, request }: RequestKey): Promise<Answered | null> {
    const kept = await this.options.store.answer(key);
    if (!kept) return null;
    if (kept.request !== request)
      throw new Problem('keyReused', 'This Idempotency-Key was used for another request: send a new one.');
    return { status: kept.status, body: kept.body, replayed: true };
  }

  /**
   * Makes one change of what stands, durable once it resolves.
   *
   * `make` may be called again, on what stands then; where it throws nothing is written.
   */
  async change<T>(
    request: RequestKey | null,
    make: (state: ShopState) => Change<T> | Promise<Change<T>>,
  ): Promise<Answered> {
    return this.writing.run(async () => {
      for (;;) {
        if (request) {
          const before = await this.answered(request);
          if (before) return before;
        }
        const state = await this.state();
        const { drafts, answer, status = 200 } = await make(state);
        const at = new Date(this.options.now()).toISOString();
        const entries = chained(state, drafts, at);
        const body = JSON.stringify(answer(entries));
        const kept: KeptAnswer | null = request && { ...request, status, body, at };
        const result = await this.options.store.write({ after: state.head, entries, answer: kept });
        if (result === 'moved') continue;
        await this.reading.run(() => {
          // Another read may have met these entries already.
          if (this.read.head.entries === state.head.entries) this.read = withEntries(this.read, entries);
          return Promise.resolve();
        });
        await this.options.headFile?.note(this.read.head);
        return { status, body, replayed: false };
      }
    });
  }

  /** What prices stand on now. @throws Problem in a sentence where there is nothing to price. */
  async standing(): Promise<Standing> {
    const state = await this.state();
    const cache = await this.cacheFor(state);
    const now = this.options.now();
    const { standsOn, json } = this.standsOn(state, cache);
    return {
      state,
      cache,
      accepted: this.counted.at(state.book, now),
      inForce: this.force.on(state, new Date(now).toISOString().slice(0, 10)),
      standsOn,
      standsOnJson: json,
    };
  }

  /** Whether prices can be answered at once. */
  isAtHand(state: ShopState): boolean {
    return this.caches?.key === cacheKey(state);
  }

  /** Takes over what a task has made of sales, so that it is not read again. */
  knowGround(ground: Ground): void {
    this.grounds = { fingerprint: ground.fingerprint, ground: Promise.resolve(ground) };
  }

  /** The files of a record, from the store. @throws Error where one is missing. */
  async salesFiles({
    name,
    fingerprint,
    choices,
    secondFiles,
  }: Omit<SalesRecord, 'entry'>): Promise<SalesFiles> {
    return {
      name,
      bytes: await this.blob(fingerprint, name),
      choices,
      secondFiles: await Promise.all(
        secondFiles.map(async (file) => ({
          name: file.name,
          bytes: await this.blob(file.fingerprint, file.name),
        })),
      ),
    };
  }

  /** @throws Problem where the store has lost it or it is damaged; StoreUnavailable. */
  async blob(hash: string, name: string): Promise<Uint8Array> {
    const { store } = this.options;
    const bytes = await store.getBlob(hash).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) throw error;
      throw new Problem('storeReplaced', sentenceOf(error), error);
    });
    if (!bytes)
      throw new Problem('storeReplaced', `${store.name} has lost the file ${name}: restore it from a copy.`);
    return bytes;
  }

  private cacheFor(state: ShopState): Promise<PriceCache> {
    const key = cacheKey(state);
    if (this.caches?.key === key) return this.caches.cache;
    const cache = this.makeCache(state);
    const kept = { key, cache };
    this.caches = kept;
    cache.catch(() => {
      if (this.caches === kept) this.caches = null; // asked again it is tried again
    });
    return cache;
  }

  private async makeCache(state: ShopState): Promise<PriceCache> {
    const { sales, modelInUse, guardrails } = state;
    if (!sales && modelInUse === null)
      throw new Problem('conflict', 'The shop has neither sales nor a model: send sales to /v1/sales first.');
    const { advice } = this.options;
    const ground = sales && (await this.groundOf(sales));
    const model = modelInUse === null ? null : await this.bundleOf(modelInUse);
    try {
      return new PriceCache(
        priceDesk({ ground, model, guardrails, advice, settings: settingsOf(state) }),
        ground,
      );
    } catch (error) {
      // With sales the demand fits price; a model alone may need those that it learned from.
      if (ground) throw error;
      throw new Problem('conflict', sentenceOf(error), error);
    }
  }

  private groundOf(sales: SalesRecord): Promise<Ground> {
    if (this.grounds?.fingerprint === sales.fingerprint) return this.grounds.ground;
    const ground = this.salesFiles(sales).then((files) =>
      this.options.runTask('read', { files, marginPercent: this.options.marginPercent }),
    );
    const kept = { fingerprint: sales.fingerprint, ground };
    this.grounds = kept;
    ground.catch(() => {
      if (this.grounds === kept) this.grounds = null;
    });
    return ground;
  }

  private bundleOf(model: string): Promise<ModelBundle> {
    if (this.bundles?.model === model) return this.bundles.bundle;
    const bundle = this.blob(model, 'of the model').then(readModelBundle);
    const kept = { model, bundle };
    this.bundles = kept;
    bundle.catch(() => {
      if (this.bundles === kept) this.bundles = null;
    });
    return bundle;
  }

  private standsOn(
    state: ShopState,
    cache: PriceCache,
  ): { readonly standsOn: StandsOn; readonly json: string } {
    if (this.said?.state === state && this.said.cache === cache) return this.said;
    const { sales, modelInUse } = state;
    const model = state.models.find((each) => each.model === modelInUse);
    const standsOn: StandsOn = {
      sales: sales && { fingerprint: sales.fingerprint, lastDay: sales.lastDay, entry: sales.entry },
      rules: { entry: state.guardrailsEntry },
      model: model ? { id: model.model, name: model.name, entry: state.modelEntry } : null,
      modelProblem: cache.desk.modelProblem,
      decisions: { entry: state.decisionEntry },
    };
    this.said = { state, cache, standsOn, json: JSON.stringify(standsOn) };
    return this.said;
  }
}

/** The entries that follow what was read, and why they do not, as a sentence; null: they do. */
async function entriesAfter(
  store: ShopStore,
  { head: read, last }: Pick<ShopState, 'head' | 'last'>,
): Promise<{ readonly entries: readonly AuditEntry[]; readonly problem: string | null }> {
  const head = await store.head(); // first: another server may append meanwhile
  if (head.entries < read.entries) return { entries: [], problem: `It ends with entry ${head.entries}.` };
  const entries = await store.entries(read.entries + 1);
  const told = entries.slice(0, head.entries - read.entries);
  const upToHead = verifyLog(told, { after: last, head });
  const verdict = upToHead.ok ? verifyLog(entries, { after: last }) : upToHead;
  return { entries, problem: verdict.ok ? null : verdict.sentence };
}

function isSameHead(one: AuditHead, other: AuditHead): boolean {
  return one.entries === other.entries && one.hash === other.hash;
}

/** What markets without a model are made with, as the shop's project says; null: the lab's defaults. */
export function settingsOf({ sales }: ShopState): RunSettings | null {
  return sales?.settings ? settingsOfRecord(sales.settings) : null;
}

function cacheKey({ sales, guardrailsEntry, modelInUse }: ShopState): string {
  return `${sales?.fingerprint ?? ''} ${guardrailsEntry} ${modelInUse ?? ''}`;
}

export function chained(state: ShopState, drafts: readonly Draft[], at: string): AuditEntry[] {
  const entries: AuditEntry[] = [];
  const opening: readonly Draft[] =
    state.last === null && drafts.length > 0 && drafts[0]!.kind !== 'opened'
      ? [{ kind: 'opened', body: { data: 'no file', fileName: null } }]
      : [];
  for (const { kind, body } of [...opening, ...drafts])
    entries.push(
      appendEntry(entries.at(-1) ?? state.last, at, kind, JSON.parse(JSON.stringify(body)) as unknown),
    );
  return entries;
}
