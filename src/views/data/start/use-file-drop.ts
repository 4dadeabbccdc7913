// Files dropped and text pasted anywhere on the section, whatever lies under the pointer.

import { useEffect, useRef, useState } from 'react';

import { labStore } from '../../../store/use-lab.ts';

/** The name pasted text is read under. */
export const pastedName = 'pasted.csv';

/** Reads a file dropped anywhere on the page while mounted; true while a file is held over it. */
export function useFileDrop(): boolean {
  const [isOver, setIsOver] = useState(false);
  /** Enter and leave fire for every element under the pointer: over means more enters than leaves. */
  const depth = useRef(0);
  useEffect(() => {
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      depth.current++;
      setIsOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setIsOver(false);
    };
    const over = (event: DragEvent) => {
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      depth.current = 0;
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      const { actions } = labStore.getState();
      // The zone of second files takes them for itself.
      if (event.target instanceof Element && event.target.closest('[data-second-file]'))
        actions.joinFile(file);
      else actions.loadFile(file);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}

/** Reads a table or file pasted while no field has the focus. */
export function usePastedTable(): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const target = event.target;
      if (
        target instanceof HTMLElement &&
        target.closest('input:not([type=file]), textarea, [contenteditable]')
      )
        return;
      const { actions } = labStore.getState();
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (file) actions.loadFile(file);
      else if (text.trim() !== '') actions.loadText(text, pastedName);
      else return;
      event.preventDefault();
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}
