// The audit of a reward in the worker: one at a time, with progress, until it is done or cancelled.

import type { MarketSetup } from '../core/market/market.ts';
import { rewardAuditSteps } from '../core/market/reward-audit.ts';
import { inSlices, type Breathing } from './in-slices.ts';
import type { LabEvent } from './protocol.ts';

export class AuditRoom {
  private readonly send: (event: LabEvent) => void;
  private readonly breathing: Breathing;
  /** The request under way; null where there is none or it was cancelled. */
  private present: number | null = null;

  /** `breathe` lets the worker's other messages in; `now` is in milliseconds. */
  constructor(send: (event: LabEvent) => void, breathe: () => Promise<void>, now: () => number) {
    this.send = send;
    this.breathing = { breathe, now };
  }

  /**
   * Audits the reward of `setup`; one that is under way is given up.
   *
   * @throws Error in a sentence where it cannot be audited.
   */
  async audit(requestId: number, setup: MarketSetup): Promise<void> {
    this.present = requestId;
    try {
      const audit = await inSlices(
        rewardAuditSteps(setup),
        this.breathing,
        () => this.present === requestId,
        (share) => this.send({ type: 'auditProgress', requestId, share }),
      );
      this.send(audit ? { type: 'audited', requestId, audit } : { type: 'auditCancelled', requestId });
    } finally {
      if (this.present === requestId) this.present = null;
    }
  }

  /** Ends the one of that request, or without it whichever is under way. */
  cancel(requestId: number | null = this.present): void {
    if (this.present === requestId) this.present = null;
  }
}
