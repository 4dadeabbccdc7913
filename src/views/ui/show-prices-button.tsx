// The way from a read file to its recommended prices: no agent has to be trained for them.

import { Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';

import { canShowUntrained } from '../../store/features/untrained-feature.ts';
import { useLab } from '../../store/use-lab.ts';

/** Cannot be pressed before the whole file has its demand fits, and during a run, which brings prices of its own. */
export function ShowPricesButton() {
  const isPossible = useLab((state) => state.model !== null || canShowUntrained(state));
  const actions = useLab((state) => state.actions);
  return (
    <Button
      leftSection={<IconTag aria-hidden size={17} stroke={1.8} />}
      disabled={!isPossible}
      title={
        isPossible
          ? 'What to change, to what, and what it brings'
          : 'Prices follow once demand is fitted and no run is under way.'
      }
      onClick={() => actions.showPrices()}
    >
      Show prices
    </Button>
  );
}
