// Which columns a table shows: a button that opens a list of them, to tick; kept over visits.

import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useMemo } from 'react';

import type { ChoosingTable, ColumnChoice } from '../../store/features/columns-feature.ts';
import { useLab } from '../../store/use-lab.ts';
import classes from './column-chooser.module.css';
import { isShown, shownColumns, withShown, type ChoosableColumn } from './shown-columns.ts';

const nothingChosen: ColumnChoice = {};

/** The columns to show, the same ones between renders. */
export function useShownColumns<C extends ChoosableColumn>(
  table: ChoosingTable,
  columns: readonly C[],
): readonly C[] {
  const choice = useLab((state) => state.columnChoices[table]) ?? nothingChosen;
  return useMemo(() => shownColumns(columns, choice), [columns, choice]);
}

export function ColumnChooser({
  table,
  columns,
}: {
  readonly table: ChoosingTable;
  readonly columns: readonly ChoosableColumn[];
}) {
  const choice = useLab((state) => state.columnChoices[table]) ?? nothingChosen;
  const actions = useLab((state) => state.actions);
  const choosable = columns.slice(1);
  const show = (changed: readonly ChoosableColumn[], shown: boolean) =>
    actions.chooseColumns(table, withShown(choice, changed, shown));
  const isUsual = Object.keys(choice).length === 0;
  return (
    <Popover position="bottom-end" shadow="md" width={290} trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconColumns3 aria-hidden size={15} />}
          data-columns={table}
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div role="group" aria-label="Columns shown" className={classes.list}>
          {choosable.map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.fullName ?? column.header}
              checked={isShown(column, choice)}
              onChange={(event) => show([column], event.currentTarget.checked)}
            />
          ))}
        </div>
        <div className={classes.all}>
          <Button size="compact-sm" variant="default" onClick={() => show(choosable, true)}>
            Show all
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isUsual}
            onClick={() => actions.chooseColumns(table, {})}
          >
            Usual columns
          </Button>
        </div>
        <p className={classes.note}>
          Downloads keep all columns. To sort by several, click further headings with Shift held down, or
          press Shift+Enter on them.
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}
