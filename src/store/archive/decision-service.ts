// Where decisions are made and kept: each is written into the log of the data it is about, and stands once it is
// written. What stands is always what the log says, read back at the next visit and shared by all tabs.
//
// One thing happens at a time, in the order it was asked for. Loaded when the first file is, not with the page.

import { decodeAuditFile, encodeAuditEntries, encodeAuditHead } from '../../core/decisions/audit-file.ts';
import {
  digestOf,
  verifyLog,
  type AuditEntry,
  type AuditKind,
  type LogVerdict,
} from '../../core/decisions/audit-log.ts';
import { entrySentence, openedSchema, suggestedSchema } from '../../core/decisions/audit-words.ts';
import {
  emptyBook,
  inverse,
  leftSentence,
  proposeDecisions,
  type DecidedSuggestion,
  type DecisionBook,
  type DecisionRequest,
} from '../../core/decisions/decision.ts';
import { bookWithEntry, encodeDecisions } from '../../core/decisions/decision-record.ts';
import { suggestedBody, type SuggestingModel } from '../../core/decisions/logged-suggestions.ts';
import { listsTests } from '../../core/experiments/price-test.ts';
import { type Guardrails, defaultGuardrails } from '../../core/decisions/guardrails/guardrail-list.ts';
import type { ProjectLog } from '../../core/export/project-file.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { AuditCheck, AuditLine, DecisionsState, PriceEvent } from './decisions-view.ts';
import { StoredLog, type Draft } from './stored-log.ts';
import { copyOfLog, missingEntries } from './log-transfer.ts';
import type { Archive } from './archive.ts';
import { priceEvents } from './price-events.ts';
import { columnsDigest, type ColumnSource } from '../../core/decisions/suggestion-columns.ts';

/** The data that prices and decisions are about. */
export interface DecisionSubject {
  /** Fingerprint of the file; `noFile` for a market without one. */
  readonly dataKey: string;
  readonly fileName: string | null;
}

/** What the service needs of the page. */
export interface DecisionsHost {
  set(changes: Partial<DecisionsState>): void;
  /** ISO time. */
  now(): string;
  saveFile(fileName: string, bytes: Uint8Array): void;
}

/** Entries shown in the list. */
const shownLines = 100;
/** A log larger than this is not read into the page. */
const largestLogBytes = 512e6;

export class DecisionService {
  private readonly host: DecisionsHost;
  private readonly archive: Archive;
  private queue: Promise<void> = Promise.resolve();
  private subject: DecisionSubject | null = null;
  private log: StoredLog | null = null;
  /** The head up to which the fields below are read. */
  private read = 0;
  private book: DecisionBook = emptyBook;
  private lines: readonly AuditLine[] = [];
  private guardrails: unknown = null;
  private tests: unknown = null;
  private lastSuggested: string | null = null;
  private readProblem: string | null = null;
  private history: { readonly productId: string; readonly events: readonly PriceEvent[] } | null = null;

  constructor(host: DecisionsHost, archive: Archive) {
    this.host = host;
    this.archive = archive;
    archive.tabs.listen((dataKey) => {
      if (dataKey === this.subject?.dataKey) this.enqueue(() => this.catchUp());
    });
    archive.onClosed(() => this.enqueue(() => Promise.resolve(this.show())));
  }

  /** Resolves once all that was asked for is done. */
  settled(): Promise<void> {
    return this.queue;
  }

  /** From here on everything is about this data; null: about none. */
  open(subject: DecisionSubject | null): void {
    this.enqueue(async () => {
      this.subject = subject;
      this.log = subject && new StoredLog(subject.dataKey, this.archive);
      this.forget();
      this.history = null;
      await this.log?.refresh();
      await this.readOn();
    });
  }

