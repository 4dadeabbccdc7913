// Whose policy a command line asks about: a model in a zip, with the sales it was trained on where its market is made of them,
// or a market alone.

import { basename } from 'node:path';

import { marketOfCard } from '../../core/decisions/setup-from-card.ts';
import { summarizeDemand } from '../../core/demand/summarize-demand.ts';
import { kindOf, titleOf } from '../../core/market/kinds.ts';
import type { MarketSetup } from '../../core/market/market.ts';
import { historyProduct, runProducts } from '../../core/market/run-product.ts';
import type { ModelCard } from '../../core/model/model-card.ts';
import { createPolicy } from '../../core/policy/actor.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { isModelPath, modelAt } from '../model-file.ts';
import { readChoicesFile } from '../read-choices.ts';
import { readDataset } from '../read-dataset.ts';
import { askedMarket, askedSettings, localMarket } from './asked-run.ts';
import { groundOf } from './training-ground.ts';

export interface SalesOptions {
  readonly sales: string | undefined;
  readonly choices: string | undefined;
  readonly join: readonly string[];
}

export interface AskedModel {
  readonly setup: MarketSetup;
  readonly policy: Policy;
  readonly card: ModelCard;
}

/** A policy and its market; both null parts for a market, which has none yet. */
export type AskedPolicy =
  AskedModel | { readonly setup: MarketSetup; readonly policy: null; readonly card: null };

/** @throws Error in one sentence that begins with the command's name, for what is neither a model nor a market. */
export async function askedPolicy(
  command: string,
  argument: string,
  values: SalesOptions & { readonly settings: string | undefined },
): Promise<AskedPolicy> {
  if (isModelPath(argument)) {
    if (values.settings !== undefined)
      throw new Error(`${command}: --settings are those of a market; ${basename(argument)} has its own`);
    return askedModel(command, argument, values);
  }
  if (values.sales !== undefined)
    throw new Error(`${command}: --sales are those of a model; name the file instead of ${argument}`);
  const settings = await askedSettings(command, { settings: values.settings });
  const asked = await askedMarket(command, argument, values.choices, values.join);
  const { setup } = await groundOf(localMarket(asked), settings, () => undefined);
  return { setup, policy: null, card: null };
}

/** @throws Error in one sentence for what is no model, or one whose market is made of sales that were not named. */
export async function askedModel(command: string, path: string, values: SalesOptions): Promise<AskedModel> {
  const { card, weights } = await modelAt(path, command);
  const policy = createPolicy(card.architecture, weights);
  if (values.sales === undefined) {
    if (values.choices !== undefined || values.join.length > 0)
      throw new Error(
        `${command}: --choices and --join go with the sales of a model: name them with --sales FILE.csv`,
      );
    if (kindOf(card).replay)
      throw new Error(
        `${command}: ${basename(path)} is of the ${titleOf(kindOf(card))}, whose states are the days of its file: name it with --sales FILE.csv`,
      );
    return { setup: marketOfCard(card, []), policy, card };
  }
  const dataset = await readDataset(values.sales, await readChoicesFile(values.choices), values.join);
  const known = new Set(card.products.flatMap(({ id, name }) => [id, name]));
  const products = runProducts(dataset.histories, summarizeDemand(dataset.histories), []).filter(
    ({ history: { product } }) => known.has(product.id) || known.has(product.name),
  );
  return { setup: marketOfCard(card, products.map(historyProduct)), policy, card };
}

/** @throws Error in one sentence where there is no product of that name; undefined is the first. */
export function placeOfProduct(command: string, setup: MarketSetup, wanted: string | undefined): number {
  if (wanted === undefined) return 0;
  const names = kindOf(setup).productNames(setup);
  const place = names.indexOf(wanted);
  if (place >= 0) return place;
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  throw new Error(
    `${command}: there is no product "${wanted}"; there are ${shown.join(', ')}${names.length > 5 ? ', ...' : ''}`,
  );
}
