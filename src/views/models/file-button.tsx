// A button that asks for a file. The real input lies invisibly over it, so that pointer, keyboard and drop meet the
// same element.

import { IconUpload } from '@tabler/icons-react';
import { useId } from 'react';

import classes from './file-button.module.css';

export interface FileButtonProps {
  readonly label: string;
  readonly accept: string;
  readonly title: string;
  readonly disabled?: boolean;
  readonly onFile: (file: File) => void;
}

export function FileButton({ label, accept, title, disabled = false, onFile }: FileButtonProps) {
  const id = useId();
  return (
    <div className={classes.button} data-disabled={disabled || undefined}>
      <IconUpload aria-hidden size={17} />
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={accept}
        title={title}
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
