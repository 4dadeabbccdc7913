// What is decided about the shown product, and the buttons to decide it.

import { Button } from '@mantine/core';
import { IconCheck, IconHandStop, IconX } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';

import { decisionFor, suggestionMoved, type DecisionRequest } from '../../../core/decisions/decision.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { PlanTestButton } from '../../ui/plan-test-button.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { DecisionMark } from './decision-mark.tsx';
import { decisionSentence } from './decision-words.ts';
import classes from './product-decision.module.css';
import { UndoRedo } from './undo-redo.tsx';
import { useDecide } from './use-decide.ts';

export function ProductDecision({
  suggestion,
  withUndo,
}: {
  readonly suggestion: Suggestion;
  /** Where there is no table of products that has these buttons. */
  readonly withUndo: boolean;
}) {
  const { productId, price, currentPrice } = suggestion;
  const decision = useLab((state) => decisionFor(state.book.decisions, productId));
  const [overriding, setOverriding] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const decide = useDecide();
  /** The button that decides is disabled or gone afterwards. */
  const decideHere = (request: DecisionRequest) => {
    decide(request);
    bar.current?.focus({ preventScroll: true });
  };
  const only = useMemo(() => [suggestion], [suggestion]);
  const isOverridden = decision?.action === 'override';
  return (
    <div
      ref={bar}
      tabIndex={-1}
      role="group"
      aria-label="Decision about this product"
      className={classes.box}
      data-override={isOverridden || undefined}
    >
      <div className={classes.words} aria-live="polite">
        {decision === null ? (
          <span className={classes.quiet}>Not decided yet.</span>
        ) : (
          <>
            <DecisionMark decision={decision} /> {decisionSentence(decision)}
            {suggestionMoved(decision, suggestion) ? (
              <span className={classes.moved}> The recommendation has changed since: review it.</span>
            ) : null}
          </>
        )}
      </div>
      <div className={classes.buttons}>
        <Button
          size="xs"
          leftSection={<IconCheck aria-hidden size={16} />}
          disabled={price === null || isOverridden || decision?.action === 'accept'}
          onClick={() => decideHere({ action: 'accept', productIds: [productId] })}
        >
          Accept
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconX aria-hidden size={16} />}
          disabled={isOverridden || decision?.action === 'reject'}
          onClick={() => decideHere({ action: 'reject', productIds: [productId] })}
        >
          Reject
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconHandStop aria-hidden size={16} />}
          onClick={() => setOverriding(true)}
        >
          Override
        </Button>
        {decision === null ? null : (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => decideHere({ action: 'clear', productIds: [productId] })}
          >
            Take back
          </Button>
        )}
        {price === null || price === currentPrice ? null : (
          <PlanTestButton
            size="xs"
            label="Test it first"
            idea={{ productId, priceA: currentPrice, priceB: price, measure: null, holdDays: null }}
          />
        )}
        {withUndo ? <UndoRedo /> : null}
      </div>
      {overriding ? (
        <DecisionDialog
          kind="override"
          suggestions={only}
          returnTo={bar}
          onClose={() => setOverriding(false)}
          onConfirm={(request) => {
            decide(request);
            setOverriding(false);
          }}
        />
      ) : null}
    </div>
  );
}
