// The sections, in the order of the rail.

import type { LabState, SectionId } from '../store/lab-state.ts';
import { data } from './data/data.section.ts';
import { demand } from './demand/demand.section.ts';
import { experiments } from './experiments/experiments.section.ts';
import { models } from './models/models.section.ts';
import { monitor } from './monitor/monitor.section.ts';
import { prices } from './prices/prices.section.ts';
import type { Progress, SectionKind, SectionTab } from './section-kind.ts';
import { train } from './train/train.section.ts';

export const sections = [data, demand, train, prices, experiments, monitor, models] as const;

/** The names of the sections, as the rail has them. */
export type SectionLabel = (typeof sections)[number]['label'];

export function sectionOf(id: SectionId): SectionKind {
  const found = sections.find((section) => section.id === id);
  if (!found) throw new Error(`internal: the section ${id} is not listed in views/sections.ts`);
  return found;
}

/** The tab of a section that is open, as its id; null where the section has none. */
export function openTab(id: SectionId, { tabs }: Pick<LabState, 'tabs'>): string | null {
  const own = tabsOf(id);
  return (own.find((tab) => tab.id === tabs[id]) ?? own[0])?.id ?? null;
}

function tabsOf(id: SectionId): readonly SectionTab[] {
  return sectionOf(id).tabs ?? [];
}

/** The address of a section, at one of its tabs; the first tab is the section's own address. */
export function sectionAddress(id: SectionId, tab: string | null = null): string {
  const isFirst = tab === null || tab === tabsOf(id)[0]?.id;
  return isFirst ? `#/${id}` : `#/${id}/${tab}`;
}

/** The section and the tab that an address names, or null. */
export function placeOfAddress(
  hash: string,
): { readonly section: SectionId; readonly tab: string | null } | null {
  const [, name, tabName] = /^#\/([a-z]+)(?:\/([a-z-]+))?$/.exec(hash) ?? [];
  const found = sections.find(({ id }) => id === name);
  if (!found) return null;
  const own = tabsOf(found.id);
  const tab = own.find(({ id }) => id === tabName) ?? own[0];
  return { section: found.id, tab: tab?.id ?? null };
}

export type SectionMark = Progress | 'next';

/** How far a section is; a step to go to next is marked as such. */
export function sectionMark(section: SectionKind, state: LabState): SectionMark {
  const own = section.mark(state);
  const next = sections.find(({ isStep, mark }) => isStep && mark(state) !== 'done');
  return own === 'none' && next?.id === section.id ? 'next' : own;
}
