// Decisions as the page asks for them. The room that keeps them is loaded with the first file; this part only follows
// which data the page is about and passes on what was asked.

import type { DecisionsHost, DecisionsRoom, DecisionSubject } from '../archive/decisions-room.ts';
import type { LabState } from '../lab-state.ts';
import { noDecisionsYet, type DecisionsActions } from './decisions-state.ts';

export interface DecisionsSlice {
  readonly actions: DecisionsActions;
  /** To be called after every change of the state. */
  follow(): void;
  /** Where the log is kept; loads it. */
  room(): Promise<DecisionsRoom>;
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

export function decisionsSlice(
  host: DecisionsHost & { get(): LabState },
  openRoom: () => Promise<DecisionsRoom>,
): DecisionsSlice {
  let room: Promise<DecisionsRoom> | null = null;
  let dataKey: string | null = null;
  let suggestions: LabState['suggestions'] = [];

  const withRoom = (use: (room: DecisionsRoom) => void) => {
    room ??= openRoom();
    room.then(use, () => {
      host.set({
        archiveProblem:
          'The part of the lab that keeps decisions could not be loaded, so nothing is kept: reload the page.',
      });
    });
  };

  const follow = () => {
    const state = host.get();
    const subject = decisionSubject(state);
    if ((subject?.dataKey ?? null) !== dataKey) {
      dataKey = subject?.dataKey ?? null;
      withRoom((it) => it.open(subject));
      // Calls this function once more, from within: what follows must find the room told already.
      host.set(noDecisionsYet);
    }
    if (state.suggestions === suggestions) return;
    ({ suggestions } = state);
    const { model } = state;
    if (suggestions.length === 0 || !model) return;
    const { agent, market, seed } = model.card;
    const { guardrails } = state;
    const priced = suggestions;
    withRoom((it) => it.suggested(priced, { agent, market, seed, origin: model.origin }, guardrails));
  };

  const decide = (request: Parameters<DecisionsRoom['decide']>[0]) => {
    const seen = host.get().suggestions;
    withRoom((it) => it.decide(request, seen));
  };
  const actions: DecisionsActions = {
    accept: (productIds) => decide({ action: 'accept', productIds }),
    reject: (productIds) => decide({ action: 'reject', productIds }),
    override: (productId, price, reason) =>
      decide({ action: 'override', prices: [{ productId, price }], reason }),
    overrideMany: (prices, reason) => decide({ action: 'override', prices, reason }),
    clearDecisions: (productIds) => decide({ action: 'clear', productIds }),
    undo: () => withRoom((it) => it.undo()),
    redo: () => withRoom((it) => it.redo()),
    dismissDecisionNote: () => host.set({ decisionNote: null }),
    loadHistory: (productId) => withRoom((it) => it.loadHistory(productId)),
    recordInLog: (kind, body) => withRoom((it) => it.record(kind, body)),
    exportAuditLog: () => withRoom((it) => it.exportLog()),
    verifyAuditLog: () => withRoom((it) => it.verify()),
    verifyLogFile: (file) => withRoom((it) => it.verifyFile(file)),
    dismissArchiveProblem: () => host.set({ archiveProblem: null }),
  };
  return { actions, follow, room: () => (room ??= openRoom()) };
}
