// The sections, in the order of the rail.

import type { LabState, SectionId } from '../store/lab-state.ts';
import { data } from './data/section.ts';
import { demand } from './demand/section.ts';
import { experiments } from './experiments/section.ts';
import { models } from './models/section.ts';
import { monitor } from './monitor/section.ts';
import { prices } from './prices/section.ts';
import type { Progress, SectionKind } from './section-kind.ts';
import { train } from './train/section.ts';

export const sections = [data, demand, train, prices, experiments, monitor, models] as const;

/** The names of the sections, as the rail has them. */
export type SectionLabel = (typeof sections)[number]['label'];

export function sectionOf(id: SectionId): SectionKind {
  const found = sections.find((section) => section.id === id);
  if (!found) throw new Error(`internal: the section ${id} is not listed in views/sections.ts`);
  return found;
}

/** The address of a section. */
export function sectionAddress(id: SectionId): string {
  return `#/${id}`;
}

/** The section an address names, or null. */
export function sectionOfAddress(hash: string): SectionId | null {
  return sections.find(({ id }) => sectionAddress(id) === hash)?.id ?? null;
}

export type SectionMark = Progress | 'next';

/** How far a section is; a step to go to next is marked as such. */
export function sectionMark(section: SectionKind, state: LabState): SectionMark {
  const own = section.mark(state);
  const next = sections.find(({ isStep, mark }) => isStep && mark(state) !== 'done');
  return own === 'none' && next?.id === section.id ? 'next' : own;
}
