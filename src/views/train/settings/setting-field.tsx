// One setting as a line of the form: name and unit at the left, its control at the right, and a way back to the
// default where it was changed. What it means is said by a tooltip that hovering or focusing opens, and to a screen
// reader by the field's description.

import { ActionIcon, NativeSelect, NumberInput, Switch, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { pageWords } from '../../../core/text/page-words.ts';
import { memo, useId, type ReactNode } from 'react';

import { defaultsFor } from '../../../core/run/run-settings.ts';
import type { RunSettings } from '../../../core/run/settings.ts';
import { useLab } from '../../../store/use-lab.ts';
import {
  draftProblem,
  formatBound,
  formatSetting,
  type Draft,
  type NamedSetting,
  type NumberSettingDefinition,
} from './setting-lists.ts';
import classes from './setting-field.module.css';
import type { DraftActions } from './use-setting-drafts.ts';

export interface SettingFieldProps {
  readonly definition: NamedSetting;
  /** What is typed and is not yet a sound value. */
  readonly draft: Draft | undefined;
  readonly actions: DraftActions;
  /** Choices that cannot be taken now are left out. */
  readonly allowedChoices?: readonly string[];
  /** Shows this value where the setting's own cannot hold. */
  readonly shownValue?: string;
}

export const SettingField = memo(function SettingField({
  definition,
  draft,
  actions,
  allowedChoices,
  shownValue,
}: SettingFieldProps) {
  const value = useLab((state) => state.settings[definition.name]);
  const fieldId = useId();
  const set = (next: number | string | boolean) =>
    actions.set(definition.name, next as RunSettings[typeof definition.name]);
  const agent = useLab((state) => state.settings.agent);
  const usual = defaultsFor(agent)[definition.name];
  const changed = value !== usual;
  const description = (
    <>
      {pageWords(definition.unit ?? '')}
      <VisuallyHidden>. {explanation(definition)}</VisuallyHidden>
    </>
  );
  let control: ReactNode;
  if (definition.kind === 'switch') {
    control = (
      <Switch
        id={fieldId}
        checked={value === true}
        onChange={(event) => set(event.currentTarget.checked)}
        label={definition.label}
        description={description}
        labelPosition="left"
        size="sm"
        classNames={{
          root: classes.switch!,
          body: classes.switchBody!,
          label: classes.label!,
          description: classes.unit!,
        }}
      />
    );
  } else if (definition.kind === 'choice') {
    control = (
      <NativeSelect
        id={fieldId}
        value={shownValue ?? String(value)}
        onChange={(event) => set(event.currentTarget.value)}
        data={definition.choices.filter((choice) => allowedChoices?.includes(choice.value) ?? true)}
        label={definition.label}
        description={description}
        {...wideLine}
      />
    );
  } else {
    control = (
      <NumberField
        id={fieldId}
        definition={definition}
        value={Number(value)}
        draft={draft}
        onDraft={actions.type}
        onSettle={actions.settle}
        description={description}
      />
    );
  }
  return (
    <Tooltip
      label={explanation(definition)}
      multiline
      w={290}
      position="right"
      // A phone has no room beside the field.
      middlewares={{ flip: { fallbackPlacements: ['bottom', 'top'] }, shift: true }}
      openDelay={500}
      events={{ hover: true, focus: true, touch: false }}
      withArrow
      withinPortal={false}
    >
      <div className={classes.line} data-changed={changed || undefined}>
        <div className={classes.control}>{control}</div>
        <div className={classes.back}>
          {changed ? (
            <ActionIcon
              variant="subtle"
              size={24}
              aria-label={`Back to ${formatSetting(definition, usual)}`}
              aria-describedby={`${fieldId}-label`}
              onClick={() => {
                set(usual);
                // The button leaves the page: the focus goes to its field instead of nowhere.
                document.getElementById(fieldId)?.focus();
              }}
            >
              <IconArrowBackUp aria-hidden size={15} />
            </ActionIcon>
          ) : null}
        </div>
      </div>
    </Tooltip>
  );
});

interface NumberFieldProps {
  readonly id: string;
  readonly definition: NumberSettingDefinition;
  readonly value: number;
  readonly draft: Draft | undefined;
  readonly onDraft: (definition: NumberSettingDefinition, draft: Draft) => void;
  readonly onSettle: (definition: NumberSettingDefinition) => void;
  readonly description: ReactNode;
}

function NumberField({ id, definition, value, draft, onDraft, onSettle, description }: NumberFieldProps) {
  const problem = draft === undefined ? null : draftProblem(definition, draft);
  return (
    <NumberInput
      id={id}
      value={draft ?? value}
      onChange={(next) => onDraft(definition, next)}
      onBlur={() => onSettle(definition)}
      min={definition.min}
      max={definition.max}
      step={definition.step}
      startValue={definition.default}
      clampBehavior="none"
      // What is typed stands as it is, whole number or not: without decimals 12.7 would silently become 127.
      allowDecimal
      label={definition.label}
      description={description}
      error={problem}
      {...line}
    />
  );
}

const line = {
  size: 'xs',
  inputWrapperOrder: ['label', 'description', 'input', 'error'] as (
    'label' | 'description' | 'input' | 'error'
  )[],
  classNames: {
    root: classes.root!,
    label: classes.label!,
    description: classes.unit!,
    wrapper: classes.input!,
    error: classes.error!,
  },
} as const;

const wideLine = {
  ...line,
  classNames: { ...line.classNames, root: `${classes.root} ${classes.wide}` },
} as const;

/** Meaning, default and range in one paragraph. */
function explanation(definition: NamedSetting): string {
  const parts = [definition.meaning, `Default ${formatSetting(definition, definition.default)}.`];
  if (definition.kind === 'number' || definition.kind === 'integer')
    parts.push(`From ${formatBound(definition.min)} to ${formatBound(definition.max)}.`);
  return pageWords(parts.join(' '));
}
