// Decisions about the selected products, each with its preview, and the way back from the last one.

import { Button } from '@mantine/core';
import { IconCheck, IconHandStop, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { formatCountOf } from '../format.ts';
import classes from './bulk-decisions.module.css';
import { DecisionDialog, type DecisionKind } from './decision-dialog.tsx';
import { UndoRedo } from './undo-redo.tsx';
import { useDecide } from './use-decide.ts';

export function BulkDecisions({
  suggestions,
  onDone,
}: {
  /** The selected ones. */
  readonly suggestions: readonly Suggestion[];
  readonly onDone: () => void;
}) {
  const [asking, setAsking] = useState<DecisionKind | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const decide = useDecide();
  const none = suggestions.length === 0;
  const hint = none ? { title: 'Select products in the table first.' } : {};
  return (
    <div
      ref={bar}
      tabIndex={-1}
      role="group"
      aria-label="Decisions about the selected products"
      className={classes.bar}
    >
      <span className={classes.count} aria-live="polite">
        {none ? 'None selected' : `${formatCountOf(suggestions.length, 'product')} selected`}
      </span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCheck aria-hidden size={15} />}
        disabled={none}
        onClick={() => setAsking('accept')}
        {...hint}
      >
        Accept selected
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconX aria-hidden size={15} />}
        disabled={none}
        onClick={() => setAsking('reject')}
        {...hint}
      >
        Reject selected
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconHandStop aria-hidden size={15} />}
        disabled={none}
        onClick={() => setAsking('override')}
        {...hint}
      >
        Override selected
      </Button>
      <Button size="xs" variant="default" disabled={none} onClick={() => setAsking('clear')} {...hint}>
        Take back selected
      </Button>
      <UndoRedo />
      {asking === null ? null : (
        <DecisionDialog
          kind={asking}
          suggestions={suggestions}
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
