// The keys that work everywhere, the way into the palette, and the notice of what was just undone. Palette and help load when
// they are first asked for.

import { ActionIcon } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';

import { useLab } from '../../store/use-lab.ts';
import classes from './commands.module.css';
import { shortcutOf } from './shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const GlossaryDialog = lazy(async () => ({
  default: (await import('./glossary-dialog.tsx')).GlossaryDialog,
}));
const ShortcutHelp = lazy(async () => ({ default: (await import('./shortcut-help.tsx')).ShortcutHelp }));

export function Commands() {
  const actions = useLab((state) => state.actions);
  const [palette, setPalette] = useState(0);
  const [help, setHelp] = useState(false);
  const [glossary, setGlossary] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = shortcutOf(event);
      if (name === null || (name !== 'palette' && document.querySelector('[role="dialog"]'))) return;
      event.preventDefault();
      if (name === 'palette') setPalette((times) => times + 1);
      else if (name === 'help') setHelp(true);
      else if (name === 'undo') actions.undoLast();
      else actions.redoLast();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [actions]);
  return (
    <>
      <ActionIcon
        variant="subtle"
        size={34}
        aria-label="Find a section, an action or a product"
        title="Find (Ctrl + K)"
        onClick={() => setPalette((times) => times + 1)}
      >
        <IconSearch aria-hidden size={18} stroke={1.7} />
      </ActionIcon>
      <UndoNote />
      <Suspense fallback={null}>
        {palette > 0 ? (
          <Palette asked={palette} onHelp={() => setHelp(true)} onGlossary={() => setGlossary(true)} />
        ) : null}
        {help ? (
          <ShortcutHelp
            onClose={() => setHelp(false)}
            onGlossary={() => {
              setHelp(false);
              setGlossary(true);
            }}
          />
        ) : null}
        {glossary ? <GlossaryDialog onClose={() => setGlossary(false)} /> : null}
      </Suspense>
    </>
  );
}

const noteMs = 4000;

/** Says for a moment what was undone, also to who cannot see it. */
function UndoNote() {
  const note = useLab((state) => state.undoNote);
  const [past, setPast] = useState(note);
  useEffect(() => {
    if (note === null) return;
    const timer = setTimeout(() => setPast(note), noteMs);
    return () => clearTimeout(timer);
  }, [note]);
  const words = note === null || note === past ? null : note.words;
  return (
    <div role="status" aria-label="Undo" className={classes.note} data-empty={words === null || undefined}>
      {words}
    </div>
  );
}
