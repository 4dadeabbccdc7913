// A button that chooses a file. The real file input lies invisibly over it, so that pointer, keyboard, drop and screen
// reader meet the same element.

import { IconUpload } from '@tabler/icons-react';
import { useId } from 'react';

import classes from './file-button.module.css';

export interface FileButtonProps {
  /** The accessible name of the input. */
  readonly label: string;
  /** As in the `accept` of a file input. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
  readonly disabled?: boolean;
}

export function FileButton({ label, accept, onFile, disabled = false }: FileButtonProps) {
  const id = useId();
  return (
    <div className={classes.button} data-disabled={disabled || undefined}>
      <IconUpload aria-hidden size={17} />
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={disabled}
        className={classes.input}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          // So that the same file can be chosen again after a refusal.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

/** What file dialogs offer for a CSV. */
export const csvAccept = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain';
