// The runs of a sweep as one zip: what was set, a row a run, every evaluation, and the agents' prices. Saved by the page and
// by "sweep --zip".

import { strToU8, zipSync } from 'fflate';

import type { EvaluationRecord } from '../../run/events.ts';
import type { RunSettings, SettingName } from '../../run/settings.ts';
import type { AgentPrice } from '../../run/sweep-result.ts';
import { type Cell, csvLines } from '../../text/csv-cell.ts';

type Evaluated = Pick<EvaluationRecord, 'step' | 'meanReturn' | 'gapClosed'> & {
  readonly profit?: { readonly mean: number } | null;
};

export interface ZippedRun {
  readonly runId: string;
  readonly settings: RunSettings;
  readonly state: 'waiting' | 'training' | 'finished' | 'failed';
  /** What stands for its kept policy; null before the first evaluation. */
  readonly best: Evaluated | null;
  readonly evaluations: readonly Evaluated[];
  /** Of its agent, where it was asked for them. */
  readonly prices: readonly AgentPrice[];
}

export function sweepZip({
  title,
  over,
  runs: all,
}: {
  readonly title: string;
  /** The settings that tell one run from another besides its seed. */
  readonly over: readonly SettingName[];
  readonly runs: readonly ZippedRun[];
}): Uint8Array {
  const named = all.map((run, index) => ({ ...run, number: index + 1 }));
  const values = (run: (typeof named)[number]): Cell[] => [
    run.number,
    run.settings.seed,
    ...over.map((name) => String(run.settings[name])),
  ];
  const head = ['run', 'seed', ...over];
  const runs = named.map((run) => [
    ...values(run),
    run.state,
    run.best?.step ?? null,
    run.best?.profit?.mean ?? null,
    run.best?.meanReturn ?? null,
    run.best?.gapClosed ?? null,
  ]);
  const evaluations = named.flatMap((run) =>
    run.evaluations.map((each) => [
      ...values(run),
      each.step,
      each.profit?.mean ?? null,
      each.meanReturn,
      each.gapClosed,
    ]),
  );
  const prices = named.flatMap((run) =>
    run.prices.map((each) => [
      ...values(run),
      each.productId,
      each.productName,
      each.currentPrice,
      each.price,
    ]),
  );
  const measured = ['step', 'profit_an_episode', 'evaluation_return', 'gap_closed'];
  return zipSync({
    'sweep.json': strToU8(settingsText(title, over, named)),
    'runs.csv': csv([...head, 'state', ...measured], runs),
    'evaluations.csv': csv([...head, ...measured], evaluations),
    'agent-prices.csv': csv([...head, 'product_id', 'product', 'price_today', 'price_of_the_agent'], prices),
  });
}

/** The settings of each run, so that `--settings` trains it again. */
function settingsText(
  title: string,
  over: readonly string[],
  runs: readonly { readonly number: number; readonly runId: string; readonly settings: object }[],
): string {
  const listed = runs.map(({ number, runId, settings }) => ({ run: number, runId, settings }));
  return `${JSON.stringify({ title, over, runs: listed }, null, 2)}\n`;
}

function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  return strToU8(csvLines([head, ...rows]));
}
