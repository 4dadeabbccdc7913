// A choice between a few things, all in sight: a radio group drawn as joined buttons. The radios are real inputs
// that cover their button, so pointer, keyboard and scripts reach them as they would any radio.

import { useId } from 'react';

import classes from './choice-radios.module.css';

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface ChoiceRadiosProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** A click on what stands already: no change, yet a choice of the person's own. */
  readonly onConfirm?: (value: T) => void;
  /** What the present choice means, under the group. */
  readonly meaning?: string;
}

export function ChoiceRadios<T extends string>({
  label,
  choices,
  value,
  onChange,
  onConfirm,
  meaning,
}: ChoiceRadiosProps<T>) {
  const id = useId();
  return (
    <div className={classes.field}>
      <div id={id} className={classes.label}>
        {label}
      </div>
      <div
        role="radiogroup"
        aria-labelledby={id}
        aria-describedby={meaning === undefined ? undefined : `${id}-meaning`}
        className={classes.group}
      >
        {choices.map((choice) => (
          <label
            key={choice.value}
            className={classes.choice}
            data-chosen={choice.value === value || undefined}
          >
            <input
              type="radio"
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              onClick={() => {
                if (choice.value === value) onConfirm?.(choice.value);
              }}
              className={classes.input}
            />
            {choice.label}
          </label>
        ))}
      </div>
      {meaning === undefined ? null : (
        <p id={`${id}-meaning`} className={classes.meaning}>
          {meaning}
        </p>
      )}
    </div>
  );
}
