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
  /** What kind of file is meant, where the label alone does not say it. */
  readonly title?: string;
  readonly disabled?: boolean;
  /** As low as the small buttons beside it. */
  readonly compact?: boolean;
}

export function FileButton({
  label,
  accept,
  onFile,
  title,
  disabled = false,
  compact = false,
}: FileButtonProps) {
  const id = useId();
  return (
    <div className={classes.button} data-disabled={disabled || undefined} data-compact={compact || undefined}>
      <IconUpload aria-hidden size={compact ? 16 : 17} />
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        {...(title === undefined ? {} : { title })}
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

/** What file dialogs offer for a table: text, and whatever `core/files/file-kinds.ts` opens. */
export const tableAccept =
  '.csv,.tsv,.txt,.tab,.xlsx,.xlsm,.parquet,.gz,.zip,.json,.jsonl,.ndjson,.xml,.html,.xls,text/csv,text/tab-separated-values,text/plain';
