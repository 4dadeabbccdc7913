// What a section is. Each section's folder has one such object (`<name>.section.ts`), all are listed in `sections.ts`, and rail,
// address, lazy loading and the page objects of the browser tests read that list.

import type { IconTag } from '@tabler/icons-react';
import type { ComponentType } from 'react';

import type { LabState, SectionId } from '../store/lab-state.ts';

/** A part of a section that is shown one at a time; the first is the section's answer. */
export interface SectionTab {
  /** Also its address: `#/train/runs`. */
  readonly id: string;
  readonly label: string;
}

/** How far a section is: the mark beside its name in the rail. */
export type Progress = 'done' | 'running' | 'none';

export interface SectionKind {
  /** Also its address: `#/train`. */
  readonly id: SectionId;
  /** Its name in the rail and the title; scripts rely on it. */
  readonly label: string;
  readonly Icon: typeof IconTag;
  /** Where not all of it is shown at once. */
  readonly tabs?: readonly SectionTab[];
  /** Whether it lies on the way from a file to prices: the first of these that is not done is marked as the next step. */
  readonly isStep: boolean;
  readonly mark: (state: LabState) => Progress;
  /** Loads when it is first opened, except for the first one. */
  readonly View: ComponentType;
}
