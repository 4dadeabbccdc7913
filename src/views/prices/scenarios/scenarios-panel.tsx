// Scenarios: what stands now is kept under a name, and what was kept stands beside it, to be compared and used again.

import { Button, Checkbox, TextInput } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';

import { mostScenarios, resultOf } from '../../../core/decisions/scenario.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { longestName } from '../../../core/run/kept-name.ts';
import { formatCountOf } from '../../../core/text/format.ts';
import { useLab } from '../../../store/use-lab.ts';
import { Panel } from '../../ui/panel.tsx';
import table from '../../ui/plain-table.module.css';
import {
  choiceRows,
  columnOf,
  differenceRows,
  productRows,
  scenarioSentence,
  totalRows,
  type ScenarioColumn,
  type ScenarioRow,
} from '../../../core/decisions/scenario-words.ts';
import classes from './scenarios-panel.module.css';

/** Besides what stands now; more columns nobody reads. */
const mostCompared = 3;

export function ScenariosPanel({ suggestions }: { readonly suggestions: readonly Suggestion[] }) {
  const scenarios = useLab((state) => state.scenarios);
  const guardrails = useLab((state) => state.guardrails);
  const advice = useLab((state) => state.advice);
  /** Names taken out of the comparison; the latest others are in it. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const compared = scenarios.filter(({ name }) => !left.has(name)).slice(-mostCompared);
  const columns = useMemo<readonly ScenarioColumn[]>(
    () => [
      { kept: null, title: 'Now', guardrails, advice, result: resultOf(suggestions) },
      ...compared.map(columnOf),
    ],
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `compared` is made of these two
    [guardrails, advice, suggestions, scenarios, left],
  );
  return (
    <Panel
      title="Scenarios"
      caption="Keep your rules, goal, certainty and typed prices under a name. Change them, then compare. A kept scenario has the totals of the moment it was kept."
    >
      <div className={classes.stack}>
        <KeepForm isFull={scenarios.length >= mostScenarios} />
        {scenarios.length === 0 ? (
          <p className={classes.quiet}>Nothing is kept yet.</p>
        ) : (
          <>
            {scenarios.length > 1 ? (
              <div role="group" aria-label="Scenarios to compare" className={classes.choice}>
                {scenarios.map(({ name }) => (
                  <Checkbox
                    key={name}
                    size="xs"
                    label={name}
                    checked={compared.some((each) => each.name === name)}
                    disabled={compared.length >= mostCompared && !compared.some((each) => each.name === name)}
                    onChange={(event) => {
                      // What is listed before the latest ones is out too, though nobody took it out.
                      const shown = new Set(compared.map((each) => each.name));
                      if (event.currentTarget.checked) shown.add(name);
                      else shown.delete(name);
                      setLeft(new Set(scenarios.map((each) => each.name).filter((each) => !shown.has(each))));
                    }}
                  />
                ))}
              </div>
            ) : null}
            {columns.length > 1 ? <Comparison columns={columns} /> : null}
          </>
        )}
      </div>
    </Panel>
  );
}

function KeepForm({ isFull }: { readonly isFull: boolean }) {
  const busy = useLab((state) => state.suggesting);
  const actions = useLab((state) => state.actions);
  const [name, setName] = useState('');
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        actions.keepScenario(name);
        setName('');
      }}
    >
      <TextInput
        size="xs"
        aria-label="Name of the scenario"
        placeholder="Name, such as Bold"
        maxLength={longestName}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" disabled={busy || isFull}>
        Keep as a scenario
      </Button>
      {isFull ? (
        <span className={classes.quiet}>{mostScenarios} are kept: delete one to keep another.</span>
      ) : busy ? (
        <span className={classes.quiet}>Working out prices …</span>
      ) : null}
    </form>
  );
}

function Comparison({ columns }: { readonly columns: readonly ScenarioColumn[] }) {
  const choices = choiceRows(columns);
  const { rows, more } = productRows(columns);
  const differences = useDifferences(columns);
  return (
    <>
      <p role="status" className={classes.sentence}>
        {scenarioSentence(columns)}
      </p>
      <p className={classes.quiet}>
        Two intervals may overlap though one scenario is surely better: an error of the demand fit moves both
        together. “More than now” compares each with the prices of now on the same simulated demand.
      </p>
      <DifferenceStatus />
      <div className={table.scroller} tabIndex={0} role="group" aria-label="Scenarios compared">
        <table className={`${table.table} ${classes.compared}`}>
          <thead>
            <tr>
              <th scope="col">What it brings</th>
              {columns.map((column) => (
                <ColumnTitle key={column.kept ?? ''} column={column} />
              ))}
            </tr>
          </thead>
          <Rows rows={totalRows(columns)} />
          {differences.length === 0 ? null : <Rows rows={differences} />}
          <Group title="What differs" width={columns.length + 1} />
          <Rows
            rows={choices}
            otherwise="The same rules, goal, certainty and typed prices."
            width={columns.length + 1}
          />
          <Group title="Biggest differences by product: price (gain a day)" width={columns.length + 1} />
          <Rows rows={rows} otherwise="Every product has the same price." width={columns.length + 1} />
        </table>
      </div>
      {more > 0 ? (
        <p className={classes.quiet}>{formatCountOf(more, 'more product')} with other prices.</p>
      ) : null}
    </>
  );
}

/** The rows of the differences to what stands now, worked out anew with every other list. */
function useDifferences(columns: readonly ScenarioColumn[]): readonly ScenarioRow[] {
  const found = useLab((state) => state.scenarioDifferences);
  const busy = useLab((state) => state.suggesting);
  const actions = useLab((state) => state.actions);
  useEffect(() => {
    if (!busy) actions.compareScenarios(columns.flatMap(({ kept }) => kept ?? []));
  }, [columns, busy, actions]);
  useEffect(() => () => actions.leaveScenarios(), [actions]);
  return found.status === 'done' ? differenceRows(columns, found.differences) : [];
}

function DifferenceStatus() {
  const found = useLab((state) => state.scenarioDifferences);
  return (
    <p className={classes.quiet} aria-busy={found.status === 'computing'}>
      {found.status === 'computing' ? 'Comparing with now …' : found.status === 'failed' ? found.problem : ''}
    </p>
  );
}

function ColumnTitle({ column: { kept, title } }: { readonly column: ScenarioColumn }) {
  const actions = useLab((state) => state.actions);
  return (
    <th scope="col" className={table.number}>
      <span className={classes.title}>{title}</span>
      {kept === null ? null : (
        <span className={classes.actions}>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Use ${kept}`}
            onClick={() => actions.applyScenario(kept)}
          >
            Use this one
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`Delete ${kept}`}
            title="Ctrl+Z brings it back."
            onClick={() => actions.forgetScenario(kept)}
          >
            Delete
          </Button>
        </span>
      )}
    </th>
  );
}

function Group({ title, width }: { readonly title: string; readonly width: number }) {
  return (
    <tbody>
      <tr>
        <th scope="colgroup" colSpan={width} className={classes.group}>
          {title}
        </th>
      </tr>
    </tbody>
  );
}

function Rows({
  rows,
  otherwise,
  width = 1,
}: {
  readonly rows: readonly ScenarioRow[];
  /** What stands where there are none. */
  readonly otherwise?: string;
  readonly width?: number;
}) {
  return (
    <tbody>
      {rows.length === 0 && otherwise !== undefined ? (
        <tr>
          <td colSpan={width}>{otherwise}</td>
        </tr>
      ) : null}
      {rows.map(({ label, words }, place) => (
        // Products may share a name.
        <tr key={`${place} ${label}`}>
          <th scope="row">{label}</th>
          {words.map((each, i) => (
            <td key={i} className={table.number}>
              {each}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
