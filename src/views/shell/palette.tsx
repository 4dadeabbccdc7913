// The command palette: type a few letters, choose with the arrows, Enter does it.

import '@mantine/spotlight/styles.css';

import { Kbd, useMantineColorScheme } from '@mantine/core';
import { Spotlight, createSpotlight } from '@mantine/spotlight';
import { useEffect, useMemo, useState } from 'react';

import { labStore } from '../../store/use-lab.ts';
import { labLink } from '../../store/lab-link.ts';
import { paletteEntries, type PaletteEntry } from './palette-entries.ts';

const [paletteStore, palette] = createSpotlight();

export interface PaletteProps {
  /** Grows each time it is asked for. */
  readonly asked: number;
  readonly onHelp: () => void;
  readonly onGlossary: () => void;
}

export function Palette({ asked, onHelp, onGlossary }: PaletteProps) {
  const [query, setQuery] = useState('');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  useEffect(() => palette.open(), [asked]);
  const groups = useMemo(() => {
    const entries = paletteEntries(labStore.getState(), query, {
      showHelp: onHelp,
      showGlossary: onGlossary,
      switchScheme: () => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark'),
      copyLink: () => void navigator.clipboard.writeText(labLink(labStore.getState(), window.location.href)),
    });
    const names = [...new Set(entries.map(({ group }) => group))];
    return names.map((name) => ({ name, entries: entries.filter(({ group }) => group === name) }));
    // Asked for anew, it sees what is possible by then.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [query, asked, onHelp, onGlossary, colorScheme, setColorScheme]);
  return (
    <Spotlight.Root
      store={paletteStore}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': 'Find' } }}
    >
      <Spotlight.Search
        placeholder="Section, action or product"
        aria-label="Find a section, an action or a product"
        rightSection={<Kbd size="xs">Esc</Kbd>}
      />
      <Spotlight.ActionsList>
        {groups.map(({ name, entries }) => (
          <Spotlight.ActionsGroup key={name} label={name}>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 ? <Spotlight.Empty>No match.</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Entry({ entry: { label, note, run } }: { readonly entry: PaletteEntry }) {
  return (
    <Spotlight.Action label={label} {...(note === undefined ? {} : { description: note })} onClick={run} />
  );
}
