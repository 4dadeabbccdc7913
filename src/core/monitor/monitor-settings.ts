// What the monitor calls an alert: one list, from which the form is built.

export const monitorSettings = [
  {
    name: 'falseAlarmPercent',
    label: 'False alarms',
    unit: 'of 100 checks',
    default: 5,
    min: 0.1,
    max: 20,
    step: 0.5,
    meaning:
      'While demand stays the same, at most this many of 100 checks raise any drift alarm, over all products together.',
  },
  {
    name: 'smallestDriftPercent',
    label: 'Smallest drift worth an alert',
    unit: '%',
    default: 5,
    min: 0,
    max: 100,
    step: 1,
    meaning: 'A smaller drift of the demand level raises no alert, however certain it is.',
  },
  {
    name: 'minMarginPercent',
    label: 'Margin must not fall below',
    unit: '% of sales',
    default: 10,
    min: 0,
    max: 95,
    step: 1,
    meaning: 'Alerts where the newer days earn less than this share of sales, for a product or over all.',
  },
  {
    name: 'marginDropPoints',
    label: 'Margin must not drop by more than',
    unit: 'percentage points',
    default: 3,
    min: 0.5,
    max: 50,
    step: 0.5,
    meaning:
      'Alerts where the margin falls further than this below that of the last 28 rows of the loaded file.',
  },
] as const;

export type MonitorSettingName = (typeof monitorSettings)[number]['name'];
export type MonitorSettings = Readonly<Record<MonitorSettingName, number>>;

export const defaultMonitorSettings = Object.fromEntries(
  monitorSettings.map((setting) => [setting.name, setting.default]),
) as MonitorSettings;

/** Why a value does not fit its setting, in words; null where it does. */
export function monitorSettingProblem(name: MonitorSettingName, value: number): string | null {
  const { min, max, label } = monitorSettings.find((setting) => setting.name === name)!;
  return Number.isFinite(value) && value >= min && value <= max
    ? null
    : `${label}: expected a number from ${min} to ${max}.`;
}
