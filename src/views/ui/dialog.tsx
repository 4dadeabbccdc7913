// A dialog with a title, its content, and actions that stay in sight at the bottom.
//
// Put together from the parts of Mantine's Modal: its own header is a `header` element outside the page's landmarks,
// which screen readers announce as a second banner.

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';

import classes from './dialog.module.css';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The accessible name of the cross. */
  readonly closeLabel: string;
  /** Width in pixels where there is room. */
  readonly width?: number;
  readonly children: ReactNode;
}

export function Dialog({ opened, onClose, title, closeLabel, width = 620, children }: DialogProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={width}
      classNames={{ content: classes.content ?? '' }}
    >
      <Modal.Overlay backgroundOpacity={0.5} />
      <Modal.Content>
        <div className={classes.head}>
          <Modal.Title component="h2" className={classes.title}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label={closeLabel} />
        </div>
        <Modal.Body className={classes.body}>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The actions of a dialog; stays at its bottom while the content scrolls. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}
