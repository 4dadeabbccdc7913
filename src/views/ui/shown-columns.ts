// Which of a table's columns are shown, by what a person has chosen. The first one, the name of a row, always is. Pure.

import type { ColumnChoice } from '../../store/features/columns-feature.ts';

export interface ChoosableColumn {
  readonly id: string;
  readonly header: string;
  readonly fullName?: string;
  readonly isExtra?: boolean;
}

export function shownColumns<C extends ChoosableColumn>(
  columns: readonly C[],
  choice: ColumnChoice,
): readonly C[] {
  return columns.filter((column, place) => place === 0 || isShown(column, choice));
}

export function isShown({ id, isExtra = false }: ChoosableColumn, choice: ColumnChoice): boolean {
  return choice[id] ?? !isExtra;
}

/** The choice with some columns shown or not; what is as usual is left out. */
export function withShown(
  choice: ColumnChoice,
  columns: readonly ChoosableColumn[],
  shown: boolean,
): ColumnChoice {
  const ids = new Set(columns.map(({ id }) => id));
  const others = Object.entries(choice).filter(([id]) => !ids.has(id));
  const changed = columns.filter(({ isExtra = false }) => shown === isExtra).map(({ id }) => [id, shown]);
  return Object.fromEntries([...others, ...changed]) as ColumnChoice;
}
