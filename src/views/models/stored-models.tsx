// The list of kept models: what each is, which one is in use, and what can be done with it.

import { agents } from '../../core/agents/agents.ts';
import { Button, Checkbox, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload } from '@tabler/icons-react';
import { useId, useState } from 'react';

import { modelFormats } from '../../core/export/model/model-formats.ts';
import { gapWord, marketWord, returnWord } from '../../core/model/compare-cards.ts';
import type { ModelEntryView } from '../../store/features/models-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import { mostStoredModels } from '../../worker/protocol/models-protocol.ts';
import { formatRough, formatCount, formatMoment } from '../../core/text/format.ts';
import { Mark } from '../ui/mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { RenameForm } from '../ui/rename-form.tsx';
import { SureButton } from '../ui/sure-button.tsx';
import classes from './stored-models.module.css';
import { modelAnswer, profitOf } from './model-answer.ts';
import { Fact } from './fact.tsx';
import { ModelComparison } from './model-comparison.tsx';

/** More columns would fit no screen. */
const mostCompared = 2;

const keptWords = `This browser keeps the latest ${mostStoredModels} and those you name.`;

export function StoredModels() {
  const models = useLab((state) => state.models);
  const inUse = useLab((state) => state.model?.id ?? null);
  const runs = useLab((state) => state.storedRuns);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const compared = models.filter(({ id }) => chosen.includes(id));
  const toggle = (id: string) =>
    setChosen((before) =>
      before.includes(id) ? before.filter((other) => other !== id) : [...before, id].slice(-mostCompared),
    );
  return (
    <>
      <Panel
        title="Kept models"
        caption={
          models.length > 1
            ? `Prices and exports come from the one in use. Tick two to compare them. ${keptWords}`
            : `Prices and exports come from the one in use. Models of later runs join it here. ${keptWords}`
        }
      >
        <p className={classes.answer}>{modelAnswer(models, inUse, runs ?? [])}</p>
        <ul className={classes.list}>
          {models.map((model) => (
            <StoredModelRow
              key={model.id}
              model={model}
              canCompare={models.length > 1}
              compared={chosen.includes(model.id)}
              onCompare={() => toggle(model.id)}
            />
          ))}
        </ul>
      </Panel>
      {compared.length === mostCompared ? <ModelComparison models={compared} /> : null}
    </>
  );
}

interface StoredModelRowProps {
  readonly model: ModelEntryView;
  readonly canCompare: boolean;
  readonly compared: boolean;
  readonly onCompare: () => void;
}

function StoredModelRow({ model, canCompare, compared, onCompare }: StoredModelRowProps) {
  const { id, name, card, origin, createdAt } = model;
  const inUse = useLab((state) => state.model?.id === id);
  const profit = useLab(({ storedRuns }) => profitOf(model, storedRuns ?? []));
  const actions = useLab((state) => state.actions);
  const [renaming, setRenaming] = useState(false);
  /** The button to rename takes the focus when it comes back. */
  const [renamed, setRenamed] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const heading = useId();
  return (
    <li className={classes.model} aria-labelledby={heading} data-in-use={inUse || undefined}>
      <div className={classes.head}>
        {renaming ? (
          <RenameForm
            name={name}
            onRename={(typed) => actions.renameModel(id, typed)}
            onDone={() => {
              setRenaming(false);
              setRenamed(true);
            }}
          />
        ) : (
          <h3 id={heading} className={classes.name}>
            {name}
          </h3>
        )}
        {inUse ? <Mark tone="good">in use</Mark> : null}
        {origin === 'import' ? <Mark tone="info">imported</Mark> : null}
      </div>
      <dl className={classes.facts}>
        <Fact label="Agent" value={agents[card.agent].title} />
        <Fact label="Market" value={marketWord(card)} />
        <Fact label="Seed" value={String(card.seed)} />
        <Fact label="Kept at step" value={formatCount(card.training.steps)} />
        <Fact label="Profit an episode" value={profit === null ? '–' : formatRough(profit)} />
        <Fact label="Gap closed" value={gapWord(card)} />
        <Fact label="Evaluation return" value={returnWord(card)} />
        <Fact label={origin === 'run' ? 'Trained' : 'Kept since'} value={formatMoment(createdAt)} />
        <Fact label="Data" value={card.data?.fileName ?? 'no file'} />
      </dl>
      <div className={classes.actions}>
        {inUse ? null : (
          <Button size="compact-sm" onClick={() => actions.useModel(id)} aria-label={`Use ${name}`}>
            Use
          </Button>
        )}
        <Downloads model={model} />
        {renaming ? null : (
          <Button
            size="compact-sm"
            variant="default"
            autoFocus={renamed}
            onClick={() => setRenaming(true)}
            aria-label={`Rename ${name}`}
          >
            Rename
          </Button>
        )}
        <SureButton
          size="compact-sm"
          label="Delete"
          question="Yes, delete"
          name={name}
          asking={forgetting}
          onAsk={setForgetting}
          onSure={() => actions.forgetModel(id)}
        />
        {canCompare ? (
          <Checkbox
            className={classes.compare}
            label="Compare"
            aria-label={`Compare ${name}`}
            checked={compared}
            onChange={onCompare}
          />
        ) : null}
      </div>
    </li>
  );
}

function Downloads({ model }: { readonly model: ModelEntryView }) {
  const actions = useLab((state) => state.actions);
  return (
    <Menu position="bottom-start" shadow="md" width={340} withinPortal>
      <Menu.Target>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Download ${model.name}`}
          leftSection={<IconDownload aria-hidden size={15} />}
          rightSection={<IconChevronDown aria-hidden size={14} />}
        >
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {modelFormats.map(({ name, label, meaning }) => (
          <Menu.Item key={name} onClick={() => actions.exportModel(name, model.id)}>
            <span className={classes.format}>{label}</span>
            <span className={classes.meaning}>{meaning}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