  /** Keeps the suggestions of a recalculation under these rules, unless they are those of the last one. */
  suggested(
    suggestions: readonly ColumnSource[],
    model: SuggestingModel | null,
    guardrails: Guardrails,
  ): void {
    this.enqueue(async () => {
      // Rules that were set before there was a log to say so.
      if (this.guardrails === null && digestOf(guardrails) !== digestOf(defaultGuardrails))
        await this.append(() => ({ kind: 'guardrails', body: guardrails }));
      const { body, kept } = suggestedBody(suggestions, model);
      await this.append(() =>
        body.digest === this.lastSuggested ? null : { kind: 'suggestions', body, suggestions: kept },
      );
    });
  }

  decide(request: DecisionRequest, suggestions: readonly DecidedSuggestion[]): void {
    this.enqueue(async () => {
      let note: string | null = null;
      const written = await this.append(({ decisions }) => {
        const proposal = proposeDecisions(decisions, suggestions, request);
        note = leftSentence(proposal);
        return proposal.changes.length === 0
          ? null
          : { kind: 'decision', body: encodeDecisions(proposal.changes) };
      });
      this.host.set({ decisionNote: note });
      if (written && this.log?.unkeptEntries === 0) await this.archive.askToPersist();
    });
  }

  undo(): void {
    this.enqueue(async () => {
      await this.append(({ done }) => {
        const step = done.at(-1);
        return step ? { kind: 'undo', body: encodeDecisions(inverse(step.changes), step.entry) } : null;
      });
      this.host.set({ decisionNote: null });
    });
  }

  redo(): void {
    this.enqueue(async () => {
      await this.append(({ undone }) => {
        const step = undone.at(-1);
        return step ? { kind: 'redo', body: encodeDecisions(step.changes, step.entry) } : null;
      });
      this.host.set({ decisionNote: null });
    });
  }

  record(kind: AuditKind, body: unknown): void {
    this.enqueue(async () => void (await this.append(() => ({ kind, body }))));
  }

  loadHistory(productId: string): void {
    this.enqueue(async () => {
      const { log } = this;
      if (!log) return;
      const events: PriceEvent[] = [];
      for await (const part of log.entries()) events.push(...(await priceEvents(productId, part, log)));
      this.history = { productId, events };
      this.show();
    });
  }

  exportLog(): void {
    this.enqueue(async () => {
      const { log, subject } = this;
      if (!log || !subject) return;
      const parts: Blob[] = [];
      for await (const part of log.entries()) parts.push(new Blob([encodeAuditEntries(part)]));
      const whole = new Blob([...parts, encodeAuditHead(log.head)]);
      const stem = (subject.fileName ?? 'market').replace(/\.[^.]*$/, '');
      this.host.saveFile(`audit-log-${stem}.jsonl`, new Uint8Array(await whole.arrayBuffer()));
    });
  }

  /** All of the log that the page is about, for a project; null where nothing was logged. */
  copyLog(): Promise<ProjectLog | null> {
    return this.asked(async () => {
      await this.catchUp();
      return this.log ? copyOfLog(this.log) : null;
    });
  }

  /** Rejects with the sentence why a project's log could not come in; changes nothing. */
  checkLog(copy: ProjectLog): Promise<void> {
    return this.asked(async () => void (await missingEntries(await this.logOf(copy.dataKey), copy)));
  }

  /** Takes in what a project's log has more. Rejects with the sentence why it cannot. */
  bringLog(copy: ProjectLog): Promise<void> {
    return this.asked(() =>
      this.archive.tabs.locked(`pricing-lab log ${copy.dataKey}`, async () => {
        for (;;) {
          const log = await this.logOf(copy.dataKey);
          const drafts = await missingEntries(log, copy);
          const written = drafts.length === 0 ? [] : await log.append(drafts, log.head);
          if (written === 'moved') continue;
          if (log === this.log) await this.fold(written);
          this.show();
          if (written.length > 0) this.archive.tabs.tell(copy.dataKey);
          return;
        }
      }),
    );
  }

