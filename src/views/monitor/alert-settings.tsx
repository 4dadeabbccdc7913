// From where on the monitor speaks up; the form is the list of the settings.

import { NumberInput } from '@mantine/core';
import { useState } from 'react';

import {
  monitorSettingProblem,
  monitorSettings,
  type MonitorSettingName,
} from '../../core/monitor/monitor-settings.ts';
import { useLab } from '../../store/use-lab.ts';
import { Panel } from '../ui/panel.tsx';
import classes from './monitor-section.module.css';

export function AlertSettings() {
  return (
    <Panel
      title="When to alert"
      caption="Changes act at once on the list of alerts."
      fold="Show the thresholds"
    >
      <div className={classes.settings}>
        {monitorSettings.map((setting) => (
          <SettingField key={setting.name} setting={setting} />
        ))}
      </div>
    </Panel>
  );
}

function SettingField({ setting }: { readonly setting: (typeof monitorSettings)[number] }) {
  const value = useLab((state) => state.monitorSettings[setting.name]);
  const actions = useLab((state) => state.actions);
  // What is typed and is no sound value yet.
  const [draft, setDraft] = useState<number | string | null>(null);
  const name: MonitorSettingName = setting.name;
  const problem =
    draft === null
      ? null
      : monitorSettingProblem(name, typeof draft === 'number' ? draft : draft === '' ? NaN : Number(draft));
  return (
    <NumberInput
      label={setting.label}
      description={`${setting.unit}. ${setting.meaning}`}
      value={draft ?? value}
      min={setting.min}
      max={setting.max}
      step={setting.step}
      clampBehavior="none"
      size="sm"
      error={problem}
      onChange={(next) => {
        const number = typeof next === 'number' ? next : NaN;
        if (monitorSettingProblem(name, number) === null) {
          actions.setMonitorSetting(name, number);
          setDraft(null);
        } else setDraft(next);
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
