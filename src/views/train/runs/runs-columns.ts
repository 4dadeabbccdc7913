// The columns of the list of runs: what each says of a run, and what it is sorted by.

import { agents } from '../../../core/agents/agents.ts';
import { formatCount, formatDuration } from '../../../core/text/format.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { formatReturn } from '../../charts/captions.ts';
import type { SortKey } from '../../ui/sort-rows.ts';
import { sortedOrder, type TableSort } from '../../ui/table-sort.ts';
import { gapWords, marketWords, profitOfRun, profitWords, stepWords } from './runs-words.ts';

export interface RunColumn {
  readonly id: string;
  readonly header: string;
  readonly isNumber?: boolean;
  readonly isExtra?: boolean;
  readonly sortBy: (run: RunSummary) => SortKey;
  readonly cell: (run: RunSummary) => string;
}

/** The first one is drawn by the row itself: a name with its box. */
export const runColumns: readonly RunColumn[] = [
  { id: 'run', header: 'Run', sortBy: ({ name }) => name.toLowerCase(), cell: ({ name }) => name },
  {
    id: 'agent',
    header: 'Agent',
    sortBy: ({ settings }) => agents[settings.agent].title,
    cell: ({ settings }) => agents[settings.agent].title,
  },
  { id: 'market', header: 'Market', sortBy: (run) => marketWords(run).toLowerCase(), cell: marketWords },
  {
    id: 'seed',
    header: 'Seed',
    isNumber: true,
    sortBy: ({ settings }) => settings.seed,
    cell: ({ settings }) => String(settings.seed),
  },
  { id: 'steps', header: 'Steps', isNumber: true, sortBy: ({ step }) => step, cell: stepWords },
  {
    id: 'profit',
    header: 'Profit an episode',
    isNumber: true,
    sortBy: profitOfRun,
    cell: profitWords,
  },
  {
    id: 'score',
    header: 'Highest score',
    isNumber: true,
    sortBy: ({ best }) => best?.meanReturn,
    cell: ({ best }) => (best ? formatReturn(best.meanReturn) : '–'),
  },
  { id: 'gap', header: 'Gap closed', isNumber: true, sortBy: ({ best }) => best?.gapClosed, cell: gapWords },
  {
    id: 'hiddenUnits',
    header: 'Hidden units',
    isNumber: true,
    isExtra: true,
    sortBy: ({ settings }) => settings.hiddenUnits,
    cell: ({ settings }) => formatCount(settings.hiddenUnits),
  },
  {
    id: 'updates',
    header: 'Updates',
    isNumber: true,
    isExtra: true,
    sortBy: ({ updates }) => updates,
    cell: ({ updates }) => formatCount(updates),
  },
  {
    id: 'time',
    header: 'Time taken',
    isNumber: true,
    isExtra: true,
    sortBy: ({ elapsedSeconds }) => elapsedSeconds,
    cell: ({ elapsedSeconds }) => formatDuration(elapsedSeconds),
  },
];

/** `runs` as the heads of the columns sort them; as they are where none does. */
export function sortedRuns(runs: readonly RunSummary[], sort: TableSort): readonly RunSummary[] {
  const order = sortedOrder(runs, runColumns, sort);
  return order === null ? runs : Array.from(order, (position) => runs[position]!);
}