  /** Checks the log kept here, and the suggestions kept beside it against what their entries say. */
  verify(): void {
    this.check(async () => {
      await this.catchUp();
      const { log } = this;
      if (!log) return sound('There is no log yet.');
      let last: AuditEntry | null = null;
      for await (const part of log.entries()) {
        const verdict = verifyLog(part, { after: last });
        if (!verdict.ok) return unsound(verdict);
        for (const entry of part) {
          const problem = await suggestionsProblem(entry, log);
          if (problem !== null) return unsound({ index: entry.index, sentence: problem });
        }
        last = part.at(-1) ?? last;
        await yieldToEventLoop();
      }
      const verdict = verifyLog([], { after: last, head: log.head });
      if (!verdict.ok) return unsound(verdict);
      return sound(
        verdict.entries === 0
          ? 'The log is empty: nothing has been suggested or decided yet.'
          : `${asWritten(verdict.entries)}, in their order, with none missing${log.isOpen() ? '' : ', as this page holds them'}.`,
      );
    });
  }

  verifyFile(file: File): void {
    this.check(async () => {
      if (file.size > largestLogBytes)
        throw new Error(`The file has ${Math.round(file.size / 1e6)} MB; logs up to 512 MB are read.`);
      const { entries, head } = decodeAuditFile(await file.text());
      const verdict = verifyLog(entries, head ? { head } : {});
      if (!verdict.ok) return unsound({ ...verdict, sentence: `"${file.name}": ${verdict.sentence}` });
      if (head === null)
        return unsound({
          index: verdict.entries + 1,
          sentence: `"${file.name}": the last line, which says how many entries there are, is missing. The end may have been cut off.`,
        });
      return this.compareWithStored(file.name, entries);
    });
  }

  /** A chain that was written anew from some entry on is sound in itself, but is not the one kept here. */
  private async compareWithStored(fileName: string, entries: readonly AuditEntry[]): Promise<AuditCheck> {
    const opened = openedSchema.safeParse(entries[0]?.body);
    const found = asWritten(entries.length, ` of "${fileName}"`);
    const kept = opened.success ? await this.logOf(opened.data.data) : null;
    if (!kept || kept.head.entries === 0)
      return sound(`${found}. This browser keeps no log about the same data to compare it with.`);
    for await (const part of kept.entries())
      for (const { index, hash } of part) {
        const theirs = entries[index - 1];
        if (theirs && theirs.hash !== hash)
          return unsound({
            index,
            sentence: `"${fileName}": entry ${index} is not the one kept in this browser. The file's chain was written anew from there on, or comes from another browser.`,
          });
      }
    const more = kept.head.entries - entries.length;
    return sound(
      more === 0
        ? `${found}, and are those kept in this browser.`
        : more > 0
          ? `${found}, and are those kept in this browser, which has ${more} more.`
          : `${found}. The first ${kept.head.entries} are those kept in this browser.`,
    );
  }

  private async logOf(dataKey: string): Promise<StoredLog> {
    const { log } = this;
    if (log?.dataKey === dataKey) {
      await this.catchUp();
      return log;
    }
    const other = new StoredLog(dataKey, this.archive);
    await other.refresh();
    return other;
  }

  private check(work: () => Promise<AuditCheck>): void {
    this.enqueue(async () => {
      this.host.set({ auditChecking: true, auditCheck: null });
      const auditCheck = await work().catch((error: unknown): AuditCheck => ({
        ok: false,
        entry: null,
        sentence: sentenceOf(error),
      }));
      this.host.set({ auditChecking: false, auditCheck });
    });
  }

  /** Writes the entry that `make` derives from what stands, after whatever another tab wrote meanwhile. */
  private async append(
    make: (book: DecisionBook) => Pick<Draft, 'kind' | 'body' | 'suggestions'> | null,
  ): Promise<boolean> {
    const { log, subject } = this;
    if (!log || !subject) return false;
    const { dataKey, fileName } = subject;
    return this.archive.tabs.locked(`pricing-lab log ${dataKey}`, async () => {
      for (;;) {
        await this.catchUp();
        const made = make(this.book);
        if (made === null) return false;
        const at = this.host.now();
        const opening: Draft = { at, kind: 'opened', body: { data: dataKey, fileName } };
        const drafts = log.head.entries === 0 ? [opening, { ...made, at }] : [{ ...made, at }];
        const written = await log.append(drafts, log.head);
        if (written === 'moved') continue;
        await this.fold(written);
        this.show();
        this.archive.tabs.tell(dataKey);
        return true;
      }
    });
  }

