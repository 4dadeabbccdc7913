// What tells the market that a run started now would have from another one. Pure.

import { kindOf } from '../core/market/kinds.ts';
import type { RunSettings, SettingName } from '../core/run/settings.ts';
import type { LabState } from './lab-state.ts';
import { largestChange, runSettings } from './run-plan.ts';

/** The products a market is made for: those of a dataset, `fitted` of which have a demand fit. */
export interface MarketProducts {
  /** Its identity: costs that are assumed make another one of the same file. */
  readonly dataset: number;
  readonly fitted: number;
  readonly product: number | 'all';
  /** Largest daily change of prices, as a share; null where no rule limits it. */
  readonly largestChange: number | null;
}

/** The market's settings and, where it is made of them, the products, as text to compare. */
export function subjectOf(settings: RunSettings, products: MarketProducts | null): string {
  const kind = kindOf(settings);
  const values = kind.parameters.map(({ name }) => [name, settings[name as SettingName]]);
  const ofFile = kind.isOfFile(settings) ? products : null;
  return JSON.stringify([settings.market, settings.objective, values, ofFile]);
}

export function marketSubject(state: LabState): string {
  const { data, demand, trainFor, shownProduct } = state;
  if (data.status !== 'ready') return subjectOf(runSettings(state), null);
  return subjectOf(runSettings(state), {
    dataset: identityOf(data.dataset),
    fitted: demand.length,
    product: trainFor === 'all' ? trainFor : shownProduct,
    largestChange: largestChange(state),
  });
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** The same number for the same object. */
function identityOf(object: object): number {
  const known = identities.get(object) ?? ++lastIdentity;
  identities.set(object, known);
  return known;
}
