// The rail that follows the road: from Data to Monitor. On a phone it is the bar at the bottom.

import { IconCheck } from '@tabler/icons-react';
import { useId } from 'react';

import { useLab } from '../../store/use-lab.ts';
import type { SectionKind } from '../section-kind.ts';
import { openTab, sectionAddress, sectionMark, sections, type SectionMark } from '../sections.ts';
import classes from './rail.module.css';

const markText = {
  done: 'done',
  running: 'running',
  next: 'next step',
  none: 'not yet',
} as const satisfies Record<SectionMark, string>;

export function Rail() {
  return (
    <nav className={classes.rail} aria-label="Sections">
      <ol className={classes.list}>
        {sections.map((section) => (
          <RailLink key={section.id} section={section} />
        ))}
      </ol>
      <p className={classes.promise}>Everything runs in this browser. No row of your file leaves it.</p>
    </nav>
  );
}

function RailLink({ section }: { readonly section: SectionKind }) {
  const open = useLab((state) => state.section === section.id);
  const address = useLab((state) => sectionAddress(section.id, openTab(section.id, state)));
  const mark = useLab((state) => sectionMark(section, state));
  const describedBy = useId();
  const { Icon } = section;
  return (
    <li className={classes.item}>
      <a
        href={address}
        className={classes.link}
        aria-describedby={describedBy}
        {...(open ? { 'aria-current': 'page' as const } : {})}
      >
        <Icon aria-hidden size={20} stroke={1.7} />
        <span>{section.label}</span>
        <StateMark mark={mark} />
      </a>
      <span id={describedBy} hidden>
        {markText[mark]}
      </span>
    </li>
  );
}

function StateMark({ mark }: { readonly mark: SectionMark }) {
  return (
    <span aria-hidden className={classes.mark} data-mark={mark} title={markText[mark]}>
      {mark === 'done' ? <IconCheck size={12} stroke={3} /> : null}
    </span>
  );
}
