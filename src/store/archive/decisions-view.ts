// What the page shows of decisions and of what is kept of them.

import type { AuditHead } from '../../core/decisions/audit-log.ts';
import { emptyBook, type DecisionBook } from '../../core/decisions/decision.ts';

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
      /** null where no agent was asked. */
      readonly policyPrice: number | null;
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
  /** The body of the latest `experiment` entry that lists price tests; null without one. Check it before use. */
  readonly loggedTests: unknown;
  /** Entries that stand in this page only, because the browser does not keep them. */
  readonly unkeptEntries: number;
  /** Why something could not be kept or read back, as a sentence; else null. */
  readonly archiveProblem: string | null;
  /** Of the product it was asked for last; null before that. */
  readonly priceHistory: PriceHistory | null;
}

export const noDecisionsYet: DecisionsState = {
  book: emptyBook,
  decisionNote: null,
  auditHead: null,
  auditLines: [],
  auditCheck: null,
  auditChecking: false,
  loggedGuardrails: null,
  loggedTests: null,
  unkeptEntries: 0,
  archiveProblem: null,
  priceHistory: null,
};
