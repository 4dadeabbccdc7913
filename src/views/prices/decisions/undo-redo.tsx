// One step back and forth through what was decided.

import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';

import type { DecisionStep } from '../../../core/decisions/decision.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCountOf } from '../../../core/text/format.ts';
import { offInPlace } from '../../ui/off-in-place.ts';

export function UndoRedo() {
  const done = useLab((state) => state.book.done.at(-1));
  const undone = useLab((state) => state.book.undone.at(-1));
  const actions = useLab((state) => state.actions);
  return (
    <Button.Group>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp aria-hidden size={15} />}
        title={done ? `Undoes:  ${stepWords(done)}` : 'No decision to undo.'}
        {...offInPlace(done === undefined, () => actions.undo())}
      >
        Undo
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowForwardUp aria-hidden size={15} />}
        title={undone ? `Redoes:  ${stepWords(undone)}` : 'Nothing to redo.'}
        {...offInPlace(undone === undefined, () => actions.redo())}
      >
        Redo
      </Button>
    </Button.Group>
  );
}

function stepWords({ changes }: DecisionStep): string {
  return formatCountOf(changes.length, 'decision');
}
