// Asks the worker what the reward of the form asks for, and forgets the answer when market, data or products change.

import type { MarketSetup } from '../../core/market/market.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import type { LabEvent, LabRequest } from '../../worker/protocol.ts';
import { applyAuditEvent, noAudit, type AuditActions, type AuditState } from './audit-state.ts';

export interface AuditHost {
  get(): AuditState;
  set(state: Partial<AuditState>): void;
  send(message: LabRequest): void;
  nextRequestId(): number;
  /** The market a run started now would have. @throws Error in a sentence where there is none. */
  setup(): MarketSetup;
  /** What tells that market from another one. */
  subject(): string;
}

export interface AuditSlice {
  readonly actions: AuditActions;
  readonly onLabEvent: (event: LabEvent) => void;
  /** Whether a request is an audit's, also of one since forgotten: its failure is told beside it, not as the model's. */
  readonly isAudit: (requestId: number | null) => boolean;
  /** To be called after every change of the state. */
  readonly follow: () => void;
}

export function auditSlice(host: AuditHost): AuditSlice {
  const asked = new Set<number>();
  const cancel = () => {
    const { rewardAudit } = host.get();
    if (rewardAudit.status === 'running')
      host.send({ type: 'cancelAudit', requestId: rewardAudit.requestId });
  };
  return {
    actions: {
      auditReward: () => {
        cancel();
        const auditedSubject = host.subject();
        try {
          const setup = host.setup();
          const requestId = host.nextRequestId();
          asked.add(requestId);
          host.set({ rewardAudit: { status: 'running', requestId, share: 0 }, auditedSubject });
          host.send({ type: 'audit', requestId, setup });
        } catch (error) {
          const problem = sentenceOf(error);
          host.set({ rewardAudit: { status: 'failed', problem }, auditedSubject });
        }
      },
      cancelAudit: cancel,
    },
    onLabEvent: (event) => {
      const { rewardAudit } = host.get();
      const after = applyAuditEvent(rewardAudit, event);
      if (after !== rewardAudit) host.set({ rewardAudit: after });
    },
    isAudit: (requestId) => requestId !== null && asked.has(requestId),
    follow: () => {
      const { auditedSubject } = host.get();
      if (auditedSubject === null || auditedSubject === host.subject()) return;
      cancel();
      host.set(noAudit);
    },
  };
}
