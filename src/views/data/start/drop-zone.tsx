// The input of a sales file. The real file input lies invisibly over its whole zone, so that a click, a drop, the
// keyboard and a screen reader all meet the same element.

import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react';
import { useId, type ChangeEvent } from 'react';

import { useLab } from '../../../store/use-lab.ts';
import { tableAccept } from '../../ui/file-button.tsx';
import classes from './drop-zone.module.css';

export interface DropZoneProps {
  readonly size: 'large' | 'small';
  /** A file is held over the page. */
  readonly isOver: boolean;
}

export function DropZone({ size, isOver }: DropZoneProps) {
  const actions = useLab((state) => state.actions);
  const id = useId();
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    // Emptied, so that the same file can be chosen once more.
    event.currentTarget.value = '';
    if (file) actions.loadFile(file);
  };
  const Icon = size === 'large' ? IconFileTypeCsv : IconUpload;
  return (
    <div className={classes.zone} data-size={size} data-over={isOver}>
      <Icon aria-hidden size={size === 'large' ? 44 : 18} stroke={1.3} className={classes.icon} />
      <div className={classes.words}>
        <label htmlFor={id} className={classes.label}>
          Sales CSV
        </label>
        {size === 'large' ? (
          <p id={`${id}-hint`} className={classes.hint}>
            {isOver ? 'Drop to read it' : 'Drop it here, paste it with Ctrl+V, or choose a file'}
          </p>
        ) : null}
      </div>
      <span aria-hidden className={classes.button}>
        {size === 'large' ? 'Choose a file' : isOver ? 'Drop' : 'Choose'}
      </span>
      <input
        id={id}
        type="file"
        accept={tableAccept}
        className={classes.input}
        onChange={choose}
        {...(size === 'large' ? { 'aria-describedby': `${id}-hint` } : {})}
      />
    </div>
  );
}
