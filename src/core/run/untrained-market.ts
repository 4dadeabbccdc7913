// The market that prices are made in where no agent was trained: one answer for `advise --agent none`, for a shop without
// a model and for the page before its first run.

import type { MarketSetup } from '../market/market.ts';
import type { RunProduct } from '../market/run-product.ts';
import { defaultRun } from './default-run.ts';
import { marketSetupFor } from './market-setup.ts';
import { defaultsFor, settingsFrom } from './run-settings.ts';
import { defaultSettings, type RunSettings } from './settings.ts';

export interface UntrainedChoices {
  /** What prices should earn; absent: by the file. */
  readonly objective?: RunSettings['objective'] | undefined;
  /** The largest change that the rules for all products allow, in percent; null or 0: none is set. */
  readonly largestChangePercent: number | null;
  /** Settings of a project that stand for what the file speaks for; absent or null: what the file speaks for. */
  readonly settings?: RunSettings | null;
}

/** The market of `products`, those of one file in its order. */
export function untrainedMarket(
  products: readonly RunProduct[],
  { objective, largestChangePercent, settings = null }: UntrainedChoices,
): MarketSetup {
  const begun = settings ?? defaultRun(defaultsFor(defaultSettings.agent), products);
  return marketSetupFor(
    settingsFrom(objective === undefined ? {} : { objective }, begun),
    products,
    largestChangePercent === null || largestChangePercent === 0 ? null : largestChangePercent / 100,
  );
}