  private async catchUp(): Promise<void> {
    const news = await this.log?.refresh();
    if (news === undefined || news === 'same') return;
    if (news === 'other') this.forget();
    await this.readOn();
  }

  /** Reads the entries that follow the last one read. */
  private async readOn(): Promise<void> {
    if (this.log) for await (const part of this.log.entries(this.read + 1)) await this.fold(part);
    this.show();
  }

  private forget(): void {
    this.read = 0;
    this.book = emptyBook;
    this.lines = [];
    this.guardrails = null;
    this.tests = null;
    this.lastSuggested = null;
    this.readProblem = null;
    if (this.history) this.history = { ...this.history, events: [] };
  }

  private async fold(entries: readonly AuditEntry[]): Promise<void> {
    for (const entry of entries) {
      try {
        this.book = bookWithEntry(this.book, entry);
      } catch (error) {
        this.readProblem = `${sentenceOf(error)} What follows it is shown; verify the log.`;
      }
      if (entry.kind === 'guardrails') this.guardrails = entry.body;
      if (entry.kind === 'experiment' && listsTests(entry.body)) this.tests = entry.body;
      const suggested = suggestedSchema.safeParse(entry.body);
      if (entry.kind === 'suggestions' && suggested.success) this.lastSuggested = suggested.data.digest;
      this.read = entry.index;
    }
    const lines = entries.slice(-shownLines).map((entry) => ({
      index: entry.index,
      at: entry.at,
      kind: entry.kind,
      sentence: entrySentence(entry),
    }));
    this.lines = [...lines.reverse(), ...this.lines].slice(0, shownLines);
    const { history, log } = this;
    if (history && log)
      this.history = {
        ...history,
        events: [...history.events, ...(await priceEvents(history.productId, entries, log))],
      };
  }

  private show(): void {
    const { log } = this;
    this.host.set({
      book: this.book,
      auditHead: log?.head ?? null,
      auditLines: this.lines,
      loggedGuardrails: this.guardrails,
      loggedTests: this.tests,
      unkeptEntries: log?.unkeptEntries ?? 0,
      archiveProblem: log?.problem ?? this.readProblem,
      priceHistory: this.history,
    });
  }

  /** Like `enqueue`, with an answer. */
  private asked<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.enqueue(() => work().then(resolve, reject));
    });
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue = this.queue.then(work).catch((error: unknown) => {
      this.host.set({ archiveProblem: `What this browser keeps could not be used: ${sentenceOf(error)}.` });
    });
  }
}

async function suggestionsProblem(entry: AuditEntry, log: StoredLog): Promise<string | null> {
  const suggested = suggestedSchema.safeParse(entry.body);
  if (entry.kind !== 'suggestions' || !suggested.success) return null;
  const kept = await log.suggestions(entry.index);
  if (kept === null) return `Entry ${entry.index}: the suggestions kept beside it are gone.`;
  const fits =
    columnsDigest(kept.columns) === suggested.data.digest &&
    digestOf(kept.productIds) === kept.columns.productList;
  return fits ? null : `Entry ${entry.index}: the suggestions kept beside it were changed.`;
}

function sound(sentence: string): AuditCheck {
  return { ok: true, entry: null, sentence };
}

function unsound({
  index,
  sentence,
}: Pick<Extract<LogVerdict, { ok: false }>, 'index' | 'sentence'>): AuditCheck {
  return { ok: false, entry: index, sentence };
}

function asWritten(entries: number, of = ''): string {
  return entries === 1
    ? `The one entry${of} is as written`
    : `All ${entries.toLocaleString('en')} entries${of} are as written`;
}

/** Lets the page draw. */
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
