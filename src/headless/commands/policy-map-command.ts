// `lab policy-map MODEL|MARKET`: the price that a policy, or the optimum, asks in every state of two dimensions.

import { basename } from 'node:path';

import { marketOfCard } from '../../core/decisions/setup-from-card.ts';
import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { readModelBundle } from '../../core/export/model/model-bundle.ts';
import { kindOf, titleOf } from '../../core/market/kinds.ts';
import type { MapView, PolicyMap } from '../../core/market/map-facts.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { modelOf } from '../../core/market/market-models.ts';
import { planMapSteps, policyMapSteps } from '../../core/market/policy-map.ts';
import { historyProduct, runProducts } from '../../core/market/run-product.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { readLine } from '../command.ts';
import { ended } from '../ended.ts';
import { bytesOf } from '../file-source.ts';
import { policyMapLine } from '../lines/training-lines.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { askedMarket, askedSettings, localMarket } from '../training/asked-run.ts';
import { groundOf } from '../training/training-ground.ts';
import { writeCsv } from '../write-csv.ts';

/**
 * Prints the map as one JSON object, the optimum's beside it where it is asked for.
 *
 * @throws Error in one sentence for a bad option or file, and for a market without an optimum where that is asked for.
 */
export async function policyMapCommand(args: readonly string[]): Promise<void> {
  const { argument, values } = readLine(policyMapLine, args);
  const { setup, policy } = await subjectOf(argument, values);
  const view: MapView = { product: placeOf(setup, values.product), yesterdayPrice: values.yesterday ?? null };
  const map = policy && ended(policyMapSteps(setup, policy, view));
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

interface Subject {
  readonly setup: MarketSetup;
  /** null for a market, which has none yet. */
  readonly policy: Policy | null;
}

async function subjectOf(
  argument: string,
  values: {
    readonly sales: string | undefined;
    readonly choices: string | undefined;
    readonly join: readonly string[];
    readonly settings: string | undefined;
  },
): Promise<Subject> {
  if (!argument.toLowerCase().endsWith('.zip')) {
    const settings = await askedSettings('policy-map', values);
    const asked = await askedMarket('policy-map', argument, values.choices, values.join);
    const { setup } = await groundOf(localMarket(asked), settings, () => undefined);
    return { setup, policy: null };
  }
  const { card, weights } = readModelBundle(await bytesOf(argument, 'policy-map'));
  const policy = createPolicy(card.architecture, weights);
  if (values.sales === undefined) {
    if (kindOf(card).replay)
      throw new Error(
        `policy-map: ${basename(argument)} is of the ${titleOf(kindOf(card))}, whose states are the days of its file: name it with --sales FILE.csv`,
      );
    return { setup: marketOfCard(card, []), policy };
  }
  const dataset = await readDataset(values.sales, await readChoicesFile(values.choices), values.join);
  const known = new Set(card.products.flatMap(({ id, name }) => [id, name]));
  const products = runProducts(dataset.histories, summarizeDemand(dataset.histories), []).filter(
    ({ history: { product } }) => known.has(product.id) || known.has(product.name),
  );
  return { setup: marketOfCard(card, products.map(historyProduct)), policy };
}

function placeOf(setup: MarketSetup, wanted: string | undefined): number {
  if (wanted === undefined) return 0;
  const names = kindOf(setup).productNames(setup);
  const place = names.indexOf(wanted);
  if (place >= 0) return place;
  throw new Error(
    `policy-map: there is no product "${wanted}"; there are ${names
      .slice(0, 5)
      .map((name) => `"${name}"`)
      .join(', ')}${names.length > 5 ? ', ...' : ''}`,
  );
}

/** @throws Error in a sentence where the market has none that is known. */
function optimumMap(setup: MarketSetup, view: MapView): PolicyMap {
  const { optimum } = modelOf(setup);
  const problem = optimum
    ? optimum.problem(setup, view.product)
    : `The ${titleOf(kindOf(setup))} has no known optimum.`;
  if (!optimum || problem !== null) throw new Error(problem ?? '');
  return ended(planMapSteps(setup, ended(optimum.plan(setup, view.product)), view));
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
