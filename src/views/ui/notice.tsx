// A sentence that needs attention, with what to do: problems of a file, a run or a model.

import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';

import { pageContent } from '../../core/text/page-words.ts';
import classes from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'bad' | 'warn' | 'info';
  /** A few words: what this is about. */
  readonly title: string;
  /** The sentence, and what to do. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** Shows a close button of that action. */
  readonly onDismiss?: () => void;
}

/** A problem is announced at once (role alert); an information is not. */
export function Notice({ tone, title, children, actions, onDismiss }: NoticeProps) {
  const Icon = tone === 'info' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={classes.notice} data-tone={tone} {...(tone === 'info' ? {} : { role: 'alert' })}>
      <Icon aria-hidden size={20} stroke={1.8} className={classes.icon} />
      <div className={classes.words}>
        <strong className={classes.title}>{title}</strong>
        <div>{pageContent(children)}</div>
        {actions === undefined ? null : <div className={classes.actions}>{actions}</div>}
      </div>
      {onDismiss === undefined ? null : (
        <ActionIcon variant="subtle" color="gray" aria-label="Dismiss" onClick={onDismiss}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </div>
  );
}
