// A catalogue of up to a million products, one row each, priced with the model in use: file in, prices as CSV out.

import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';

import { catalogueColumns, catalogueRoles } from '../../../core/decisions/catalogue-columns.ts';
import { kindNamed } from '../../../core/market/kinds.ts';
import type { CatalogueOutcome } from '../../../core/decisions/price-catalogue.ts';
import type { BatchView } from '../../../store/features/batch-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { formatBytes, formatCount, formatCountOf, formatDuration } from '../../../core/text/format.ts';
import { FileButton, tableAccept } from '../../ui/file-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import table from '../../ui/plain-table.module.css';
import { saveFile } from '../../ui/save-file.ts';
import { Stat, StatList } from '../../ui/stat.tsx';
import classes from './batch-panel.module.css';
import { countStats } from './batch-words.ts';

export function BatchPanel() {
  const batch = useLab((state) => state.batch);
  const market = useLab((state) => state.model?.card.market ?? null);
  const actions = useLab((state) => state.actions);
  const running = batch.status === 'running';
  const problem = market === null ? null : kindNamed(market).catalogueProblem;
  const usable = market !== null && problem === null;
  return (
    <Panel
      title="Price a catalogue file"
      caption="One row per product, up to a million. The policy and the guardrails above price the file, and you get the prices as a CSV file. Nothing leaves this browser."
      aside={
        running ? (
          <Button variant="default" size="xs" onClick={() => actions.cancelBatch()}>
            Cancel pricing
          </Button>
        ) : (
          <FileButton
            label="Catalogue CSV"
            accept={tableAccept}
            disabled={!usable}
            onFile={(file) => actions.startBatch(file)}
          />
        )
      }
    >
      <div className={classes.stack}>
        {usable ? null : (
          <p className={classes.words}>
            {problem === null
              ? 'The rows of such a file have no past sales, so that only a trained model can price them: train one on your sales file, or import one. The products of the sales file itself are in the list above, without any training.'
              : `The model in use ${problem}`}
          </p>
        )}
        {usable ? null : (
          <div>
            <Button variant="default" size="xs" onClick={() => actions.goTo('train', 'run')}>
              Train a model for it
            </Button>
          </div>
        )}
        <BatchStatus batch={batch} />
        <ExpectedColumns />
      </div>
    </Panel>
  );
}

function BatchStatus({ batch }: { readonly batch: BatchView }) {
  const actions = useLab((state) => state.actions);
  switch (batch.status) {
    case 'idle':
      return null;
    case 'running':
      return <Running batch={batch} />;
    case 'done':
      return <Done batch={batch} />;
    case 'cancelled':
      return (
        <Notice tone="info" title="Pricing cancelled" onDismiss={() => actions.dismissBatch()}>
          {batch.fileName}: stopped after {formatCountOf(batch.progress?.counts.priced ?? 0, 'product')}. No
          file was made; choose it again to start over.
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          tone="bad"
          title={`${batch.fileName} could not be priced`}
          onDismiss={() => actions.dismissBatch()}
        >
          {batch.problem}
        </Notice>
      );
    default:
      return batch satisfies never;
  }
}

function Running({ batch }: { readonly batch: Extract<BatchView, { status: 'running' }> }) {
  const { progress, rowsPerSecond, secondsLeft, fileName } = batch;
  const share = progress === null || progress.bytesTotal === 0 ? 0 : progress.bytesRead / progress.bytesTotal;
  return (
    <div>
      <Progress.Root size="lg">
        <Progress.Section value={100 * share} aria-label="Share of the catalogue priced" />
      </Progress.Root>
      <p className={classes.progress} aria-hidden>
        {progress === null
          ? `Opening ${fileName} …`
          : [
              formatCountOf(progress.counts.priced, 'product'),
              `${formatBytes(progress.bytesRead)} of ${formatBytes(progress.bytesTotal)}`,
              ...(rowsPerSecond === null ? [] : [`${formatCount(rowsPerSecond)} rows a second`]),
              ...(secondsLeft === null ? [] : [`${formatDuration(secondsLeft)} left`]),
            ].join(' · ')}
      </p>
      {progress === null ? null : <Counts outcome={{ counts: progress.counts, problems: [] }} />}
    </div>
  );
}

function Done({ batch }: { readonly batch: Extract<BatchView, { status: 'done' }> }) {
  const { fileName, outcome, seconds, result, resultName } = batch;
  const { counts } = outcome;
  const button = useRef<HTMLButtonElement>(null);
  const isFresh = useRef(true);
  useEffect(() => {
    // The button that was pressed last, to choose the file, has moved: the result takes its place for the keyboard.
    if (isFresh.current && document.activeElement === document.body)
      button.current?.focus({ preventScroll: true });
    isFresh.current = false;
  }, []);
  return (
    <div className={classes.stack}>
      <div className={classes.done}>
        <p className={classes.words} role="status">
          {fileName}: {formatCountOf(counts.priced, 'product')} priced in {formatDuration(seconds)}
          {seconds > 0 ? ` (${formatCount(counts.priced / seconds)} a second)` : ''}.
        </p>
        <Button
          ref={button}
          size="sm"
          leftSection={<IconDownload aria-hidden size={16} />}
          onClick={() => saveFile(resultName, result)}
        >
          Download batch prices ({formatBytes(result.size)})
        </Button>
      </div>
      <Counts outcome={outcome} />
      <Problems outcome={outcome} />
    </div>
  );
}

function Counts({ outcome }: { readonly outcome: CatalogueOutcome }) {
  return (
    <StatList>
      {countStats(outcome.counts).map(({ label, value }) => (
        <Stat key={label} label={label} value={formatCount(value)} />
      ))}
    </StatList>
  );
}

function Problems({ outcome: { problems, counts } }: { readonly outcome: CatalogueOutcome }) {
  if (problems.length === 0) return null;
  return (
    <details className={classes.details}>
      <summary>
        {formatCountOf(counts.refused, 'row')} could not be priced
        {counts.refused > problems.length ? `, the first ${problems.length}` : ''}
      </summary>
      <ul className={classes.problems}>
        {problems.map(({ row, message }) => (
          <li key={row}>
            Row {formatCount(row)}: {message}
          </li>
        ))}
      </ul>
    </details>
  );
}

function ExpectedColumns() {
  return (
    <details className={classes.details}>
      <summary>Columns of a catalogue file</summary>
      <div className={table.scroller} tabIndex={0} role="region" aria-label="Columns, scrollable">
        <table className={`${table.table} ${table.stacked}`}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Meaning</th>
              <th scope="col">Where it is blank or missing</th>
            </tr>
          </thead>
          <tbody>
            {catalogueRoles.map((role) => {
              const { header, unit, meaning, whenBlank } = catalogueColumns[role];
              return (
                <tr key={role}>
                  <th scope="row">{header}</th>
                  <td data-label="Meaning">
                    {meaning}
                    {unit === '' ? null : <span className={table.quiet}> {unit}</span>}
                  </td>
                  <td data-label="Where blank or missing">{whenBlank}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
