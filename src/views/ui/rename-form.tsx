// A name to type in the place where it stands: Enter saves, Escape leaves it as it was.

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';

import { longestName } from '../../core/run/kept-name.ts';
import classes from './rename-form.module.css';

export interface RenameFormProps {
  readonly name: string;
  /** Not called where the name stays the same. */
  readonly onRename: (name: string) => void;
  /** Saved or not; the focus is to go back to what opened the form. */
  readonly onDone: () => void;
  /** As low as a row of a table. */
  readonly compact?: boolean;
}

export function RenameForm({ name, onRename, onDone, compact = false }: RenameFormProps) {
  const [typed, setTyped] = useState(name);
  const size = compact ? 'compact-xs' : 'compact-sm';
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== '' && typed !== name) onRename(typed);
        onDone();
      }}
    >
      <TextInput
        size={compact ? 'xs' : 'sm'}
        aria-label={`New name of ${name}`}
        value={typed}
        maxLength={longestName}
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone();
        }}
      />
      <Button size={size} type="submit" disabled={typed.trim() === ''}>
        Save name
      </Button>
      <Button size={size} variant="default" onClick={onDone}>
        Cancel
      </Button>
    </form>
  );
}
