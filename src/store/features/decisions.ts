// What was decided about the prices shown, and what is kept of it in this browser, as the page sees it.
//
// Everything belongs to one set of data at a time, named by the fingerprint of the file that the prices are for. The
// service that decides and keeps is loaded with the first file; this part follows which data the page is about.

import type { AuditHead, AuditKind } from '../../core/decisions/audit-log.ts';
import { emptyBook, type DecisionBook } from '../../core/decisions/decision.ts';
import type { DecisionService, DecisionSubject } from '../archive/decision-service.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';

declare module '../lab-state.ts' {
  interface LabState extends DecisionsState {}
  interface LabActions extends DecisionsActions {}
}

/** One entry of the audit log in words, for the list. */
export interface AuditLine {
  readonly index: number;
  /** ISO time. */
  readonly at: string;
  readonly kind: string;
  readonly sentence: string;
}

/** What a verification found. */
export interface AuditCheck {
  readonly ok: boolean;
  /** The entry it was found at; null where all is well or the file is no log. */
  readonly entry: number | null;
  readonly sentence: string;
}

/** One recalculation's suggestion for a product, or one decision about it. */
export type PriceEvent =
  | {
      readonly type: 'suggestion';
      readonly at: string;
      readonly entry: number;
      /** Currency; null where the rules left no price. */
      readonly price: number | null;
      readonly currentPrice: number;
      readonly policyPrice: number;
      readonly confidence: number | null;
    }
  | {
      readonly type: 'decision';
      readonly at: string;
      readonly entry: number;
      readonly action: 'accept' | 'reject' | 'override' | 'clear';
      /** What was to be charged from then on; null where a decision was taken back. */
      readonly price: number | null;
      readonly reason: string;
      /** Where it came about by undoing or redoing. */
      readonly by: 'decision' | 'undo' | 'redo';
    };

interface PriceHistory {
  readonly productId: string;
  /** Oldest first, over all visits with this file. */
  readonly events: readonly PriceEvent[];
}

export interface DecisionsState {
  /** `book.decisions` is what stands; `book.done` and `book.undone` say what undo and redo would do. */
  readonly book: DecisionBook;
  /** Why the last request changed nothing, or not everything, as a sentence; else null. */
  readonly decisionNote: string | null;
  /** null while there is nothing to log about, or the log is being opened. */
  readonly auditHead: AuditHead | null;
  /** The latest entries, newest first. */
  readonly auditLines: readonly AuditLine[];
  readonly auditCheck: AuditCheck | null;
  readonly auditChecking: boolean;
  /** The body of the latest `guardrails` entry, to restore them from; null without one. Check it before use. */
  readonly loggedGuardrails: unknown;
  /** Entries that stand in this page only, because the browser does not keep them. */
  readonly unkeptEntries: number;
  /** Why something could not be kept or read back, as a sentence; else null. */
  readonly archiveProblem: string | null;
  /** Of the product it was asked for last; null before that. */
  readonly priceHistory: PriceHistory | null;
}

export interface DecisionsActions {
  /** Takes the suggested prices; overridden products stay as they are. */
  accept(productIds: readonly string[]): void;
  /** Keeps today's prices; overridden products stay as they are. */
  reject(productIds: readonly string[]): void;
  /** A price of the person's own, with a reason; it wins over every suggestion until it is taken back. */
  override(productId: string, price: number, reason: string): void;
  /** Several overrides with one reason, as one step. */
  overrideMany(
    prices: readonly { readonly productId: string; readonly price: number }[],
    reason: string,
  ): void;
  /** Takes decisions back, overrides too. */
  clearDecisions(productIds: readonly string[]): void;
  undo(): void;
  redo(): void;
  dismissDecisionNote(): void;
  /** Fills `priceHistory`, and keeps it up to date from then on. */
  loadHistory(productId: string): void;
  /** Writes an entry of another part of the page into the log. */
  recordInLog(kind: AuditKind, body: unknown): void;
  exportAuditLog(): void;
  verifyAuditLog(): void;
  /** An exported log, verified, and compared with the one kept here where it is about the same data. */
  verifyLogFile(file: File): void;
  dismissArchiveProblem(): void;
}

