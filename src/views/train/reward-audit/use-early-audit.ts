// People should see what a reward gives up before they train: where it takes a second or a few, the audit begins by itself once the form has been still for a moment. Never again for a market that was audited already, or
// whose audit was cancelled; a run that starts ends it. A history market may have no profit to audit: there it is asked for.

import { useEffect } from 'react';

import { kindOf } from '../../../core/market/kinds.ts';
import { isActive } from '../../../store/run-view.ts';
import type { LabState } from '../../../store/lab-state.ts';
import { useLab } from '../../../store/use-lab.ts';

const stillMs = 700;

/** `problem` is why no audit can start now; null where one can. */
export function useEarlyAudit(problem: string | null): void {
  const wanted = useLab(wantsAudit) && problem === null;
  // Every change of the form begins the wait anew.
  const settings = useLab((state) => state.settings);
  const actions = useLab((state) => state.actions);
  useEffect(() => {
    if (!wanted) return;
    const wait = setTimeout(() => actions.auditReward(), stillMs);
    return () => clearTimeout(wait);
  }, [wanted, settings, actions]);
}

function wantsAudit(state: LabState): boolean {
  const { settings, run, rewardAudit, auditedSubject } = state;
  return (
    kindOf(settings).auditsEarly && !isActive(run) && rewardAudit.status === 'idle' && auditedSubject === null
  );
}
