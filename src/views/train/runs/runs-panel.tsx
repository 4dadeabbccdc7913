// Every run this browser keeps: to name, to lay over one another, to use the model of, to delete.

import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { lazy, memo, Suspense, useRef, useState, type RefObject } from 'react';

import { isActive } from '../../../store/run-view.ts';
import { mostComparedRuns } from '../../../store/features/runs-feature.ts';
import { useLab } from '../../../store/use-lab.ts';
import { mostStoredRuns, type RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { formatMoment } from '../../../core/text/format.ts';
import { ariaSort, SortButton } from '../../ui/column-head.tsx';
import { ColumnChooser, useShownColumns } from '../../ui/column-chooser.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SectionStack } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RenameForm } from '../../ui/rename-form.tsx';
import { SureButton } from '../../ui/sure-button.tsx';
import table from '../../ui/plain-table.module.css';
import { sortSentence, unsorted, type TableSort } from '../../ui/table-sort.ts';
import {
  groupedRuns,
  runGroupings,
  runOrders,
  usualListing,
  type RunGroup,
  type RunListing,
} from './runs-list.ts';
import classes from './runs.module.css';
import { runColumns, sortedRuns, type RunColumn } from './runs-columns.ts';
import { asItStands, stateMark } from './runs-words.ts';

const RunsComparison = lazy(async () => ({
  default: (await import('./runs-comparison.tsx')).RunsComparison,
}));

/** More are listed when asked for. */
const shownAtFirst = 8;
const byColumns = 'columns';

export function RunsPanel() {
  const runs = useLab((state) => state.storedRuns);
  const problem = useLab((state) => state.keepProblem);
  const compared = useLab((state) => state.comparedRuns.length);
  const [all, setAll] = useState(false);
  const [listing, setListing] = useState(usualListing);
  const [sort, setSort] = useState(unsorted);
  const columns = useShownColumns('runs', runColumns);
  if (runs === null) return null;
  if (runs.length === 0 && problem === null)
    return (
      <EmptyState icon={<IconListDetails size={40} stroke={1.4} />} title="No run yet">
        Every run you train is kept in this browser and listed here, to compare, price from, name and export.
      </EmptyState>
    );
  const groups = groupedRuns(
    sortedRuns(runs, sort),
    sort.length === 0 ? listing : { ...listing, order: 'newest' },
  );
  const found = groups.reduce((count, group) => count + group.runs.length, 0);
  const shown = all ? groups : cutAfter(groups, shownAtFirst);
  return (
    <SectionStack>
      <Panel
        title="Runs"
        caption={`Kept in this browser. Tick two to ${mostComparedRuns} to compare them. The latest ${mostStoredRuns} are kept, and those you name.`}
        aside={runs.length > 1 ? <DeleteAll runs={runs} /> : null}
        flush
      >
        {problem === null ? null : (
          <div className={classes.problem}>
            <Notice tone="warn" title="Runs are not stored">
              {problem}
            </Notice>
          </div>
        )}
        {runs.length > 1 ? (
          <RunFilters
            listing={listing}
            isByColumns={sort.length > 0}
            onChange={(next) => {
              if (next.order !== listing.order) setSort(unsorted);
              setListing(next);
            }}
          />
        ) : null}
        {runs.length === 0 ? null : (
          <div className={table.scroller} tabIndex={0} role="group" aria-label="Kept runs">
            <RunsTable groups={shown} columns={columns} sort={sort} onSort={setSort} />
          </div>
        )}
        {found === 0 && runs.length > 0 ? <p className={classes.more}>No run matches.</p> : null}
        {!all && found > shownAtFirst ? (
          <div className={classes.more}>
            <Button size="compact-sm" variant="default" onClick={() => setAll(true)}>
              Show all {found} runs
            </Button>
          </div>
        ) : null}
      </Panel>
      {compared >= 2 ? (
        <Suspense fallback={null}>
          <RunsComparison />
        </Suspense>
      ) : null}
    </SectionStack>
  );
}

function cutAfter(groups: readonly RunGroup[], most: number): readonly RunGroup[] {
  let left = most;
  return groups.flatMap((group) => {
    const runs = group.runs.slice(0, left);
    left -= runs.length;
    return runs.length === 0 ? [] : [{ ...group, runs }];
  });
}

function RunsTable({
  groups,
  columns,
  sort,
  onSort,
}: {
  readonly groups: readonly RunGroup[];
  readonly columns: readonly RunColumn[];
  readonly sort: TableSort;
  readonly onSort: (sort: TableSort) => void;
}) {
  return (
    <>
      <span role="status" className={classes.hidden}>
        {sortSentence(columns, sort)}
      </span>
      <table className={`${table.table} ${table.stacked} ${classes.runs}`}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={ariaSort(column, sort)}
                className={column.isNumber ? table.number : undefined}
              >
                <SortButton column={column} sort={sort} onSort={onSort} />
              </th>
            ))}
            <th scope="col">Actions</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.title ?? ''}>
            {group.title === null ? null : (
              <tr>
                <th scope="rowgroup" colSpan={columns.length + 1} className={classes.group}>
                  {group.title}
                </th>
              </tr>
            )}
            {group.runs.map((run) => (
              <RunRow key={run.runId} kept={run} columns={columns} />
            ))}
          </tbody>
        ))}
      </table>
    </>
  );
}

