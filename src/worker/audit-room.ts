// The audit of a reward in the worker: one at a time, with progress, until it is done or cancelled.

import type { MarketSetup } from '../core/market/market.ts';
import { rewardAuditSteps } from '../core/market/reward-audit.ts';
import type { LabEvent } from './protocol.ts';

const reportEveryMs = 100;
const breatheEveryMs = 12;

export class AuditRoom {
  private readonly send: (event: LabEvent) => void;
  private readonly breathe: () => Promise<void>;
  private readonly now: () => number;
  /** The request under way; null where there is none or it was cancelled. */
  private present: number | null = null;

  /** `breathe` lets the worker's other messages in; `now` is in milliseconds. */
  constructor(send: (event: LabEvent) => void, breathe: () => Promise<void>, now: () => number) {
    this.send = send;
    this.breathe = breathe;
    this.now = now;
  }

  /**
   * Audits the reward of `setup`; one that is under way is given up.
   *
   * @throws Error in a sentence where it cannot be audited.
   */
  async audit(requestId: number, setup: MarketSetup): Promise<void> {
    this.present = requestId;
    try {
      const steps = rewardAuditSteps(setup);
      let lastReport = this.now();
      let lastBreath = this.now();
      for (;;) {
        const next = steps.next();
        if (next.done === true) return this.send({ type: 'audited', requestId, audit: next.value });
        if (this.now() - lastReport >= reportEveryMs) {
          this.send({ type: 'auditProgress', requestId, share: next.value });
          lastReport = this.now();
        }
        if (this.now() - lastBreath >= breatheEveryMs) {
          await this.breathe();
          if (this.present !== requestId) return this.send({ type: 'auditCancelled', requestId });
          lastBreath = this.now();
        }
      }
    } finally {
      if (this.present === requestId) this.present = null;
    }
  }

  /** Ends the one of that request, or without it whichever is under way. */
  cancel(requestId: number | null = this.present): void {
    if (this.present === requestId) this.present = null;
  }
}
