// A dialog with a title, its content, and actions that stay in sight at the bottom.
//
// Put together from the parts of Mantine's Modal: its own header is a `header` element outside the page's landmarks,
// which screen readers announce as a second banner.

import { Modal } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react';

import classes from './dialog.module.css';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** The accessible name of the cross. */
  readonly closeLabel: string;
  /** Width in pixels where there is room. */
  readonly width?: number;
  /** Takes the focus after the dialog where what opened it is gone or disabled by then; else the content does. */
  readonly returnTo?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

export function Dialog({ opened, onClose, title, closeLabel, width = 620, returnTo, children }: DialogProps) {
  useFocusReturn(opened, returnTo);
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      returnFocus={false}
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

/** Mantine's own return misses dialogs that are there only while they are open. */
function useFocusReturn(opened: boolean, returnTo: RefObject<HTMLElement | null> | undefined): void {
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (opened) opener.current = document.activeElement;
  }, [opened]);
  useEffect(() => {
    if (!opened) return;
    const neighbour = returnTo?.current;
    return () => {
      for (const element of [opener.current, neighbour, document.getElementById('main')]) {
        if (isFocusLost() && element instanceof HTMLElement) element.focus({ preventScroll: true });
      }
    };
  }, [opened, returnTo]);
}

/** Nowhere, or in a dialog that is about to go. */
function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return (
    activeElement === null || activeElement === body || activeElement.closest('[role="dialog"]') !== null
  );
}
