// The list of runs as a person wants it: those that match, in an order, in groups. Pure.

import { agents } from '../../../core/agents/agents.ts';
import type { RunSummary } from '../../../worker/protocol/run-protocol.ts';
import { marketWords, profitOfRun } from './runs-words.ts';

export const runOrders = [
  { value: 'newest', label: 'Newest first' },
  { value: 'profit', label: 'Most profit' },
  { value: 'evaluation', label: 'Highest score' },
  { value: 'gap', label: 'Most of the gap closed' },
  { value: 'name', label: 'Name' },
] as const;
type RunOrder = (typeof runOrders)[number]['value'];

export const runGroupings = [
  { value: 'none', label: 'No groups' },
  { value: 'sweep', label: 'By sweep' },
  { value: 'market', label: 'By market and file' },
  { value: 'agent', label: 'By agent' },
] as const;
type RunGrouping = (typeof runGroupings)[number]['value'];

export interface RunListing {
  readonly filter: string;
  readonly order: RunOrder;
  readonly grouping: RunGrouping;
}

export const usualListing: RunListing = { filter: '', order: 'newest', grouping: 'none' };

export interface RunGroup {
  /** null where there are no groups. */
  readonly title: string | null;
  readonly runs: readonly RunSummary[];
}

/** Groups stand in the order of their first run; `runs` are newest first. */
export function groupedRuns(
  runs: readonly RunSummary[],
  { filter, order, grouping }: RunListing,
): readonly RunGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = runs.filter((run) => {
    const text = searchedText(run);
    return words.every((word) => text.includes(word));
  });
  const ordered = order === 'newest' ? matching : matching.toSorted(comparing[order]);
  if (grouping === 'none') return ordered.length === 0 ? [] : [{ title: null, runs: ordered }];
  const groups = new Map<string, RunSummary[]>();
  for (const run of ordered) {
    const title = titleOf[grouping](run);
    groups.set(title, [...(groups.get(title) ?? []), run]);
  }
  return [...groups].map(([title, group]) => ({ title, runs: group }));
}

/** What the filter looks in: name, agent, market, file, products, sweep and seed. */
function searchedText(run: RunSummary): string {
  const { name, settings, productNames, sweep } = run;
  const seed = `seed ${settings.seed}`;
  const parts = [
    name,
    agents[settings.agent].title,
    marketWords(run),
    seed,
    sweep?.title ?? '',
    ...productNames,
  ];
  return parts.join('\n').toLowerCase();
}

const titleOf: Readonly<Record<Exclude<RunGrouping, 'none'>, (run: RunSummary) => string>> = {
  sweep: ({ sweep }) => (sweep ? `Sweep ${sweep.id.slice(0, 4)}: ${sweep.title}` : 'Single runs'),
  market: marketWords,
  agent: ({ settings }) => agents[settings.agent].title,
};

/** Runs without the figure stand last. */
const byFigure = (of: (run: RunSummary) => number | null | undefined) => (a: RunSummary, b: RunSummary) =>
  (of(b) ?? Number.NEGATIVE_INFINITY) - (of(a) ?? Number.NEGATIVE_INFINITY) || 0;

const comparing: Readonly<Record<Exclude<RunOrder, 'newest'>, (a: RunSummary, b: RunSummary) => number>> = {
  profit: byFigure(profitOfRun),
  evaluation: byFigure(({ best }) => best?.meanReturn),
  gap: byFigure(({ best }) => best?.gapClosed),
  name: (a, b) => a.name.localeCompare(b.name),
};
