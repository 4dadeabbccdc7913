// The form of a run: what to train on, market, agent and length in sight, everything else folded away by group.
// It is built from the list of settings, so a new setting appears here by itself.

import { Anchor, Button, Tooltip } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { pageWords } from '../../../core/text/page-words.ts';
import { memo, useMemo, useState } from 'react';

import { kindNamed, kindOf, marketKinds, sourceSettings, titlesOf } from '../../../core/market/kinds.ts';
import { defaultMarket } from '../../../core/market/default-market.ts';
import { presetValues, runPresets } from '../../../core/run/presets.ts';
import { defaultSettings, type RunSettings } from '../../../core/run/settings.ts';
import { objectiveNow } from '../../../store/run-plan.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatCount } from '../../../core/text/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { offInPlace } from '../../ui/off-in-place.ts';
import { ProductPicker } from '../../ui/product-picker.tsx';
import type { SettingValues } from '../../../core/parameter.ts';
import { CalibratedMarket } from './calibrated-market.tsx';
import { ChoiceRadios, type Choice } from './choice-radios.tsx';
import { SeedsField, SweepForm } from '../sweep/sweep-form.tsx';
import { SettingField } from './setting-field.tsx';
import { isChanged, settingNamed, settingSections, type SettingSection } from './setting-lists.ts';
import classes from './settings-panel.module.css';
import type { DraftActions, Drafts } from './use-setting-drafts.ts';

export interface SettingsPanelProps {
  readonly drafts: Drafts;
  readonly actions: DraftActions;
}

export const SettingsPanel = memo(function SettingsPanel({ drafts, actions }: SettingsPanelProps) {
  const settings = useLab((state) => state.settings);
  const lab = useLab((state) => state.actions);
  const hasFile = useLab((state) => state.data.status === 'ready');
  const hasRun = useLab((state) => state.run.state !== 'idle');
  const effective = useMemo<RunSettings>(
    () => (hasFile ? settings : { ...settings, ...sourceSettings('withoutFile') }),
    [settings, hasFile],
  );
  const changed = (Object.keys(defaultSettings) as (keyof RunSettings)[]).some((name) =>
    isChanged(name, settings),
  );
  return (
    <Panel title="Settings" {...(hasRun ? { fold: 'Show the settings' } : {})}>
      <div className={classes.form}>
        <div className={classes.presets}>
          <Presets settings={settings} onChoose={actions.clear} />
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconRestore aria-hidden size={15} />}
            {...offInPlace(!changed && Object.keys(drafts).length === 0, () => {
              lab.resetSettings();
              actions.clear();
            })}
          >
            All defaults
          </Button>
        </div>
        <ObjectiveChoice value={settings.objective} actions={actions} />
        <MarketChoice settings={settings} actions={actions} hasFile={hasFile} />
        <TrainFor market={settings.market} />
        <ChoiceRadios
          label="Agent"
          choices={choicesOf('agent')}
          value={settings.agent}
          onChange={(agent) => actions.set('agent', agent)}
        />
        <div className={classes.lines}>
          {(['trainingSteps', 'seed', 'hiddenUnits'] as const).map((name) => (
            <SettingField key={name} definition={settingNamed(name)} draft={drafts[name]} actions={actions} />
          ))}
          <SeedsField />
        </div>
        <div>
          <SweepForm />
          {settingSections(effective).map((section) => (
            <GroupOfSettings
              key={section.group}
              section={section}
              settings={settings}
              hasFile={hasFile}
              drafts={drafts}
              actions={actions}
            />
          ))}
        </div>
      </div>
    </Panel>
  );
});

function choicesOf<N extends 'objective' | 'market' | 'agent'>(name: N): readonly Choice<RunSettings[N]>[] {
  const definition = settingNamed(name);
  if (definition.kind !== 'choice') throw new Error(`internal: setting ${name} is no choice`);
  return definition.choices as readonly Choice<RunSettings[N]>[];
}

/** First of all: what prices should earn, with what that comes to on the file at hand. */
function ObjectiveChoice({
  value,
  actions,
}: {
  readonly value: RunSettings['objective'];
  readonly actions: DraftActions;
}) {
  const sentence = useLab((state) => objectiveNow(state).sentence);
  return (
    <ChoiceRadios
      label="Objective"
      choices={choicesOf('objective')}
      value={value}
      onChange={(objective) => actions.set('objective', objective)}
      meaning={sentence}
    />
  );
}

function MarketChoice({
  settings,
  actions,
  hasFile,
}: {
  readonly settings: RunSettings;
  readonly actions: DraftActions;
  readonly hasFile: boolean;
}) {
  const lab = useLab((state) => state.actions);
  const kind = kindOf(settings);
  const holdOuts = useLab((state) => state.holdOuts);
  const why = useMemo(
    () =>
      hasFile && holdOuts.length > 0
        ? defaultMarket(holdOuts.map((holdOut) => ({ holdOut }))).sentence
        : null,
    [hasFile, holdOuts],
  );
  return (
    <div>
      <ChoiceRadios
        label="Market"
        choices={choicesOf('market')}
        value={settings.market}
        onChange={(market) => actions.set('market', market)}
        onConfirm={(market) => actions.set('market', market)}
        meaning={kind.meaning}
      />
      {why === null ? null : <p className={classes.need}>{why}</p>}
      {kind.needsFile !== null && !hasFile ? (
        <p className={classes.need}>
          This market needs a sales file.{' '}
          <Anchor component="button" type="button" inherit onClick={() => lab.goTo('data')}>
            Load one in Data
          </Anchor>
          , or take {titlesOf(marketKinds().filter(({ needsFile }) => needsFile === null))}.
        </p>
      ) : null}
    </div>
  );
}

