// What a section is. Each section's folder has one such object (`section.ts`), all are listed in `sections.ts`, and rail,
// address, lazy loading and the page objects of the browser tests read that list.

import type { IconTag } from '@tabler/icons-react';
import type { ComponentType } from 'react';

import type { LabState, SectionId } from '../store/lab-state.ts';

/** How far a section is: the mark beside its name in the rail. */
export type Progress = 'done' | 'running' | 'none';

export interface SectionKind {
  /** Also its address: `#/train`. */
  readonly id: SectionId;
  /** Its name in the rail and the title; scripts rely on it. */
  readonly label: string;
  readonly Icon: typeof IconTag;
  /** Whether it lies on the way from a file to prices: the first of these that is not done is marked as the next step. */
  readonly isStep: boolean;
  readonly mark: (state: LabState) => Progress;
  /** Loads when it is first opened, except for the first one. */
  readonly View: ComponentType;
}
