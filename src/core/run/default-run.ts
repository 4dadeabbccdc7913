// What a run for the products of a file begins with, where a person chose nothing: one answer for the page, `advise`,
// `exam` and `train`.
//
// The market is the one that predicts held-out sales better; several products take the starting point that learns one
// policy for a catalogue. A setting that a person has changed stays as it is.

import type { RunProduct } from '../market/run-product.ts';
import { defaultMarket } from '../market/default-market.ts';
import { sourceSettings } from '../market/kinds.ts';
import { portfolioSettings } from './presets.ts';
import { defaultsFor } from './run-settings.ts';
import type { RunSettings, SettingName } from './settings.ts';

/**
 * `settings` as a run for `products` begins with them.
 *
 * What stands at its default takes the value of the starting point that fits, what stands at that value without fitting
 * any more goes back to its default. Without a product whose hold-out was checked the market stays.
 */
export function defaultRun(settings: RunSettings, products: readonly RunProduct[]): RunSettings {
  const own = defaultsFor(settings.agent);
  const several = products.length > 1;
  const changes: Partial<Record<SettingName, RunSettings[SettingName]>> = {};
  for (const [key, value] of Object.entries(portfolioSettings(settings.agent))) {
    const name = key as SettingName;
    const [from, to] = several ? [own[name], value] : [value, own[name]];
    if (settings[name] === from) changes[name] = to;
  }
  return { ...settings, ...(changes as Partial<RunSettings>), ...marketOf(products) };
}

/** The market alone that a run for `products` begins in; nothing where no hold-out was checked. */
export function marketOf(products: readonly RunProduct[]): Partial<RunSettings> {
  const isChecked = products.some(({ holdOut }) => holdOut !== undefined);
  return isChecked ? { market: defaultMarket(products).market, ...sourceSettings('ofFile') } : {};
}
