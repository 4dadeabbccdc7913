// What prices should earn: one setting for both markets, and what "by the file" comes to.
//
// A market from a file pays for profit where at least half of the products have a known cost, else for revenue: a reward
// of weighted parts gives profit up without saying so. The preset market keeps its published reward, which all figures on it stand on.

import { countsInProfit } from '../market/counts-in-profit.ts';
import { kindOf } from '../market/kinds.ts';
import type { Objective } from '../market/objective.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { RunSettings } from './settings.ts';

export interface ChosenObjective {
  readonly objective: Objective;
  /** What is paid for and why, to be read before training. */
  readonly sentence: string;
}

/** Whether the profit of a run with these settings rests mostly on costs that neither the file nor the person has given. */
export function profitIsAssumed(
  settings: RunSettings,
  products: readonly { readonly history: ProductHistory }[],
): boolean {
  const kind = kindOf(settings);
  if (!kind.isOfFile(settings) || products.length === 0) return false;
  const known = products.filter(({ history }) => kind.knowsProfit(history)).length;
  return !countsInProfit(known, products.length);
}

/** The objective of a run with these settings for these products. */
export function objectiveFor(
  settings: RunSettings,
  products: readonly { readonly history: ProductHistory }[],
): ChosenObjective {
  const { objective } = settings;
  const kind = kindOf(settings);
  const fromFile = kind.isOfFile(settings);
  const without = fromFile ? products.filter(({ history }) => !kind.knowsProfit(history)) : [];
  const lacking = lackingWords(
    without.map(({ history }) => history.product.name),
    products.length,
  );
  switch (objective) {
    case 'auto':
      if (!fromFile || products.length === 0) return { objective: 'weights', sentence: kind.usualReward };
      if (!countsInProfit(products.length - without.length, products.length))
        return {
          objective: 'revenue',
          sentence: `The goal is revenue: ${lacking}. With a cost column it could be profit.`,
        };
      return {
        objective: 'profit',
        sentence:
          without.length === 0
            ? `The goal is profit: ${products.length === 1 ? 'its cost is' : 'the costs of all products are'} ${assumedWords(products)}.`
            : `The goal is profit: ${lacking}, so the assumed cost decides for ${without.length === 1 ? 'it' : 'them'}.`,
      };
    case 'profit':
      return {
        objective,
        sentence:
          without.length === 0
            ? 'The goal is profit.'
            : `The goal is profit: ${lacking}, so the assumed cost decides.`,
      };
    case 'revenue':
      return { objective, sentence: 'The goal is revenue, regardless of unit costs.' };
    case 'weights':
      return {
        objective,
        sentence: 'The goal is the weighted reward below, which may give up profit.',
      };
    default:
      return objective satisfies never;
  }
}

/** `known`, or what is assumed in the place of costs that the file does not have. */
function assumedWords(products: readonly { readonly history: ProductHistory }[]): string {
  const assumed = products.flatMap(({ history }) => history.assumedCost ?? []);
  if (assumed.length === 0) return 'known';
  const kinds = [...new Set(assumed)];
  const words = kinds.length === 1 ? kinds[0]! : 'a margin or cost of their own';
  return `known or assumed (${assumed.length === 1 ? '1 product' : `${assumed.length} products`}: ${words})`;
}

function lackingWords(names: readonly string[], of: number): string {
  if (names.length === 0) return '';
  if (of === 1) return `the file has no cost for "${names[0]}"`;
  return names.length === of
    ? 'the file has no cost'
    : `the file has no cost for ${names.length} of ${of} products ("${names[0]}" is one of them)`;
}
