// The audit of the reward: asks the worker what the reward of the form asks for, and forgets the answer when market, data
// or products change.

import type { RewardAudit } from '../../core/market/audited-reward.ts';
import { sentenceOf } from '../../core/text/sentence-of.ts';
import { isAbort } from '../../worker/calls.ts';
import { type Feature, type FeatureContext, Latest } from '../feature.ts';
import { marketSubject } from '../market-subject.ts';
import { setupNow } from '../run-plan.ts';

declare module '../lab-state.ts' {
  interface LabState extends AuditState {}
  interface LabActions extends AuditActions {}
}

export type AuditView =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      /** From 0 to 1. */
      readonly share: number;
    }
  | { readonly status: 'done'; readonly audit: RewardAudit }
  | { readonly status: 'failed'; readonly problem: string };

export interface AuditState {
  readonly rewardAudit: AuditView;
  /** The market and products it is for, as `marketSubject` has them; null without an audit. */
  readonly auditedSubject: string | null;
}

export interface AuditActions {
  /** Computes what the reward of the form asks for; one that is under way is given up. */
  auditReward(): void;
  cancelAudit(): void;
}

export const noAudit: AuditState = { rewardAudit: { status: 'idle' }, auditedSubject: null };

export function auditFeature({ get, set, services }: FeatureContext): Feature<AuditActions> {
  const latest = new Latest();
  const share = (done: number) => set({ rewardAudit: { status: 'running', share: done } });

  return {
    actions: {
      auditReward: () => {
        const { signal, isLatest } = latest.begin();
        const fail = (error: unknown) => {
          if (!isLatest()) return;
          const idle = isAbort(error); // a run took precedence
          set({ rewardAudit: idle ? { status: 'idle' } : { status: 'failed', problem: sentenceOf(error) } });
        };
        set({ auditedSubject: marketSubject(get()) });
        try {
          const setup = setupNow(get());
          share(0);
          services.lab
            .call('auditReward', { setup }, { signal, onProgress: share })
            .then((audit) => set({ rewardAudit: { status: 'done', audit } }), fail);
        } catch (error) {
          fail(error);
        }
      },
      cancelAudit: () => {
        latest.abort();
        if (get().rewardAudit.status === 'running') set({ rewardAudit: { status: 'idle' } });
      },
    },
    onChange: () => {
      const { auditedSubject } = get();
      if (auditedSubject === null || auditedSubject === marketSubject(get())) return;
      latest.abort();
      set(noAudit);
    },
  };
}
