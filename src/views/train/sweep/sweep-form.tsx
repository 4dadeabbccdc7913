// How many runs are trained: seeds, and a setting or two with the values to try. One seed and nothing swept is one run.

import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { memo, useState } from 'react';

import { mostSweepSeeds, mostSweptSettings, sweepable, sweepSize } from '../../../core/run/sweep.ts';
import type { SettingName } from '../../../core/run/settings.ts';
import { plannedSweep, type SweptField } from '../../../store/features/sweep-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCountOf } from '../../../core/text/format.ts';
import { formatSetting, settingNamed, settingSections } from '../settings/setting-lists.ts';
import panel from '../settings/settings-panel.module.css';
import field from '../settings/setting-field.module.css';
import classes from './sweep.module.css';

export const SeedsField = memo(function SeedsField() {
  const seeds = useLab((state) => state.sweepForm.seeds);
  const actions = useLab((state) => state.actions);
  const [typed, setTyped] = useState<number | string | null>(null);
  const isSound = (value: number | string) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostSweepSeeds;
  return (
    <div className={field.line}>
      <div className={field.control}>
        <NumberInput
          size="xs"
          label="Seeds"
          description="runs, one seed each"
          inputWrapperOrder={['label', 'description', 'input', 'error']}
          classNames={{
            root: field.root!,
            label: field.label!,
            description: field.unit!,
            wrapper: field.input!,
            error: field.error!,
          }}
          min={1}
          max={mostSweepSeeds}
          clampBehavior="none"
          value={typed ?? seeds}
          onChange={(next) => {
            setTyped(isSound(next) ? null : next);
            if (isSound(next)) actions.setSeeds(Number(next));
          }}
          error={typed === null ? null : `Enter a whole number from 1 to ${mostSweepSeeds}.`}
        />
      </div>
      <div className={field.back} />
    </div>
  );
});

export const SweepForm = memo(function SweepForm() {
  const over = useLab((state) => state.sweepForm.over);
  const form = useLab((state) => state.sweepForm);
  const settings = useLab((state) => state.settings);
  const actions = useLab((state) => state.actions);
  const planned = plannedSweep({ sweepForm: form, settings });
  const set = (index: number, changed: SweptField | null) =>
    actions.setSwept(
      changed === null
        ? over.filter((_, at) => at !== index)
        : index === over.length
          ? [...over, changed]
          : over.map((each, at) => (at === index ? changed : each)),
    );
  const lines = Array.from(
    { length: Math.min(over.length + 1, mostSweptSettings) },
    (_, i) => over[i] ?? null,
  );
  const size = 'plan' in planned ? sweepSize(planned.plan) : null;
  return (
    <details className={panel.group}>
      <summary className={panel.summary}>
        <span className={panel.summaryTitle}>Sweep</span>
        <span className={panel.summaryNote}>
          {over.length === 0 ? 'off' : size === null ? '!' : `${size} runs`}
        </span>
      </summary>
      <div className={panel.lines}>
        {lines.map((swept, index) => (
          <SweptLine key={index} swept={swept} taken={over} onChange={(changed) => set(index, changed)} />
        ))}
        <p className={classes.note} role="status">
          {'problem' in planned && over.length > 0
            ? planned.problem
            : size !== null && size > 1
              ? `${formatCountOf(size, 'run')}, one after the other; each is kept, the best one gives the prices.`
              : 'Choose a setting and write the values to try, such as “0.9, 0.99”.'}
        </p>
      </div>
    </details>
  );
});

function SweptLine({
  swept,
  taken,
  onChange,
}: {
  readonly swept: SweptField | null;
  readonly taken: readonly SweptField[];
  readonly onChange: (changed: SweptField | null) => void;
}) {
  const settings = useLab((state) => state.settings);
  const choices = sweptChoices(
    settings,
    taken.filter((each) => each !== swept).map(({ name }) => name),
  );
  return (
    <div className={classes.swept}>
      <NativeSelect
        size="xs"
        aria-label="Setting to sweep over"
        value={swept?.name ?? ''}
        data={[{ value: '', label: 'no setting' }, ...choices]}
        onChange={(event) => {
          const name = event.currentTarget.value as SettingName | '';
          onChange(name === '' ? null : { name, text: firstText(name, settings[name]) });
        }}
      />
      {swept ? (
        <TextInput
          size="xs"
          aria-label={`Values of ${settingNamed(swept.name).label}`}
          value={swept.text}
          onChange={(event) => onChange({ ...swept, text: event.currentTarget.value })}
        />
      ) : null}
    </div>
  );
}

/** What applies to a run of the form, besides what is taken already. */
function sweptChoices(settings: Parameters<typeof settingSections>[0], taken: readonly SettingName[]) {
  const applying = new Set(
    settingSections(settings).flatMap(({ basic, advanced }) =>
      [...basic, ...advanced].map(({ name }) => name),
    ),
  );
  const always: readonly string[] = ['objective', 'market', 'agent', 'trainingSteps', 'hiddenUnits'];
  return sweepable
    .filter(({ name }) => always.includes(name) || applying.has(name as SettingName))
    .filter(({ name }) => !taken.includes(name as SettingName))
    .map(({ name, label }) => ({ value: name, label }));
}

/** All values of a choice or switch; of a number the present one, to go on from. */
function firstText(name: SettingName, value: number | string | boolean): string {
  const definition = settingNamed(name);
  if (definition.kind === 'switch') return 'on, off';
  if (definition.kind === 'choice') return definition.choices.map(({ label }) => label).join(', ');
  return `${formatSetting(definition, value).replaceAll(',', '')}, `;
}
