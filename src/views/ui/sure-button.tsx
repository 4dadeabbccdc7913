// A button that asks back, in place, before it does what cannot be undone.

import { Button } from '@mantine/core';

export interface SureButtonProps {
  readonly label: string;
  /** What it asks: `Really delete`. */
  readonly question: string;
  /** What it is about; part of the accessible name. */
  readonly name: string;
  readonly asking: boolean;
  readonly onAsk: (asking: boolean) => void;
  readonly onSure: () => void;
}

export function SureButton({ label, question, name, asking, onAsk, onSure }: SureButtonProps) {
  if (!asking)
    return (
      <Button size="compact-xs" variant="default" aria-label={`${label} ${name}`} onClick={() => onAsk(true)}>
        {label}
      </Button>
    );
  return (
    <>
      <Button
        size="compact-xs"
        color="red"
        autoFocus
        aria-label={`${question} ${name}`}
        onClick={() => {
          onAsk(false);
          onSure();
        }}
      >
        {question}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => onAsk(false)}>
        Keep it
      </Button>
    </>
  );
}
