// The tabs of a section. Which one is open stands in the store, and so in the address; only its panel is in the page.

import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';

import type { SectionId } from '../../store/lab-state.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCount } from '../../core/text/format.ts';
import type { SectionTab } from '../section-kind.ts';
import classes from './section-tabs.module.css';

export interface SectionTabsProps<T extends string> {
  readonly section: SectionId;
  /** What the tabs are of, for a screen reader. */
  readonly label: string;
  readonly tabs: readonly (SectionTab & { readonly id: T })[];
  readonly panels: Readonly<Record<T, ReactNode>>;
  /** How many things a tab holds, beside its name; nothing for 0. */
  readonly counts?: Readonly<Partial<Record<T, number>>>;
}

/** The panel of the open tab under the row of tabs; arrow keys move between them. */
export function SectionTabs<T extends string>({ section, label, tabs, panels, counts }: SectionTabsProps<T>) {
  const wanted = useLab((state) => state.tabs[section]);
  const actions = useLab((state) => state.actions);
  const open = tabs.find(({ id }) => id === wanted) ?? tabs[0];
  return (
    <Tabs
      value={open?.id ?? null}
      onChange={(tab) => {
        if (tab !== null) actions.goTo(section, tab);
      }}
      keepMounted={false}
    >
      <Tabs.List aria-label={label} className={classes.list}>
        {tabs.map((tab) => {
          const count = counts?.[tab.id] ?? 0;
          return (
            <Tabs.Tab key={tab.id} value={tab.id}>
              {tab.label}
              {count > 0 ? <span className={classes.count}> {formatCount(count)}</span> : null}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      {tabs.map(({ id }) => (
        <Tabs.Panel key={id} value={id} pt="md">
          {panels[id]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