export const noDecisionsYet: DecisionsState = {
  book: emptyBook,
  decisionNote: null,
  auditHead: null,
  auditLines: [],
  auditCheck: null,
  auditChecking: false,
  loggedGuardrails: null,
  unkeptEntries: 0,
  archiveProblem: null,
  priceHistory: null,
};

/** The name of the log of markets without a file. */
const noFile = 'no file';

/** The data that the prices shown are for; without prices, the file that is loaded. */
export function decisionSubject(state: LabState): DecisionSubject | null {
  const { model, suggestions, data } = state;
  if (model && suggestions.length > 0) {
    const { data: from } = model.card;
    return { dataKey: from?.fingerprint ?? noFile, fileName: from?.fileName ?? null };
  }
  if (data.status !== 'ready') return null;
  return { dataKey: data.dataset.fingerprint, fileName: data.dataset.fileName };
}

export interface DecisionsFeature extends Feature<DecisionsActions> {
  /** Where the log is kept; loads it. */
  service(): Promise<DecisionService>;
}

export function decisionsFeature({ get, set, services }: FeatureContext): DecisionsFeature {
  let opened: Promise<DecisionService> | null = null;
  let dataKey: string | null = null;
  let suggestions: LabState['suggestions'] = [];

  const service = () =>
    (opened ??= services.openDecisions({
      set,
      now: () => services.now(),
      saveFile: (fileName, bytes) => services.saveFile(fileName, bytes),
    }));

  const withService = (use: (service: DecisionService) => void) => {
    service().then(use, () => {
      set({
        archiveProblem:
          'The part of the lab that keeps decisions could not be loaded, so nothing is kept: reload the page.',
      });
    });
  };

  const onChange = () => {
    const state = get();
    const subject = decisionSubject(state);
    if ((subject?.dataKey ?? null) !== dataKey) {
      dataKey = subject?.dataKey ?? null;
      withService((it) => it.open(subject));
      // Calls this function once more, from within: what follows must find the service told already.
      set(noDecisionsYet);
    }
    if (state.suggestions === suggestions) return;
    ({ suggestions } = state);
    const { model } = state;
    if (suggestions.length === 0 || !model) return;
    const { agent, market, seed } = model.card;
    const { guardrails } = state;
    const priced = suggestions;
    withService((it) => it.suggested(priced, { agent, market, seed, origin: model.origin }, guardrails));
  };

  const decide = (request: Parameters<DecisionService['decide']>[0]) => {
    const seen = get().suggestions;
    withService((it) => it.decide(request, seen));
  };
  const actions: DecisionsActions = {
    accept: (productIds) => decide({ action: 'accept', productIds }),
    reject: (productIds) => decide({ action: 'reject', productIds }),
    override: (productId, price, reason) =>
      decide({ action: 'override', prices: [{ productId, price }], reason }),
    overrideMany: (prices, reason) => decide({ action: 'override', prices, reason }),
    clearDecisions: (productIds) => decide({ action: 'clear', productIds }),
    undo: () => withService((it) => it.undo()),
    redo: () => withService((it) => it.redo()),
    dismissDecisionNote: () => set({ decisionNote: null }),
    loadHistory: (productId) => withService((it) => it.loadHistory(productId)),
    recordInLog: (kind, body) => withService((it) => it.record(kind, body)),
    exportAuditLog: () => withService((it) => it.exportLog()),
    verifyAuditLog: () => withService((it) => it.verify()),
    verifyLogFile: (file) => withService((it) => it.verifyFile(file)),
    dismissArchiveProblem: () => set({ archiveProblem: null }),
  };
  return { actions, onChange, service };
}
