// A button that asks back, in place, before it does what cannot be undone; Escape leaves the question. Where its own
// place goes with what it did (a row that is deleted), the focus moves to the title of the panel around it.

import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';

export interface SureButtonProps {
  readonly label: string;
  /** What it asks: `Yes, delete`. */
  readonly question: string;
  /** What it is about; part of the accessible name. */
  readonly name: string;
  readonly asking: boolean;
  readonly onAsk: (asking: boolean) => void;
  readonly onSure: () => void;
  readonly size?: 'compact-xs' | 'compact-sm';
}

export function SureButton({
  label,
  question,
  name,
  asking,
  onAsk,
  onSure,
  size = 'compact-xs',
}: SureButtonProps) {
  /** The first button takes the focus when it comes back. */
  const [asked, setAsked] = useState(false);
  const ask = () => {
    setAsked(true);
    onAsk(true);
  };
  const titleAround = useRef<HTMLElement | null>(null);
  useEffect(
    () => () => {
      if (titleAround.current !== null) focusTitle(titleAround.current);
    },
    [],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onAsk(false);
  };
  if (!asking)
    return (
      <Button size={size} variant="default" autoFocus={asked} aria-label={`${label} ${name}`} onClick={ask}>
        {label}
      </Button>
    );
  return (
    <>
      <Button
        size={size}
        color="red"
        autoFocus
        onKeyDown={onKeyDown}
        aria-label={`${question} ${name}`}
        onClick={({ currentTarget }) => {
          titleAround.current = currentTarget.closest('section')?.querySelector('h2, h3') ?? null;
          onAsk(false);
          onSure();
        }}
      >
        {question}
      </Button>
      <Button size={size} variant="default" onKeyDown={onKeyDown} onClick={() => onAsk(false)}>
        Keep it
      </Button>
    </>
  );
}

/** Only where the focus has gone to nothing; where the panel is gone too, the section's title takes it. */
function focusTitle(title: HTMLElement): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const place = title.isConnected ? title : document.querySelector<HTMLElement>('main h1');
  if (place === null) return;
  place.tabIndex = -1;
  place.focus();
}
