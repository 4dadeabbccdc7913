// The runs of a sweep as one zip: what was set, a row a run, every evaluation, and the agents' prices.

import { strToU8, zipSync } from 'fflate';

import { csvCell } from '../core/text/csv-cell.ts';
import { shownSweep } from './features/sweep-feature.ts';
import type { LabState } from './lab-state.ts';

type Cell = string | number | null;

/** null where no sweep is shown. */
export function sweepZip(
  state: Parameters<typeof shownSweep>[0] & Pick<LabState, 'sweepPrices'>,
): { readonly fileName: string; readonly bytes: Uint8Array } | null {
  const sweep = shownSweep(state);
  if (!sweep) return null;
  const { over } = sweep;
  const named = sweep.runs.map((run, index) => ({ ...run, number: index + 1 }));
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
    (state.sweepPrices[run.runId] ?? []).map((each) => [
      ...values(run),
      each.productId,
      each.productName,
      each.currentPrice,
      each.price,
    ]),
  );
  const measured = ['step', 'profit_an_episode', 'evaluation_return', 'gap_closed'];
  const bytes = zipSync({
    'sweep.json': strToU8(settingsText(sweep.title, over, named)),
    'runs.csv': csv([...head, 'state', ...measured], runs),
    'evaluations.csv': csv([...head, ...measured], evaluations),
    'agent-prices.csv': csv([...head, 'product_id', 'product', 'price_today', 'price_of_the_agent'], prices),
  });
  return { fileName: `sweep-${sweep.id.slice(0, 8)}.zip`, bytes };
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
  return strToU8([head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
}
