// Decisions about many products, each with its preview, and the way back from the last one: all recommended changes in
// one step, or what is selected.

import { Button } from '@mantine/core';
import { IconCheck, IconChecks, IconHandStop, IconX } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';

import { decisionFor } from '../../../core/decisions/decision.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCount, formatCountOf } from '../../../core/text/format.ts';
import classes from './bulk-decisions.module.css';
import { DecisionDialog, type DecisionKind } from './decision-dialog.tsx';
import { actionOf } from '../list/product-filter.ts';
import { offInPlace } from '../../ui/off-in-place.ts';
import { UndoRedo } from './undo-redo.tsx';
import { useDecide } from './use-decide.ts';

export function BulkDecisions({
  suggestions,
  selected,
  onDone,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly selected: readonly Suggestion[];
  readonly onDone: () => void;
}) {
  const [asking, setAsking] = useState<DecisionKind | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const decide = useDecide();
  const open = useOpenChanges(suggestions);
  const none = selected.length === 0;
  const asked = none ? open : selected;
  return (
    <div
      ref={bar}
      tabIndex={-1}
      role="group"
      aria-label="Decisions about the selected products"
      className={classes.bar}
    >
      {none ? (
        <>
          <Button
            size="xs"
            leftSection={<IconChecks aria-hidden size={15} />}
            {...offInPlace(open.length === 0, () => setAsking('accept'))}
          >
            Accept recommended changes
          </Button>
          <span className={classes.count} aria-live="polite">
            {open.length === 0 ? 'None open' : `${formatCount(open.length)} open`}
          </span>
        </>
      ) : (
        <>
          <span className={classes.count} aria-live="polite">
            {formatCountOf(selected.length, 'product')} selected
          </span>
          <Button
            size="xs"
            variant="default"
            aria-label="Accept selected"
            leftSection={<IconCheck aria-hidden size={15} />}
            onClick={() => setAsking('accept')}
          >
            Accept
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label="Reject selected"
            leftSection={<IconX aria-hidden size={15} />}
            onClick={() => setAsking('reject')}
          >
            Reject
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label="Override selected"
            leftSection={<IconHandStop aria-hidden size={15} />}
            onClick={() => setAsking('override')}
          >
            Override
          </Button>
          <Button
            size="xs"
            variant="default"
            aria-label="Take back selected"
            onClick={() => setAsking('clear')}
          >
            Take back
          </Button>
        </>
      )}
      <UndoRedo />
      {asking === null ? null : (
        <DecisionDialog
          kind={asking}
          suggestions={asked}
          returnTo={bar}
          onClose={() => setAsking(null)}
          onConfirm={(request) => {
            decide(request);
            setAsking(null);
            onDone();
          }}
        />
      )}
    </div>
  );
}

/** Recommended changes about which nothing stands yet. */
function useOpenChanges(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const decisions = useLab((state) => state.book.decisions);
  return useMemo(
    () =>
      suggestions.filter(
        (suggestion) =>
          actionOf(suggestion) === 'change' && decisionFor(decisions, suggestion.productId) === null,
      ),
    [suggestions, decisions],
  );
}
