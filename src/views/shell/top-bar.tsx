// The bar on top: the lab's name, the file, the backend, the run, the colour scheme.

import { IconFileSpreadsheet } from '@tabler/icons-react';

import { useLab } from '../../store/use-lab.ts';
import { formatCountOf } from '../../core/text/format.ts';
import { BackendBadge } from './backend-badge.tsx';
import { Commands } from './commands.tsx';
import { RunStatus } from './run-status.tsx';
import { SchemeToggle } from './scheme-toggle.tsx';
import { UnfinishedRuns } from './unfinished-runs.tsx';
import classes from './top-bar.module.css';

export function TopBar() {
  return (
    <header className={classes.bar}>
      <div className={classes.brand}>
        <svg aria-hidden width="22" height="22" viewBox="0 0 22 22" className={classes.sign}>
          <path
            d="M3 16.5C7 16.5 6.5 6 11 6s4 6.5 8 6.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2.4"
          />
          <circle cx="11" cy="6" r="2.6" fill="currentColor" />
        </svg>
        <span className={classes.name}>Pricing Lab</span>
      </div>
      <FileName />
      <div className={classes.states}>
        <UnfinishedRuns />
        <RunStatus />
        <BackendBadge />
      </div>
      <div className={classes.tools}>
        <Commands />
        <SchemeToggle />
      </div>
    </header>
  );
}

function FileName() {
  const data = useLab((state) => state.data);
  const name =
    data.status === 'ready'
      ? data.dataset.fileName
      : data.status === 'asking'
        ? data.preview.fileName
        : data.status === 'empty'
          ? null
          : data.fileName;
  return (
    <div className={classes.file} title={name ?? undefined}>
      <IconFileSpreadsheet aria-hidden size={18} stroke={1.6} className={classes.fileIcon} />
      <span className={classes.fileName}>{name ?? 'No file yet'}</span>
      {data.status === 'ready' ? (
        <span className={classes.fileNote}>{formatCountOf(data.dataset.table.rowCount, 'row')}</span>
      ) : null}
    </div>
  );
}
