// The rail that follows the road: from Data to Monitor. On a phone it is the bar at the bottom.

import {
  IconActivityHeartbeat,
  IconArrowsLeftRight,
  IconBox,
  IconChartDots3,
  IconCheck,
  IconDatabase,
  IconFlask2,
  IconTag,
} from '@tabler/icons-react';
import { useId } from 'react';

import { sections, type Section } from '../../store/lab-state.ts';
import { useLab } from '../../store/use-lab.ts';
import classes from './rail.module.css';
import { sectionLabels } from './section-labels.ts';
import { markWords, sectionMark, type SectionMark } from './section-marks.ts';
import { sectionAddress } from './use-section-in-address.ts';

const icons = {
  data: IconDatabase,
  demand: IconChartDots3,
  train: IconFlask2,
  prices: IconTag,
  experiments: IconArrowsLeftRight,
  monitor: IconActivityHeartbeat,
  models: IconBox,
} as const satisfies Record<Section, typeof IconTag>;

export function Rail() {
  return (
    <nav className={classes.rail} aria-label="Sections">
      <ol className={classes.list}>
        {sections.map((section) => (
          <RailLink key={section} section={section} />
        ))}
      </ol>
      <p className={classes.promise}>Everything runs in this browser. No row of your file leaves it.</p>
    </nav>
  );
}

function RailLink({ section }: { readonly section: Section }) {
  const open = useLab((state) => state.section === section);
  const mark = useLab((state) => sectionMark(section, state));
  const describedBy = useId();
  const Icon = icons[section];
  return (
    <li className={classes.item}>
      <a
        href={sectionAddress(section)}
        className={classes.link}
        aria-describedby={describedBy}
        {...(open ? { 'aria-current': 'page' as const } : {})}
      >
        <Icon aria-hidden size={20} stroke={1.7} />
        <span>{sectionLabels[section]}</span>
        <StateMark mark={mark} />
      </a>
      <span id={describedBy} hidden>
        {markWords[mark]}
      </span>
    </li>
  );
}

function StateMark({ mark }: { readonly mark: SectionMark }) {
  return (
    <span aria-hidden className={classes.mark} data-mark={mark} title={markWords[mark]}>
      {mark === 'done' ? <IconCheck size={12} stroke={3} /> : null}
    </span>
  );
}
