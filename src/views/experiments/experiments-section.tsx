// Experiments: what is worth testing, the tests there are, the plan of another one, and reading it out.

import { Button } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';

import { useLab } from '../../store/use-lab.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader, SectionStack } from '../ui/page-header.tsx';
import { Panel } from '../ui/panel.tsx';
import { PlanPanel } from './plan-panel.tsx';
import { ReadOutPanel } from './read-out-panel.tsx';
import { TestsPanel } from './tests-panel.tsx';
import { WorthTesting } from './worth-testing.tsx';

const sentence = 'When past sales cannot settle it, test it: alternate two prices at random and compare.';

export function ExperimentsSection() {
  const data = useLab((state) => state.data);
  const shown = useLab((state) => state.shownProduct);
  const demand = useLab((state) => state.demand[state.shownProduct]);
  const actions = useLab((state) => state.actions);
  const history = data.status === 'ready' ? data.dataset.histories[shown] : undefined;
  return (
    <SectionStack>
      <PageHeader title="Experiments" sentence={sentence} />
      <WorthTesting />
      <TestsPanel />
      {history === undefined ? (
        <EmptyState
          icon={<IconArrowsLeftRight size={44} stroke={1.3} />}
          title="No product to test yet"
          actions={<Button onClick={() => actions.goTo('data')}>Go to Data</Button>}
        >
          Read a sales file, or the demo, to plan a test: its length depends on how much the product’s days
          vary. You can read the result of a finished test below without it.
        </EmptyState>
      ) : demand === undefined ? (
        <Panel title="Plan a price test" caption="The demand fit of this product is not ready yet.">
          <div aria-busy="true" />
        </Panel>
      ) : (
        <PlanPanel history={history} demand={demand} />
      )}
      <ReadOutPanel />
    </SectionStack>
  );
}
