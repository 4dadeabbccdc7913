// The small state of each section in the rail: what is done, what runs, and the one to go to next.

import type { LabState, Section } from '../../store/lab-state.ts';

export type SectionMark = 'done' | 'running' | 'next' | 'none';

export const markWords = {
  done: 'done',
  running: 'running',
  next: 'next step',
  none: 'not yet',
} as const satisfies Record<SectionMark, string>;

type Marked = Pick<
  LabState,
  | 'data'
  | 'demand'
  | 'run'
  | 'model'
  | 'suggestions'
  | 'suggesting'
  | 'readOut'
  | 'watching'
  | 'watched'
  | 'models'
  | 'projectWork'
>;

function stateOf(section: Section, state: Marked): SectionMark {
  switch (section) {
    case 'data':
      if (state.data.status === 'ready') return 'done';
      return state.data.status === 'inspecting' || state.data.status === 'reading' ? 'running' : 'none';
    case 'demand':
      if (state.data.status !== 'ready') return 'none';
      return state.demand.length < state.data.dataset.histories.length ? 'running' : 'done';
    case 'train':
      if (state.run.state === 'training' || state.run.state === 'paused') return 'running';
      return state.model === null ? 'none' : 'done';
    case 'prices':
      if (state.suggesting) return 'running';
      return state.suggestions.length > 0 ? 'done' : 'none';
    case 'experiments':
      return state.readOut === null ? 'none' : 'done';
    case 'monitor':
      if (state.watching !== null) return 'running';
      return state.watched === null ? 'none' : 'done';
    case 'models':
      if (state.projectWork !== 'idle') return 'running';
      return state.models.length === 0 ? 'none' : 'done';
  }
}

/** The first of Data, Train and Prices that is not done; Demand is worth a look but nothing waits for it. */
function nextSection(state: Marked): Section | null {
  const waiting = (['data', 'train', 'prices'] as const).find(
    (section) => stateOf(section, state) !== 'done',
  );
  return waiting ?? null;
}

export function sectionMark(section: Section, state: Marked): SectionMark {
  const own = stateOf(section, state);
  return own === 'none' && nextSection(state) === section ? 'next' : own;
}
