// The audit of the reward as the page sees it. Pure: requests and events in, state out.

import type { RewardAudit } from '../../core/market/audited-reward.ts';
import { kindOf } from '../../core/market/kinds.ts';
import type { RunSettings, SettingName } from '../../core/run/settings.ts';
import type { LabEvent } from '../../worker/protocol.ts';

export type AuditView =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly requestId: number;
      /** From 0 to 1. */
      readonly share: number;
    }
  | { readonly status: 'done'; readonly audit: RewardAudit }
  | { readonly status: 'failed'; readonly problem: string };

export interface AuditState {
  readonly rewardAudit: AuditView;
  /** The market and products it is for, as `auditSubject` has them; null without an audit. */
  readonly auditedSubject: string | null;
}

export interface AuditActions {
  /** Computes what the reward of the form asks for; one that is under way is given up. */
  auditReward(): void;
  cancelAudit(): void;
}

export const noAudit: AuditState = { rewardAudit: { status: 'idle' }, auditedSubject: null };

/** The products a market is made for; `reading` is the file's, `fitted` how many of its products have a demand fit. */
export interface AuditedProducts {
  readonly reading: number;
  readonly fitted: number;
  readonly product: number | 'all';
}

/** What an audit depends on, as text to compare: the market's settings and, where it is made of them, the products. */
export function auditSubject(settings: RunSettings, products: AuditedProducts | null): string {
  const kind = kindOf(settings);
  const values = kind.parameters.map(({ name }) => [name, settings[name as SettingName]]);
  const ofFile = kind.isOfFile(settings) ? products : null;
  return JSON.stringify([settings.market, settings.objective, values, ofFile]);
}

/** The audit after one event of the worker; events about another request change nothing. */
export function applyAuditEvent(audit: AuditView, event: LabEvent): AuditView {
  if (audit.status !== 'running') return audit;
  const isMine = 'requestId' in event && event.requestId === audit.requestId;
  switch (event.type) {
    case 'auditProgress':
      return isMine ? { ...audit, share: event.share } : audit;
    case 'audited':
      return isMine ? { status: 'done', audit: event.audit } : audit;
    case 'auditCancelled':
      return isMine ? { status: 'idle' } : audit;
    case 'failed':
      // Without ids it is the worker itself that died, and the audit with it.
      return isMine || (event.requestId === null && event.runId === null)
        ? { status: 'failed', problem: event.message }
        : audit;
    default:
      return audit;
  }
}
