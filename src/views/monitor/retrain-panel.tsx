// One click on old and newer sales: where it stands, what the new model says beside the one before, and the way back.

import { Anchor, Button, Progress } from '@mantine/core';
import { IconArrowBackUp, IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';

import { isActive } from '../../store/run-view.ts';
import type { Retraining } from '../../store/features/monitor-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import { formatCountOf, formatMoney, formatPercent } from '../../core/text/format.ts';
import { DataTable, type DataTableColumn } from '../ui/data-table.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import classes from './monitor-section.module.css';

export function RetrainPanel() {
  const retraining = useLab((state) => state.retraining);
  return (
    <Panel
      title="Retrain"
      caption="Old and newer sales are joined into one file, and the agent trains on it with the settings of the model in use. The previous model is kept."
    >
      {retraining === null ? <RetrainButton /> : <Progressing retraining={retraining} />}
    </Panel>
  );
}

function RetrainButton() {
  const actions = useLab((state) => state.actions);
  const active = useLab((state) => isActive(state.run));
  const model = useLab((state) => state.model);
  const withoutFile = model?.origin === 'run' && model.card.data === null;
  const hint = withoutFile
    ? 'The model in use was trained in a market entered by hand, which newer sales do not change. Train one on the file first.'
    : active
      ? 'A run is under way: wait for it, or stop it in Train.'
      : model === null
        ? 'No model is in use: the settings of Train apply.'
        : null;
  return (
    <div className={classes.row}>
      <Button
        leftSection={<IconRefresh aria-hidden size={17} />}
        disabled={active || withoutFile}
        onClick={() => actions.retrainOnNewerSales()}
      >
        Retrain on the new data
      </Button>
      {hint === null ? null : <span className={classes.quiet}>{hint}</span>}
    </div>
  );
}

function Progressing({ retraining }: { readonly retraining: Retraining }) {
  const run = useLab((state) => state.run);
  const model = useLab((state) => state.model);
  const models = useLab((state) => state.models);
  const actions = useLab((state) => state.actions);
  const { stage, runId, fromModelId, overridesTaken } = retraining;
  if (stage === 'reading') return <Bar label="Reading old and newer sales as one file" value={null} />;
  const made = models.find((kept) => kept.runId !== null && kept.runId === runId);
  const former = models.find(({ id }) => id === fromModelId);
  if (!made && run.runId === runId && isActive(run)) {
    const { step = 0, totalSteps = 1 } = run.progress ?? {};
    return (
      <>
        <Bar
          label={run.state === 'paused' ? 'Training is paused' : 'Training on all sales'}
          value={step / totalSteps}
        />
        <Anchor component="button" type="button" onClick={() => actions.goTo('train', 'run')}>
          Watch it learn in Train
        </Anchor>
      </>
    );
  }
  if (!made)
    return (
      <Notice tone="warn" title="No new model">
        {run.runId === runId && run.problem !== null
          ? run.problem
          : 'The run ended before it had learned anything, or its model was deleted. '}
        {former ? ' The previous model is still kept.' : ''}
      </Notice>
    );
  const isNew = model?.id === made.id;
  return (
    <>
      <p className={classes.headline} role="status">
        {isNew
          ? `The new model "${made.name}" is in use.`
          : former && model?.id === former.id
            ? `The previous model, "${former.name}", is in use again.`
            : 'Another model is in use.'}
      </p>
      {overridesTaken > 0 ? (
        <p className={classes.quiet}>
          {formatCountOf(overridesTaken, 'override was', 'overrides were')} carried over and still{' '}
          {overridesTaken === 1 ? 'applies' : 'apply'}.
        </p>
      ) : null}
      <div className={classes.row}>
        {isNew ? (
          former ? (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp aria-hidden size={17} />}
              onClick={() => actions.useModel(former.id)}
            >
              Return to the previous model
            </Button>
          ) : null
        ) : (
          <Button onClick={() => actions.useModel(made.id)}>Use the new model</Button>
        )}
        <Button variant="subtle" onClick={() => actions.goTo('prices')}>
          See its prices
        </Button>
      </div>
      <Comparison retraining={retraining} />
    </>
  );
}

function Bar({ label, value }: { readonly label: string; readonly value: number | null }) {
  return (
    <div>
      <p className={classes.headline} role="status">
        {label} …
      </p>
      <Progress.Root size={8}>
        <Progress.Section
          value={value === null ? 100 : 100 * value}
          animated={value === null}
          striped={value === null}
          aria-label={label}
          {...(value === null ? {} : { 'aria-valuetext': formatPercent(value, 0) })}
        />
      </Progress.Root>
    </div>
  );
}

interface ComparisonRow {
  readonly id: string;
  readonly name: string;
  readonly current: number;
  readonly before: number | null;
  readonly after: number | null;
}

const columnsBeside = (hadModel: boolean): readonly DataTableColumn<ComparisonRow>[] => [
  {
    id: 'name',
    header: 'Product',
    width: 190,
    sortBy: ({ name }) => name.toLowerCase(),
    cell: ({ name }) => name,
  },
  {
    id: 'current',
    header: 'Charged',
    note: 'last price',
    isNumber: true,
    width: 100,
    sortBy: ({ current }) => current,
    cell: ({ current }) => formatMoney(current),
  },
  {
    id: 'before',
    header: hadModel ? 'Previous model' : 'Without a model',
    note: 'suggests',
    isNumber: true,
    width: 120,
    sortBy: ({ before }) => before,
    cell: ({ before }) => (before === null ? '–' : formatMoney(before)),
  },
  {
    id: 'after',
    header: 'New model',
    note: 'suggests',
    isNumber: true,
    width: 110,
    sortBy: ({ after }) => after,
    cell: ({ after }) => (after === null ? '–' : formatMoney(after)),
  },
  {
    id: 'change',
    header: 'Change',
    isNumber: true,
    width: 100,
    sortBy: ({ before, after }) => (before === null || after === null ? NaN : after / before),
    cell: ({ before, after }) =>
      before === null || after === null
        ? '–'
        : `${after > before ? '+' : ''}${formatPercent(after / before - 1)}`,
  },
];

function Comparison({ retraining: { before, after, fromModelId } }: { readonly retraining: Retraining }) {
  const hadModel = fromModelId !== null;
  const columns = useMemo(() => columnsBeside(hadModel), [hadModel]);
  const rows = useMemo(() => {
    const earlier = new Map(before.map(({ productId, price }) => [productId, price]));
    return after.map(({ productId, productName, currentPrice, price }): ComparisonRow => ({
      id: productId,
      name: productName,
      current: currentPrice,
      before: earlier.get(productId) ?? null,
      after: price,
    }));
  }, [before, after]);
  if (rows.length === 0 || before.length === 0) return null;
  const moved = rows.filter(
    ({ before: a, after: b }) => a !== null && b !== null && Math.abs(b / a - 1) > 0.01,
  ).length;
  return (
    <div className={classes.comparison}>
      <p className={classes.quiet}>
        Prices {hadModel ? 'of both models' : 'with the model and without one'} after the rules;{' '}
        {formatCountOf(moved, 'product differs', 'products differ')} by more than 1 %.
      </p>
      <DataTable
        label={hadModel ? 'Prices of the two models' : 'Prices with the model and without one'}
        rows={rows}
        columns={columns}
        rowKey={({ id }) => id}
        maxHeight={320}
      />
    </div>
  );
}
