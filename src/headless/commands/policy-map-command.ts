// `lab policy-map MODEL|MARKET`: the price that a policy, or the optimum, asks in every state of two dimensions.

import { kindOf, titleOf } from '../../core/market/kinds.ts';
import type { MapView, PolicyMap } from '../../core/market/map-facts.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { modelOf } from '../../core/market/market-models.ts';
import { planMapSteps, policyMapSteps } from '../../core/market/policy-map.ts';
import { readLine } from '../command.ts';
import { runToEnd } from '../../core/run-to-end.ts';
import { policyMapLine } from '../lines/training-lines.ts';
import { askedPolicy, placeOfProduct } from '../training/asked-policy.ts';
import { writeCsv } from '../write-csv.ts';

/**
 * Prints the map as one JSON object, the optimum's beside it where it is asked for.
 *
 * @throws Error in one sentence for a bad option or file, and for a market without an optimum where that is asked for.
 */
export async function policyMapCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(policyMapLine, args);
  const { setup, policy } = await askedPolicy('policy-map', argument, values);
  const view: MapView = {
    product: placeOfProduct('policy-map', setup, values.product),
    yesterdayPrice: values.yesterday ?? null,
  };
  const map = policy && runToEnd(policyMapSteps(setup, policy, view));
  const isOptimumAsked = values.optimum || policy === null;
  const optimum = isOptimumAsked ? optimumMap(setup, view) : null;
  const shown = (map ?? optimum)!;
  console.log(
    JSON.stringify({
      product: shown.productName,
      axes: { x: shown.axes.x.label, y: shown.axes.y.label },
      x: shown.x,
      y: shown.y,
      // Row after row, y from its first value on.
      prices: map && Array.from(map.prices),
      optimum: optimum && Array.from(optimum.prices),
      reached: shown.reached && Array.from(shown.reached),
      episodes: shown.episodes,
      yesterday: shown.yesterday,
    }),
  );
  if (values.csv !== undefined) await writeCsv('policy-map', values.csv, csvRows(shown, map, optimum));
}

/** @throws Error in a sentence where the market has none that is known. */
function optimumMap(setup: MarketSetup, view: MapView): PolicyMap {
  const { optimum } = modelOf(setup);
  const problem = optimum
    ? optimum.problem(setup, view.product)
    : `The ${titleOf(kindOf(setup))} has no known optimum.`;
  if (!optimum || problem !== null) throw new Error(problem ?? '');
  return runToEnd(planMapSteps(setup, runToEnd(optimum.plan(setup, view.product)), view));
}

function csvRows(shown: PolicyMap, map: PolicyMap | null, optimum: PolicyMap | null) {
  const { axes, x, y, reached } = shown;
  return [
    [axes.x.label, axes.y.label, 'price', 'optimal_price', 'reached'],
    ...y.flatMap((up, row) =>
      x.map((along, column) => {
        const at = row * x.length + column;
        return [along, up, map?.prices[at] ?? null, optimum?.prices[at] ?? null, reached?.[at] ?? null];
      }),
    ),
  ];
}
