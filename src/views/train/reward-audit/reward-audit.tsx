// What the chosen reward asks for, in profit, before anything is trained: the finding in a sentence, by itself where it
// is quick, and on a click with its picture.

import { Button, Progress } from '@mantine/core';
import { memo, useState } from 'react';

import { isActive } from '../../../store/run-view.ts';
import { objectiveNow, profitIsAssumedNow } from '../../../store/run-plan.ts';
import type { AuditView } from '../../../store/features/audit-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatPercent } from '../../../core/text/format.ts';
import { RewardAuditFigure } from './reward-audit-figure.tsx';
import { auditInShort, auditSentence, givesUpProfit } from './reward-audit-words.ts';
import classes from './reward-audit.module.css';
import { useEarlyAudit } from './use-early-audit.ts';

export const RewardAudit = memo(function RewardAudit({
  startProblem,
}: {
  /** Why no run, and so no audit, can start now; null where one can. */
  readonly startProblem: string | null;
}) {
  const view = useLab((state) => state.rewardAudit);
  const hasRun = useLab((state) => state.run.state !== 'idle');
  const active = useLab((state) => isActive(state.run));
  // Shut at first: a picture that opened by itself would push the charts away.
  const [open, setOpen] = useState(false);
  const problem = active ? 'A run is under way: stop it first.' : startProblem;
  useEarlyAudit(problem);
  return (
    <section aria-label="What the reward pays for" className={classes.panel}>
      <div className={classes.line}>
        <AuditButton
          view={view}
          open={open}
          problem={problem}
          onToggle={() => setOpen(!open)}
          onAsk={() => setOpen(true)}
        />
        <div className={classes.words} aria-live="polite">
          <Words view={view} short={hasRun && !open} />
        </div>
      </div>
      <ProfitOffer view={view} />
      {view.status === 'done' && open ? <RewardAuditFigure audit={view.audit} /> : null}
    </section>
  );
});

/** One button for all of it, so that the focus stays where it was. */
function AuditButton({
  view,
  open,
  problem,
  onToggle,
  onAsk,
}: {
  readonly view: AuditView;
  readonly open: boolean;
  readonly problem: string | null;
  readonly onToggle: () => void;
  readonly onAsk: () => void;
}) {
  const actions = useLab((state) => state.actions);
  const shared = { variant: 'default', size: 'xs', className: classes.button ?? '' };
  switch (view.status) {
    case 'running':
      return (
        <Button {...shared} onClick={() => actions.cancelAudit()}>
          Cancel the audit
        </Button>
      );
    case 'done':
      return (
        <Button {...shared} aria-expanded={open} onClick={onToggle}>
          {open ? 'Hide the audit' : 'Show the audit'}
        </Button>
      );
    case 'idle':
    case 'failed':
      return (
        <Button
          {...shared}
          disabled={problem !== null}
          {...(problem === null ? {} : { title: problem })}
          onClick={() => {
            onAsk();
            actions.auditReward();
          }}
        >
          Audit the reward
        </Button>
      );
    default:
      return view satisfies never;
  }
}

/** Where the reward gives up profit, the way to one that does not; none where nobody has given a cost, so that profit is a guess. */
function ProfitOffer({ view }: { readonly view: AuditView }) {
  const actions = useLab((state) => state.actions);
  const forProfit = useLab((state) => objectiveNow(state).objective === 'profit');
  const assumed = useLab(profitIsAssumedNow);
  if (view.status !== 'done' || forProfit || assumed || !givesUpProfit(view.audit)) return null;
  return (
    <Button
      variant="light"
      size="xs"
      className={classes.button ?? ''}
      onClick={() => actions.setSetting('objective', 'profit')}
    >
      Train for profit instead
    </Button>
  );
}

/** `short`: one line, where a run needs the room. */
function Words({ view, short }: { readonly view: AuditView; readonly short: boolean }) {
  const assumed = useLab(profitIsAssumedNow);
  switch (view.status) {
    case 'idle':
      return <p className={classes.quiet}>How much profit does this reward give up?</p>;
    case 'running':
      return (
        <Progress.Root size={8}>
          <Progress.Section
            value={100 * view.share}
            aria-label="Audit progress"
            aria-valuetext={formatPercent(view.share, 0)}
          />
        </Progress.Root>
      );
    case 'done':
      return (
        <p className={classes.finding}>
          {short ? auditInShort(view.audit) : auditSentence(view.audit)}
          {assumed ? ' The costs are assumed: enter them in Data to rely on this.' : ''}
        </p>
      );
    case 'failed':
      return <p className={classes.problem}>{view.problem}</p>;
    default:
      return view satisfies never;
  }
}
