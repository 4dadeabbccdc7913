// The keys that work everywhere, listed.

import { Button, Kbd } from '@mantine/core';

import { Dialog } from '../ui/dialog.tsx';
import classes from './commands.module.css';
import { keysHere, shortcuts } from './shortcuts.ts';

export function ShortcutHelp({
  onClose,
  onGlossary,
}: {
  readonly onClose: () => void;
  readonly onGlossary: () => void;
}) {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <Dialog opened onClose={onClose} title="Keys" closeLabel="Close the keyboard shortcuts" width={460}>
      <dl className={classes.keys}>
        {shortcuts.map(({ name, keys, meaning }) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              {keysHere(keys, isMac).map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Button variant="default" mt="md" onClick={onGlossary}>
        Open the glossary
      </Button>
    </Dialog>
  );
}
