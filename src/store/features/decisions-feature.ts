// What was decided about the prices shown, and what is kept of it in this browser, as the page sees it.
//
// Everything belongs to one set of data at a time, named by the fingerprint of the file that the prices are for. The
// service that decides and keeps is loaded with the first file; this part follows which data the page is about.

import type { AuditKind } from '../../core/decisions/audit-log.ts';
import type { SuggestingModel } from '../../core/decisions/logged-suggestions.ts';
import type { DecisionService, DecisionSubject } from '../archive/decision-service.ts';
import { noDecisionsYet, type DecisionsState } from '../archive/decisions-view.ts';
import type { Feature, FeatureContext } from '../feature.ts';
import type { LabState } from '../lab-state.ts';

declare module '../lab-state.ts' {
  interface LabState extends DecisionsState {}
  interface LabActions extends DecisionsActions {}
}

interface DecisionsActions {
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

function suggestingModel({ card, origin }: NonNullable<LabState['model']>): SuggestingModel {
  const { agent, market, seed } = card;
  return { agent, market, seed, origin };
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
          'The part of the lab that stores decisions could not be loaded, so none are stored: reload the page.',
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
    if (suggestions.length === 0) return;
    const { guardrails } = state;
    const priced = suggestions;
    withService((it) => it.suggested(priced, model && suggestingModel(model), guardrails));
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
