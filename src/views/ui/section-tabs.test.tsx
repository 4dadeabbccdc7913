// @vitest-environment jsdom

import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';

import { draw } from '../component-fixture.tsx';
import { SectionTabs } from './section-tabs.tsx';

const { lab } = await vi.hoisted(async () => {
  const { createLabStore } = await import('../../store/lab-store.ts');
  return { lab: createLabStore({} as never, 'auto') };
});
vi.mock('../../store/use-lab.ts', async () => {
  const { useStore } = await import('zustand');
  return { useLab: (select: (state: never) => unknown) => useStore(lab, select as never), labStore: lab };
});

beforeEach(() => lab.setState({ tabs: {} }));

const tabs = [
  { id: 'run', label: 'Run' },
  { id: 'runs', label: 'Runs' },
  { id: 'play', label: 'Play' },
] as const;

function drawTabs() {
  return draw(
    <SectionTabs
      section="train"
      label="Training"
      tabs={tabs}
      counts={{ runs: 1200, play: 0 }}
      panels={{ run: 'the run', runs: 'the list', play: 'the game' }}
    />,
  );
}

test('SectionTabs: the first is open, the arrow keys go on, and only the open panel is in the page', async () => {
  const user = drawTabs();
  expect(screen.getByRole('tabpanel').textContent).toBe('the run');
  await user.click(screen.getByRole('tab', { name: 'Run' }));
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement?.textContent).toBe('Runs 1,200');
  expect(screen.getByRole('tabpanel').textContent).toBe('the list');
  expect(lab.getState().tabs).toEqual({ train: 'runs' });
});

test('SectionTabs: what the store says is open; a tab that is not there is the first', () => {
  lab.setState({ tabs: { train: 'play' } });
  drawTabs();
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Play');
});

test('SectionTabs: an unknown tab of another version leads to the first', () => {
  lab.setState({ tabs: { train: 'gone' } });
  drawTabs();
  expect(screen.getByRole('tabpanel').textContent).toBe('the run');
});