function Presets({ settings, onChoose }: { readonly settings: RunSettings; readonly onChoose: () => void }) {
  const lab = useLab((state) => state.actions);
  const trainFor = useLab((state) => state.trainFor);
  return (
    <div role="group" aria-label="Presets" className={classes.preset}>
      {runPresets.map((preset) => {
        const values = presetValues(preset, settings.agent);
        const names = Object.keys(values) as (keyof RunSettings)[];
        const isForThem = trainFor === 'all' || preset.isForAll !== true;
        const chosen = isForThem && names.every((name) => settings[name] === values[name]);
        return (
          <Tooltip
            key={preset.name}
            withinPortal={false}
            label={preset.meaning}
            events={{ hover: true, focus: true, touch: false }}
            openDelay={400}
          >
            <Button
              size="compact-sm"
              variant={chosen ? 'light' : 'default'}
              aria-pressed={chosen}
              onClick={() => {
                lab.choosePreset(preset);
                onChoose();
              }}
            >
              {preset.label}
            </Button>
          </Tooltip>
        );
      })}
    </div>
  );
}

/** One policy for all products or for one, with the reason that one can serve all. */
function TrainFor({ market }: { readonly market: RunSettings['market'] }) {
  const data = useLab((state) => state.data);
  const trainFor = useLab((state) => state.trainFor);
  const shownProduct = useLab((state) => state.shownProduct);
  const lab = useLab((state) => state.actions);
  const histories = data.status === 'ready' ? data.dataset.histories : null;
  if (!histories || histories.length < 2) return null;
  const count = formatCount(histories.length);
  const name = histories[shownProduct]?.product.name ?? '';
  return (
    <div>
      <ChoiceRadios
        label="Train for"
        choices={[
          { value: 'all', label: `All ${count} products` },
          { value: 'shown', label: 'One product' },
        ]}
        value={trainFor}
        onChange={(choice) => lab.setTrainFor(choice)}
        meaning={
          trainFor === 'shown'
            ? `A separate policy for ${name}, from its history alone.`
            : `One policy for all ${count} products: ${pageWords(kindNamed(market).sharing)}`
        }
      />
      {trainFor === 'shown' ? (
        <div className={classes.picker}>
          <ProductPicker label="Product to train for" />
        </div>
      ) : null}
    </div>
  );
}

/** A field that without a file has one value. */
function onlyChoice(value: SettingValues[string] | undefined) {
  return value === undefined ? {} : { allowedChoices: [String(value)], shownValue: String(value) };
}

interface GroupProps extends SettingsPanelProps {
  readonly section: SettingSection;
  readonly settings: RunSettings;
  readonly hasFile: boolean;
}

/** A folded group; its fields are made when it is first opened. */
function GroupOfSettings({ section, settings, hasFile, drafts, actions }: GroupProps) {
  const { basic, advanced } = section;
  const [open, setOpen] = useState(section.isOpen);
  const [advancedOpen, setAdvancedOpen] = useState(false);
  const changes = [...basic, ...advanced].filter((definition) => isChanged(definition.name, settings)).length;
  const kind = kindOf(settings);
  const field = (definition: SettingSection['basic'][number]) => (
    <SettingField
      key={definition.name}
      definition={definition}
      draft={drafts[definition.name]}
      actions={actions}
      {...(hasFile ? {} : onlyChoice(kind.source?.withoutFile[definition.name]))}
    />
  );
  // The numbers of the file stand right under the choice of it.
  const { calibration } = kind;
  const calibratedAfter =
    calibration && hasFile && kind.isOfFile(settings)
      ? basic.findIndex((definition) => definition.name === calibration.below) + 1
      : 0;
  const { title } = section;
  return (
    <details
      className={classes.group}
      open={open}
      onToggle={(event) => {
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
      }}
    >
      <summary className={classes.summary}>
        <span className={classes.summaryTitle}>{title}</span>
        <span className={classes.summaryNote}>
          {changes > 0 ? `${changes} changed` : formatCount(basic.length + advanced.length)}
        </span>
      </summary>
      {open ? (
        <div className={classes.lines}>
          {basic.slice(0, calibratedAfter).map(field)}
          {calibration && calibratedAfter > 0 ? (
            <CalibratedMarket calibration={calibration} settings={settings} />
          ) : null}
          {basic.slice(calibratedAfter).map(field)}
          {basic.length === 0 ? (
            advanced.map(field)
          ) : advanced.length > 0 ? (
            <details
              className={classes.advanced}
              open={advancedOpen}
              onToggle={(event) => setAdvancedOpen(event.currentTarget.open)}
            >
              <summary className={classes.summary}>
                <span>Advanced</span>
                <span className={classes.summaryNote}>{advanced.length}</span>
              </summary>
              {advancedOpen ? <div className={classes.lines}>{advanced.map(field)}</div> : null}
            </details>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}