function RunFilters({
  listing,
  isByColumns,
  onChange,
}: {
  readonly listing: RunListing;
  /** Heads of columns order the runs, until an order is chosen here. */
  readonly isByColumns: boolean;
  readonly onChange: (listing: RunListing) => void;
}) {
  return (
    <div className={classes.filters}>
      <TextInput
        size="xs"
        type="search"
        aria-label="Filter runs"
        placeholder="Name, product, market, seed"
        value={listing.filter}
        onChange={(event) => onChange({ ...listing, filter: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label="Order of runs"
        data={isByColumns ? [{ value: byColumns, label: 'By columns' }, ...runOrders] : [...runOrders]}
        value={isByColumns ? byColumns : listing.order}
        onChange={(event) =>
          onChange({ ...listing, order: event.currentTarget.value as RunListing['order'] })
        }
      />
      <NativeSelect
        size="xs"
        aria-label="Groups of runs"
        data={[...runGroupings]}
        value={listing.grouping}
        onChange={(event) =>
          onChange({ ...listing, grouping: event.currentTarget.value as RunListing['grouping'] })
        }
      />
      <ColumnChooser table="runs" columns={runColumns} />
    </div>
  );
}

const RunRow = memo(function RunRow({
  kept,
  columns,
}: {
  readonly kept: RunSummary;
  readonly columns: readonly RunColumn[];
}) {
  const { runId, name } = kept;
  // Only the line of the run under way follows it.
  const live = useLab((state) => (kept.state === 'live' && state.run.runId === runId ? state.run : null));
  const compared = useLab((state) => state.comparedRuns.includes(runId));
  const full = useLab((state) => state.comparedRuns.length >= mostComparedRuns);
  const actions = useLab((state) => state.actions);
  const [renaming, setRenaming] = useState(false);
  const renamer = useRef<HTMLButtonElement>(null);
  const run = asItStands(kept, live);
  const mark = stateMark(run);
  return (
    <tr data-run={name}>
      <th scope="row">
        <div className={classes.name}>
          {renaming ? (
            <RenameForm
              compact
              name={run.name}
              onRename={(typed) => actions.renameRun(run.runId, typed)}
              onDone={() => {
                setRenaming(false);
                renamer.current?.focus();
              }}
            />
          ) : (
            <>
              <Checkbox
                size="xs"
                label={name}
                aria-label={`Compare ${name}`}
                checked={compared}
                disabled={full && !compared}
                onChange={(event) => actions.compareRun(runId, event.currentTarget.checked)}
              />
              {mark === null ? null : (
                <span title={run.problem ?? undefined}>
                  <Mark tone={mark.tone}>{mark.words}</Mark>
                </span>
              )}
            </>
          )}
        </div>
        <span className={classes.moment}>{formatMoment(run.createdAt)}</span>
      </th>
      {columns.slice(1).map(({ id, header, isNumber, cell }) => (
        <td key={id} data-label={header} className={isNumber ? table.number : classes[id]}>
          {cell(run)}
        </td>
      ))}
      <td>
        <RunActions run={run} renamer={renamer} onRename={() => setRenaming(true)} />
      </td>
    </tr>
  );
});

function RunActions({
  run,
  renamer,
  onRename,
}: {
  readonly run: RunSummary;
  /** The button that asks for a new name. */
  readonly renamer: RefObject<HTMLButtonElement | null>;
  readonly onRename: () => void;
}) {
  const { runId, name, state } = run;
  const model = useLab((lab) => lab.models.findLast((each) => each.runId === runId)?.id ?? null);
  const inUse = useLab((lab) => model !== null && lab.model?.id === model);
  const active = useLab((lab) => isActive(lab.run));
  const resuming = useLab((lab) => lab.resuming?.runId === runId);
  const actions = useLab((lab) => lab.actions);
  const [deleting, setDeleting] = useState(false);
  const alive = state === 'live' || state === 'elsewhere';
  return (
    <div className={classes.actions}>
      {state === 'interrupted' ? (
        <Button
          size="compact-xs"
          disabled={active}
          loading={resuming}
          aria-label={`Go on with ${name}`}
          {...(active ? { title: 'A run is under way: stop it first.' } : {})}
          onClick={() => {
            actions.resumeRun(runId);
            actions.goTo('train', 'run');
          }}
        >
          Go on
        </Button>
      ) : null}
      {inUse ? <Mark tone="good">model in use</Mark> : null}
      {model !== null && !inUse ? (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Use its model: ${name}`}
          onClick={() => actions.useModel(model)}
        >
          Use its model
        </Button>
      ) : null}
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`Use its settings: ${name}`}
        title="Copies the settings of this run into the form; Ctrl+Z undoes it."
        onClick={() => actions.applySettings(run.settings)}
      >
        Use its settings
      </Button>
      <Button
        ref={renamer}
        size="compact-xs"
        variant="default"
        aria-label={`Rename ${name}`}
        onClick={onRename}
      >
        Rename
      </Button>
      {alive ? null : (
        <SureButton
          label="Delete"
          question="Yes, delete"
          name={name}
          asking={deleting}
          onAsk={setDeleting}
          onSure={() => actions.deleteRuns([runId])}
        />
      )}
    </div>
  );
}

function DeleteAll({ runs }: { readonly runs: readonly RunSummary[] }) {
  const actions = useLab((state) => state.actions);
  const [asking, setAsking] = useState(false);
  const gone = runs.filter(({ state }) => state !== 'live' && state !== 'elsewhere');
  if (gone.length === 0) return null;
  return (
    <SureButton
      label="Delete all"
      question="Yes, delete all"
      name={`${gone.length} runs`}
      asking={asking}
      onAsk={setAsking}
      onSure={() => actions.deleteRuns(gone.map(({ runId }) => runId))}
    />
  );
}
